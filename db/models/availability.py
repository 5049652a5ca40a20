"""When learners may see a row: what its author chose, and the time that follows from it and from all above the row.

A row keeps the time within which it is open, so that its policy compares two columns and looks at no other row.
Decision 52 says what follows from it.
"""

from datetime import datetime

from sqlalchemy.orm import Mapped

from db.models.base import Check, Inherited, Lookup, Rule, column, flag

Via = tuple[tuple[str, str], ...]


class Chosen:
    """From when until when learners may see the row, and whether they may at all, as its author chose."""

    available_from: Mapped[datetime | None] = column(
        "From when learners may see it; null for always. Staff see it before.", order=80
    )
    available_until: Mapped[datetime | None] = column(
        "Until when learners may see it; null for ever. Staff see it afterwards.", order=81
    )
    is_for_staff: Mapped[bool] = flag("Whether it is for staff only, such as notes for whoever teaches it.")


class Kept:
    """The time within which learners may see the row, kept by trigger."""

    visible_from: Mapped[datetime | None] = column(
        "From when learners may see it, by itself and by all above it; null for always. Kept by trigger.",
        order=82,
    )
    visible_until: Mapped[datetime | None] = column(
        "Until when learners may see it, by itself and by all above it; null for ever. Kept by trigger.",
        order=83,
    )


class KeptInside:
    """The same, of a row whose own readers need not know."""

    visible_from: Mapped[datetime | None] = column(
        "From when learners may see it: as what it belongs to. Kept by trigger.", exposed=False, order=82
    )
    visible_until: Mapped[datetime | None] = column(
        "Until when learners may see it: as what it belongs to. Kept by trigger.", exposed=False, order=83
    )


def opening(via: Via, *, chosen: bool = False) -> list[Rule]:
    """The rules by which a row opens no earlier than the row that `via` names, and closes no later.

    chosen: whether the row has an author's choice of its own.
    """
    rules: list[Rule] = [
        Inherited("visible_from", via, ceiling="NEW.available_from" if chosen else None, narrower="greatest"),
        Inherited("visible_until", via, ceiling="NEW.available_until" if chosen else None),
        Lookup(("visible_from",), where="visible_from IS NOT NULL"),
        Lookup(("visible_until",), where="visible_until IS NOT NULL"),
    ]
    if chosen:
        rules.append(Check("available_until_after_from", "available_until > available_from"))
    return rules


def is_open() -> str:
    """The condition that learners may see the row at the time of the statement."""
    return (
        "(visible_from <= statement_timestamp()) IS NOT FALSE"
        " AND (visible_until > statement_timestamp()) IS NOT FALSE"
    )
