"""When courses run, who teaches them, and who takes them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any

from demo.world.curriculum import Syllabus
from demo.world.draft import Draft, Row
from demo.world.people import Cast
from demo.world.person import Person
from demo.world.terms import TERMS, Term, term_name

FATES: Mapping[str, tuple[tuple[str, int], ...]] = {
    "past": (("completed", 84), ("dropped", 16)),
    "running": (("active", 86), ("dropped", 5), ("pending", 4), ("waitlisted", 5)),
    "future": (("pending", 55), ("waitlisted", 15), ("active", 30)),
    "self-paced": (("active", 60), ("completed", 30), ("dropped", 10)),
}
ROOMS = ("Hall A", "Room 114", "Room 207", "Studio", "Online")
MEETS = ("Mon Wed 10:00", "Tue Thu 13:30", "Mon Wed Fri 09:00", "Thu 16:00", "any time")


@dataclass(frozen=True, slots=True)
class Offering:
    """A run of a course in the making."""

    id: str
    syllabus: Syllabus
    term: str
    starts: datetime
    ends: datetime | None
    teachers: list[Person]


@dataclass(frozen=True, slots=True)
class Taking:
    """That somebody takes an offering, from when, and how it stands."""

    person: Person
    offering: Offering
    status: str
    enrolled: datetime
    made_for_show: bool


def offerings(draft: Draft, plan: dict[str, Any], syllabi: list[Syllabus], cast: Cast) -> list[Offering]:
    """Draft the offerings and who teaches them."""
    found: list[Offering] = []
    for syllabus in syllabi:
        stated = syllabus.course.stated
        for number, when in enumerate(stated.get("offerings", ())):
            term = TERMS[plan["tenant"]["kind"]][when]
            offering = _offering(draft, plan, syllabus, when, term, number, cast)
            found.append(offering)
            for person in offering.teachers:
                values: Row = {"offering_id": offering.id, "user_id": person.id}
                draft.add(
                    "offering_instructors",
                    f"{offering.id} {person.id}",
                    values,
                    made=draft.at(term.starts - 60),
                )
    _cancelled(draft, found[0])
    return found


def _offering(
    draft: Draft, plan: dict[str, Any], syllabus: Syllabus, when: str, term: Term, number: int, cast: Cast
) -> Offering:
    stated, code = syllabus.course.stated, syllabus.course.code
    starts = draft.day(term.starts, 8)
    ends = draft.day(term.ends, 17) if term.ends is not None else None
    usual = {"public": "public", "private": "private", "link": "link"}.get(
        stated.get("visibility", "org"), "org"
    )
    name = term_name(plan, when, starts)
    values = _row(draft, syllabus, name, starts, ends, stated.get("offering_visibility", usual))
    values["enrollment_start"] = draft.at(term.starts - 70)
    values["enrollment_end"] = draft.at(term.starts + 7) if ends else None
    values["metadata"] = {
        "room": ROOMS[len(code) % 5],
        "meets": MEETS[number % 5],
        "capacity": 30 * (1 + len(code) % 3),
    }
    values["external_id"] = f"sis:{code.lower()}-{when}"
    key = draft.add("course_offerings", f"{code} {when}", values, made=draft.at(term.starts - 90))
    teachers = stated.get("instructors", [])[number % 2 :] or stated.get("instructors", [])
    taught = [cast.by_family_name(name) for name in (*teachers, *stated.get("assistants", ()))]
    return Offering(key, syllabus, when, starts, ends, taught)


def _row(
    draft: Draft, syllabus: Syllabus, name: str, starts: datetime, ends: datetime | None, visibility: str
) -> Row:
    return {
        "course_id": syllabus.course.id,
        "term_name": name,
        "starts_at": starts.isoformat(),
        "ends_at": ends.isoformat() if ends else None,
        "enrollment_start": None,
        "enrollment_end": None,
        "visibility": visibility,
        "metadata": {},
        "deleted_at": None,
        "external_id": None,
    }


def _cancelled(draft: Draft, like: Offering) -> None:
    """An offering that was announced by mistake and deleted, and one that is still unlisted."""
    for name, days, visibility in (
        ("Summer session (cancelled)", 200, "org"),
        ("By invitation", 120, "link"),
    ):
        values = _row(draft, like.syllabus, name, draft.day(days), draft.day(days + 40), visibility)
        values["deleted_at"] = draft.at(-15) if "cancelled" in name else None
        draft.add("course_offerings", name, values, made=draft.at(-50))


def enrollments(draft: Draft, plan: dict[str, Any], offered: list[Offering], cast: Cast) -> list[Taking]:
    """Draft who takes what: the named people what the lists say, the others some of what suits them."""
    chance = draft.chance("enrollments")
    open_to_all = [
        offering for offering in offered if offering.syllabus.course.is_open or offering.term == "past"
    ]
    takings: list[Taking] = []
    learners = [*cast.students, *(person for person in cast.staff if person.has("student"))]
    for number, person in enumerate(learners):
        if not person.has("student") and number % 3:
            continue
        takings += [
            _enrol(draft, chance, person, offering)
            for offering in _chosen(draft, chance, plan, person, open_to_all)
        ]
    return takings


def _chosen(
    draft: Draft, chance: Random, plan: dict[str, Any], person: Person, offered: list[Offering]
) -> list[Offering]:
    if person.courses:
        return [
            o
            for o in offered
            if o.syllabus.course.code in person.courses and o.term in ("running", "self-paced")
        ]
    fitting = [o for o in offered if _suits(draft, plan, person, o)]
    if not fitting:
        return []
    wanted = chance.randint(*plan["people"].get("courses_each", (2, 5)))
    weights = [o.syllabus.course.stated.get("popularity", 1) for o in fitting]
    found: dict[str, Offering] = {}
    for offering in chance.choices(fitting, weights, k=wanted * 2):
        found.setdefault(offering.syllabus.course.code, offering)
    return list(found.values())[:wanted]


def _suits(draft: Draft, plan: dict[str, Any], person: Person, offering: Offering) -> bool:
    """Pupils take what is for about their grade, and in a district what their own school offers."""
    stated = offering.syllabus.course.stated
    if "pupils" not in plan["people"] or person.birth_year is None or person.organization is None:
        return True
    grade = draft.today.year - person.birth_year - 5
    is_district = plan["tenant"]["kind"] == "district"
    if is_district and stated["organization"] not in (person.organization.key, "root"):
        return False
    return abs(int(stated.get("grade_level", "99").replace("K", "0")) - grade) <= (1 if is_district else 2)


def _enrol(draft: Draft, chance: Random, person: Person, offering: Offering) -> Taking:
    words, weights = zip(*FATES[offering.term], strict=True)
    for_show = bool(person.courses)
    status = "active" if for_show else chance.choices(words, weights)[0]
    begins = (offering.starts - draft.day(0, 8)).days
    days = min(begins - chance.randint(1, 55), -1) if offering.ends else -chance.randint(20, 240)
    enrolled = draft.day(days, chance.randint(7, 20), chance.randint(0, 59))
    return Taking(person, offering, status, enrolled, for_show)


def enrollment_row(taking: Taking, number: int, completed_at: str | None) -> Row:
    """The columns of an enrolment, once its end is known from the progress."""
    return {
        "user_id": taking.person.id,
        "offering_id": taking.offering.id,
        "status": taking.status,
        "enrolled_at": taking.enrolled.isoformat(),
        "completed_at": completed_at,
        "metadata": {"paid_by": "scholarship"} if number % 11 == 0 else {},
        "external_id": f"sis:enrollment-{number:05}" if number % 2 else None,
    }
