"""Discussions and reviews of the small world: in every offering, by those who take it and by those who do not."""

from itertools import cycle

from tests.support.rows import Draft
from tests.support.world.facts import COURSES, DELETED, EVERYONE, OFFERINGS, PRIVATE


def rows(draft: Draft) -> None:
    """Drafts a discussion with nested posts in every offering, and reviews of it."""
    authors = cycle(EVERYONE)
    offerings = [(course, f"{course}/{offering}") for course in COURSES for offering in OFFERINGS]
    for number, (course, offering) in enumerate(offerings):
        _thread(draft, course, offering, authors, deleted=None)
        if number % 7 == 3:
            _thread(draft, course, f"{offering} gone", authors, deleted=DELETED)
        for turn in range(2):
            _review(draft, next(authors), offering, deleted=DELETED if (number + turn) % 9 == 8 else None)
    for author, offering, _ in PRIVATE:
        _review(draft, author, offering, deleted=None)


def _thread(draft: Draft, course: str, name: str, authors: "cycle[str]", *, deleted: str | None) -> None:
    offering = draft.id("course_offerings", name.removesuffix(" gone"))
    thread = draft.add(
        "discussion_threads",
        name,
        offering_id=offering,
        author_id=draft.id("users", next(authors)),
        title=name,
        module_id=draft.id("modules", f"{course}/a1"),
        content_item_id=draft.id("content_items", f"{course}/a1/0"),
        deleted_at=deleted,
    )
    above: str | None = None
    for level in range(4):
        above = draft.add(
            "discussion_posts",
            f"{name}/{level}",
            thread_id=thread,
            parent_id=above if level % 3 else None,
            author_id=draft.id("users", next(authors)),
            body=f"{name} {level}",
            deleted_at=deleted or (DELETED if level == 1 and name.endswith("/members") else None),
        )


def _review(draft: Draft, author: str, offering: str, *, deleted: str | None) -> None:
    called = f"{author} {offering}"
    if any(row["id"] == draft.id("course_reviews", called) for row in draft.rows.get("course_reviews", [])):
        return
    draft.add(
        "course_reviews",
        called,
        user_id=draft.id("users", author),
        offering_id=draft.id("course_offerings", offering),
        rating=1 + len(called) % 5,
        review_text=called,
        deleted_at=deleted,
    )
