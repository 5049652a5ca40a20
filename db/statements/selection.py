"""What a statement selects, and from where: columns as the viewer sees them, joined rows, parts of documents.

Decision 22 says which related rows are read along with a row by a join, and when.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from sqlalchemy import Column, Numeric, Table
from sqlalchemy.dialects import postgresql

from db.derived import masks
from db.derived.policies import access_of
from db.models.names import quoted
from db.statements.parameters import Condition, Parameters, Statement, tenant_column

_DIALECT = postgresql.dialect()
NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Join:
    """A row that is read along with another: the one row of `table` that meets `on`.

    alias: the row's name in the statement; its columns are selected as `alias.column`. on: the columns of a unique key,
    each with the column that holds its value, such as `("id", "t.author_id")`.
    """

    alias: str
    table: Table
    on: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts that are wanted of the document `column`: the values of some keys, as a list selected as `name`.

    keys: the keys of the list for each word that the column `kind` may hold; null for a place that stays empty. With
    `(("video", ("url", None)), ("quiz", (None, "title")))`, a row of the kind `quiz` gives `[null, "…"]`.
    """

    name: str
    column: str
    kind: str
    keys: tuple[tuple[str, tuple[str | None, ...]], ...]


@dataclass(frozen=True, slots=True)
class Selection:
    """What is selected of each row: columns by name, in order.

    joins: rows read along with each; their columns are named `alias.column`. parts: the names that stand for parts of a
    document.
    """

    columns: tuple[str, ...]
    joins: tuple[Join, ...] = ()
    parts: tuple[Parts, ...] = ()


@dataclass(frozen=True, slots=True)
class Subset:
    """Some rows of a table, those that meet every condition; and what is selected of them.

    where: further SQL on the row, with `{t}` for its prefix and `{tenant}`; comes from the declaration of a relation.
    extra: further expressions by name, such as the values of a cursor.
    reads: the tables that the conditions read in addition.
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


def selected(rows: Subset, prefix: str, *keys: str, known: Mapping[str, str] = NOTHING) -> str:
    """The select list: the parent's keys, then each column as the viewer sees it, under its own name.

    known: the columns whose values are also known outside the row, because all rows of a page share them; as SQL.
    """
    found = [*keys]
    selection, table = rows.selection, rows.table
    found += [
        f'{expression(selection, table, name, prefix, known)} AS "{name}"' for name in selection.columns
    ]
    found += [f'{extra.format(t=prefix)} AS "{name}"' for name, extra in rows.extra]
    return ", ".join(found)


def expression(
    selection: Selection, table: Table | None, name: str, prefix: str, known: Mapping[str, str] = NOTHING
) -> str:
    """The SQL of one of the selection's names, on a row of `table`. table: null if the rows come from own SQL."""
    parts = next((parts for parts in selection.parts if parts.name == name), None)
    if parts is not None:
        return _some(selection, table, parts, prefix)
    column, place = _place(selection, table, name, prefix)
    if column is None:
        return f'{place}"{name}"'
    join = next((join for join in selection.joins if f"{join.alias}." == place), None)
    return _read(column, place, None if join is None or table is None else _proof(join, table, known))


def _proof(join: Join, table: Table, known: Mapping[str, str]) -> str | None:
    """What a row of `table` itself says of the person whom it is joined to."""
    pupil = access_of(join.table).pupil
    person = next((key.removeprefix("t.") for column, key in join.on if column == pupil), None)
    return None if person is None else masks.proof_of_pupil(f"{table.name}.{person}", "t.", known)


def _place(
    selection: Selection, table: Table | None, name: str, prefix: str
) -> tuple[Column[object] | None, str]:
    """The column that a name stands for, and its prefix in SQL."""
    alias, _, column = name.rpartition(".")
    if not alias:
        return (None if table is None else table.columns[name]), prefix
    joined = next(join.table for join in selection.joins if join.alias == alias)
    return joined.columns[column], f"{alias}."


def _some(selection: Selection, table: Table | None, parts: Parts, prefix: str) -> str:
    """The wanted parts of a document, since reading a whole document costs more the larger it is."""
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
    """The joins of the FROM clause, which read along with each row the related rows that the viewer may see."""
    return "".join(_each(join, parameters) for join in selection.joins)


def along_page(selection: Selection, parameters: Parameters) -> str:
    """The joins for all rows of a `page`, with the alias `t`: the related rows are looked up together and then joined.

    The planner doesn't know how many rows the page will have; if it expects few, PostgreSQL joins them row by row. It
    can't do that for a FULL join. That join yields no surplus rows, because each looked-up row belongs to a row of the
    page.
    """
    joined = ""
    for join in selection.joins:
        (column, key), *more = join.on
        if more or not key.startswith("t."):
            joined += _each(join, parameters)
            continue
        needed = f"{quoted(column)} = ANY(ARRAY(SELECT {key} FROM page t))"
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
    """The FROM clause: the table as `t`, and the joins of the selection."""
    return f"{rows.table.fullname} t{along(rows.selection, parameters)}"


def wrapped(statement: Statement, selection: Selection, *keys: str) -> Statement:
    """The selection from the rows of another statement, as `t`, with its joins. The keys come first.

    The statement takes the tenant as its first parameter, or reads no table that belongs to tenants.
    """
    parameters = Parameters()
    parameters.values = list(statement.parameters)
    shown = [f"t.{key}" for key in keys]
    shown += [f'{expression(selection, None, name, "t.")} AS "{name}"' for name in selection.columns]
    return parameters.statement(
        f"SELECT {', '.join(shown) or 1} FROM ({statement.sql}) t{along(selection, parameters)}"
    )


def _read(column: Column[object], prefix: str, proof: str | None) -> str:
    expression = masks.seen(column, prefix, proof)
    # A percentage is a number in GraphQL; other decimals keep every digit, as text.
    return f"({expression})::float8" if is_percentage(column) else expression


def is_percentage(column: Column[object]) -> bool:
    """Whether the column is a share from 0 to 100, which GraphQL shows as a Float."""
    kind: Any = column.type
    return isinstance(kind, Numeric) and (kind.precision, kind.scale) == (5, 2)


def restrict(rows: Subset, parameters: Parameters, prefix: str, *more: str) -> str:
    """The WHERE clause: first the tenant, then the keys, then the conditions of the relation and the client."""
    whose = tenant_column(rows.table)
    parts = [f"{prefix}{whose} = {parameters.tenant}"] if whose else []
    parts += more
    if rows.where:
        parts.append(parameters.fill(rows.where, prefix))
    parts += [f"({condition(parameters, prefix)})" for condition in rows.conditions]
    return f" WHERE {' AND '.join(parts)}" if parts else ""
