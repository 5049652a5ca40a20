"""Tables whose columns bear odd names: every word of SQL, and what statements call things. Copied to `db/models`."""

import json
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Mapped

from db.models.access import personal, sensitive
from db.models.base import (
    SOURCED,
    AppendOnly,
    Edited,
    Facts,
    FrozenWith,
    Inherited,
    KeptWhile,
    Lookup,
    Settled,
    SoftDeleted,
    Sourced,
    TenantRow,
    Tree,
    Unique,
    column,
    reference,
)

WORDS: list[str] = json.loads(Path(__file__).with_name("odd_names.json").read_text())
OWN = {"metadata", "registry"}
"""Names that declarative classes keep for themselves; a column of that name is stated by `extra`."""
SETTLED = ("analyse", "lateral")
REFERENCES = {
    "user": "users",
    "offset": "course_offerings",
    "order": "users",
    "column": "users",
    "from": "users",
    "to": "odd_wholes",
    "end": "odds",
}


def _columns() -> dict[str, Any]:
    """The columns of `odds`: texts, but for those that refer to rows and those that rules keep."""
    kinds: dict[str, Any] = dict.fromkeys(set(WORDS) - OWN, Mapped[str | None])
    stated: dict[str, Any] = {name: column("A word.") for name in kinds}
    for name, table in REFERENCES.items():
        kinds[name], stated[name] = Mapped[UUID | None], reference(table, "A row.", exposed=True)
    kinds["group"], stated["group"] = Mapped[UUID | None], reference("organizations", "Kept.", exposed=False)
    kinds["all"], stated["all"] = Mapped[int], column("Kept.", default="0")
    stated["case"] = column("A secret.", mask=sensitive())
    for name in SETTLED:
        stated[name] = column("Never changed.", record=True)
    stated["__annotations__"] = kinds
    return stated


class OddWhole(TenantRow, Edited, SoftDeleted):
    """What is above."""

    __tablename__ = "odd_wholes"
    group: Mapped[UUID | None] = reference("organizations", "Where.")
    when: Mapped[str | None] = column("Its mark.")

    facts = Facts(
        personal("created_by", scope="grades", organization="group"), [KeptWhile("odds", "to", "when")]
    )


class OddPart(TenantRow, Edited):
    """What is below, and never changes."""

    __tablename__ = "odd_parts"
    using: Mapped[UUID] = reference("odds", "Of which it is a part.", part_of=True)
    then: Mapped[str | None] = column("Set once.")

    facts = Facts(personal("created_by", scope="grades"), [AppendOnly(("using", "odds"), "then")])


class OddPiece(TenantRow, Edited):
    """What is below, and never changes once the whole is marked."""

    __tablename__ = "odd_pieces"
    with_: Mapped[UUID] = reference("odd_wholes", "Of which it is a piece.")
    select: Mapped[str | None] = column("What it says.")

    facts = Facts(personal("created_by", scope="grades"), [FrozenWith("with_", "odd_wholes", "deleted_at")])


Odd = type(
    "Odd",
    (TenantRow, Edited, SoftDeleted, Sourced),
    {
        "__doc__": "What bears every name.",
        "__module__": __name__,
        "__tablename__": "odds",
        "facts": Facts(
            personal(
                "user",
                scope="grades",
                offering="offset",
                organization="group",
                handlers=("order",),
                pupil="column",
                own_work="from",
            ),
            [
                SOURCED,
                Unique(("limit",)),
                Unique(("select", "where")),
                Unique(("desc",), where="deleted_at IS NULL"),
                Lookup(("table", "lateral")),
                Tree(parent="end", depth="all"),
                Inherited("group", (("to", "odd_wholes"),)),
                Settled(SETTLED, "make another"),
            ],
        ),
        **_columns(),
    },
)
