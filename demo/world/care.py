"""What an institution knows about its people apart from their names: profiles, who cares for whom, and groups."""

from typing import Any

from demo.world.draft import Draft, Row
from demo.world.people import Cast
from demo.world.person import Person
from demo.world.tenancy import Places

LESSONS = (
    ("Warm-up and review", "Needed one reminder, then worked alone."),
    ("New material", "Asked good questions; found the second example hard."),
    ("Practice", "Eight of ten right, two slips with signs."),
    ("Game and conversation", "Explained the idea to a younger child."),
    ("Check", "Ready to move on."),
)
SPOKEN = {"US": "en", "DE": "de", "SG": "en", "CA": "en"}
WEEK: Row = {"monday": ["16:00-19:00"], "wednesday": ["16:00-19:00"], "saturday": ["09:30-13:00"]}


def care(draft: Draft, plan: dict[str, Any], places: Places, cast: Cast) -> None:
    """Draft the profiles, guardianships and groups."""
    tutors = [person for person in cast.staff if person.has("tutor")]
    _tutor_profiles(draft, plan, places, tutors)
    _student_profiles(draft, plan, cast.students, tutors)
    for number, person in enumerate(cast.staff):
        place = person.organization
        title: Row = {
            "user_id": person.id,
            "organization_id": place.id if place else None,
            "job_title": person.job_title,
        }
        _profile(draft, "staff_profiles", title, made=-390, is_deleted=False)
        if number == len(cast.staff) - 1:
            former: Row = {"user_id": person.id, "organization_id": None, "job_title": "Intern"}
            _profile(draft, "staff_profiles", former, made=-600, is_deleted=True)
    _guardianships(draft, cast.students)
    _groups(draft, plan, [person for person in cast.students if person.has("student")])


def _profile(draft: Draft, table: str, values: Row, *, made: float, is_deleted: bool) -> None:
    gone = {"deleted_at": draft.at(-35) if is_deleted else None}
    draft.add(
        table, f"{values['user_id']} {values['organization_id']}", {**values, **gone}, made=draft.at(made)
    )


def _tutor_profiles(draft: Draft, plan: dict[str, Any], places: Places, tutors: list[Person]) -> None:
    chance, subjects = draft.chance("tutor profiles"), plan["tutors"]["subjects"]
    for person in tutors:
        for key in (key for role, key in person.roles if role == "tutor"):
            values: Row = {
                "user_id": person.id,
                "organization_id": places.organizations[key].id,
                "subjects": sorted(chance.sample(subjects, 2)),
                "max_students": chance.choice([6, 8, 12]),
                "availability": WEEK,
            }
            _profile(draft, "tutor_profiles", values, made=-380, is_deleted=False)
    former: Row = {
        "user_id": tutors[0].id,
        "organization_id": None,
        "subjects": [],
        "max_students": None,
        "availability": {},
    }
    _profile(draft, "tutor_profiles", former, made=-700, is_deleted=True)


def _student_profiles(
    draft: Draft, plan: dict[str, Any], students: list[Person], tutors: list[Person]
) -> None:
    stated, chance = plan["people"], draft.chance("student profiles")
    tutored = plan["tutors"]["students"]
    for number, person in enumerate(students):
        named = bool(person.courses or person.family)
        if not (named or chance.random() < stated["profile_share"]):
            continue
        home = person.organization
        near = [tutor for tutor in tutors if tutor.organization is home] or tutors
        tutor = near[number % len(near)] if tutored > 0 and person.has("student") else None
        tutored -= tutor is not None
        born = person.birth_year or draft.today.year - 20
        age = draft.today.year - born
        values: Row = {
            "user_id": person.id,
            "organization_id": home.id if home else None,
            "date_of_birth": f"{born}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
            "academic_age": {
                skill: age + chance.choice([-1, -0.5, 0, 0, 0.5, 1])
                for skill in ("reading", "spelling", "numeracy")
            }
            if age < 19
            else {},
            "special_needs": [chance.choice(stated["special_needs"])] if chance.random() < 0.15 else [],
            "languages": sorted({SPOKEN[plan["tenant"]["country"]], person.name.locale.split("-")[0]}),
            "assigned_tutor_id": tutor.id if tutor else None,
            "history": _history(draft, number) if tutor else [],
            "external_id": f"sis:student-{number + 1:05}" if number % 2 else None,
            "grade_levels": [str(age - 5) if age > 5 else "K"] if 5 <= age <= 17 else [],
            "demographics": {"country_of_birth": plan["tenant"]["country"]} if number % 3 else {},
        }
        _profile(
            draft,
            "student_profiles",
            values,
            made=-118,
            is_deleted=person.is_deleted or number == len(students) - 1,
        )


def _history(draft: Draft, number: int) -> list[Row]:
    """The last five lessons, newest first."""
    return [
        {"date": draft.day(-7 * week - number % 5).date().isoformat(), "topic": topic, "summary": summary}
        for week, (topic, summary) in enumerate(LESSONS[::-1], 1)
    ]


def _guardianships(draft: Draft, students: list[Person]) -> None:
    number = 0
    for child in students:
        for adult, relationship in child.family:
            number += 1
            values: Row = {
                "guardian_id": adult.id,
                "student_id": child.id,
                "relationship": relationship,
                "deleted_at": None,
                "external_id": f"sis:care-{number:05}",
            }
            draft.add("guardianships", f"{adult.id} {child.id}", values, made=draft.at(-115))
    # A guardianship that ended: the same pair was entered twice, and the first entry was withdrawn.
    last = next(child for child in reversed(students) if child.family)
    ended: Row = {
        "guardian_id": last.family[0][0].id,
        "student_id": last.id,
        "relationship": "guardian",
        "deleted_at": draft.at(-60),
        "external_id": None,
    }
    draft.add("guardianships", "withdrawn", ended, made=draft.at(-200))


def _groups(draft: Draft, plan: dict[str, Any], students: list[Person]) -> None:
    chance = draft.chance("groups")
    for number, (name, characteristic) in enumerate(plan["people"]["groups"]):
        values: Row = {
            "name": name,
            "characteristic": characteristic,
            "deleted_at": None,
            "external_id": f"sis:group-{number + 1}",
        }
        group = draft.add("groups", name, values, made=draft.at(-100))
        named = [person for person in students if person.courses]
        for person in [*named, *chance.sample([s for s in students if not s.courses], 14)]:
            draft.add(
                "group_members",
                f"{name} {person.id}",
                {"group_id": group, "user_id": person.id},
                made=draft.at(-99),
            )
    gone: Row = {
        "name": "Orientation week, last year",
        "characteristic": None,
        "deleted_at": draft.at(-90),
        "external_id": None,
    }
    draft.add("groups", "orientation", gone, made=draft.at(-420))
