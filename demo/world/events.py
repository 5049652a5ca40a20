"""Recent events in the applications of a tenant: what learners opened, and what staff wrote and sent."""

from collections.abc import Sequence
from datetime import timedelta
from random import Random

from demo.world.courses import Course
from demo.world.draft import Draft, Row
from demo.world.enrollments import Taking
from demo.world.people import Cast
from demo.world.person import Person

DAYS = 45
LEARNERS_EACH_DAY = 8
WRITING = (
    ("lesson_generate", {"model": "lesson-writer-2", "blocks": 7}),
    ("lesson_export", {"format": "pdf", "pages": 4}),
    ("lms_push", {"provider": "canvas", "state": "posted"}),
    ("project_created", {"template": "blank"}),
    ("engine1_plan_approved", {"units": 5}),
    ("render_started", {"kind": "video", "engine": "scene-renderer"}),
    ("render_failed", {"kind": "book", "reason": "a picture is missing"}),
)
BY_ITSELF = ("render_failed", "reminders_sent")


def events(draft: Draft, cast: Cast, catalogue: Sequence[Course], takings: Sequence[Taking]) -> None:
    """Draft the events of the last weeks, in the order in which they were recorded."""
    chance = draft.chance("events")
    active = [taking for taking in takings if taking.status == "active" and taking.enrolled < draft.day(0)]
    writers = [person for person in cast.staff if person.has("content_creator", "teacher", "instructor")]
    for days in range(-DAYS, 0):
        for taking in chance.sample(active, min(LEARNERS_EACH_DAY, len(active))):
            if taking.enrolled < draft.day(days):
                _learning(draft, chance, taking, days)
        _writing(draft, chance, chance.choice(writers), chance.choice(catalogue), days)
    for number, name in enumerate(BY_ITSELF):
        _event(draft, chance, name, -3 - number, {"user_id": None, "properties": {"count": 12}})


def _learning(draft: Draft, chance: Random, taking: Taking, days: int) -> None:
    contents = taking.offering.syllabus.contents
    opened = {"user_id": taking.person.id, "course_id": taking.offering.syllabus.course.id}
    _event(draft, chance, "signed_in", days, {"user_id": taking.person.id})
    if contents:
        content = chance.choice(contents)
        about: Row = {"subject_table": "content_items", "subject_id": content.id}
        _event(draft, chance, "content_opened", days, {**opened, **about, "properties": {"device": "tablet"}})


def _writing(draft: Draft, chance: Random, writer: Person, course: Course, days: int) -> None:
    name, properties = WRITING[(days + DAYS) % len(WRITING)]
    _event(
        draft, chance, name, days, {"user_id": writer.id, "course_id": course.id, "properties": properties}
    )


def _event(draft: Draft, chance: Random, name: str, days: int, values: Row) -> None:
    """Draft an event; some are sent a day later by a device that was offline."""
    occurred = draft.day(days, chance.randint(7, 20), chance.randint(0, 59))
    recorded = occurred + timedelta(days=1 if chance.random() < 0.04 else 0, seconds=2)
    empty: Row = {"course_id": None, "subject_table": None, "subject_id": None, "properties": {}}
    times = {"occurred_at": occurred.isoformat(), "created_at": recorded.isoformat()}
    draft.add("events", "", {"name": name, **empty, **values, **times})
