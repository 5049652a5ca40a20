"""Statements: text with numbered parameters for constants, the tenant, the parents' keys, and values of each run."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from sqlalchemy import Table

from db.models.base import TENANT


class Slot(Enum):
    """A parameter whose value is known only when the statement runs."""

    tenant = "the tenant's UUID"


@dataclass(frozen=True, slots=True)
class Key:
    """The parameter for the n-th key column: its values for all parents, as one array.

    is_text: whether the array is sent as one text, which costs the driver less. Only UUIDs can be sent so.
    """

    place: int
    is_text: bool = True


@dataclass(frozen=True, slots=True)
class Mark:
    """The parameter for the n-th value of a run, such as of a cursor, so that one statement serves every page."""

    place: int


@dataclass(frozen=True, slots=True)
class Statement:
    """An SQL text and its parameters: constants, the tenant, the arrays of keys, values of each run."""

    sql: str
    parameters: tuple[object, ...]

    def bind(
        self, tenant_id: str, keys: Sequence[Sequence[object]] = (), marks: Sequence[object] = ()
    ) -> list[object]:
        """The arguments for one run. keys: one array for each key column, all of the same length."""
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
    """The column that names a row's tenant: the id, in the table of tenants; null for a table shared by all tenants."""
    return TENANT if TENANT in table.columns else "id" if table.name == "tenants" else None


class Parameters:
    """Numbers the parameters of a statement while it is written. The tenant is always `$1`."""

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
        """Declared SQL with `{t}` replaced by a row's prefix, and `{tenant}` by the tenant's parameter."""
        return sql.format(t=prefix, tenant=self.tenant if "{tenant}" in sql else "")

    def text(self, value: str | Mark, kind: str) -> str:
        """A parameter that is sent as text, cast to `kind`."""
        return f"({self.add(value)}::text)::{kind}"

    def statement(self, sql: str) -> Statement:
        """The finished statement."""
        return Statement(sql, tuple(self.values))


Condition = Callable[[Parameters, str], str]
"""Writes a condition on the row aliased by the given prefix, such as `t.`."""
