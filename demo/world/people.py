"""The people of a tenant: who they are, how they sign in, and what they may do."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from demo.world.accounts import Accounts
from demo.world.draft import Draft, Row
from demo.world.names import Name, address, names, relative
from demo.world.tenancy import Organization, Places

ACCESSIBILITY: tuple[Row, ...] = (
    {"high_contrast": True},
    {"screen_reader": True, "reduced_motion": True},
    {"captions": True},
    {"font_scale": 1.25},
)
CHILD_WITHOUT_ADDRESS = 11


@dataclass(slots=True)
class Person:
    """A person in the making, as the other parts of the data name them."""

    name: Name
    roles: list[tuple[str, str]]
    organization: Organization | None
    job_title: str | None = None
    birth_year: int | None = None
    courses: list[str] = field(default_factory=list[str])
    family: list[tuple["Person", str]] = field(default_factory=list[tuple["Person", str]])
    status: str = "active"
    is_deleted: bool = False
    account: str | None = None
    email: str | None = None
    id: str = ""

    def has(self, *roles: str) -> bool:
        """Whether the person holds one of the roles, and is there to exercise it."""
        return (
            self.status == "active" and not self.is_deleted and any(role in roles for role, _ in self.roles)
        )


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody of a tenant."""

    staff: list[Person]
    students: list[Person]
    guardians: list[Person]

    def by_family_name(self, name: str) -> Person:
        """The member of staff with that family name."""
        return next(person for person in self.staff if person.name.family == name)


def people(draft: Draft, plan: dict[str, Any], places: Places, accounts: Accounts) -> Cast:
    """Draft everybody of the tenant, with their accounts and roles."""
    staff = [_member(row, places) for row in plan["staff"]["rows"]]
    students = _students(draft, plan, places)
    guardians = list({id(adult): adult for child in students for adult, _ in child.family}.values())
    _lives(draft, students)
    taken: set[str] = set()
    shared: dict[str, str] = plan.get("accounts", {})
    avatars = _avatars(draft, plan)
    for number, person in enumerate([*staff, *students, *guardians], 1):
        person.account = person.account or shared.get(person.name.full)
        _user(draft, plan, person, number, taken, accounts, next(avatars))
    for person in [*staff, *students, *guardians]:
        for role, key in person.roles:
            _grant(draft, person, role, places.organizations[key].id if key else None)
    accounts.invite(
        draft, [person.email for person in students if person.status == "invited" and person.email]
    )
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
        child = Person(Name(row["given"], row["family"], "en"), [("student", home.key)], home)
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
    """A school for the pupil's age; where there are no schools, any centre."""
    age = draft.today.year - born
    key = "elementary" if age <= 10 else "middle" if age <= 13 else "high"
    return places.organizations.get(key) or draft.chance(f"school {born}").choice(places.attended())


def _guardians(draft: Draft, plan: dict[str, Any], students: list[Person]) -> None:
    """Gives the youngest students parents and guardians; every fourth is a brother or sister of the one before."""
    stated, chance = plan["people"], draft.chance("guardians")
    young = sorted(
        (s for s in students if not s.family and not s.courses), key=lambda s: -(s.birth_year or 0)
    )
    above: list[tuple[Person, str]] = []
    for number, child in enumerate(young[: stated["guardians"]]):
        if number % 4 != 3 or not above:
            family = relative(chance, stated["cultures"], child.name.family)
            above = [(Person(family, [("parent", "")], None), "guardian" if number % 9 == 8 else "parent")]
        else:
            child.name = Name(
                child.name.given, above[0][0].name.family, child.name.locale, child.name.family_first
            )
        child.family.extend(above)


def _lives(draft: Draft, students: list[Person]) -> None:
    """A few have left, a few have not yet come."""
    chance = draft.chance("lives")
    for student in students:
        if student.courses or student.family:
            continue
        fate = chance.random()
        student.status = "inactive" if fate < 0.03 else "invited" if fate < 0.06 else "active"
        student.is_deleted = 0.06 <= fate < 0.07
        if 0.10 <= fate < 0.13:
            student.roles[0] = ("student", "")


def _avatars(draft: Draft, plan: dict[str, Any]) -> Iterator[str | None]:
    """A picture for every fifth person."""
    code, number = plan["tenant"]["short_code"], 0
    while True:
        number += 1
        if number % 5 != 1:
            yield None
            continue
        values = picture(
            f"avatars/{code}/{number:04}.webp", 18_000 + number % 900, {"width": 256, "height": 256}
        )
        yield draft.add("assets", f"avatar {number}", values, made=draft.at(-600))


def picture(key: str, size: int, metadata: Row) -> Row:
    """The columns of a picture in the tenant's library."""
    return {
        "course_id": None,
        "module_id": None,
        "content_item_id": None,
        "kind": "media",
        "asset_type": "image",
        "engine": None,
        "role": None,
        "storage_uri": f"s3://lyceum-demo/{key}",
        "filename": key.rsplit("/", 1)[-1],
        "mime_type": "image/webp",
        "size_bytes": size,
        "checksum": None,
        "version": 1,
        "is_active": True,
        "uploaded_by": None,
        "metadata": metadata,
        "deleted_at": None,
        "external_id": None,
    }


def _user(
    draft: Draft,
    plan: dict[str, Any],
    person: Person,
    number: int,
    taken: set[str],
    accounts: Accounts,
    avatar: str | None,
) -> None:
    tenant, domain, chance = plan["tenant"], plan["people"]["domain"], draft.chance(f"user {number}")
    is_staff, is_guardian = person.job_title is not None, person.roles[0][0] == "parent"
    is_child = person.birth_year is not None and draft.today.year - person.birth_year <= CHILD_WITHOUT_ADDRESS
    has_address = not (is_child and not person.courses)
    email = person.email = (
        address(person.name, "mail.example" if is_guardian else domain, taken) if has_address else None
    )
    joined = chance.randint(-800, -400) if is_staff else chance.randint(-399, -120)
    provider = (
        "classlink"
        if "pupils" in plan["people"] and not is_guardian
        else chance.choice(["password", "google", "microsoft"])
    )
    external = f"sis:{'E' if is_staff else 'G' if is_guardian else 'S'}{number:05}"
    account = None
    if person.status != "invited" and not person.is_deleted:
        subject = person.account or email or f"{tenant['short_code']}:{external}"
        account = accounts.open(draft, subject, email, provider, person.status, draft.at(joined))
    language = person.name.locale if person.name.locale != "en" else LANGUAGES[tenant["country"]]
    values: Row = {
        "account_id": account,
        "email": email,
        "full_name": person.name.full,
        "given_name": person.name.given,
        "family_name": person.name.family,
        "phone": f"+1 555 {number // 100 % 10}{chance.randint(10, 99)} {chance.randint(1000, 9999)}"
        if chance.random() < 0.6
        else None,
        "avatar_asset_id": avatar,
        "auth_provider": provider,
        "external_id": external,
        "locale": LANGUAGES[tenant["country"]],
        "language_preferences": [language]
        if language == LANGUAGES[tenant["country"]]
        else [language, LANGUAGES[tenant["country"]]],
        "time_zone": tenant["time_zone"],
        "accessibility_settings": chance.choice(ACCESSIBILITY) if chance.random() < 0.06 else {},
        "status": person.status,
        "is_listed": is_staff or (person.has("student") and chance.random() < 0.15),
        "metadata": {"preferred_contact": "sms"}
        if is_guardian
        else {"cohort": f"{draft.today.year - 1}"}
        if number % 7 == 0
        else {},
        "deleted_at": draft.at(-20) if person.is_deleted else None,
    }
    person.id = draft.add("users", external, values, made=draft.at(joined))


LANGUAGES = {"US": "en-US", "DE": "de", "SG": "en-SG", "CA": "en-CA"}


def _grant(draft: Draft, person: Person, role: str, organization_id: str | None) -> None:
    scope: Row = {"courses": ["intro"], "max_sections": 2} if role == "ta" else {}
    values: Row = {"user_id": person.id, "role": role, "organization_id": organization_id, "scope": scope}
    draft.add("user_roles", f"{person.id} {role} {organization_id}", values, made=draft.at(-110))
