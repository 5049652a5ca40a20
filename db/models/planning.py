"""Planning: reusable lessons, their versions, and what a version is aligned with and made of."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped

from db.models.access import Mask, catalogue, staff
from db.models.audience import Audience, Visibility, audience_column
from db.models.base import (
    SOURCED,
    AppendOnly,
    Check,
    Edited,
    Facts,
    FrozenWith,
    Inherited,
    KeptWhile,
    Lookup,
    SoftDeleted,
    Sourced,
    TenantRow,
    Timed,
    Unique,
    column,
    document,
    extra,
    nonnegative,
    reference,
    word,
)
from db.models.words import Words


class LessonStatus(Words):
    """Where a lesson stands between first draft and archive."""

    draft = "Being written."
    published = "In use."
    archived = "No longer in use."


class LessonBlockType(Words):
    """The part that a block plays in a lesson: its objective, its materials, or one of the five Es."""

    objective = "What learners are to achieve."
    engage = "Wakes their interest."
    explore = "Lets them try and observe."
    explain = "Puts what they saw into words."
    elaborate = "Carries it over to something new."
    evaluate = "Shows what they have learnt."
    materials = "What is needed."


class LessonAssetPurpose(Words):
    """What a file is used for in a lesson."""

    handout = "Given out to learners."
    slide = "Shown on the wall."
    image = "A picture."
    worksheet = "Filled in by learners."


WITH_VERSION = FrozenWith("lesson_version_id", "lesson_versions", "published_at")
_FOLLOWS_VERSION = Inherited("audience", (("lesson_version_id", "lesson_versions"),))
_FOR_STAFF = Mask(("staff",), scope="catalogue")


class Lesson(TenantRow, Edited, SoftDeleted, Sourced):
    """A lesson that can be planned once and placed in any unit. What it says lies in its versions."""

    __tablename__ = "lessons"
    owner_id: Mapped[UUID] = reference("users", "Who owns it.")
    title: Mapped[str] = column("The lesson's title.")
    code: Mapped[str | None] = column("A short code, unique in the tenant.")
    objective: Mapped[str | None] = column("What the lesson is about, in a sentence.")
    subject: Mapped[str] = column("The school subject, such as `Science`.")
    grade_level: Mapped[str] = column("The school grade it is for: `K`, `1` to `12`.")
    language: Mapped[str] = column("BCP 47 tag of the language it is taught in.", default="'en'")
    status: Mapped[LessonStatus] = word(LessonStatus, "Where the lesson stands.", default="draft")
    current_version_id: Mapped[UUID | None] = reference(
        "lesson_versions", "The version in use; always one of its own.", within=("id", "lesson_id")
    )
    visibility: Mapped[Visibility] = word(Visibility, "Who may find it once published.", default="private")
    tags: Mapped[list[str]] = column("Free tags.", ARRAY(Text()), default="'{}'")
    metadata_: Mapped[dict[str, Any]] = extra()
    audience: Mapped[Audience] = audience_column()

    facts = Facts(
        catalogue("id"),
        [
            Inherited(
                "audience",
                ceiling="CASE WHEN NEW.deleted_at IS NOT NULL THEN 'nobody' "
                "WHEN NEW.status <> 'published' OR NEW.visibility = 'private' THEN 'staff' "
                "WHEN NEW.visibility = 'public' THEN 'public' ELSE 'members' END",
            ),
            SOURCED,
            Unique(("code",), where="code IS NOT NULL AND deleted_at IS NULL"),
            Lookup(("subject", "grade_level")),
            Lookup(("audience", "title")),
            Lookup(("title",)),
            Lookup(("tags",), using="gin"),
            KeptWhile("lesson_versions", "lesson_id", "published_at"),
        ],
    )


class LessonVersion(TenantRow, Timed):
    """What a lesson says, as it stood when it was saved. A version is never changed: an edit is the next version."""

    __tablename__ = "lesson_versions"
    lesson_id: Mapped[UUID] = reference("lessons", "The lesson.", part_of=True)
    version_no: Mapped[int] = column("Counts the lesson's versions, from 1.")
    author_id: Mapped[UUID | None] = reference("users", "Who wrote this version.")
    objective: Mapped[str | None] = column("What learners can do afterwards.")
    duration_minutes: Mapped[int | None] = column("How long the lesson takes, in minutes.")
    differentiation: Mapped[list[Any]] = document(
        "Strategies for learners of different levels.", default="'[]'::jsonb"
    )
    assessments: Mapped[list[Any]] = document(
        "How learning is checked: summaries, and references to assessments.", default="'[]'::jsonb"
    )
    accommodations: Mapped[list[Any]] = document(
        "Accommodations, such as for learners with an IEP or who are learning the language; for staff.",
        default="'[]'::jsonb",
        mask=Mask(("staff",)),
    )
    teacher_script_md: Mapped[str | None] = column(
        "What the teacher says, in Markdown; for staff, because it gives answers away.", mask=_FOR_STAFF
    )
    materials: Mapped[list[Any]] = document("What is needed.", default="'[]'::jsonb")
    flow: Mapped[list[Any]] = document("The phases of the lesson, in order.", default="'[]'::jsonb")
    locale: Mapped[str] = column(
        "BCP 47 tag of the language and region it is written for.", default="'en-US'"
    )
    ai_model: Mapped[str | None] = column("The model that drafted it; null where a person did.")
    source: Mapped[dict[str, Any]] = document(
        "How it came about, such as the prompt and its settings; for staff.", mask=_FOR_STAFF
    )
    published_at: Mapped[datetime | None] = column(
        "When it was published; from then on nothing of it can change."
    )
    audience: Mapped[Audience] = audience_column()

    facts = Facts(
        catalogue("lesson_id"),
        [
            Inherited(
                "audience",
                (("lesson_id", "lessons"),),
                ceiling="CASE WHEN NEW.published_at IS NULL THEN 'staff' ELSE 'public' END",
            ),
            AppendOnly(("lesson_id", "lessons"), once="published_at"),
            Unique(("lesson_id", "version_no")),
            Unique(("lesson_id", "id")),
            Lookup(("lesson_id", "created_at")),
            Lookup(("audience",)),
            Check("version_no_from_one", "version_no >= 1"),
            nonnegative("duration_minutes"),
            *(
                Check(f"{name}_is_array", f"jsonb_typeof({name}) = 'array'")
                for name in ("differentiation", "assessments", "accommodations", "materials", "flow")
            ),
            Check("source_is_object", "jsonb_typeof(source) = 'object'"),
        ],
    )


class LessonBlock(TenantRow, Edited):
    """A block of a lesson's version, for editing it piece by piece. Frozen once the version is published."""

    __tablename__ = "lesson_blocks"
    lesson_version_id: Mapped[UUID] = reference("lesson_versions", "The version.", part_of=True)
    block_type: Mapped[LessonBlockType] = word(LessonBlockType, "The part it plays.", shown_as="type")
    sequence_index: Mapped[int] = column("Its place in the version, from 1.", default="1")
    content_md: Mapped[str] = column("What it says, in Markdown.")
    estimated_minutes: Mapped[int | None] = column("About how long it takes, in minutes.")
    metadata_: Mapped[dict[str, Any]] = extra()
    audience: Mapped[Audience] = audience_column()

    facts = Facts(
        catalogue("lesson_version_id"),
        [
            _FOLLOWS_VERSION,
            WITH_VERSION,
            Unique(("lesson_version_id", "sequence_index"), deferrable=True, nulls_distinct=False),
            Lookup(("audience",)),
            Check("sequence_index_from_one", "sequence_index >= 1"),
            nonnegative("estimated_minutes"),
        ],
    )


class LessonStandard(TenantRow, Timed):
    """That a lesson's version is aligned with a standard. Frozen once the version is published."""

    __tablename__ = "lesson_standards"
    lesson_version_id: Mapped[UUID] = reference("lesson_versions", "The version.", part_of=True)
    standard_id: Mapped[UUID] = reference("standards", "The standard.")
    audience: Mapped[Audience] = audience_column()

    facts = Facts(
        catalogue("lesson_version_id"),
        [
            _FOLLOWS_VERSION,
            WITH_VERSION,
            Unique(("lesson_version_id", "standard_id")),
            Lookup(("audience",)),
        ],
    )


class LessonAsset(TenantRow, Timed):
    """That a lesson's version uses a file. Frozen once the version is published."""

    __tablename__ = "lesson_assets"
    lesson_version_id: Mapped[UUID] = reference("lesson_versions", "The version.", part_of=True)
    asset_id: Mapped[UUID] = reference("assets", "The file.")
    asset_version: Mapped[int] = column(
        "Which of the file's versions is meant: a later one does not take its place.", default="1"
    )
    purpose: Mapped[LessonAssetPurpose | None] = word(LessonAssetPurpose, "What it is used for.")
    audience: Mapped[Audience] = audience_column()

    facts = Facts(
        catalogue("lesson_version_id"),
        [
            _FOLLOWS_VERSION,
            WITH_VERSION,
            Unique(("lesson_version_id", "asset_id")),
            Lookup(("audience",)),
            Check("asset_version_from_one", "asset_version >= 1"),
        ],
    )


class EditorSession(TenantRow, Timed):
    """A time during which somebody edited a lesson's version."""

    __tablename__ = "editor_sessions"
    lesson_version_id: Mapped[UUID] = reference("lesson_versions", "The version.", part_of=True)
    user_id: Mapped[UUID | None] = reference("users", "Who edited.")
    started_at: Mapped[datetime] = column("When it began.", default="now()")
    ended_at: Mapped[datetime | None] = column("When it ended; null while it lasts.")
    diff: Mapped[list[Any]] = document("The operations, in the order they were made.", default="'[]'::jsonb")

    facts = Facts(
        staff("staff", "catalogue"),
        [
            Check("ends_after_start", "ended_at >= started_at"),
            Check("diff_is_array", "jsonb_typeof(diff) = 'array'"),
        ],
    )


__all__ = [
    "EditorSession", "Lesson", "LessonAsset", "LessonAssetPurpose", "LessonBlock", "LessonBlockType", "LessonStandard",
    "LessonStatus", "LessonVersion",
]  # fmt: skip
