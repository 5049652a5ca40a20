"""What running an institution takes apart from teaching: money, requests, inventory and messages."""

from collections.abc import Sequence
from typing import Any

from demo.world.draft import Draft, Row, read
from demo.world.people import Cast
from demo.world.person import Person
from demo.world.tenancy import Organization, Places

CURRENCIES = {"US": "USD", "DE": "EUR", "SG": "SGD", "CA": "CAD"}
MONTHS = 4
PAYING = 12
"""The number of students whose fees are recorded each month."""


def administration(draft: Draft, plan: dict[str, Any], places: Places, cast: Cast) -> None:
    """Draft the accounts, the requests, the inventory and the messages."""
    said = read("office.toml")
    attended = places.attended()
    currency = CURRENCIES[plan["tenant"]["country"]]
    students = [person for person in cast.students if person.has("student")]
    _money(draft, attended, currency, students, cast.staff)
    _requests(draft, said["request"], attended, cast, students)
    _inventory(draft, said["item"], attended)
    _messages(draft, said["message"], [*students[:40], *cast.guardians[:10], *cast.staff])


def _money(
    draft: Draft,
    attended: Sequence[Organization],
    currency: str,
    students: Sequence[Person],
    staff: Sequence[Person],
) -> None:
    number, chance = 0, draft.chance("office")
    for month in range(MONTHS):
        moved: list[tuple[str, Person | None, Organization, int]] = [
            *(
                ("payment", s, s.organization or attended[0], chance.randint(90, 480) * 100)
                for s in students[:PAYING]
            ),
            *(
                ("salary", s, s.organization or attended[0], chance.randint(1_800, 5_200) * 100)
                for s in staff
            ),
            *(("expense", None, place, chance.randint(120, 2_400) * 100 + 50) for place in attended),
            ("reimbursement", staff[month % len(staff)], attended[0], 4_275),
        ]
        for kind, person, place, amount in moved:
            number += 1
            when = draft.at(30 * (month - MONTHS) + number % 28, 11)
            values: Row = {
                "organization_id": place.id,
                "student_id": person.id if person and kind == "payment" else None,
                "tutor_id": person.id if person and kind != "payment" else None,
                "type": kind,
                "method": _method(kind, number),
                "amount_minor": amount,
                "currency": currency,
                "occurred_at": when,
                "reference_number": f"{kind[:3].upper()}-{number:05}" if number % 5 else None,
                "deleted_at": draft.at(-2) if number % 97 == 96 or number == 1 else None,
            }
            draft.add("finance_records", f"{number}", values, made=when)


def _method(kind: str, number: int) -> str:
    if kind == "salary":
        return "transfer"
    return ("card", "cash", "transfer")[number % 3]


def _requests(
    draft: Draft,
    stated: list[dict[str, Any]],
    attended: Sequence[Organization],
    cast: Cast,
    students: Sequence[Person],
) -> None:
    helpers = [person for person in cast.staff if person.has("support")] or cast.staff[:1]
    by = {"staff": cast.staff, "student": students, "guardian": cast.guardians or students}
    for number, row in enumerate(stated):
        people = by[row["by"]]
        person = people[number % len(people)]
        place = person.organization or attended[number % len(attended)]
        values: Row = {
            "organization_id": place.id if row["type"] != "it" else None,
            "requester_id": person.id,
            "assigned_to_id": None if row["status"] == "open" else helpers[number % len(helpers)].id,
            "type": row["type"],
            "details": row["details"],
            "priority": row["priority"],
            "status": row["status"],
            "deleted_at": draft.at(-5) if row.get("deleted") else None,
        }
        draft.add("service_requests", f"{number}", values, made=draft.at(-20 + number, 15))


def _inventory(draft: Draft, stated: list[dict[str, Any]], attended: Sequence[Organization]) -> None:
    for place in attended:
        for number, row in enumerate(stated):
            values: Row = {
                "organization_id": place.id,
                "name": row["name"],
                "category": row["category"],
                "quantity": row["quantity"],
                "condition": row["condition"],
                "metadata": row.get("metadata", {}),
                "deleted_at": draft.at(-25) if row.get("deleted") else None,
            }
            draft.add("inventory_items", f"{place.key} {number}", values, made=draft.at(-300 + number))


def _messages(draft: Draft, stated: list[dict[str, Any]], people: Sequence[Person]) -> None:
    for number, person in enumerate(people):
        row = stated[number % len(stated)]
        when = draft.at(-1 - number % 14, 7, 30)
        values: Row = {
            "user_id": person.id,
            "channel": row["channel"],
            "subject": row.get("subject"),
            "message": row["message"],
            "status": row["status"],
            "sent_at": when if row["status"] == "sent" else None,
            "deleted_at": draft.at(0) if row.get("deleted") else None,
        }
        draft.add("notifications", f"{number}", values, made=when)
