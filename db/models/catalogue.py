"""Catalogue: courses, what they are about, what they build on, and the context they are written from."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, Numeric
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped

from db.models.access import catalogue, staff
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
    column,
    extra,
    nonnegative,
    reference,
    word,
)
from db.models.words import Words


class CourseKind(Words):
    """What sort of course it is."""

    course = "A course that learners take."
    unit_plan = "A teacher's plan of a unit."
    authoring_project = "A course in production."


class CourseLevel(Words):
    """The academic level of a course."""

    undergraduate = "For undergraduates."
    graduate = "For graduates."
    postgraduate = "For postgraduates."
    certificate = "Leads to a certificate."
    other = "None of these."


class CourseStatus(Words):
    """Where a course stands between first draft and archive."""

    draft = "Being written."
    in_progress = "In production."
    ready_for_export = "Finished, not yet published."
    published = "Published."
    archived = "No longer offered."


class PrerequisiteKind(Words):
    """How firmly one course asks for another."""

    strict = "Must be passed before."
    recommended = "Helps, is not required."
    co_requisite = "Must be taken before or together."


class ParsedStatus(Words):
    """How far a document has been read by machine."""

    pending = "Not read yet."
    parsed = "Read and summarised."
    failed = "Could not be read."


class Course(TenantRow, Edited, SoftDeleted, Sourced):
    """A course as the catalogue describes it; it runs as one or more offerings."""

    __tablename__ = "courses"
    organization_id: Mapped[UUID | None] = reference(
        "organizations", "The department, school or centre that owns it."
    )
    category_id: Mapped[UUID | None] = reference(
        "categories", "The heading it stands under in the tenant's catalogue."
    )
    primary_subject_id: Mapped[UUID | None] = reference("subjects", "The subject it is chiefly about.")
    author_id: Mapped[UUID | None] = reference("users", "Who wrote it.")
    kind: Mapped[CourseKind] = word(CourseKind, "What sort of course it is.", default="course")
    title: Mapped[str] = column("The course's title.")
    code: Mapped[str | None] = column("The catalogue code, unique in the tenant, such as `ME101`.")
    description: Mapped[str | None] = column("What the course is about.")
    level: Mapped[CourseLevel] = word(CourseLevel, "The academic level.", default="undergraduate")
    subject_label: Mapped[str | None] = column("The subject in the author's own words.")
    grade_level: Mapped[str | None] = column("The school grade it is for: `K`, `1` to `12`.")
    language_code: Mapped[str] = column("BCP 47 tag of the language it is taught in.", default="'en'")
    credit_hours: Mapped[Decimal | None] = column("Credit hours.", Numeric(4, 2))
    duration_days: Mapped[int | None] = column("How many days it is planned to take.")
    status: Mapped[CourseStatus] = word(CourseStatus, "Where the course stands.", default="draft")
    visibility: Mapped[Visibility] = word(Visibility, "Who may find it once published.", default="org")
    price_cents: Mapped[int] = column(
        "Price in minor units of `currency`; 0 is free.",
        default="0",
        shown_as="price_minor",
        formerly=("price_cents", "2026-11-29"),
    )
    currency: Mapped[str] = column("ISO 4217 code of the price.", default="'USD'")
    thumbnail_asset_id: Mapped[UUID | None] = reference("assets", "The picture shown in lists.")
    metadata_: Mapped[dict[str, Any]] = extra()
    openings: Mapped[list[datetime]] = column(
        "When parts of it open that learners don't see before, in order; kept by trigger.",
        ARRAY(DateTime(timezone=True)), default="'{}'", exposed=False, derived=True, order=96,
    )  # fmt: skip
    audience: Mapped[Audience] = audience_column()

    facts = Facts(
        catalogue("id"),
        [
            Inherited(
                "audience",
                ceiling="CASE WHEN NEW.deleted_at IS NOT NULL THEN 'nobody' "
                "WHEN NEW.status <> 'published' THEN 'staff' "
                "WHEN NEW.visibility = 'private' THEN 'enrolled' WHEN NEW.visibility = 'public' THEN 'public' "
                "ELSE 'members' END",
            ),
            SOURCED,
            Unique(("code",), where="code IS NOT NULL AND deleted_at IS NULL"),
            Lookup(("audience", "title")),
            Lookup(("title",)),
            nonnegative("price_cents"),
            nonnegative("duration_days"),
            Check("credit_hours_nonnegative", "credit_hours >= 0"),
            Check("currency_form", "currency ~ '^[A-Z]{3}$'"),
        ],
    )


class CourseSubject(TenantRow, Timed):
    """That a course is about a subject."""

    __tablename__ = "course_subjects"
    course_id: Mapped[UUID] = reference("courses", "The course.", part_of=True)
    subject_id: Mapped[UUID] = reference("subjects", "The subject.")
    audience: Mapped[Audience] = audience_column()

    facts = Facts(
        catalogue("course_id"),
        [
            Inherited("audience", (("course_id", "courses"),)),
            Unique(("course_id", "subject_id")),
            Lookup(("audience",)),
        ],
    )


class CoursePrerequisite(TenantRow, Timed):
    """That a course builds on another. Chains of prerequisites never lead back to where they began."""

    __tablename__ = "course_prerequisites"
    course_id: Mapped[UUID] = reference("courses", "The course that builds on another.", part_of=True)
    prerequisite_course_id: Mapped[UUID] = reference("courses", "The course that it builds on.", part_of=True)
    kind: Mapped[PrerequisiteKind] = word(PrerequisiteKind, "How firmly it is asked for.", default="strict")
    alternative_group: Mapped[int | None] = column(
        "Prerequisites of a course that share a number are alternatives: one of them is enough."
    )
    minimum_grade: Mapped[str | None] = column(
        "The lowest grade that counts, in the institution's own scale."
    )
    audience: Mapped[Audience] = audience_column()

    facts = Facts(
        catalogue("course_id"),
        [
            Inherited("audience", (("course_id", "courses"),)),
            Unique(("course_id", "prerequisite_course_id")),
            Lookup(("audience",)),
            Check("not_itself", "course_id <> prerequisite_course_id"),
        ],
    )


class CourseContext(TenantRow, Edited):
    """What an author said about whom a course is for, before it was written."""

    __tablename__ = "course_contexts"
    course_id: Mapped[UUID] = reference("courses", "The course.", part_of=True)
    raw_text: Mapped[str | None] = column("The context in the author's own words.")
    audience_level: Mapped[str | None] = column("`intro`, `intermediate` or `advanced`.")
    audience_role: Mapped[str | None] = column("Whom it is for, such as `operator`, `manager` or `mixed`.")
    region: Mapped[str | None] = column("The part of the world it is for.")
    domain: Mapped[str | None] = column("The field of work it is for.")
    language: Mapped[str] = column("BCP 47 tag of the language to write in.", default="'en'")
    metadata_: Mapped[dict[str, Any]] = extra()

    facts = Facts(staff("staff", "catalogue"), [Unique(("course_id",))])


class CourseDocument(TenantRow, Edited, SoftDeleted):
    """A document that a course is written from."""

    __tablename__ = "course_documents"
    course_id: Mapped[UUID] = reference("courses", "The course.", part_of=True)
    asset_id: Mapped[UUID | None] = reference("assets", "The file.")
    title: Mapped[str] = column("What the document is called.")
    description: Mapped[str | None] = column("What it holds.")
    parsed_status: Mapped[ParsedStatus] = word(ParsedStatus, "How far it has been read.", default="pending")
    parsed_summary: Mapped[str | None] = column("A summary made by machine.")

    facts = Facts(staff("staff", "catalogue"))


__all__ = [
    "Course", "CourseContext", "CourseDocument", "CourseKind", "CourseLevel",
    "CoursePrerequisite", "CourseStatus", "CourseSubject", "ParsedStatus", "PrerequisiteKind",
]  # fmt: skip
