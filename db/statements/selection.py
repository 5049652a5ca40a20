"""What a statement selects, and from where: columns as the viewer sees them, rows read along, parts of documents."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Column, Numeric, Table
from sqlalchemy.dialects import postgresql

from db.derived import masks
from db.statements.parameters import Condition, Parameters, Statement, tenant_column

_DIALECT = postgresql.dialect()


@dataclass(frozen=True, slots=True)
class Join:
    """A row that is read along with another: the one row of `table` that `on` tells.

    alias: its name in the statement; its columns are selected as `alias.column`. on: the columns of a unique key, and
    for each the column that holds its value, such as `("id", "t.author_id")`.
    """

    alias: str
    table: Table
    on: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Parts:
    """That of the document `column` only the values of some keys are wanted, as a list that is selected as `name`.

    keys: those of each list, by the word that the column `kind` holds; null for a place that stays empty.
    """

    name: str
    column: str
    kind: str
    keys: tuple[tuple[str, tuple[str | None, ...]], ...]


@dataclass(frozen=True, slots=True)
class Selection:
    """What is selected of each row: columns by name, in order.

    joins: rows read along with each; their columns are named `alias.column`. parts: those that are parts of a document.
    """

    columns: tuple[str, ...]
    joins: tuple[Join, ...] = ()
    parts: tuple[Parts, ...] = ()


@dataclass(frozen=True, slots=True)
class Subset:
    """Which rows of a table, and what of them: only those that meet every condition.

    where: further SQL on the row, with `{t}` for its prefix and `{tenant}`; written by the declaration of a relation.
    extra: further expressions by the name they get, such as the values a cursor is made of.
    reads: tables that the conditions read besides.
    """

    table: Table
    selection: Selection
    where: str | None = None
    conditions: tuple[Condition, ...] = ()
    extra: tuple[tuple[str, str], ...] = field(default=())
    reads: tuple[Table, ...] = ()


def type_name(column: Column[object]) -> str:
    """The PostgreSQL type of a column, as a cast writes it."""
    return column.type.compile(dialect=_DIALECT)


def selected(rows: Subset, prefix: str, *keys: str) -> str:
    """The select list: the parent's keys, then each column as the viewer sees it, under its own name."""
    found = [*keys]
    selection, table = rows.selection, rows.table
    found += [f'{expression(selection, table, name, prefix)} AS "{name}"' for name in selection.columns]
    found += [f'{extra.format(t=prefix)} AS "{name}"' for name, extra in rows.extra]
    return ", ".join(found)


def expression(selection: Selection, table: Table | None, name: str, prefix: str) -> str:
    """The SQL of one of the selection's names, over a row of `table`; null for what is no table."""
    parts = next((parts for parts in selection.parts if parts.name == name), None)
    if parts is not None:
        return _some(selection, table, parts, prefix)
    column, place = _place(selection, table, name, prefix)
    return f'{place}"{name}"' if column is None else _read(column, place)


def _place(
    selection: Selection, table: Table | None, name: str, prefix: str
) -> tuple[Column[object] | None, str]:
    """The column of a name, and what stands before it in SQL."""
    alias, _, column = name.rpartition(".")
    if not alias:
        return (None if table is None else table.columns[name]), prefix
    joined = next(join.table for join in selection.joins if join.alias == alias)
    return joined.columns[column], f"{alias}."


def _some(selection: Selection, table: Table | None, parts: Parts, prefix: str) -> str:
    """What is wanted of a document: reading it whole costs more the larger it is."""
    column, place = _place(selection, table, parts.column, prefix)
    kind, kind_place = _place(selection, table, parts.kind, prefix)
    assert column is not None
    assert kind is not None
    branches = " ".join(
        f"WHEN '{word}' THEN json_build_array({_values(column, place, keys)})" for word, keys in parts.keys
    )
    return f"CASE {masks.seen(kind, kind_place)} {branches} END"


def _values(column: Column[object], prefix: str, keys: Sequence[str | None]) -> str:
    return ", ".join("NULL" if key is None else masks.seen_key(column, key, prefix) for key in keys)


def along(selection: Selection, parameters: Parameters) -> str:
    """The joins of the FROM clause: what is read along with each row, where the viewer may see it."""
    return "".join(_each(join, parameters) for join in selection.joins)


def along_page(selection: Selection, parameters: Parameters) -> str:
    """The same of all rows of a `page`, whose alias is `t`: what they need is looked up together, and then joined.

    Nobody knows, when the statement is planned, how many rows there will be, and for a few PostgreSQL goes row by row.
    A FULL join it can't do so. It has no row too many: each that is looked up belongs to one of the page.
    """
    joined = ""
    for join in selection.joins:
        (column, key), *more = join.on
        if more or not key.startswith("t."):
            joined += _each(join, parameters)
            continue
        needed = f"{column} = ANY(ARRAY(SELECT {key} FROM page t))"
        where = restrict(Subset(join.table, Selection(())), parameters, "", needed)
        found = f"(SELECT * FROM {join.table.fullname}{where}) {join.alias}"
        joined += f" FULL JOIN {found} ON {join.alias}.{column} = {key}"
    return joined


def _each(join: Join, parameters: Parameters) -> str:
    whose = tenant_column(join.table)
    met = [f"{join.alias}.{column} = {key}" for column, key in join.on]
    met += [f"{join.alias}.{whose} = {parameters.tenant}"] if whose else []
    return f" LEFT JOIN {join.table.fullname} {join.alias} ON {' AND '.join(met)}"


def source(rows: Subset, parameters: Parameters) -> str:
    """The FROM clause: the table as `t`, and what is read along with it."""
    return f"{rows.table.fullname} t{along(rows.selection, parameters)}"


def wrapped(statement: Statement, selection: Selection, *keys: str) -> Statement:
    """What is selected of a statement of one's own, as `t`, and what is read along with each row; first the keys.

    The statement takes the tenant as its first parameter, or names no table of a tenant.
    """
    parameters = Parameters()
    parameters.values = list(statement.parameters)
    shown = [f"t.{key}" for key in keys]
    shown += [f'{expression(selection, None, name, "t.")} AS "{name}"' for name in selection.columns]
    return parameters.statement(
        f"SELECT {', '.join(shown) or 1} FROM ({statement.sql}) t{along(selection, parameters)}"
    )


def _read(column: Column[object], prefix: str) -> str:
    expression = masks.seen(column, prefix)
    # A percentage is a number in GraphQL; other decimals keep every digit, as text.
    return f"({expression})::float8" if is_percentage(column) else expression


def is_percentage(column: Column[object]) -> bool:
    """Whether the column is a share from 0 to 100, which GraphQL shows as a Float."""
    kind: Any = column.type
    return isinstance(kind, Numeric) and (kind.precision, kind.scale) == (5, 2)


def restrict(rows: Subset, parameters: Parameters, prefix: str, *more: str) -> str:
    """The WHERE clause: the tenant first, then the keys, then what the relation and the client ask."""
    whose = tenant_column(rows.table)
    parts = [f"{prefix}{whose} = {parameters.tenant}"] if whose else []
    parts += more
    if rows.where:
        parts.append(parameters.fill(rows.where, prefix))
    parts += [f"({condition(parameters, prefix)})" for condition in rows.conditions]
    return f" WHERE {' AND '.join(parts)}" if parts else ""
