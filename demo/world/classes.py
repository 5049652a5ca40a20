"""Classes that tutors and instructors hold at stated times, and who attends."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from demo.world.draft import Draft, Row
from demo.world.enrollments import Taking
from demo.world.people import Cast
from demo.world.person import Person

TITLES = ("homework hour", "small group", "review before the test", "workshop", "questions from the week")
PROVIDERS = ("teams", "zoom", "chime")
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WEEKS = (-6, -5, -4, -3, -2, -1, 1, 2, 3)
HOURS = {"US": (17, 23), "CA": (15, 22), "DE": (8, 16), "SG": (1, 9)}
"""The first and the last hour in UTC at which classes begin, by country."""


@dataclass(frozen=True, slots=True)
class Series:
    """A class that is held once a week: its teacher, its students, its subject, and its hour in UTC."""

    tutor: Person
    students: Sequence[Person]
    subject: str
    hour: int
    offering_id: str | None = None


def classes(draft: Draft, plan: dict[str, Any], cast: Cast, takings: Sequence[Taking]) -> None:
    """Draft the sessions of tutors with some students of their centre, and of assistants with those of an offering."""
    chance, hours = draft.chance("classes"), HOURS[plan["tenant"]["country"]]
    students = [person for person in cast.students if person.has("student")]
    for tutor in (person for person in cast.staff if person.has("tutor")):
        near = [s for s in students if s.organization is tutor.organization] or students
        regulars = chance.sample(near, min(4, len(near)))
        subject = chance.choice(plan["tutors"]["subjects"])
        _weekly(draft, chance, Series(tutor, regulars, subject, chance.randint(*hours)))
    for offering in {t.offering.id: t.offering for t in takings if t.offering.when == "running"}.values():
        here = [t.person for t in takings if t.offering is offering and t.status == "active"]
        holders = [person for person in offering.teachers if person.has("ta")] or offering.teachers
        named = [person for person in here if person.courses]
        some = [*named, *chance.sample(here, min(5, len(here)))]
        group = list({person.id: person for person in some}.values())
        title = offering.syllabus.course.stated["title"]
        _weekly(draft, chance, Series(holders[0], group, title, chance.randint(*hours), offering.id))


def _weekly(draft: Draft, chance: Random, series: Series) -> None:
    """Draft a session a week, before today and after."""
    is_online, weekday = chance.random() < 0.6, chance.randint(0, 4)
    for number, week in enumerate(WEEKS):
        is_cancelled = chance.random() < 0.08
        values = _session(draft, series, number, 7 * week + weekday, is_cancelled=is_cancelled)
        if is_online:
            place = f"{draft.code}/{series.tutor.id[-6:]}-{number}"
            values["meeting_provider"] = PROVIDERS[number % len(PROVIDERS)]
            values["meeting_url"] = f"https://meet.lyceum.example/{place}"
        name = f"{series.tutor.id} {series.offering_id} {week}"
        session = draft.add("class_sessions", name, values, made=draft.at(-95))
        for student in series.students:
            row: Row = {"class_session_id": session, "student_id": student.id}
            draft.add("class_session_students", f"{name} {student.id}", row, made=draft.at(-94))


def _session(draft: Draft, series: Series, number: int, days: int, *, is_cancelled: bool) -> Row:
    starts = draft.day(days, series.hour)
    is_past = starts < draft.day(0)
    weekday = WEEKDAYS[starts.weekday()]
    recurrence: Row = {"freq": "weekly", "interval": 1, "byday": [weekday], "until": draft.at(28)}
    place = series.tutor.organization
    return {
        "tutor_id": series.tutor.id,
        "organization_id": place.id if place else None,
        "offering_id": series.offering_id,
        "title": f"{series.subject}: {TITLES[number % len(TITLES)]}",
        "starts_at": starts.isoformat(),
        "ends_at": draft.at(days, series.hour, 50),
        "recurrence": None if is_past else recurrence,
        "status": "cancelled" if is_cancelled else "completed" if is_past else "scheduled",
        "meeting_provider": None,
        "meeting_url": None,
        "deleted_at": draft.at(-12) if is_cancelled and days < -12 else None,
    }
