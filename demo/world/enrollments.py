"""Who takes which offering, since when, and with which status."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any

from demo.world.draft import Draft
from demo.world.offerings import Offering
from demo.world.people import Cast
from demo.world.person import Person

FATES: Mapping[str, Mapping[str, int]] = {
    "past": {"completed": 84, "dropped": 16},
    "running": {"active": 86, "dropped": 5, "pending": 4, "waitlisted": 5},
    "future": {"pending": 55, "waitlisted": 15, "active": 30},
    "self-paced": {"active": 60, "completed": 30, "dropped": 10},
}
NEAR_GRADES = {"district": 1, "centre_network": 2}
"""How many grades above or below their own a course may be that pupils take."""
COURSES_EACH = (2, 5)


@dataclass(frozen=True, slots=True)
class Taking:
    """A person who takes an offering. is_named: whether the lists say so, and not chance."""

    person: Person
    offering: Offering
    status: str
    enrolled: datetime
    is_named: bool


def takings(draft: Draft, plan: dict[str, Any], offered: list[Offering], cast: Cast) -> list[Taking]:
    """Who takes what: named people take what the lists say, the others some of what suits them."""
    chance = draft.chance("enrollments")
    found: list[Taking] = []
    for number, person in enumerate([*cast.students, *cast.staff]):
        # Some of the people who have left keep their enrolments.
        if person.is_staff or person.has("student") or number % 3 == 0:
            chosen = _chosen(chance, _fitting(draft, plan, person, offered), person)
            found += [_taking(draft, chance, person, offering) for offering in chosen]
    return found


def _fitting(
    draft: Draft, plan: dict[str, Any], person: Person, offered: Sequence[Offering]
) -> list[Offering]:
    """The offerings that suit the person: by role, by grade, and in a district by school."""
    found: list[Offering] = []
    for offering in offered:
        course = offering.syllabus.course
        is_there = course.is_open or offering.when == "past"
        is_for_them = person.is_staff if course.stated.get("for") == "staff" else person.has_been("student")
        if (
            is_there
            and is_for_them
            and person not in offering.teachers
            and _near(draft, plan, person, offering)
        ):
            found.append(offering)
    return found


def _near(draft: Draft, plan: dict[str, Any], person: Person, offering: Offering) -> bool:
    kind, stated = plan["tenant"]["kind"], offering.syllabus.course.stated
    if kind not in NEAR_GRADES or person.birth_year is None or person.organization is None:
        return True
    if kind == "district" and stated["organization"] not in (person.organization.key, "root"):
        return False
    grade = draft.today.year - person.birth_year - 5
    return abs(int(stated.get("grade_level", "99").replace("K", "0")) - grade) <= NEAR_GRADES[kind]


def _chosen(chance: Random, fitting: Sequence[Offering], person: Person) -> list[Offering]:
    if person.courses:
        now = [offering for offering in fitting if offering.when in ("running", "self-paced")]
        return [offering for offering in now if offering.course_code in person.courses]
    if not fitting:
        return []
    wanted = chance.randint(*COURSES_EACH)
    weights = [offering.syllabus.course.stated.get("popularity", 1) for offering in fitting]
    found: dict[str, Offering] = {}
    for offering in chance.choices(fitting, weights, k=2 * wanted):
        found.setdefault(offering.course_code, offering)
    return list(found.values())[:wanted]


def _taking(draft: Draft, chance: Random, person: Person, offering: Offering) -> Taking:
    fates, is_named = FATES[offering.when], bool(person.courses)
    status = "active" if is_named else chance.choices(list(fates), list(fates.values()))[0]
    begins = (offering.starts - draft.day(0, 8)).days
    days = min(begins - chance.randint(1, 55), -1) if offering.ends else -chance.randint(20, 240)
    enrolled = draft.day(days, chance.randint(7, 20), chance.randint(0, 59))
    return Taking(person, offering, status, enrolled, is_named)
