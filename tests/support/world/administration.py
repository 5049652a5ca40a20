"""Money, requests, inventory and messages of the small world: for every person and every place, some deleted."""

from itertools import cycle

from db.models import administration
from tests.support.rows import Draft
from tests.support.world.facts import DELETED, PEOPLE, PLACES


def rows(draft: Draft) -> None:
    """Drafts a record, a request and a message about every person, and two things in every place."""
    places = {name: draft.id("organizations", name) for name in PLACES}
    spots = cycle(places.values())
    kinds = cycle(administration.FinanceRecordType.__members__)
    wishes = cycle(administration.RequestType.__members__)
    for number, name in enumerate(PEOPLE):
        person, other = draft.id("users", name), draft.id("users", PEOPLE[(number + 5) % len(PEOPLE)])
        deleted = DELETED if number % 6 == 5 else None
        draft.add(
            "finance_records",
            name,
            organization_id=next(spots),
            student_id=person if number % 2 else None,
            tutor_id=None if number % 2 else person,
            type=next(kinds),
            method="card",
            amount_minor=1000 + number,
            currency="CAD",
            deleted_at=deleted,
        )
        draft.add(
            "service_requests",
            name,
            organization_id=next(spots) if number % 4 else None,
            requester_id=person,
            assigned_to_id=other if number % 3 else None,
            type=next(wishes),
            details=name,
            deleted_at=DELETED if number % 5 == 4 else None,
        )
        draft.add(
            "notifications",
            name,
            user_id=person,
            channel="email",
            subject=f"Subject {number:03}",
            message=f"Message {number:03}" if number % 7 else None,
            deleted_at=DELETED if number % 8 == 7 else None,
        )
    for number, (name, place) in enumerate(places.items()):
        for item, deleted in ((name, None), (f"old {name}", DELETED if number % 2 else None)):
            draft.add(
                "inventory_items",
                item,
                organization_id=place,
                name=item,
                quantity=number,
                deleted_at=deleted,
            )
