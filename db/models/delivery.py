"""Delivery: when courses run, who teaches and who takes them, and the classes that are held."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Mapped

from db.models.access import catalogue, noted, personal, sensitive
from db.models.audience import Audience, Visibility, audience_column
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
    address,
    column,
    document,
    extra,
    reference,
    word,
)
from db.models.words import Words


class EnrollmentStatus(Words):
    """Where an enrolment stands."""

    active = "Taking the course."
    completed = "Has completed it."
    dropped = "Has left it."
    pending = "Asked for, not yet confirmed."
    waitlisted = "Waiting for a place."


class ClassStatus(Words):
    """Where a class session stands."""

    scheduled = "Will be held."
    completed = "Was held."
    cancelled = "Will not be held."


class MeetingProvider(Words):
    """Where a class meets online."""

    teams = "Microsoft Teams."
    zoom = "Zoom."
    chime = "Amazon Chime."


class CourseOffering(TenantRow, Edited, SoftDeleted, Sourced):
    """One run of a course, such as a term. A self-paced course has one that is always open."""

    __tablename__ = "course_offerings"
    course_id: Mapped[UUID] = reference("courses", "The course that is run.", part_of=True)
    organization_id: Mapped[UUID | None] = reference(
        "organizations", "The organisation that owns the course; kept by trigger.", exposed=False
    )
    term_name: Mapped[str | None] = column("What the run is called, such as `Fall 2026`.")
    starts_at: Mapped[datetime | None] = column("When it starts.")
    ends_at: Mapped[datetime | None] = column("When it ends.")
    enrollment_start: Mapped[datetime | None] = column("From when people may enrol.")
    enrollment_end: Mapped[datetime | None] = column("Until when people may enrol.")
    visibility: Mapped[Visibility] = word(Visibility, "Who may find it.", default="private")
    metadata_: Mapped[dict[str, Any]] = extra()
    audience: Mapped[Audience] = audience_column()
    title: Mapped[str | None] = column(
        "What tells it from other runs of the course in the same term, such as `Algebra I, period 2`.",
        order=96,
    )

    facts = Facts(
        catalogue("id"),
        [
            Inherited(
                "audience",
                (("course_id", "courses"),),
                ceiling="CASE WHEN NEW.deleted_at IS NOT NULL THEN 'nobody' "
                "WHEN NEW.visibility = 'private' THEN 'enrolled' "
                "WHEN NEW.visibility = 'public' THEN 'public' ELSE 'members' END",
            ),
            Inherited("organization_id", (("course_id", "courses"),)),
            SOURCED,
            Lookup(("audience",)),
            Lookup(("starts_at",)),
            Check("ends_after_start", "ends_at >= starts_at"),
            Check("enrollment_ends_after_start", "enrollment_end >= enrollment_start"),
        ],
    )


class OfferingInstructor(TenantRow, Timed):
    """That a person teaches, or helps to teach, an offering."""

    __tablename__ = "offering_instructors"
    offering_id: Mapped[UUID] = reference("course_offerings", "The offering.", part_of=True)
    user_id: Mapped[UUID] = reference("users", "Who teaches it.", part_of=True)
    audience: Mapped[Audience] = audience_column()

    facts = Facts(
        catalogue("offering_id"),
        [
            Inherited("audience", (("offering_id", "course_offerings"),)),
            Unique(("offering_id", "user_id")),
            Lookup(("audience",)),
        ],
    )


class Enrollment(TenantRow, Edited, Sourced):
    """That a person takes an offering."""

    __tablename__ = "enrollments"
    user_id: Mapped[UUID] = reference("users", "Who takes it.", part_of=True)
    offering_id: Mapped[UUID] = reference("course_offerings", "What they take.", part_of=True)
    organization_id: Mapped[UUID | None] = reference(
        "organizations", "The organisation that owns the course; kept by trigger.", exposed=False
    )
    status: Mapped[EnrollmentStatus] = word(EnrollmentStatus, "Where the enrolment stands.", default="active")
    enrolled_at: Mapped[datetime] = column("When the person enrolled.", default="now()")
    completed_at: Mapped[datetime | None] = column("When they completed it.")
    metadata_: Mapped[dict[str, Any]] = extra(noted())

    facts = Facts(
        personal("user_id", scope="roster", offering="offering_id", organization="organization_id"),
        [
            Inherited("organization_id", (("offering_id", "course_offerings"),)),
            SOURCED,
            Unique(("user_id", "offering_id")),
            Lookup(("offering_id", "enrolled_at", "id")),
            Lookup(("enrolled_at", "id")),
            Lookup(("status",)),
            Check("completed_after_enrolled", "completed_at >= enrolled_at"),
        ],
    )


class ClassSession(TenantRow, Edited, SoftDeleted):
    """A class that a tutor or instructor holds at a stated time."""

    __tablename__ = "class_sessions"
    tutor_id: Mapped[UUID] = reference("users", "Who holds it.")
    organization_id: Mapped[UUID | None] = reference("organizations", "The centre or school it is held by.")
    offering_id: Mapped[UUID | None] = reference("course_offerings", "The offering it belongs to, if any.")
    title: Mapped[str | None] = column("What the class is called.", record=True)
    starts_at: Mapped[datetime] = column("When it starts.")
    ends_at: Mapped[datetime] = column("When it ends.")
    recurrence: Mapped[dict[str, Any] | None] = document(
        "How it recurs, as the parts of an RFC 5545 rule; null where it is held once.",
        default=None,
        record=True,
    )
    status: Mapped[ClassStatus] = word(ClassStatus, "Where it stands.", default="scheduled")
    meeting_provider: Mapped[MeetingProvider | None] = word(MeetingProvider, "Where it meets online.")
    meeting_url: Mapped[str | None] = address(
        "The address of the meeting, for those who hold or attend it.",
        mask=sensitive("persons", "offering", "organization", "place"),
    )

    facts = Facts(
        personal(
            "tutor_id", scope="roster", offering="offering_id", organization="organization_id", place="id"
        ),
        [
            Lookup(("starts_at",)),
            Check("ends_after_start", "ends_at > starts_at"),
            Check("recurrence_is_object", "jsonb_typeof(recurrence) = 'object'"),
        ],
    )


class ClassSessionStudent(TenantRow, Timed):
    """That a student attends a class session."""

    __tablename__ = "class_session_students"
    class_session_id: Mapped[UUID] = reference("class_sessions", "The class.", part_of=True)
    student_id: Mapped[UUID] = reference("users", "Who attends it.", part_of=True)
    tutor_id: Mapped[UUID | None] = reference("users", "Who holds the class; kept by trigger.", exposed=False)
    offering_id: Mapped[UUID | None] = reference(
        "course_offerings", "The offering of the class; kept by trigger.", exposed=False
    )
    organization_id: Mapped[UUID | None] = reference(
        "organizations", "The organisation of the class; kept by trigger.", exposed=False
    )

    facts = Facts(
        personal(
            "student_id",
            scope="roster",
            offering="offering_id",
            organization="organization_id",
            handlers=("tutor_id",),
        ),
        [
            Inherited("tutor_id", (("class_session_id", "class_sessions"),)),
            Inherited("offering_id", (("class_session_id", "class_sessions"),)),
            Inherited("organization_id", (("class_session_id", "class_sessions"),)),
            Unique(("class_session_id", "student_id")),
        ],
    )
