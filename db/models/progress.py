"""Progress: how far a learner has come in the modules and content of an offering, and in its course as a whole.

Progress in a course is stored, and kept by triggers (decision 29).
"""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy.orm import Mapped

from db.models.access import kept, personal
from db.models.base import (
    Check,
    Facts,
    Inherited,
    Lookup,
    TenantRow,
    Timed,
    Unique,
    column,
    nonnegative,
    percent,
    percentage,
    reference,
)

OURS = personal(
    "user_id", scope="progress", offering="offering_id", organization="organization_id", own_work="user_id"
)
INHERITED = Inherited("organization_id", (("offering_id", "course_offerings"),))


class ModuleProgress(TenantRow, Timed):
    """How far a learner has come in a module: the mean of its content's progress, weighted by duration."""

    __tablename__ = "module_progress"
    user_id: Mapped[UUID] = reference("users", "The learner.", part_of=True)
    offering_id: Mapped[UUID] = reference("course_offerings", "The offering they take.", part_of=True)
    organization_id: Mapped[UUID | None] = reference(
        "organizations", "The organisation that owns the course; kept by trigger.", exposed=False
    )
    module_id: Mapped[UUID] = reference("modules", "The module.", part_of=True)
    started_at: Mapped[datetime | None] = column("When the learner began.")
    completed_at: Mapped[datetime | None] = column("When the learner finished.")
    progress_percent: Mapped[Decimal] = percent(
        "How much of the module is done, 0 to 100.",
        shown_as="percent",
        formerly=("progress_percent", "2026-11-29"),
    )

    facts = Facts(
        OURS,
        [
            INHERITED,
            Unique(("user_id", "offering_id", "module_id")),
            percentage("progress_percent"),
            Check("completed_after_started", "completed_at >= started_at"),
        ],
        is_audited=False,
    )


class ContentProgress(TenantRow, Timed):
    """How far a learner has come in a content item."""

    __tablename__ = "content_progress"
    user_id: Mapped[UUID] = reference("users", "The learner.", part_of=True)
    offering_id: Mapped[UUID] = reference("course_offerings", "The offering they take.", part_of=True)
    organization_id: Mapped[UUID | None] = reference(
        "organizations", "The organisation that owns the course; kept by trigger.", exposed=False
    )
    content_item_id: Mapped[UUID] = reference("content_items", "The content item.", part_of=True)
    first_started_at: Mapped[datetime | None] = column("When the learner first opened it.")
    last_interacted_at: Mapped[datetime | None] = column("When the learner last did something in it.")
    completed_at: Mapped[datetime | None] = column("When the learner finished it.")
    progress_percent: Mapped[Decimal] = percent(
        "How much of the item is done, 0 to 100.",
        shown_as="percent",
        formerly=("progress_percent", "2026-11-29"),
    )
    attempts_count: Mapped[int] = column("How often the learner has tried it.", default="0")
    is_passed: Mapped[bool | None] = column(
        "Whether the learner has passed it; null where nothing is to pass."
    )

    facts = Facts(
        OURS,
        [
            INHERITED,
            Unique(("user_id", "offering_id", "content_item_id")),
            Lookup(("user_id", "offering_id", "last_interacted_at", "id")),
            Lookup(("completed_at",), where="completed_at IS NOT NULL"),
            percentage("progress_percent"),
            nonnegative("attempts_count"),
            Check("completed_after_started", "completed_at >= first_started_at"),
        ],
        is_audited=False,
    )


class CourseProgress(TenantRow, Timed):
    """How far a learner has come in a course that they are enrolled in, and where they were last.

    Kept up to date by triggers on what it is made of, never written by hand.
    """

    __tablename__ = "course_progress"
    enrollment_id: Mapped[UUID] = reference("enrollments", "The enrolment that this is about.", part_of=True)
    user_id: Mapped[UUID] = reference("users", "The learner.", part_of=True)
    offering_id: Mapped[UUID] = reference("course_offerings", "The offering they take.", part_of=True)
    organization_id: Mapped[UUID | None] = reference(
        "organizations", "The organisation that owns the course; kept by trigger.", exposed=False
    )
    percent: Mapped[Decimal] = percent(
        "The mean of the progress in the published modules at the top of the syllabus, 0 to 100."
    )
    modules: Mapped[int] = column(
        "How many published modules stand at the top of the syllabus, those that are not open yet included.",
        default="0",
        shown_as="module_count",
        formerly=("modules", "2026-11-29"),
    )
    completed_modules: Mapped[int] = column("How many of them are completed.", default="0")
    last_interacted_at: Mapped[datetime | None] = column("When the learner last did something in the course.")
    last_content_item_id: Mapped[UUID | None] = reference(
        "content_items", "The content item that the learner was in last.", deferred=True
    )

    facts = Facts(
        kept(personal("user_id", scope="progress", offering="offering_id", organization="organization_id")),
        [
            INHERITED,
            Unique(("enrollment_id",)),
            percentage("percent"),
            nonnegative("modules"),
            nonnegative("completed_modules"),
        ],
        is_audited=False,
    )
