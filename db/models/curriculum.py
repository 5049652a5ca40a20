"""Curriculum: the recursive syllabus of a course, and the content that hangs on it."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Numeric
from sqlalchemy.orm import Mapped

from db.models.access import Mask, catalogue, staff
from db.models.audience import Audience, audience_column
from db.models.availability import Chosen, Kept, opening
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
    Tree,
    Unique,
    column,
    document,
    flag,
    nonnegative,
    reference,
    word,
)
from db.models.words import Words


class ModuleType(Words):
    """What a part of a syllabus is."""

    course_root = "The root of a course."
    unit = "A unit."
    learning_unit = "A learning unit of an authoring project."
    chapter = "A chapter."
    module = "A module."
    lesson = "A lesson."
    scene = "A scene of a lesson."
    topic = "A topic."
    section = "A section."
    lab = "A laboratory session."
    quiz = "A quiz."
    resource = "A collection of resources."
    other = "None of these."


class ModuleStatus(Words):
    """Where a module stands in production."""

    draft = "Being written."
    in_design = "Being designed."
    rendering = "Being rendered."
    ready = "Ready for learners."
    archived = "No longer used."


class ContentType(Words):
    """What kind of content an item is; each kind is a GraphQL type with fields of its own."""

    video = "A video, with its transcript."
    quiz = "A quiz."
    engineering_lab = "A laboratory exercise in a runtime environment."
    text = "An article made of blocks."
    assignment = "Work to hand in."
    resource = "Links and files."
    scorm = "A SCORM package."
    external = "Content that another system shows, such as an LTI tool."
    interaction = "An interactive element, such as a timeline or hotspot."
    segment = "A narrated segment of a scene."


class ModuleTemplate(TenantRow, Edited):
    """A pattern that modules are made from."""

    __tablename__ = "module_templates"
    template_type: Mapped[ModuleType] = word(ModuleType, "What a module made from it is.", shown_as="type")
    title: Mapped[str] = column("The template's title.")
    description: Mapped[str | None] = column("What it is for.")
    default_data: Mapped[dict[str, Any]] = document("The layout and metadata that a new module starts with.")

    facts = Facts(staff("staff", "catalogue"), [Lookup(("template_type", "title"))])


class Module(TenantRow, Edited, SoftDeleted, Sourced, Chosen, Kept):
    """A part of a course's syllabus, which may hold parts of its own to any depth, and content."""

    __tablename__ = "modules"
    course_id: Mapped[UUID] = reference("courses", "The course.", part_of=True)
    parent_id: Mapped[UUID | None] = reference(
        "modules", "The module that this one is part of; null at the top.", part_of=True, within="course_id"
    )
    module_type: Mapped[ModuleType] = word(ModuleType, "What part of the syllabus it is.", shown_as="type")
    template_id: Mapped[UUID | None] = reference("module_templates", "The template it was made from.")
    lesson_id: Mapped[UUID | None] = reference("lessons", "The reusable lesson that is placed here.")
    title: Mapped[str] = column("The module's title.")
    code: Mapped[str | None] = column("A short code, such as `L1.1`.")
    objective: Mapped[str | None] = column("What a learner can do afterwards.")
    description: Mapped[str | None] = column("What the module is about.")
    sequence_index: Mapped[int] = column("Its place among its siblings, from 1.", default="1")
    depth: Mapped[int] = column("How many modules stand above it; kept by trigger.", default="0")
    status: Mapped[ModuleStatus] = word(ModuleStatus, "Where it stands in production.", default="ready")
    engine_flags: Mapped[dict[str, Any]] = document(
        'Which engines have processed it, such as `{"e1": true}`.'
    )
    resource_ref: Mapped[dict[str, Any] | None] = document(
        "Pointer to a resource outside the model, where the module is one.", default=None
    )
    is_published: Mapped[bool] = flag("Whether the module itself is published.")
    audience: Mapped[Audience] = audience_column()

    facts = Facts(
        catalogue("course_id", opens=True),
        [
            Tree(depth="depth"),
            *opening((("parent_id", "modules"),), chosen=True),
            Inherited(
                "audience",
                (("parent_id", "modules"), ("course_id", "courses")),
                ceiling="CASE WHEN NEW.deleted_at IS NOT NULL THEN 'nobody' "
                "WHEN NOT NEW.is_published OR NEW.is_for_staff OR NEW.status = 'archived' THEN 'staff' "
                "ELSE 'public' END",
            ),
            SOURCED,
            # A deleted row keeps its number and yields its place: its `deleted_at` tells it from a live one.
            Unique(
                ("parent_id", "course_id", "sequence_index", "deleted_at"),
                deferrable=True,
                nulls_distinct=False,
            ),
            Unique(("course_id", "id")),
            Lookup(("audience",)),
            Check("sequence_index_from_one", "sequence_index >= 1"),
        ],
    )


class ContentItem(TenantRow, Edited, SoftDeleted, Sourced, Chosen, Kept):
    """A piece of content in a module. Its kind decides the shape of its payload (`db/payloads`)."""

    __tablename__ = "content_items"
    module_id: Mapped[UUID] = reference(
        "modules", "The module it hangs on.", part_of=True, within="course_id"
    )
    course_id: Mapped[UUID] = reference("courses", "The course.", part_of=True)
    content_type: Mapped[ContentType] = word(
        ContentType,
        "What kind of content it is.",
        shown_as="type",
        formerly=("content_type", "2026-11-21"),
    )
    title: Mapped[str] = column("The item's title.")
    description: Mapped[str | None] = column("What it is about.")
    sequence_index: Mapped[int] = column("Its place in the module, from 1.", default="1")
    estimated_duration_seconds: Mapped[int | None] = column("About how long it takes, in seconds.")
    asset_id: Mapped[UUID | None] = reference("assets", "The file it shows.")
    assessment_id: Mapped[UUID | None] = reference(
        "assessments", "The pool of questions that a quiz draws from."
    )
    threshold_score: Mapped[Decimal | None] = column(
        "The score that passes, in percent.",
        Numeric(5, 2),
        shown_as="threshold_percent",
        formerly=("threshold_score", "2026-11-29"),
    )
    attempts_limit: Mapped[int | None] = column("How many attempts are allowed; null for any number.")
    cooldown_hours: Mapped[int | None] = column("Hours to wait between attempts.")
    is_active: Mapped[bool] = flag("Whether the item is in use.", default=True)
    data: Mapped[dict[str, Any]] = document(
        "The payload, in the shape that the content type prescribes.",
        mask=Mask(
            ("authors",),
            courses=("course_id",),
            otherwise="app.learner_payload({column}, (app.attempts({t}id) OR app.reaches('everything'))"
            " AND app.permits('unscoped'))",
            keys=("secret", "files", "questions", "body"),
        ),
        exposed=False,
    )
    audience: Mapped[Audience] = audience_column()

    facts = Facts(
        catalogue("course_id", opens=True),
        [
            *opening((("module_id", "modules"),), chosen=True),
            Inherited(
                "audience",
                (("module_id", "modules"),),
                ceiling="CASE WHEN NEW.deleted_at IS NOT NULL THEN 'nobody' "
                "WHEN NOT NEW.is_active OR NEW.is_for_staff THEN 'staff' ELSE 'public' END",
            ),
            SOURCED,
            Unique(("module_id", "sequence_index", "deleted_at"), deferrable=True, nulls_distinct=False),
            Lookup(("audience",)),
            Lookup(("content_type",)),
            nonnegative("estimated_duration_seconds"),
            nonnegative("attempts_limit"),
            nonnegative("cooldown_hours"),
            Check("threshold_score_range", "threshold_score BETWEEN 0 AND 100"),
            Check("sequence_index_from_one", "sequence_index >= 1"),
            Check("data_is_object", "jsonb_typeof(data) = 'object'"),
        ],
    )


__all__ = [
    "ContentItem", "ContentType", "Module", "ModuleStatus", "ModuleTemplate", "ModuleType",
]  # fmt: skip
