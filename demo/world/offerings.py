"""When courses run, and who teaches them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from demo.world.curriculum import Syllabus
from demo.world.draft import Draft, Row
from demo.world.people import Cast
from demo.world.person import Person
from demo.world.terms import TERMS, term_name

ROOMS = ("Hall A", "Room 114", "Room 207", "Studio", "Online")
MEETS = ("Mon Wed 10:00", "Tue Thu 13:30", "Mon Wed Fri 09:00", "Thu 16:00", "any time")


@dataclass(frozen=True, slots=True)
class Offering:
    """A run of a course that is being drafted. when: past, running, future or self-paced."""

    id: str
    syllabus: Syllabus
    when: str
    starts: datetime
    ends: datetime | None
    teachers: list[Person]

    @property
    def course_code(self) -> str:
        """The code of the course."""
        return self.syllabus.course.code


@dataclass(frozen=True, slots=True)
class _Section:
    """One of the runs of a course: its place among them, from 0, and when it is."""

    syllabus: Syllabus
    number: int
    when: str


def offerings(draft: Draft, plan: dict[str, Any], syllabi: list[Syllabus], cast: Cast) -> list[Offering]:
    """Draft the offerings and who teaches them."""
    found: list[Offering] = []
    for syllabus in syllabi:
        for number, when in enumerate(syllabus.course.stated.get("offerings", ())):
            found.append(_offering(draft, plan, _Section(syllabus, number, when), cast))
    _announced_by_mistake(draft, found[0])
    return found


def _offering(draft: Draft, plan: dict[str, Any], section: _Section, cast: Cast) -> Offering:
    course, number, when = section.syllabus.course, section.number, section.when
    stated, code, term = course.stated, course.code, TERMS[plan["tenant"]["kind"]][when]
    starts = draft.day(term.starts, 8)
    ends = draft.day(term.ends, 17) if term.ends is not None else None
    values: Row = {
        "course_id": course.id,
        "term_name": term_name(plan, when, starts),
        "starts_at": starts.isoformat(),
        "ends_at": ends.isoformat() if ends else None,
        "enrollment_start": draft.at(term.starts - 70),
        "enrollment_end": draft.at(term.starts + 7) if ends else None,
        "visibility": stated.get("offering_visibility", stated.get("visibility", "org")),
        "metadata": {
            "room": ROOMS[len(code) % 5],
            "meets": MEETS[number % 5],
            "capacity": 30 + 30 * (len(code) % 3),
        },
        "deleted_at": None,
        "external_id": f"sis:{code.lower()}-{when}",
        "title": f"{stated['title']}, section {number + 1}" if number else None,
    }
    key = draft.add("course_offerings", f"{code} {when}", values, made=draft.at(term.starts - 90))
    # If several people teach a course, each leads one of its runs in turn.
    instructors = stated.get("instructors", [])
    names = [*(instructors[number % 2 :] or instructors), *stated.get("assistants", ())]
    teachers = [cast.by_family_name(name) for name in names]
    for person in teachers:
        row: Row = {"offering_id": key, "user_id": person.id}
        draft.add("offering_instructors", f"{key} {person.id}", row, made=draft.at(term.starts - 60))
    return Offering(key, section.syllabus, when, starts, ends, teachers)


def _announced_by_mistake(draft: Draft, like: Offering) -> None:
    """Draft an offering that was deleted again."""
    values: Row = {
        "course_id": like.syllabus.course.id,
        "term_name": "Summer session (cancelled)",
        "starts_at": draft.at(200),
        "ends_at": draft.at(240),
        "enrollment_start": None,
        "enrollment_end": None,
        "visibility": "public",
        "metadata": {},
        "deleted_at": draft.at(-15),
        "external_id": None,
        "title": None,
    }
    draft.add("course_offerings", "cancelled", values, made=draft.at(-50))
