"""Mentoring: conversations with a mentor about content, and what is learnt from them.

A conversation is between a learner and the mentor. It is read by the learner, by who teaches the offering in which it
was held, and by who runs the organisation: they answer for what a machine tells their learners. Guardians, assigned
tutors and partners do not read it; they read the insights, which tell how the learner is getting on, as a report does
(decision 26).
"""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Mapped

from db.models.access import Mask, answer_key, catalogue, personal, sensitive
from db.models.audience import Audience, audience_column
from db.models.availability import KeptInside, opening
from db.models.base import (
    Check,
    Edited,
    Facts,
    Inherited,
    Lookup,
    TenantRow,
    Timed,
    Unique,
    column,
    flag,
    nonnegative,
    reference,
    word,
)
from db.models.words import Words


class MentorRole(Words):
    """Who speaks in a conversation."""

    user = "The learner."
    assistant = "The mentor."
    system = "The system, with a note to both, such as that the attempt is over; never the mentor's prompt."


CONVERSATION = personal(
    scope=None,
    offering="offering_id",
    organization="organization_id",
    handlers=("user_id",),
    own_work="user_id",
    staff_write=False,
)

SAID = Mask(("sensitive",), ("handlers", "offering", "organization"))
"""What was said is for the learner and for staff who deal with people: no analyst, and no partner's scope, opens it."""


def owner_column() -> Any:
    """The organisation that owns the course, by which those who run it read the row."""
    return reference(
        "organizations", "The organisation that owns the course; kept by trigger.", exposed=False
    )


class MentorSetting(TenantRow, Edited, KeptInside):
    """How the mentor helps with a content item: what it is told, what learners are to reach, how hard it is."""

    __tablename__ = "mentor_settings"
    content_item_id: Mapped[UUID] = reference(
        "content_items", "The content item that the mentor helps with.", part_of=True
    )
    course_id: Mapped[UUID | None] = reference(
        "courses", "The course of the item; kept by trigger.", exposed=False
    )
    prompt: Mapped[str | None] = column(
        "What the mentor is told before the conversation begins; for staff who see answer keys.",
        mask=answer_key("course_id"),
    )
    learning_objectives: Mapped[str | None] = column("What the learner is to reach.")
    difficulty_level: Mapped[str | None] = column("How hard it is, such as `beginner` or `advanced`.")
    audience: Mapped[Audience] = audience_column()

    facts = Facts(
        catalogue("course_id", opens=True),
        [
            *opening((("content_item_id", "content_items"),)),
            Inherited("audience", (("content_item_id", "content_items"),)),
            Inherited("course_id", (("content_item_id", "content_items"),)),
            Unique(("content_item_id",)),
            Lookup(("audience",)),
        ],
    )


class MentorThread(TenantRow, Timed):
    """A conversation of a learner with the mentor about a content item."""

    __tablename__ = "mentor_threads"
    user_id: Mapped[UUID] = reference("users", "The learner.", part_of=True)
    offering_id: Mapped[UUID] = reference("course_offerings", "The offering they take.", part_of=True)
    organization_id: Mapped[UUID | None] = owner_column()
    content_item_id: Mapped[UUID] = reference("content_items", "What it is about.", part_of=True)
    title: Mapped[str | None] = column("What the conversation is called.", mask=SAID)
    is_active: Mapped[bool] = flag("Whether the learner can go on with it.", default=True)

    facts = Facts(
        CONVERSATION,
        [
            Inherited("organization_id", (("offering_id", "course_offerings"),)),
            Lookup(("user_id", "content_item_id")),
            Lookup(("created_at", "id")),
        ],
    )


class MentorMessage(TenantRow, Timed):
    """What the learner or the mentor said in a conversation."""

    __tablename__ = "mentor_messages"
    thread_id: Mapped[UUID] = reference("mentor_threads", "The conversation.", part_of=True)
    user_id: Mapped[UUID | None] = reference(
        "users", "The learner whose conversation it is; kept by trigger.", exposed=False
    )
    offering_id: Mapped[UUID | None] = reference(
        "course_offerings", "The offering of the conversation; kept by trigger.", exposed=False
    )
    organization_id: Mapped[UUID | None] = owner_column()
    role: Mapped[MentorRole] = word(MentorRole, "Who speaks.")
    content: Mapped[str] = column("What was said: untrusted.", mask=SAID)
    tokens_used: Mapped[int | None] = column("How many tokens the message took.")
    model_version: Mapped[str | None] = column("The model that answered, with its version.")

    facts = Facts(
        CONVERSATION,
        [
            Inherited("user_id", (("thread_id", "mentor_threads"),)),
            Inherited("offering_id", (("thread_id", "mentor_threads"),)),
            Inherited("organization_id", (("thread_id", "mentor_threads"),)),
            Lookup(("thread_id", "created_at", "id")),
            nonnegative("tokens_used"),
        ],
    )


class MentorInsight(TenantRow, Timed):
    """What the mentor makes of a learner's work with a content item, by machine: a hint, not a grade."""

    __tablename__ = "mentor_insights"
    user_id: Mapped[UUID] = reference("users", "The learner.", part_of=True)
    offering_id: Mapped[UUID] = reference("course_offerings", "The offering they take.", part_of=True)
    organization_id: Mapped[UUID | None] = owner_column()
    content_item_id: Mapped[UUID] = reference("content_items", "What they worked with.", part_of=True)
    understanding_level: Mapped[int | None] = column("How well the learner understands it, 1 to 10.")
    engagement_score: Mapped[int | None] = column("How engaged the learner was; higher is more.")
    learning_insights: Mapped[str | None] = column("What stands out in the conversations.", mask=sensitive())
    recommended_actions: Mapped[str | None] = column("What to do next.", mask=sensitive())

    facts = Facts(
        personal("user_id", scope="progress", offering="offering_id", organization="organization_id"),
        [
            Inherited("organization_id", (("offering_id", "course_offerings"),)),
            Lookup(("user_id", "content_item_id", "created_at")),
            Check("understanding_level_range", "understanding_level BETWEEN 1 AND 10"),
            nonnegative("engagement_score"),
        ],
    )
