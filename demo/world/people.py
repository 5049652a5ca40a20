"""The people of a tenant: their families and their roles."""

from dataclasses import dataclass
from itertools import islice
from typing import Any

from demo.world.accounts import Accounts
from demo.world.draft import Draft, Row
from demo.world.names import Name, names, relative
from demo.world.person import Person
from demo.world.tenancy import Organization, Places
from demo.world.users import users


@dataclass(frozen=True, slots=True)
class Cast:
    """All people of a tenant."""

    staff: list[Person]
    students: list[Person]
    guardians: list[Person]

    def by_family_name(self, name: str) -> Person:
        """The member of staff with that family name."""
        return next(person for person in self.staff if person.name.family == name)


def people(draft: Draft, plan: dict[str, Any], places: Places, accounts: Accounts) -> Cast:
    """Draft all people of the tenant, with their accounts and roles."""
    staff = [_member(row, places) for row in plan["staff"]["rows"]]
    students = _students(draft, plan, places)
    guardians = list({id(adult): adult for child in students for adult, _ in child.family}.values())
    _lives(draft, students)
    everybody = [*staff, *students, *guardians]
    users(draft, plan, everybody, accounts)
    for person in everybody:
        for role, key in person.roles:
            _grant(draft, person, role, places.organizations[key].id if key else None)
    return Cast(staff, students, guardians)


def _member(row: list[Any], places: Places) -> Person:
    given, family, roles, title, employer = row
    held = [(role, key) for role, key in roles]
    return Person(Name(given, family, "en"), held, places.organizations[employer], job_title=title)


def _students(draft: Draft, plan: dict[str, Any], places: Places) -> list[Person]:
    stated, chance = plan["people"], draft.chance("students")
    found: list[Person] = []
    adults: dict[tuple[str, str], Person] = {}
    for row in plan.get("student", ()):
        home = places.organizations[row["organization"]]
        child = Person(
            Name(row["given"], row["family"], row.get("locale", "en")), [("student", home.key)], home
        )
        child.birth_year, child.courses, child.account = row["birth_year"], row["courses"], row.get("account")
        for given, family, relationship in row["guardians"]:
            adult = adults.setdefault(
                (given, family), Person(Name(given, family, "en"), [("parent", "")], None)
            )
            child.family.append((adult, relationship))
        found.append(child)
    first, last = stated["birth_years"]
    youngest, oldest = draft.today.year - first, draft.today.year - last
    for name in islice(names(chance, stated["cultures"]), stated["students"]):
        born = chance.randint(oldest, youngest)
        home = _school(draft, places, born) if "pupils" in stated else chance.choice(places.attended())
        found.append(Person(name, [("student", home.key)], home, birth_year=born))
    _guardians(draft, plan, found)
    return found


def _school(draft: Draft, places: Places, born: int) -> Organization:
    """A school for the pupil's age; any centre, if the tenant has no schools."""
    age = draft.today.year - born
    key = "elementary" if age <= 10 else "middle" if age <= 13 else "high"
    return places.organizations.get(key) or draft.chance(f"school {born}").choice(places.attended())


def _guardians(draft: Draft, plan: dict[str, Any], students: list[Person]) -> None:
    """Give the youngest students parents and guardians; every fourth is a brother or sister of the one before."""
    stated, chance = plan["people"], draft.chance("guardians")
    young = sorted(
        (s for s in students if not s.family and not s.courses), key=lambda s: -(s.birth_year or 0)
    )
    above: list[tuple[Person, str]] = []
    for number, child in enumerate(young[: stated["guardians"]]):
        if number % 4 != 3 or not above:
            family = relative(chance, stated["cultures"], child.name)
            above = [(Person(family, [("parent", "")], None), "guardian" if number % 9 == 8 else "parent")]
        else:
            child.name = relative(chance, stated["cultures"], above[0][0].name)
        child.family.extend(above)


def _lives(draft: Draft, students: list[Person]) -> None:
    """Mark a few students as gone, and a few as still to come."""
    chance = draft.chance("lives")
    for student in students:
        if student.courses or student.family:
            continue
        fate = chance.random()
        student.status = "inactive" if fate < 0.03 else "invited" if fate < 0.06 else "active"
        student.is_deleted = 0.06 <= fate < 0.07
        if 0.10 <= fate < 0.13:
            student.roles[0] = ("student", "")


def _grant(draft: Draft, person: Person, role: str, organization_id: str | None) -> None:
    scope: Row = {"courses": ["intro"], "max_sections": 2} if role == "ta" else {}
    values: Row = {"user_id": person.id, "role": role, "organization_id": organization_id, "scope": scope}
    values["external_id"] = f"sis:role-{person.id}" if role == "ta" else None
    draft.add("user_roles", f"{person.id} {role} {organization_id}", values, made=draft.at(-110))
