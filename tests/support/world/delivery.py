"""Delivery in the small world: offerings in every state, and everyone teaches, takes and attends something."""

from datetime import UTC, datetime, timedelta

from tests.support.rows import Draft
from tests.support.world.facts import (
    COURSES,
    DELETED,
    EVERYONE,
    LEARNERS,
    OFFERINGS,
    PEOPLE,
    PLACES,
    PRIVATE,
    RUNS,
    STATUSES,
)

_NOW = datetime.now(UTC)
TIMES = (
    {},
    {"ends_at": "2020-01-01T00:00:00Z"},
    {},
    {"ends_at": (_NOW - timedelta(days=30)).isoformat()},
    {"starts_at": (_NOW + timedelta(days=30)).isoformat()},
)
"""When offerings are held: always, until long ago, until not long ago, and not yet."""


def rows(draft: Draft) -> None:
    """Drafts offerings, who teaches and who takes them, and classes."""
    for number, name in enumerate(COURSES):
        course = draft.id("courses", name)
        for place, (offering, (visibility, deleted)) in enumerate(OFFERINGS.items()):
            draft.add(
                "course_offerings",
                f"{name}/{offering}",
                course_id=course,
                term_name=offering,
                visibility=visibility,
                deleted_at=DELETED if deleted else None,
                **TIMES[(number + place) % len(TIMES)],
            )
    for number, name in enumerate(PEOPLE):
        draft.add(
            "offering_instructors",
            name,
            user_id=draft.id("users", name),
            offering_id=draft.id("course_offerings", RUNS[number * 3 % len(RUNS)]),
        )
    _enrollments(draft)
    _classes(draft)


def taken() -> dict[tuple[str, str], str]:
    """Who takes which offering, and the status of the enrolment."""
    found = {(name, offering): status for name, offering, status in PRIVATE}
    for number, name in enumerate(EVERYONE):
        for turn in range(2):
            offering = RUNS[(number * 7 + turn * 2) % len(RUNS)]
            found.setdefault((name, offering), STATUSES[(number + turn) % 5])
    return found


def _enrollments(draft: Draft) -> None:
    for number, ((name, offering), status) in enumerate(taken().items()):
        draft.add(
            "enrollments",
            f"{name} {offering}",
            user_id=draft.id("users", name),
            offering_id=draft.id("course_offerings", offering),
            status=status,
            metadata={"note": name},
            enrolled_at=f"2026-02-{number % 28 + 1:02}T00:00:00Z",
        )


def _classes(draft: Draft) -> None:
    user = {name: draft.id("users", name) for name in EVERYONE}
    spots = [draft.id("organizations", name) for name in PLACES]
    offerings = [draft.id("course_offerings", name) for name in RUNS]
    for number, name in enumerate(PEOPLE):
        key = draft.add(
            "class_sessions",
            name,
            tutor_id=user[name],
            title=name,
            meeting_url=f"https://meet.example/{number}",
            starts_at="2026-03-01T10:00:00Z",
            ends_at="2026-03-01T11:00:00Z",
            organization_id=spots[number % 6] if number % 3 else None,
            offering_id=offerings[number % len(offerings)] if number % 2 else None,
            deleted_at=DELETED if number % 10 == 9 else None,
        )
        for other in {LEARNERS[number % 6], PEOPLE[(number + 11) % len(PEOPLE)]}:
            draft.add(
                "class_session_students", f"{name} {other}", class_session_id=key, student_id=user[other]
            )
