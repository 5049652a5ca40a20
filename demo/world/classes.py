"""Classes that tutors and instructors hold at stated times, and who comes."""

from collections.abc import Sequence
from random import Random
from typing import Any

from demo.world.delivery import Taking
from demo.world.draft import Draft, Row
from demo.world.people import Cast, Person

TITLES = ("Homework hour", "Small group", "Review before the test", "One to one", "Questions from the week")
PROVIDERS = ("teams", "zoom", "chime")
WEEKS = (-6, -5, -4, -3, -2, -1, 1, 2, 3)


def classes(draft: Draft, plan: dict[str, Any], cast: Cast, takings: Sequence[Taking]) -> None:
    """Draft the sessions of tutors with some students of their place, and of assistants with their offering's."""
    chance = draft.chance("classes")
    students = [person for person in cast.students if person.has("student")]
    for tutor in (person for person in cast.staff if person.has("tutor")):
        near = [s for s in students if s.organization is tutor.organization] or students
        regulars = chance.sample(near, min(4, len(near)))
        _weekly(draft, chance, tutor, regulars, None, plan["tutors"]["subjects"])
    taught = {t.offering.id: t.offering for t in takings if t.offering.term == "running"}
    for offering in taught.values():
        here = [t.person for t in takings if t.offering is offering and t.status == "active"]
        assistants = [person for person in offering.teachers if person.has("ta")] or offering.teachers[:1]
        shown = [person for person in here if person.courses]
        group = [*shown, *chance.sample(here, min(5, len(here)))]
        _weekly(
            draft,
            chance,
            assistants[0],
            list({p.id: p for p in group}.values()),
            offering.id,
            [offering.syllabus.course.stated["title"]],
        )


def _weekly(
    draft: Draft,
    chance: Random,
    tutor: Person,
    students: list[Person],
    offering_id: str | None,
    subjects: Sequence[str],
) -> None:
    """A session a week, before today and after."""
    hour, subject = chance.randint(14, 19), chance.choice(subjects)
    online = chance.random() < 0.6
    recurrence: Row = {
        "freq": "weekly",
        "interval": 1,
        "byday": [chance.choice(["MO", "TU", "WE", "TH", "SA"])],
        "until": draft.at(28),
    }
    weekday = chance.randint(0, 4)
    for number, week in enumerate(WEEKS):
        starts = draft.day(7 * week + weekday, hour)
        is_past = starts < draft.day(0)
        cancelled = chance.random() < 0.08
        values: Row = {
            "tutor_id": tutor.id,
            "organization_id": tutor.organization.id if tutor.organization else None,
            "offering_id": offering_id,
            "title": f"{subject}: {TITLES[number % len(TITLES)].lower()}",
            "starts_at": starts.isoformat(),
            "ends_at": draft.at(7 * week + weekday, hour, 50),
            "recurrence": recurrence if week > 0 else None,
            "status": "cancelled" if cancelled else "completed" if is_past else "scheduled",
            "meeting_provider": PROVIDERS[number % 3] if online else None,
            "meeting_url": f"https://meet.lyceum.example/{draft.code}/{tutor.id[-6:]}-{number}"
            if online
            else None,
            "deleted_at": draft.at(-12) if cancelled and is_past else None,
        }
        name = f"{tutor.id} {offering_id} {week}"
        session = draft.add("class_sessions", name, values, made=draft.at(-95))
        for student in students:
            row: Row = {"class_session_id": session, "student_id": student.id}
            draft.add("class_session_students", f"{name} {student.id}", row, made=draft.at(-94))
