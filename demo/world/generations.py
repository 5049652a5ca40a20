"""Lessons that teachers asked a model to write."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from demo.world.draft import Draft, Row, read
from demo.world.people import Cast

STATES = ("succeeded", "failed", "queued", "in_progress", "cancelled")
MODELS = ("gpt-4.1", "lesson-writer-2")


def generations(draft: Draft, cast: Cast, versions: Sequence[str]) -> None:
    """Draft requests of those who teach. versions: the ids of those that a model has written."""
    asked: list[dict[str, Any]] = read("production.toml")["wanted"]
    people = [
        person for person in cast.staff if person.has("teacher", "instructor", "tutor", "content_creator")
    ]
    for number, version in enumerate(versions):
        _job(draft, people[number % len(people)].id, asked[number % len(asked)], number, "succeeded", version)
    for number, state in enumerate(STATES[1:], len(versions)):
        _job(draft, people[number % len(people)].id, asked[number % len(asked)], number, state, None)


def _job(
    draft: Draft, asker: str, wanted: dict[str, Any], number: int, state: str, version: str | None
) -> None:
    values: Row = {
        "user_id": asker,
        "input": wanted,
        "state": state,
        "model": MODELS[number % 2],
        "temperature": ("0.2", "0.7", "0.4")[number % 3],
        "top_p": ("1.0", "0.9")[number % 2],
        "max_tokens": 4_000 if number % 2 else None,
        "lesson_version_id": version,
        "error": "The answer ended before the lesson did." if state == "failed" else None,
    }
    made = draft.day(-33 + number, 14) + timedelta(minutes=7 * number)
    draft.add("generation_jobs", f"{asker} {number}", values, made=made.isoformat())
