"""The rows of people: their addresses, their sign-ins and their settings."""

from collections.abc import Sequence
from typing import Any

from demo.world.accounts import Accounts, SignIn
from demo.world.draft import Draft, Row
from demo.world.names import address
from demo.world.person import Person
from demo.world.storage import SQUARE, picture

ACCESSIBILITY: tuple[Row, ...] = (
    {"high_contrast": True},
    {"screen_reader": True, "reduced_motion": True},
    {"captions": True},
    {"font_scale": 1.25},
)
LANGUAGES = {"US": "en-US", "DE": "de", "SG": "en-SG", "CA": "en-CA"}
DIALLED = {"US": "+1 555", "CA": "+1 555", "DE": "+49 341 555", "SG": "+65 555"}
PRIVATE = "mail.example"
CHILD_WITHOUT_ADDRESS = 11
HAVE_PHONE, NEED_SETTINGS, ARE_LISTED = 0.6, 0.06, 0.15
"""The shares of people who have a phone, who need other settings, and of students who are listed."""


def users(draft: Draft, plan: dict[str, Any], everybody: Sequence[Person], accounts: Accounts) -> None:
    """Draft the users with their pictures and accounts, and set each person's id."""
    taken: set[str] = set()
    for number, person in enumerate(everybody, 1):
        shared: str | None = plan.get("accounts", {}).get(person.name.full)
        person.account = person.account or shared
        if not _is_small(draft, person):
            person.email = _address(plan, person, taken, accounts)
        _user(draft, plan, person, number, accounts)
    accounts.invite(
        draft, [person.email for person in everybody if person.status == "invited" and person.email]
    )


def _address(plan: dict[str, Any], person: Person, taken: set[str], accounts: Accounts) -> str:
    """An address that nobody has: a guardian's is private, the others' are the institution's."""
    if person.is_guardian:
        return address(person.name, PRIVATE, accounts.taken)
    return address(person.name, plan["people"]["domain"], taken)


def _user(draft: Draft, plan: dict[str, Any], person: Person, number: int, accounts: Accounts) -> None:
    chance, country = draft.chance(f"user {number}"), plan["tenant"]["country"]
    joined = draft.at(chance.randint(-800, -400) if person.is_staff else chance.randint(-399, -120))
    external = f"sis:{'E' if person.is_staff else 'G' if person.is_guardian else 'S'}{number:05}"
    signs_in_by_school = "pupils" in plan["people"] and not person.is_guardian
    provider = "classlink" if signs_in_by_school else chance.choice(["password", "google", "microsoft"])
    account = None
    if person.status != "invited" and not person.is_deleted:
        subject = person.account or person.email or f"{draft.code}:{external}"
        account = accounts.open(draft, SignIn(subject, person.email, provider, person.status), joined)
    values: Row = {
        "account_id": account,
        "email": person.email,
        "full_name": person.name.full,
        "given_name": person.name.given,
        "family_name": person.name.family,
        "phone": _phone(country, chance.randint(10_000, 99_999)) if chance.random() < HAVE_PHONE else None,
        "avatar_asset_id": _avatar(draft, number) if number % 5 == 1 else None,
        "auth_provider": provider,
        "external_id": external,
        "locale": LANGUAGES[country],
        "language_preferences": _languages(person, LANGUAGES[country]),
        "time_zone": plan["tenant"]["time_zone"],
        "accessibility_settings": chance.choice(ACCESSIBILITY) if chance.random() < NEED_SETTINGS else {},
        "status": person.status,
        "is_listed": person.is_staff or (person.has("student") and chance.random() < ARE_LISTED),
        "metadata": _details(draft, person, number),
        "deleted_at": draft.at(-20) if person.is_deleted else None,
    }
    person.id = draft.add("users", external, values, made=joined)


def _is_small(draft: Draft, person: Person) -> bool:
    """Whether the person is a child without an e-mail address. Children named in the lists have one."""
    if person.birth_year is None or person.courses:
        return False
    return draft.today.year - person.birth_year <= CHILD_WITHOUT_ADDRESS


def _phone(country: str, digits: int) -> str:
    return f"{DIALLED[country]} {digits // 1000} {digits % 1000:03}"


def _languages(person: Person, usual: str) -> list[str]:
    own = usual if person.name.locale == "en" else person.name.locale
    return [own] if own == usual else [own, usual]


def _details(draft: Draft, person: Person, number: int) -> Row:
    if person.is_guardian:
        return {"preferred_contact": "sms"}
    return {"cohort": f"{draft.today.year - 1}"} if number % 7 == 0 else {}


def _avatar(draft: Draft, number: int) -> str:
    values = picture(
        f"avatars/{draft.code}/{number:04}.png", 18_000 + number % 900, {"width": SQUARE, "height": SQUARE}
    )
    return draft.add("assets", f"avatar {number}", values, made=draft.at(-600))
