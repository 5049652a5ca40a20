"""What happened in the small world: events of everyone, and what the audit log has kept of how it was written."""

from datetime import UTC, datetime, timedelta

from tests.support.rows import Draft, row_id
from tests.support.world.facts import COURSES, PEOPLE

BEGAN = datetime(2026, 2, 1, tzinfo=UTC)
NAMES = ("lesson_generate", "lesson_export", "lms_push", "render_started")
LOOSE = """
SELECT set_config('app.forgets', 'on', true);
DELETE FROM audit_logs WHERE tenant_id = :tenant
    AND table_name NOT IN ('courses', 'categories', 'staff_profiles');
SELECT set_config('app.forgets', 'off', true);
"""
"""Leaves of the audit log what some tables say, so that nobody has to read it all."""


def rows(draft: Draft) -> None:
    """Drafts an event of everyone, and some of the system."""
    courses = list(COURSES)
    for number, name in enumerate([*PEOPLE, None, None]):
        course = draft.id("courses", courses[number % len(courses)])
        moment = BEGAN + timedelta(hours=7 * number)
        draft.add(
            "events",
            f"event {number}",
            id=recorded(draft.code, number),
            name=NAMES[number % 4],
            user_id=draft.id("users", name) if name else None,
            course_id=course if number % 3 else None,
            subject_table="courses" if number % 2 else None,
            subject_id=course if number % 2 else None,
            occurred_at=moment.isoformat(),
        )


def recorded(code: str, number: int) -> str:
    """A time-ordered id: the events are recorded an hour apart."""
    millisecond = int((BEGAN + timedelta(hours=number)).timestamp() * 1000)
    bits = row_id(code, "events", str(number)).replace("-", "")
    return f"{millisecond:012x}7{bits[13:16]}8{bits[17:]}"
