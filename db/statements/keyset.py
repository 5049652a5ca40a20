"""Keyset pages: an order, the condition that a row comes after another row, and the cursor that identifies that row.

A cursor holds its row's values in the columns of the order, as text, and a fingerprint of the order and filter that it
belongs to. It grants nothing: whoever forges a cursor still reads only rows that the policies show anyway.
"""

import base64
import binascii
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple, cast
from uuid import UUID

import orjson
from sqlalchemy import Column, Table
from sqlalchemy.dialects.postgresql import ENUM

from db.derived import masks
from db.models import Base
from db.models.names import quoted
from db.statements.parameters import Condition, Mark, Parameters, tenant_column
from db.statements.selection import type_name

MALFORMED = "This is no cursor of ours: pass on what `pageInfo` or `edges` gave you."


class BadCursor(ValueError):
    """The cursor is malformed, or belongs to another order or filter. The message is meant for the client."""


class Hop(NamedTuple):
    """The way from a row to at most one row of `table`. pairs: columns of that row and of the first that are equal."""

    table: str
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Term:
    """One column of an order. via: the way to the row that has the column, where it is not the listed row itself."""

    column: str
    descending: bool = False
    nulls_first: bool = False
    via: tuple[Hop, ...] = ()

    def __repr__(self) -> str:
        # Cursors hold a hash of this text, and outlive the process.
        via = f", via={self.via!r}" if self.via else ""
        return (
            f"Term(column={self.column!r}, descending={self.descending}, nulls_first={self.nulls_first}{via})"
        )


@dataclass(frozen=True, slots=True)
class Order:
    """A total order of a table's rows: the terms, and the id last."""

    table: Table
    terms: tuple[Term, ...]

    @classmethod
    def of(cls, table: Table, terms: Sequence[Term]) -> "Order":
        """The order by `terms`, and then by the id, which makes it total."""
        first: dict[object, Term] = {}
        for term in terms:
            first.setdefault((term.column, term.via), term)
        unique = tuple(first.values())
        if ("id", ()) not in first:
            unique = (*unique, Term("id", descending=bool(unique) and unique[-1].descending))
        return cls(table, unique)

    def reversed(self) -> "Order":
        """The same order from the other end."""
        return Order(
            self.table, tuple(Term(t.column, not t.descending, not t.nulls_first, t.via) for t in self.terms)
        )

    def column(self, term: Term) -> Column[Any]:
        """The column that the term sorts by."""
        table = Base.metadata.tables[term.via[-1].table] if term.via else self.table
        return table.columns[term.column]

    def expression(self, term: Term, prefix: str) -> str:
        """The SQL that the term sorts by: the column as the viewer sees it, null if they see no row that has it."""
        return _reached(self.table, term, prefix) if term.via else masks.seen(self.column(term), prefix)

    def may_be_null(self, term: Term) -> bool:
        """Whether the viewer may see a null in the term's column, for example because it is masked."""
        column = self.column(term)
        return bool(term.via) or bool(column.nullable) or column.info.get("mask") is not None

    def sql(self) -> str:
        """The ORDER BY list, with `{t}` for the row's prefix."""
        parts: list[str] = []
        for term in self.terms:
            nulls = f" NULLS {'FIRST' if term.nulls_first else 'LAST'}" if self.may_be_null(term) else ""
            parts.append(f"{self.expression(term, '{t}')}{' DESC' if term.descending else ''}{nulls}")
        return ", ".join(parts)

    def marks(self) -> tuple[tuple[str, str], ...]:
        """The values that a cursor holds, as text: for each the name c0, c1 … to select it under, and its SQL."""
        return tuple(
            (f"c{n}", f"({self.expression(term, '{t}')})::text") for n, term in enumerate(self.terms)
        )

    def after(self, values: Sequence[Mark | None]) -> Condition:
        """The condition that a row comes after the row with these values. values: null where the value is a null."""

        def condition(parameters: Parameters, prefix: str) -> str:
            terms = list(zip(self.terms, values, strict=True))
            plain = all(value is not None and not self.may_be_null(term) for term, value in terms)
            if plain and len({term.descending for term in self.terms}) == 1:
                left = ", ".join(self.expression(term, prefix) for term in self.terms)
                right = ", ".join(self._value(parameters, term, value) for term, value in terms)
                return f"({left}) {'<' if self.terms[0].descending else '>'} ({right})"
            return self._after(parameters, prefix, terms)

        return condition

    def _after(self, parameters: Parameters, prefix: str, terms: list[tuple[Term, Mark | None]]) -> str:
        (term, value), rest = terms[0], terms[1:]
        name = self.expression(term, prefix)
        if value is None:
            beyond = f"{name} IS NOT NULL" if term.nulls_first else "false"
            equal = f"{name} IS NULL"
        else:
            mark = self._value(parameters, term, value)
            beyond = f"{name} {'<' if term.descending else '>'} {mark}"
            if self.may_be_null(term) and not term.nulls_first:
                beyond = f"({beyond} OR {name} IS NULL)"
            equal = f"{name} = {mark}"
        if not rest:
            return beyond
        return f"({beyond} OR ({equal} AND {self._after(parameters, prefix, rest)}))"

    def _value(self, parameters: Parameters, term: Term, value: Mark | None) -> str:
        assert value is not None
        return parameters.text(value, type_name(self.column(term)))


def _reached(table: Table, term: Term, prefix: str) -> str:
    """The query for the term's column in the row that it leads to. Each level names the tenant, like any query."""
    above, near = table, prefix
    source, met = "", list[str]()
    for number, hop in enumerate(term.via, 1):
        target, alias = Base.metadata.tables[hop.table], f"o{number}."
        on = [
            f"{alias}{quoted(theirs)} = {masks.seen(above.columns[its], near)}" for theirs, its in hop.pairs
        ]
        whose = tenant_column(target)
        # The tenant is the first parameter of every statement that reads a tenant's table.
        on += [f"{alias}{whose} = $1"] if whose else []
        name = f"{target.fullname} o{number}"
        source, met = (name, on) if number == 1 else (f"{source} JOIN {name} ON {' AND '.join(on)}", met)
        above, near = target, alias
    return f"(SELECT {masks.seen(above.columns[term.column], near)} FROM {source} WHERE {' AND '.join(met)} LIMIT 1)"


def write_cursor(fingerprint: str, values: Sequence[object]) -> str:
    """The opaque cursor of a row."""
    return _encoded(orjson.dumps([fingerprint, *values]))


def _encoded(text: bytes) -> str:
    return base64.urlsafe_b64encode(text).decode().rstrip("=")


def read_cursor(cursor: str, fingerprint: str) -> list[object]:
    """The values in a cursor. Raises BadCursor if the cursor is malformed or belongs to another order or filter."""
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        found: object = orjson.loads(text)
    except (binascii.Error, ValueError):
        raise BadCursor(MALFORMED) from None
    # The library passes over what is no base64, and over bits that are left at the end.
    if not isinstance(found, list) or not found or _encoded(text) != cursor:
        raise BadCursor(MALFORMED)
    values = cast("list[object]", found)
    if values[0] != fingerprint:
        raise BadCursor(
            "This cursor belongs to another list, order or filter: begin again without `after` and `before`."
        )
    return values[1:]


def row_values(order: Order, values: Sequence[object]) -> list[str | None]:
    """The values of a cursor, checked: raises BadCursor if they don't fit the columns of the order."""
    if len(values) != len(order.terms):
        raise BadCursor(MALFORMED)
    return [_fit(order.column(term), value) for term, value in zip(order.terms, values, strict=True)]


def path_values(values: Sequence[object]) -> list[object]:
    """The path in a tree's cursor: all numbers, or all texts. Raises BadCursor if it is neither."""
    if len(values) == 1 and isinstance(values[0], list):
        path = cast("list[object]", values[0])
        if all(type(step) is int and abs(step) < 2**31 for step in path):
            return path
        if all(isinstance(step, str) and "\0" not in step for step in path):
            return path
    raise BadCursor(MALFORMED)


def _fit(column: Column[object], value: object) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str) or "\0" in value:
        raise BadCursor(MALFORMED)
    try:
        read = column.type.enums.index if isinstance(column.type, ENUM) else _reader(column)
        read(value)
    except (ValueError, ArithmeticError):
        raise BadCursor(MALFORMED) from None
    return value


_BEYOND = re.compile(r"-?infinity|\d{5,6}-\d\d-\d\d[ \d:.+]*|\d{4,6}-\d\d-\d\d[ \d:.+]* BC", re.ASCII)
"""How PostgreSQL writes days and moments that Python has none of: a cursor of such a row is taken back all the same."""


def _day(value: str) -> bool:
    return _BEYOND.fullmatch(value) is not None


def _reader(column: Column[object]) -> Callable[[str], object]:
    return READERS.get(type_name(column).split("(")[0], str)


READERS: dict[str, Callable[[str], object]] = {
    "UUID": UUID,
    "INTEGER": lambda value: int(value).to_bytes(4, signed=True),
    "BIGINT": lambda value: int(value).to_bytes(8, signed=True),
    "NUMERIC": Decimal,
    "BOOLEAN": lambda value: ["true", "false"].index(value),
    "DATE": lambda value: _day(value) or date.fromisoformat(value),
    "TIMESTAMP WITH TIME ZONE": lambda value: _day(value) or datetime.fromisoformat(value),
}
