"""Community: what those who take and teach an offering say to each other, and what they say of it.

A person who leaves keeps their posts: the record stays, and its author is no longer shown.
"""

from uuid import UUID

from sqlalchemy.orm import Mapped

from db.models.access import personal
from db.models.audience import Audience, audience_column
from db.models.base import (
    Check,
    Edited,
    Facts,
    Inherited,
    Lookup,
    SoftDeleted,
    TenantRow,
    Tree,
    Unique,
    column,
    flag,
    reference,
)

TALK = personal(
    "author_id",
    scope="community",
    offering="offering_id",
    organization="organization_id",
    place="offering_id",
    own_work="author_id",
)


class DiscussionThread(TenantRow, Edited, SoftDeleted):
    """A discussion among those who take and teach an offering: about all of it, a module or a piece of content."""

    __tablename__ = "discussion_threads"
    offering_id: Mapped[UUID] = reference(
        "course_offerings", "The offering in which it is held.", part_of=True
    )
    organization_id: Mapped[UUID | None] = reference(
        "organizations", "The organisation that owns the course; kept by trigger.", exposed=False
    )
    module_id: Mapped[UUID | None] = reference("modules", "The module that it is about.")
    content_item_id: Mapped[UUID | None] = reference("content_items", "The content that it is about.")
    author_id: Mapped[UUID] = reference("users", "Who opened it.")
    title: Mapped[str | None] = column("What it is about, in a line.", record=True)
    is_locked: Mapped[bool] = flag("Whether it is closed: what was said stays, and nothing can be added.")

    facts = Facts(
        TALK,
        [
            Inherited("organization_id", (("offering_id", "course_offerings"),)),
            Lookup(("offering_id", "created_at", "id")),
            Lookup(("author_id", "created_at", "id")),
        ],
    )


class DiscussionPost(TenantRow, Edited, SoftDeleted):
    """What somebody says in a discussion, or in answer to another post of it."""

    __tablename__ = "discussion_posts"
    thread_id: Mapped[UUID] = reference("discussion_threads", "The discussion.", part_of=True)
    parent_id: Mapped[UUID | None] = reference(
        "discussion_posts", "The post that it answers; null for one that answers none.", part_of=True,
        within="thread_id",
    )  # fmt: skip
    offering_id: Mapped[UUID] = reference(
        "course_offerings",
        "The offering of the discussion; kept by trigger.",
        exposed=False,
        part_of=True,
    )
    organization_id: Mapped[UUID | None] = reference(
        "organizations", "The organisation of the discussion; kept by trigger.", exposed=False
    )
    author_id: Mapped[UUID] = reference("users", "Who says it.")
    body: Mapped[str] = column("What they say, as Markdown.", record=True)
    depth: Mapped[int] = column("How many posts stand above it; kept by trigger.", default="0")

    facts = Facts(
        TALK,
        [
            Tree(depth="depth"),
            Inherited("offering_id", (("thread_id", "discussion_threads"),)),
            Inherited("organization_id", (("thread_id", "discussion_threads"),)),
            Unique(("thread_id", "id")),
            Lookup(("author_id", "created_at", "id")),
        ],
    )


class CourseReview(TenantRow, Edited, SoftDeleted):
    """What somebody who takes an offering thinks of it, for everyone who may find it."""

    __tablename__ = "course_reviews"
    user_id: Mapped[UUID] = reference("users", "Who reviews it.")
    offering_id: Mapped[UUID] = reference("course_offerings", "What they took.", part_of=True)
    course_id: Mapped[UUID] = reference(
        "courses", "The course of the offering; kept by trigger.", part_of=True
    )
    rating: Mapped[int] = column("How good they found it, from 1 to 5.")
    review_text: Mapped[str | None] = column("What they say of it.", record=True)
    audience: Mapped[Audience] = audience_column()

    facts = Facts(
        personal(
            "user_id",
            scope="community",
            place="offering_id",
            own_work="user_id",
            staff_write=False,
            shown=True,
        ),
        [
            Inherited("course_id", (("offering_id", "course_offerings"),)),
            Inherited("audience", (("offering_id", "course_offerings"),)),
            Unique(("user_id", "offering_id"), where="deleted_at IS NULL"),
            Lookup(("offering_id", "created_at", "id")),
            Lookup(("course_id", "created_at", "id")),
            Lookup(("audience",)),
            Check("rating_range", "rating BETWEEN 1 AND 5"),
        ],
    )
