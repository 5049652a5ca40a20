"""Statements as text with numbered parameters: constants, the tenant, the keys of all parents, a cursor's marks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from sqlalchemy import Table

from db.models.base import TENANT


class Slot(Enum):
    """A parameter that is known only when the statement runs."""

    tenant = "the tenant's UUID"


@dataclass(frozen=True, slots=True)
class Key:
    """The parameter that carries the values of the n-th key column of all parents, as one array.

    is_text: whether the array travels as one text, which keys that are UUIDs can do, and which costs the driver less.
    """

    place: int
    is_text: bool = True


@dataclass(frozen=True, slots=True)
class Mark:
    """The parameter that carries the n-th value of a cursor, so that one statement serves every page."""

    place: int


@dataclass(frozen=True, slots=True)
class Statement:
    """An SQL text and its parameters: constants, the tenant, the arrays of keys, and the values of a cursor."""

    sql: str
    parameters: tuple[object, ...]

    def bind(
        self, tenant_id: str, keys: Sequence[Sequence[object]] = (), marks: Sequence[object] = ()
    ) -> list[object]:
        """The arguments for one run. `keys`: one array for each key column, all of one length."""
        found: list[object] = []
        for value in self.parameters:
            if value is Slot.tenant:
                found.append(tenant_id)
            elif isinstance(value, Key):
                array = keys[value.place]
                found.append(f"{{{','.join(map(str, array))}}}" if value.is_text else array)
            elif isinstance(value, Mark):
                found.append(marks[value.place])
            else:
                found.append(value)
        return found


def tenant_column(table: Table) -> str | None:
    """The column that says whose a row is; null for a table that is no tenant's. A tenant's own row is its own."""
    return TENANT if TENANT in table.columns else "id" if table.name == "tenants" else None


class Parameters:
    """Hands out the numbered parameters of a statement that is being written; the tenant is always `$1`."""

    def __init__(self, *tables: Table) -> None:
        self.values: list[object] = [Slot.tenant] if any(map(tenant_column, tables)) else []

    def add(self, value: object) -> str:
        """A new parameter with this value."""
        self.values.append(value)
        return f"${len(self.values)}"

    @property
    def tenant(self) -> str:
        """The tenant's parameter."""
        assert self.values[:1] == [Slot.tenant], "the statement reads a tenant's table"
        return "$1"

    def fill(self, sql: str, prefix: str) -> str:
        """Declared SQL over a row: `{t}` is the row's prefix, `{tenant}` the tenant's parameter."""
        return sql.format(t=prefix, tenant=self.tenant if "{tenant}" in sql else "")

    def text(self, value: str | Mark, kind: str) -> str:
        """A value written as text, read as `kind`."""
        return f"({self.add(value)}::text)::{kind}"

    def statement(self, sql: str) -> Statement:
        """The finished statement."""
        return Statement(sql, tuple(self.values))


Condition = Callable[[Parameters, str], str]
"""Writes a condition on the row aliased by the given prefix, such as `t.`."""
