"""Analytics: the audit log, the event log, and figures derived from the other tables."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Numeric, Uuid
from sqlalchemy.orm import Mapped

from db.models.access import Access, appended, kept, personal, staff
from db.models.base import (
    Check,
    Facts,
    Lookup,
    TenantRow,
    Timed,
    Unique,
    big,
    column,
    document,
    percentage,
    reference,
    word,
)
from db.models.words import Words

BY_MONTH = {"postgresql_partition_by": "RANGE (id)"}
TIME_ORDERED = Check("id_is_time_ordered", "uuid_extract_version(id) IS NOT DISTINCT FROM 7")
"""A log is divided into months by its ids, so an id must tell its time."""


class AuditAction(Words):
    """What was done to a row."""

    insert = "It was made."
    update = "It was changed; a soft deletion is a change of `deleted_at`."
    delete = "It was removed for good."


class AuditLog(TenantRow):
    """One change of one row: who made it, when, and what the row said before and after. Written by triggers alone."""

    __tablename__ = "audit_logs"
    __table_args__ = BY_MONTH
    actor_id: Mapped[UUID | None] = column(
        "The key of the person who made the change; null for maintenance, such as an import.", Uuid()
    )
    table_name: Mapped[str] = column("The table of the row that was changed, such as `courses`.")
    row_id: Mapped[UUID] = column("The key of the row that was changed.", Uuid())
    action: Mapped[AuditAction] = word(AuditAction, "What was done.")
    before: Mapped[dict[str, Any] | None] = document(
        "What the row said before, by column; of a change, the columns that changed. Sensitive values are masked.",
        default=None,
    )
    after: Mapped[dict[str, Any] | None] = document(
        "What the row said afterwards, by column; of a change, the columns that changed. Sensitive values are masked.",
        default=None,
    )
    created_at: Mapped[datetime] = column("When the change was made.", default="now()")

    facts = Facts(
        kept(Access("staff", word="administers")),
        [
            TIME_ORDERED,
            Lookup(("row_id",)),
            Lookup(("actor_id",), where="actor_id IS NOT NULL"),
            Lookup(("created_at", "id")),
        ],
    )


class Event(TenantRow):
    """Something that happened in an application, such as an export or a render that was started. Never changed."""

    __tablename__ = "events"
    __table_args__ = BY_MONTH
    name: Mapped[str] = column(
        "What happened, such as `lesson_generate`, `lms_push` or `render_started`.", record=True
    )
    user_id: Mapped[UUID | None] = reference("users", "Who did it; null for what a system does by itself.")
    course_id: Mapped[UUID | None] = reference("courses", "The course or project that it concerns, if any.")
    subject_table: Mapped[str | None] = column(
        "The table of the row that it is about, such as `modules`.", record=True
    )
    subject_id: Mapped[UUID | None] = column("The key of the row that it is about, if any.", Uuid())
    properties: Mapped[dict[str, Any]] = document("What else is known of it.")
    occurred_at: Mapped[datetime] = column("When it happened.", default="now()")
    created_at: Mapped[datetime] = column(
        "When it was recorded: later than it happened, where a device was offline.", default="now()"
    )

    facts = Facts(
        appended(Access("staff", word="everything"), by="user_id"),
        [
            TIME_ORDERED,
            Check("subject_is_whole", "(subject_table IS NULL) = (subject_id IS NULL)"),
            Lookup(("name", "occurred_at")),
            Lookup(("occurred_at", "id")),
            Lookup(("created_at",)),
            Lookup(("subject_id",)),
        ],
    )


def _count(comment: str, shown_as: str | None = None, formerly: tuple[str, str] | None = None) -> Any:
    return column(comment, default="0", shown_as=shown_as, formerly=formerly)


def _average(comment: str, shown_as: str, formerly: tuple[str, str]) -> Any:
    return column(comment, Numeric(5, 2), shown_as=shown_as, formerly=formerly)


class MetricDaily(TenantRow, Timed):
    """A figure of one day, counted from the events. Worked out anew by `lyceum refresh`, never written by hand."""

    __tablename__ = "metrics_daily"
    day: Mapped[date] = column("The day, in UTC.")
    metric: Mapped[str] = column(
        "What is counted, such as `events`, `active_users`, `gen_count` or `exports`."
    )
    value: Mapped[int] = big("How many there were.")

    facts = Facts(kept(Access("staff", word="everything")), [Unique(("metric", "day")), Lookup(("day",))])


class UserStatistics(TenantRow, Timed):
    """What a person has done in all their courses. Worked out anew by `lyceum refresh`, never written by hand."""

    __tablename__ = "user_statistics"
    user_id: Mapped[UUID] = reference("users", "The person.", part_of=True)
    courses_enrolled: Mapped[int] = _count("How many courses they take or have taken.")
    courses_completed: Mapped[int] = _count("How many of them they have completed.")
    lessons_completed: Mapped[int] = _count("How many content items they have finished.")
    total_study_time_minutes: Mapped[int] = _count(
        "Minutes of study: of each content item its estimated duration, by how much of it is done."
    )
    average_quiz_score: Mapped[Decimal | None] = _average(
        "The mean of their submitted quizzes, in percent of the points, at most 100 each; null without any.",
        "average_quiz_percent",
        ("average_quiz_score", "2026-11-29"),
    )

    facts = Facts(
        kept(personal("user_id", scope="progress", pupil="user_id", people="user_id")),
        [Unique(("user_id",)), percentage("average_quiz_score")],
    )


class CourseStatistics(TenantRow, Timed):
    """How a course is taken. Worked out anew by `lyceum refresh`, never written by hand."""

    __tablename__ = "course_statistics"
    course_id: Mapped[UUID] = reference("courses", "The course.", part_of=True)
    total_enrollments: Mapped[int] = _count("How many enrolments it has had.")
    completed_enrollments: Mapped[int] = _count("How many of them were completed.")
    average_completion_time_hours: Mapped[Decimal | None] = column(
        "The mean time from enrolment to completion, in hours; null without any.", Numeric(8, 2)
    )
    average_course_rating: Mapped[Decimal | None] = column(
        "The mean of its reviews, from 1 to 5; null without any.", Numeric(4, 2)
    )

    facts = Facts(kept(Access("staff", word="staff")), [Unique(("course_id",))])


class CourseStudentStatistics(TenantRow, Timed):
    """What a person has done in one course. Worked out anew by `lyceum refresh`, never written by hand."""

    __tablename__ = "course_student_statistics"
    course_id: Mapped[UUID] = reference("courses", "The course.", part_of=True)
    user_id: Mapped[UUID] = reference("users", "The person.", part_of=True)
    organization_id: Mapped[UUID | None] = reference(
        "organizations", "The organisation that owned the course at the last refresh.", exposed=False
    )
    enrolled_at: Mapped[datetime | None] = column("When the person first enrolled.")
    completed_at: Mapped[datetime | None] = column("When they last completed it.")
    study_time_minutes: Mapped[int] = _count(
        "Minutes of study: of each content item its estimated duration, by how much of it is done."
    )
    quiz_attempts: Mapped[int] = _count(
        "How many quizzes they have submitted.", "quiz_attempt_count", ("quiz_attempts", "2026-11-29")
    )
    average_quiz_score: Mapped[Decimal | None] = _average(
        "The mean of these quizzes, in percent of the points, at most 100 each; null without any.",
        "average_quiz_percent",
        ("average_quiz_score", "2026-11-29"),
    )

    facts = Facts(
        kept(personal("user_id", scope="progress", organization="organization_id", pupil="user_id")),
        [Unique(("course_id", "user_id")), percentage("average_quiz_score")],
    )


class StudentProgressSummary(TenantRow, Timed):
    """Where a student of a school or centre stands. Worked out anew by `lyceum refresh`, never written by hand."""

    __tablename__ = "student_progress_summaries"
    user_id: Mapped[UUID] = reference("users", "The student.", part_of=True)
    organization_id: Mapped[UUID | None] = reference(
        "organizations", "Where the student attends; null for several places, or none."
    )
    active_courses: Mapped[int] = _count("How many courses they take.")
    average_progress: Mapped[Decimal | None] = _average(
        "The mean of their progress in what they have opened, 0 to 100; null before anything.",
        "average_percent",
        ("average_progress", "2026-11-29"),
    )
    classes_attended: Mapped[int] = _count("How many classes that were held they were listed for.")
    skill_assessments: Mapped[int] = _count(
        "How often a tutor has assessed them.", "skill_assessment_count", ("skill_assessments", "2026-11-29")
    )
    average_skill_score: Mapped[Decimal | None] = column(
        "The mean of these assessments; null without any.", Numeric(8, 2)
    )
    last_active_at: Mapped[datetime | None] = column("When they last did something in a course.")

    facts = Facts(
        kept(personal("user_id", scope="progress", organization="organization_id", pupil="user_id")),
        [Unique(("user_id",)), percentage("average_progress")],
    )


class TutorLoad(TenantRow, Timed):
    """How much a tutor has to do. Worked out anew by `lyceum refresh`, never written by hand."""

    __tablename__ = "tutor_loads"
    user_id: Mapped[UUID] = reference("users", "The tutor.", part_of=True)
    organization_id: Mapped[UUID | None] = reference(
        "organizations", "Where the tutor works; null for several places, or none."
    )
    students: Mapped[int] = _count(
        "How many students are assigned to the tutor.", "student_count", ("students", "2026-11-29")
    )
    max_students: Mapped[int | None] = column("How many they take at most; null where nothing is said.")
    scheduled_classes: Mapped[int] = _count("How many of their classes are to be held.")
    completed_classes: Mapped[int] = _count("How many of their classes were held.")
    scheduled_hours: Mapped[Decimal] = column(
        "How long the classes to be held take in all, in hours.", Numeric(8, 2), default="0"
    )

    facts = Facts(
        kept(personal("user_id", scope="roster", organization="organization_id")), [Unique(("user_id",))]
    )


class CentreFinancials(TenantRow, Timed):
    """What a centre took and spent in a month, in one currency. Worked out anew by `lyceum refresh`, never by hand."""

    __tablename__ = "centre_financials"
    organization_id: Mapped[UUID] = reference(
        "organizations", "The centre or other organisation whose money it is.", part_of=True
    )
    month: Mapped[date] = column("The first day of the month, in UTC.")
    currency: Mapped[str] = column("ISO 4217 code of the currency, such as `CAD`.")
    income_minor: Mapped[int] = big("What was paid to it, in the currency's minor unit, such as cents.")
    expenses_minor: Mapped[int] = big(
        "What it spent, in the same unit: salaries, expenses and what it paid back."
    )
    records: Mapped[int] = _count("How many finance records these are.")

    facts = Facts(
        kept(staff("finance", "finance", organization="organization_id", partners=True)),
        [
            Unique(("organization_id", "month", "currency")),
            Lookup(("month", "id")),
            Check("month_is_whole", "extract(day FROM month) = 1"),
        ],
    )


__all__ = [
    "AuditAction", "AuditLog", "CentreFinancials", "CourseStatistics", "CourseStudentStatistics", "Event",
    "MetricDaily", "StudentProgressSummary", "TutorLoad", "UserStatistics",
]  # fmt: skip
