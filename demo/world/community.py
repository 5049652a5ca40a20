"""What people who take and teach a course say to each other, and their reviews of it."""

from collections.abc import Sequence
from typing import Any

from demo.world.draft import Draft, Row, read
from demo.world.enrollments import Taking
from demo.world.offerings import Offering
from demo.world.person import Person

THREADS_EACH = 2
REVIEWED = 0.3
"""The share of people who review an offering after completing it."""


def community(draft: Draft, offered: Sequence[Offering], taken: Sequence[Taking]) -> None:
    """Draft discussions in the offerings that have begun, and reviews by people who have completed one."""
    said, chance = read("talk.toml"), draft.chance("community")
    threads: list[dict[str, Any]] = said["thread"]
    takers: dict[str, list[Person]] = {}
    for taking in taken:
        if taking.status in ("active", "completed"):
            takers.setdefault(taking.offering.id, []).append(taking.person)
    draft.order("discussion_threads", "discussion_posts")
    number = 0
    for offering in offered:
        students = takers.get(offering.id, [])
        if offering.when == "future" or not students or not offering.teachers:
            continue
        for _ in range(THREADS_EACH):
            speakers = chance.sample(students, min(4, len(students)))
            _thread(draft, offering, speakers, threads[number % len(threads)], number)
            number += 1
    completed = [taking for taking in taken if taking.status == "completed"]
    reviews: list[dict[str, Any]] = said["review"]
    for place, taking in enumerate(t for t in completed if chance.random() < REVIEWED):
        _review(draft, taking, reviews[place % len(reviews)])


def _thread(
    draft: Draft, offering: Offering, speakers: list[Person], stated: dict[str, Any], number: int
) -> None:
    days = max((offering.starts - draft.day(0, 8)).days, -300) + number % 20
    days = min(days, -2)
    opener = offering.teachers[0] if stated.get("locked") else speakers[0]
    contents, modules = offering.syllabus.contents, offering.syllabus.modules
    made = draft.at(days, 10)
    gone = draft.at(-1) if stated.get("deleted") else None
    values: Row = {
        "offering_id": offering.id,
        "module_id": modules[number % len(modules)].id if stated["about"] == "module" else None,
        "content_item_id": contents[number % len(contents)].id
        if stated["about"] == "content" and contents
        else None,
        "author_id": opener.id,
        "title": stated.get("title"),
        "is_locked": stated.get("locked", False),
        "deleted_at": gone,
    }
    thread = draft.add("discussion_threads", f"{offering.id} {number}", values, made=made)
    above: list[str] = []
    for place, (depth, who, body) in enumerate(stated["posts"]):
        speaker = offering.teachers[0] if who == "teacher" else speakers[place % len(speakers)]
        post: Row = {
            "thread_id": thread,
            "parent_id": above[depth - 1] if depth else None,
            "author_id": speaker.id,
            "body": body,
            "depth": depth,
            "deleted_at": gone,
        }
        when = draft.at(days + place / 8, 10)
        above[depth:] = [draft.add("discussion_posts", f"{thread} {place}", post, made=when)]


def _review(draft: Draft, taking: Taking, stated: dict[str, Any]) -> None:
    values: Row = {
        "user_id": taking.person.id,
        "offering_id": taking.offering.id,
        "course_id": taking.offering.syllabus.course.id,
        "rating": stated["rating"],
        "review_text": stated.get("text"),
        "deleted_at": draft.at(-3) if stated.get("deleted") else None,
    }
    name = f"{taking.person.id} {taking.offering.id}"
    draft.add("course_reviews", name, values, made=draft.at(-4, 18))
