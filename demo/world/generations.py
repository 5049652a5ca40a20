"""Lessons that teachers asked a model to write."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from demo.world.draft import Draft, Row, read
from demo.world.lessons import Written
from demo.world.people import Cast

STATES = ("failed", "queued", "in_progress", "cancelled")
MODEL = "lesson-writer-2"


@dataclass(frozen=True, slots=True)
class _Request:
    """A teacher's request for a lesson, what became of it, and the version that it led to, if any."""

    asker: str
    wanted: Row
    day: int
    state: str
    written: Written | None = None


def generations(draft: Draft, cast: Cast, written: Sequence[Written]) -> None:
    """Draft the requests that led to the versions `written`, and some that have led to no version."""
    for number, version in enumerate(written):
        stated = version.stated
        wanted: Row = {
            "grade": stated["grade_level"],
            "subject": stated["subject"],
            "topic": stated["title"],
            "standards": stated["standards"],
            "duration": stated["minutes"],
        }
        _job(draft, _Request(version.owner.id, wanted, version.day, "succeeded", version), number)
    asked: list[dict[str, Any]] = read("production.toml")["wanted"]
    people = [person for person in cast.staff if person.has("teacher", "instructor", "tutor")]
    for number, state in enumerate(STATES, 1):
        asker = people[number % len(people)].id
        _job(draft, _Request(asker, asked[number % len(asked)], -9 + 2 * number, state), number)


def _job(draft: Draft, request: _Request, number: int) -> None:
    written = request.written
    values: Row = {
        "user_id": request.asker,
        "input": request.wanted,
        "state": request.state,
        "model": written.model if written else MODEL,
        "temperature": "0.2" if written else "0.7",
        "top_p": ("1.0", "0.9")[number % 2],
        "max_tokens": 4_000 if number % 2 else None,
        "lesson_version_id": written.version if written else None,
        "error": "The answer ended before the lesson did." if request.state == "failed" else None,
    }
    made = draft.day(request.day, 8) + timedelta(minutes=7 * number)
    name = f"{request.asker} {request.state} {number}"
    draft.add("generation_jobs", name, values, made=made.isoformat())
