"""Distribution: what leaves the tenant for other systems, and the packages that come from them.

A share grants no access; policies do (decision 28).
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Mapped

from db.models.access import PRIVATE, catalogue, staff
from db.models.audience import Audience, Visibility, audience_column
from db.models.availability import KeptInside, opening
from db.models.base import (
    SOURCED,
    Check,
    Edited,
    Facts,
    Inherited,
    Lookup,
    SoftDeleted,
    Sourced,
    TenantRow,
    Timed,
    Unique,
    big,
    column,
    document,
    extra,
    nonnegative,
    reference,
    word,
)
from db.models.words import Words


class LmsProvider(Words):
    """Which learning management system a connection leads to."""

    google_classroom = "Google Classroom."
    canvas = "Canvas, by Instructure."
    schoology = "Schoology, by PowerSchool."


class PushStatus(Words):
    """How far a lesson has come on its way to another system."""

    pending = "Not sent yet."
    posted = "The other system has it."
    failed = "The other system refused it, or did not answer."


class ShareResource(Words):
    """What is shared."""

    lesson = "A lesson."
    unit = "A unit plan, or a whole course."


class Share(TenantRow, Edited, SoftDeleted):
    """That somebody opened a lesson or a unit to others: to whom, and until when. The link itself is not kept.

    It is a record: what others may read follows from the lesson or the course alone, whether the share stands or not.
    """

    __tablename__ = "shares"
    resource_type: Mapped[ShareResource] = word(ShareResource, "What is shared.")
    lesson_id: Mapped[UUID | None] = reference("lessons", "The lesson that is shared.", part_of=True)
    course_id: Mapped[UUID | None] = reference("courses", "The unit or course that is shared.", part_of=True)
    visibility: Mapped[Visibility] = word(Visibility, "Whom it is opened to.", default="private")
    expires_at: Mapped[datetime | None] = column(
        "Until when; null for as long as it stands. One that has ended stays on record."
    )
    shared_by_id: Mapped[UUID | None] = reference("users", "Who shared it.")

    facts = Facts(
        staff("staff", "catalogue", writers=("teaches", "content")),
        [
            Check(
                "one_resource",
                "num_nonnulls(lesson_id, course_id) = 1 AND (resource_type = 'lesson') = (lesson_id IS NOT NULL)",
            ),
        ],
    )


class ShareToken(TenantRow, Timed):
    """What opens a share to whoever holds its link: the hash of the token, never the token."""

    __tablename__ = "share_tokens"
    __table_args__ = {"schema": "gateway"}
    share_id: Mapped[UUID] = reference("shares", "The share.", part_of=True)
    token_hash: Mapped[str] = column("SHA-256 of the token in the link, in hexadecimal.")

    facts = Facts(
        PRIVATE,
        [Unique(("share_id",)), Unique(("token_hash",)), Check("hashed", "token_hash ~ '^[0-9a-f]{64}$'")],
    )


class LmsConnection(TenantRow, Edited, SoftDeleted):
    """A learning management system that the tenant, or one organisation of it, sends lessons to."""

    __tablename__ = "lms_connections"
    organization_id: Mapped[UUID | None] = reference(
        "organizations", "The district or school that it serves; null for the whole tenant."
    )
    provider: Mapped[LmsProvider] = word(LmsProvider, "Which system it leads to.")
    scope: Mapped[dict[str, Any]] = document("What the other system has granted, in its own words.")

    facts = Facts(
        staff("staff", "administration", writers=("administers",)), [Lookup(("provider", "organization_id"))]
    )


class LmsCredential(TenantRow, Timed):
    """The OAuth tokens of a connection, encrypted by the application: the database never holds them in clear."""

    __tablename__ = "lms_credentials"
    __table_args__ = {"schema": "gateway"}
    connection_id: Mapped[UUID] = reference("lms_connections", "The connection.", part_of=True)
    sealed_oauth: Mapped[str] = column(
        "The tokens, sealed by AES-256-GCM: `v1`, the name of the key, nonce and ciphertext in base64url, by dots."
    )
    expires_at: Mapped[datetime | None] = column("When the access token ends; null where it does not say.")

    facts = Facts(
        PRIVATE,
        [
            Unique(("connection_id",)),
            Check("sealed", r"sealed_oauth ~ '^v1\.[a-z0-9-]+\.[A-Za-z0-9_-]{16}\.[A-Za-z0-9_-]{22,}$'"),
        ],
    )


class LmsPush(TenantRow, Edited):
    """That a version of a lesson was sent to another system, with what was asked of it and what it answered."""

    __tablename__ = "lms_pushes"
    lesson_version_id: Mapped[UUID] = reference(
        "lesson_versions", "The version of the lesson that was sent.", part_of=True
    )
    connection_id: Mapped[UUID] = reference("lms_connections", "Where it was sent.", part_of=True)
    status: Mapped[PushStatus] = word(PushStatus, "How far it has come.", default="pending")
    target: Mapped[dict[str, Any]] = document("Where in the other system it goes.", default=None)
    response: Mapped[dict[str, Any] | None] = document(
        "What the other system answered, as it came; null until it did.", default=None
    )

    facts = Facts(
        staff("staff", "catalogue", writers=("teaches", "content")),
        [Lookup(("status", "created_at")), Lookup(("created_at", "id"))],
    )


class ScormPackage(TenantRow, Edited, SoftDeleted, Sourced):
    """A SCORM package that belongs to a course: what its manifest says of it."""

    __tablename__ = "scorm_packages"
    course_id: Mapped[UUID] = reference("courses", "The course that plays it.", part_of=True)
    asset_id: Mapped[UUID | None] = reference("assets", "The package as it came, a ZIP file.")
    package_name: Mapped[str | None] = column("What the manifest calls it.")
    version: Mapped[str | None] = column("The edition of SCORM, such as `1.2` or `2004 4th Edition`.")
    identifier: Mapped[str | None] = column("The identifier of the manifest.")
    launch_path: Mapped[str | None] = column("The file that opens first, as a path inside the package.")
    metadata_: Mapped[dict[str, Any]] = extra()
    audience: Mapped[Audience] = audience_column()

    facts = Facts(
        catalogue("course_id"),
        [
            Inherited(
                "audience",
                (("course_id", "courses"),),
                ceiling="CASE WHEN NEW.deleted_at IS NOT NULL THEN 'nobody' ELSE 'public' END",
            ),
            SOURCED,
            Lookup(("audience",)),
        ],
    )


class ScormFile(TenantRow, Timed, KeptInside):
    """A file of a SCORM package."""

    __tablename__ = "scorm_files"
    package_id: Mapped[UUID] = reference("scorm_packages", "The package.", part_of=True)
    course_id: Mapped[UUID] = reference(
        "courses", "The course of the package; kept by trigger.", exposed=False, part_of=True
    )
    content_item_id: Mapped[UUID | None] = reference(
        "content_items", "The content that it launches, where it is the start of one."
    )
    asset_id: Mapped[UUID | None] = reference("assets", "The file in storage, once it is laid there.")
    file_path: Mapped[str] = column("Its path inside the package.")
    file_type: Mapped[str | None] = column("Its media type.", shown_as="mime_type")
    size_bytes: Mapped[int | None] = big("Its size in bytes.")
    audience: Mapped[Audience] = audience_column()

    facts = Facts(
        catalogue("course_id", opens=True),
        [
            *opening((("content_item_id", "content_items"),)),
            Inherited(
                "audience",
                (("content_item_id", "content_items"), ("package_id", "scorm_packages")),
                every=True,
            ),
            Inherited("course_id", (("package_id", "scorm_packages"),)),
            Unique(("package_id", "file_path")),
            Unique(("package_id", "content_item_id"), where="content_item_id IS NOT NULL"),
            Lookup(("audience",)),
            nonnegative("size_bytes"),
        ],
    )
