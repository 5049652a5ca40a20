"""What every table is made of: the base classes, the kinds of column, and the rules a table may state about itself.

A model is a list of facts. It holds no behaviour, imports no other model, and refers to other tables by name; the DDL
(`db/derived/ddl.py`), the policies (`db/derived/policies.py`) and the GraphQL types are derived from what stands here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Date,
    DateTime,
    Integer,
    MetaData,
    Numeric,
    Table,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from db.models.access import Access, Mask
from db.models.words import Words, sql_enum

# Constraint names stay far below PostgreSQL's 63 bytes: a sharded server appends its shard number to each.
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

TENANT = "tenant_id"


@dataclass(frozen=True, slots=True)
class Unique:
    """No two rows of a tenant share these columns. `where` restricts it to some rows; expressions are allowed.

    `deferrable` checks at the end of the transaction, so that siblings can be reordered.
    """

    columns: tuple[str, ...]
    where: str | None = None
    deferrable: bool = False
    nulls_distinct: bool = True


@dataclass(frozen=True, slots=True)
class Lookup:
    """An index for a way in that is no foreign key: `columns` (after the tenant), optionally only for rows `where`."""

    columns: tuple[str, ...]
    where: str | None = None
    using: str | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """A condition that each row meets, under a short `name`."""

    name: str
    condition: str


@dataclass(frozen=True, slots=True)
class Tree:
    """The table refers to itself by `parent`; `depth` (if named) is kept by trigger, cycles are refused."""

    parent: str = "parent_id"
    depth: str | None = None
    most: int = 100


@dataclass(frozen=True, slots=True)
class Inherited:
    """`column` follows the first of the rows that `via` refers to, but never rises above `ceiling` (SQL over NEW).

    A trigger fills it when the row is written and passes a change on to the rows below. Decision 4 says why.
    every: it follows all rows that `via` refers to, the narrowest of them. narrower: the function of PostgreSQL that
    finds the narrowest of several values: `least`, or `greatest`; both ignore nulls.
    """

    column: str
    via: tuple[tuple[str, str], ...] = ()
    ceiling: str | None = None
    every: bool = False
    narrower: str = "least"


@dataclass(frozen=True, slots=True)
class Settled:
    """What one of `columns` holds is never changed, once it holds something. `instead`: what to do, for the message."""

    columns: tuple[str, ...]
    instead: str


@dataclass(frozen=True, slots=True)
class AppendOnly:
    """A row is never changed, save that `once` is set where it was null; and deleted only with what it is part of.

    part_of: the column that refers to the whole, and the whole's table.
    """

    part_of: tuple[str, str]
    once: str


@dataclass(frozen=True, slots=True)
class FrozenWith:
    """No row is added, changed or deleted once the row of `table` that `via` refers to has its `mark`."""

    via: str
    table: str
    mark: str


@dataclass(frozen=True, slots=True)
class KeptWhile:
    """The row is deleted for good only after it was deleted softly, if a row of `table` below it has its `mark`."""

    table: str
    by: str
    mark: str


@dataclass(frozen=True, slots=True)
class Replaced:
    """Another file, told by `columns`, is the next `version`: what it takes the place of goes to the table `kept_in`.

    What was null may be learnt later of the same file.
    """

    columns: tuple[str, ...]
    version: str
    kept_in: str


Rule = Unique | Lookup | Check | Tree | Inherited | Settled | AppendOnly | FrozenWith | KeptWhile | Replaced


@dataclass(frozen=True, slots=True)
class Facts:
    """What a table says about itself beyond its columns.

    is_audited: whether the audit log tells of changes; not of what applications write at every click of a learner.
    """

    access: Access
    rules: Sequence[Rule] = field(default_factory=tuple)
    is_audited: bool = True


class Base(DeclarativeBase):
    """The root of all models; `facts` is stated by each."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Text(),
        bool: Boolean(),
        int: Integer(),
        datetime: DateTime(timezone=True),
        date: Date(),
        Decimal: Numeric(),
        UUID: Uuid(),
        dict[str, Any]: JSONB(),
        list[Any]: JSONB(),
        Any: JSONB(),
    }
    facts: ClassVar[Facts]
    __table__: ClassVar[Table]  # pyright: ignore[reportIncompatibleVariableOverride]


def column(  # noqa: PLR0913 - words of a declaration
    comment: str,
    kind: Any = None,
    *,
    default: str | None = None,
    mask: Mask | None = None,
    exposed: bool = True,
    record: bool = False,
    derived: bool = False,
    order: int = 0,
    shown_as: str | None = None,
    formerly: tuple[str, str] | None = None,
) -> Any:
    """A plain column. Its type follows from the annotation unless `kind` says otherwise.

    `default` is SQL. `mask` names who sees the value; others see null. A column that is not `exposed` is for the
    database's own use and appears in no GraphQL type. A `record` stays when the person is erased whom its row is about.
    A `derived` value follows from other rows, by a trigger that no rule of the table states; the audit log omits it.
    `shown_as`: the name of its GraphQL field, where it is not its own. `formerly`: the name that its field had before,
    which is deprecated, and since when, as an ISO 8601 date.
    """
    return mapped_column(
        kind,
        comment=comment,
        server_default=None if default is None else text(default),
        sort_order=order,
        info={
            "mask": mask,
            "exposed": exposed,
            "record": record,
            "derived": derived,
            "shown_as": shown_as,
            "formerly": formerly,
        },
    )


def reference(  # noqa: PLR0913 - words of a declaration
    table: str,
    comment: str,
    *,
    part_of: bool = False,
    within: str | tuple[str, str] | None = None,
    schema: str | None = None,
    exposed: bool = True,
    deferred: bool = False,
    order: int = 0,
) -> Any:
    """A foreign key to `table`, by its id. `part_of`: the row is deleted with what it refers to.

    within: a column that the row must share with what it refers to; two, where its name differs there.
    deferred: checked when the transaction ends, since a trigger points elsewhere when what it refers to is deleted.
    """
    return mapped_column(
        Uuid(),
        comment=comment,
        sort_order=order,
        info={"reference": (table, part_of, within, schema), "exposed": exposed, "deferred": deferred},
    )


def word(  # noqa: PLR0913 - words of a declaration
    words: type[Words],
    comment: str,
    *,
    default: str | None = None,
    exposed: bool = True,
    shown_as: str | None = None,
    formerly: tuple[str, str] | None = None,
) -> Any:
    """A column of a closed set of words, an enum in PostgreSQL and in GraphQL.

    shown_as, formerly: as of a `column`.
    """
    return mapped_column(
        sql_enum(words),
        comment=comment,
        server_default=None if default is None else text(f"'{default}'"),
        info={"words": words, "exposed": exposed, "shown_as": shown_as, "formerly": formerly},
    )


def flag(comment: str, *, default: bool = False) -> Any:
    """A yes or no that is never unknown."""
    return column(comment, default="true" if default else "false")


def document(  # noqa: PLR0913 - words of a declaration
    comment: str,
    *,
    default: str | None = "'{}'::jsonb",
    mask: Mask | None = None,
    exposed: bool = True,
    record: bool = False,
    order: int = 0,
) -> Any:
    """An open-ended JSON object (or, with another default, an array)."""
    return column(comment, JSONB(), default=default, mask=mask, exposed=exposed, record=record, order=order)


def extra(mask: Mask | None = None) -> Any:
    """The column `metadata` (a name that declarative classes keep for themselves): open-ended details."""
    return mapped_column(
        "metadata",
        JSONB(),
        comment="Open-ended details that no column holds.",
        server_default=text("'{}'::jsonb"),
        info={"mask": mask, "exposed": True},
    )


def address(comment: str, *, mask: Mask | None = None) -> Any:
    """An address that a page may follow; a check holds it to that (`db/models/addresses.py`)."""
    return mapped_column(Text(), comment=comment, info={"mask": mask, "exposed": True, "is_address": True})


def big(comment: str) -> Any:
    """An integer that may pass 2^31, such as a number of bytes."""
    return column(comment, BigInteger())


def percent(comment: str, *, shown_as: str | None = None, formerly: tuple[str, str] | None = None) -> Any:
    """A share from 0 to 100, to two decimals; the model states the check."""
    return column(comment, Numeric(5, 2), default="0", shown_as=shown_as, formerly=formerly)


class Row(Base):
    """A table whose rows have an id: a UUID version 7, so that ids sort by the time of creation."""

    __abstract__ = True
    id: Mapped[UUID] = mapped_column(
        Uuid(), primary_key=True, server_default=text("uuidv7()"), sort_order=-90,
        comment="The row's own key: a time-ordered UUID.", info={"exposed": True},
    )  # fmt: skip


class GlobalRow(Row):
    """A table that belongs to no tenant: reference data, or one of the closed schemas."""

    __abstract__ = True


class TenantRow(Row):
    """A table whose rows each belong to one tenant, which leads every key."""

    __abstract__ = True
    tenant_id: Mapped[UUID] = mapped_column(
        Uuid(), primary_key=True, sort_order=-100,
        comment="The tenant that owns the row.", info={"exposed": False},
    )  # fmt: skip


class Timed:
    """When the row was made and last changed, kept by trigger."""

    created_at: Mapped[datetime] = column("When the row was created.", default="now()", order=90)
    updated_at: Mapped[datetime] = column("When the row was last changed.", default="now()", order=91)


class Edited(Timed):
    """Who made and last changed the row, kept by trigger from the viewer's claims; null for imports and migrations."""

    created_by: Mapped[UUID | None] = column(
        "Who created the row; null for an import.", exposed=False, order=92
    )
    updated_by: Mapped[UUID | None] = column(
        "Who last changed the row; null for an import.", exposed=False, order=93
    )


class SoftDeleted:
    """A row with `deleted_at` is invisible to everyone through row-level security."""

    deleted_at: Mapped[datetime | None] = column(
        "When the row was deleted; a deleted row is invisible.", exposed=False, order=94
    )


class Sourced:
    """Where an imported row comes from, so that a second import finds it again."""

    external_id: Mapped[str | None] = column(
        "The row's identifier in the system it was imported from, prefixed by the format, such as `olx:…`.",
        order=95,
    )


SOURCED = Unique(("external_id",), where="external_id IS NOT NULL")


def nonnegative(name: str) -> Check:
    """The check that `name` is not below zero."""
    return Check(f"{name}_nonnegative", f"{name} >= 0")


def percentage(name: str) -> Check:
    """The check that `name` lies between 0 and 100."""
    return Check(f"{name}_range", f"{name} BETWEEN 0 AND 100")


__all__ = [
    "NAMING", "SOURCED", "TENANT", "AppendOnly", "Base", "Check", "CheckConstraint", "Edited", "Facts", "FrozenWith",
    "GlobalRow", "Inherited", "KeptWhile", "Lookup", "Replaced", "Row", "Rule", "Settled", "SoftDeleted", "Sourced",
    "TenantRow", "Timed", "Tree", "Unique", "address", "big", "column", "document", "extra", "flag", "nonnegative",
    "percent", "percentage", "reference", "word",
]  # fmt: skip
