"""Assets: files that courses are made from, that they show, and that were generated for them."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Mapped

from db.models.access import catalogue, staff
from db.models.audience import Audience, audience_column
from db.models.availability import KeptInside, opening
from db.models.base import (
    SOURCED,
    Edited,
    Facts,
    Inherited,
    Lookup,
    Replaced,
    SoftDeleted,
    Sourced,
    TenantRow,
    Timed,
    Unique,
    big,
    column,
    extra,
    flag,
    nonnegative,
    reference,
    word,
)
from db.models.words import Words


class AssetKind(Words):
    """What a file is for."""

    source = "Material that content is made from."
    generated = "Made by an engine."
    media = "Shown to learners as it is."


class Asset(TenantRow, Edited, SoftDeleted, Sourced, KeptInside):
    """A file in storage, of the tenant's library or of one place in a course."""

    __tablename__ = "assets"
    course_id: Mapped[UUID | None] = reference(
        "courses", "The course it belongs to; null for the tenant's library."
    )
    module_id: Mapped[UUID | None] = reference("modules", "The module it belongs to.")
    content_item_id: Mapped[UUID | None] = reference("content_items", "The content item it belongs to.")
    kind: Mapped[AssetKind] = word(AssetKind, "What the file is for.", default="media")
    asset_type: Mapped[str] = column(
        "What the file is: `image`, `pdf`, `audio`, `video`, `document`, `scorm_package` …",
        shown_as="type",
    )
    engine: Mapped[str | None] = column("The engine that made or reads it: `e1` to `e4`.")
    role: Mapped[str | None] = column(
        "The part it plays, such as `hero_image`, `voiceover` or `engine1_ppt`."
    )
    storage_uri: Mapped[str] = column("Where the file lies: a URL or a storage key.")
    filename: Mapped[str] = column("The file's name.")
    mime_type: Mapped[str] = column("The file's media type.", default="'application/octet-stream'")
    size_bytes: Mapped[int | None] = big("The file's size in bytes.")
    checksum: Mapped[str | None] = column(
        "Checksum of the file, prefixed by its algorithm, such as `sha256:…`."
    )
    version: Mapped[int] = column("Counts replacements, from 1.", default="1")
    is_active: Mapped[bool] = flag("Whether this version is the one in use.", default=True)
    uploaded_by: Mapped[UUID | None] = reference("users", "Who uploaded it.")
    metadata_: Mapped[dict[str, Any]] = extra()
    audience: Mapped[Audience] = audience_column()

    facts = Facts(
        catalogue("course_id", opens=True),
        [
            *opening((("content_item_id", "content_items"), ("module_id", "modules"))),
            Inherited(
                "audience",
                (("content_item_id", "content_items"), ("module_id", "modules"), ("course_id", "courses")),
                ceiling="CASE WHEN NEW.deleted_at IS NOT NULL THEN 'nobody' WHEN NEW.kind = 'source' THEN 'staff' "
                "WHEN NEW.course_id IS NULL THEN 'members' ELSE 'public' END",
            ),
            SOURCED,
            Unique(
                ("role", "course_id", "module_id", "content_item_id"),
                where="is_active AND role IS NOT NULL AND deleted_at IS NULL",
                nulls_distinct=False,
            ),
            Lookup(("audience",)),
            Lookup(("filename",)),
            Replaced(
                ("storage_uri", "checksum", "size_bytes", "mime_type"), "version", kept_in="asset_versions"
            ),
            nonnegative("size_bytes"),
            nonnegative("version"),
        ],
    )


class AssetVersion(TenantRow, Timed):
    """A file that an asset had before it was replaced."""

    __tablename__ = "asset_versions"
    asset_id: Mapped[UUID] = reference("assets", "The asset.", part_of=True)
    storage_uri: Mapped[str] = column("Where the earlier file lies.")
    version: Mapped[int] = column("The version this was.")
    metadata_: Mapped[dict[str, Any]] = extra()

    facts = Facts(staff("staff", "catalogue"), [Unique(("asset_id", "version"))])
