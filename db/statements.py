"""The batch shapes: one SQL statement for any number of parents, built from a table's facts and nothing a client wrote.

A statement's text depends on which columns, order, filter and page it serves, never on how many keys it is given: keys
travel as arrays. Each level of it names the tenant, so that row-level security folds away and a cluster sends it to one
shard. Columns appear as the viewer sees them (`db.access.seen`), in every clause.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from sqlalchemy import Column, Numeric, Table
from sqlalchemy.dialects import postgresql

from db import access
from db.models.base import TENANT

MOST_ROWS = 10_000
"""The most rows that a list without pages may have, over all parents of a batch."""

_DIALECT = postgresql.dialect()


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

    def text(self, value: str | Mark, kind: str) -> str:
        """A value written as text, read as `kind`."""
        return f"({self.add(value)}::text)::{kind}"

    def statement(self, sql: str) -> Statement:
        """The finished statement."""
        return Statement(sql, tuple(self.values))


Condition = Callable[[Parameters, str], str]
"""Writes a condition on the row aliased by the given prefix, such as `t.`."""


@dataclass(frozen=True, slots=True)
class Join:
    """A row that is read along with another: that of `table` whose id is `key`, a column such as `t.author_id`.

    alias: its name in the statement; its columns are selected as `alias.column`.
    """

    alias: str
    table: Table
    key: str


@dataclass(frozen=True, slots=True)
class Parts:
    """That of the document `column` only some keys are wanted: `keys`, by the word that the column `kind` holds."""

    column: str
    kind: str
    keys: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Selection:
    """What is selected of each row: columns by name, in order.

    joins: rows read along with each; their columns are named `alias.column`. parts: columns that are not wanted whole.
    """

    columns: tuple[str, ...]
    joins: tuple[Join, ...] = ()
    parts: tuple[Parts, ...] = ()


@dataclass(frozen=True, slots=True)
class Rows:
    """Which rows of a table, and what of them: only those that meet every condition.

    where: further SQL on the row, with `{t}` for its prefix; written by the declaration of a relation.
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


def selected(rows: Rows, prefix: str, *keys: str) -> str:
    """The select list: the parent's keys, then each column as the viewer sees it, under its own name."""
    found = [*keys]
    selection, table = rows.selection, rows.table
    found += [f'{expression(selection, table, name, prefix)} AS "{name}"' for name in selection.columns]
    found += [f'{extra.format(t=prefix)} AS "{name}"' for name, extra in rows.extra]
    return ", ".join(found)


def expression(selection: Selection, table: Table | None, name: str, prefix: str) -> str:
    """The SQL of one of the selection's names, over a row of `table`; null for what is no table."""
    parts = next((parts for parts in selection.parts if parts.column == name), None)
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
    """A document with nothing in it but the keys that are wanted: reading it whole costs more the larger it is."""
    column, place = _place(selection, table, parts.column, prefix)
    kind, kind_place = _place(selection, table, parts.kind, prefix)
    assert column is not None
    assert kind is not None
    branches = " ".join(
        f"WHEN '{word}' THEN json_build_object({_pairs(column, place, keys)})" for word, keys in parts.keys
    )
    return f"CASE {access.seen(kind, kind_place)} {branches} END"


def _pairs(column: Column[object], prefix: str, keys: Sequence[str]) -> str:
    return ", ".join(f"'{key}', {access.seen_key(column, key, prefix)}" for key in keys)


def along(selection: Selection, parameters: Parameters) -> str:
    """The joins of the FROM clause: what is read along with each row, where the viewer may see it."""
    joined = ""
    for join in selection.joins:
        whose = tenant_column(join.table)
        own = f" AND {join.alias}.{whose} = {parameters.tenant}" if whose else ""
        joined += f" LEFT JOIN {join.table.fullname} {join.alias} ON {join.alias}.id = {join.key}{own}"
    return joined


def source(rows: Rows, parameters: Parameters) -> str:
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
    expression = access.seen(column, prefix)
    # A percentage is a number in GraphQL; other decimals keep every digit, as text.
    return f"({expression})::float8" if is_percentage(column) else expression


def is_percentage(column: Column[object]) -> bool:
    """Whether the column is a share from 0 to 100, which GraphQL shows as a Float."""
    kind: Any = column.type
    return isinstance(kind, Numeric) and (kind.precision, kind.scale) == (5, 2)


def restrict(rows: Rows, parameters: Parameters, prefix: str, *more: str) -> str:
    """The WHERE clause: the tenant first, then the keys, then what the relation and the client ask."""
    whose = tenant_column(rows.table)
    parts = [f"{prefix}{whose} = {parameters.tenant}"] if whose else []
    parts += more
    if rows.where:
        parts.append(rows.where.format(t=prefix))
    parts += [f"({condition(parameters, prefix)})" for condition in rows.conditions]
    return f" WHERE {' AND '.join(parts)}" if parts else ""


def keys_array(parameters: Parameters, place: int, kind: str = "UUID") -> str:
    """The SQL of the array of the n-th key column's values."""
    if kind == "UUID":
        return f"({parameters.add(Key(place))}::text)::uuid[]"
    return f"{parameters.add(Key(place, is_text=False))}::{kind}[]"


def by_keys(rows: Rows, by: Sequence[str]) -> Statement:
    """The rows whose column `by` is one of the keys: by id, or by another unique column."""
    parameters = Parameters(rows.table)
    column = rows.table.columns[by[0]]
    wanted = f"t.{by[0]} = ANY({keys_array(parameters, 0, type_name(column))})"
    where = restrict(rows, parameters, "t.", wanted)
    return parameters.statement(f"SELECT {selected(rows, 't.')} FROM {source(rows, parameters)}{where}")


def children(rows: Rows, by: Sequence[str], order: str) -> Statement:
    """All rows under each parent, in `order` (SQL, with `{t}`). The parent's keys come as k0, k1 …"""
    parameters = Parameters(rows.table)
    order_by = ", ".join([*(f"t.{name}" for name in by), order.format(t="t.")])
    keys = [f't.{name} AS "k{place}"' for place, name in enumerate(by)]
    where = restrict(rows, parameters, "t.", _among(parameters, by, "t."))
    return parameters.statement(
        f"SELECT {selected(rows, 't.', *keys)} FROM {rows.table.fullname} t{where} "
        f"ORDER BY {order_by} LIMIT {MOST_ROWS + 1}"
    )


def children_below(rows: Rows, by: str, order: str, parent: str, levels: int) -> Statement:
    """All rows under each parent as `children` gives them, then those under these by the column `parent`, and so on.

    The parent's key comes as k0. Rows of a level stand together, and end with their level, from 1 to `levels`.
    """
    parameters = Parameters(rows.table)
    table, selection = rows.table, rows.selection
    sorting = dict.fromkeys(re.findall(r"\{t\}(\w+)", order))
    carried = [f't.{name} AS "o.{name}"' for name in sorting]
    first = restrict(rows, parameters, "t.", _among(parameters, (by,), "t."))
    bare = Rows(table, Selection(()))
    below = restrict(bare, parameters, "t.", f't.{parent} = tree."#id"', f'tree."#level" < {int(levels)}')
    shown = ", ".join(f'tree."{name}"' for name in selection.columns)
    order_by = re.sub(r"\{t\}(\w+)", r'tree."o.\1"', order)
    top = selected(rows, "t.", f't.{by} AS "k0"', 't.id AS "#id"', '1 AS "#level"', *carried)
    rest = selected(
        rows, "t.", f"t.{parent}", "t.id", 'tree."#level" + 1', *(f"t.{name}" for name in sorting)
    )
    return parameters.statement(
        f"WITH RECURSIVE tree AS (SELECT {top} FROM {table.fullname} t{first} "
        f"UNION ALL SELECT {rest} FROM tree CROSS JOIN {table.fullname} t{below}) "
        f'SELECT tree.k0, {shown}{", " if shown else ""}tree."#level" FROM tree '
        f'ORDER BY tree."#level", tree.k0, {order_by} LIMIT {MOST_ROWS + 1}'
    )


def _among(parameters: Parameters, by: Sequence[str], prefix: str) -> str:
    if len(by) == 1:
        return f"{prefix}{by[0]} = ANY({keys_array(parameters, 0)})"
    columns = ", ".join(f"{prefix}{name}" for name in by)
    arrays = ", ".join(keys_array(parameters, place) for place in range(len(by)))
    return f"({columns}) IN (SELECT * FROM unnest({arrays}))"


def through(rows: Rows, link: Table, by: str, to: str, order: str) -> Statement:
    """All rows that a table of pairs joins to each parent, in `order` (SQL over `{t}`; the pair is `j`)."""
    parameters = Parameters(link)
    own = [f"j.{TENANT} = {parameters.tenant}"] if TENANT in link.columns else []
    join = f"t.id = j.{to}"
    where = restrict(rows, parameters, "t.", *own, f"j.{by} = ANY({keys_array(parameters, 0)})")
    columns = selected(rows, "t.", f'j.{by} AS "k0"')
    return parameters.statement(
        f"SELECT {columns} FROM {link.fullname} j JOIN {rows.table.fullname} t ON {join}"
        f"{where} ORDER BY j.{by}, {order.format(t='t.')} LIMIT {MOST_ROWS + 1}"
    )


def page(rows: Rows, by: Sequence[str], order_by: str, limit: int) -> Statement:
    """The first `limit` rows under each parent, in one LATERAL statement; without keys, of the whole table."""
    parameters = Parameters(rows.table, *rows.reads)
    if not by:
        where = restrict(rows, parameters, "t.")
        return parameters.statement(
            f"SELECT {selected(rows, 't.')} FROM {source(rows, parameters)}{where} "
            f"ORDER BY {order_by.format(t='t.')} LIMIT {int(limit)}"
        )
    names = [f"k{place}" for place in range(len(by))]
    arrays = ", ".join(keys_array(parameters, place) for place in range(len(by)))
    matches = [f"t.{column} = p.{name}" for column, name in zip(by, names, strict=True)]
    where = restrict(rows, parameters, "t.", *matches)
    return parameters.statement(
        f"SELECT {', '.join(f'p.{name}' for name in names)}, c.* FROM unnest({arrays}) AS p ({', '.join(names)}) "
        f"CROSS JOIN LATERAL (SELECT {selected(rows, 't.')} FROM {source(rows, parameters)}{where} "
        f"ORDER BY {order_by.format(t='t.')} LIMIT {int(limit)}) c"
    )


def count(rows: Rows, by: Sequence[str]) -> Statement:
    """How many rows each parent has, as `count`; without keys, how many there are."""
    parameters = Parameters(rows.table, *rows.reads)
    if not by:
        where = restrict(rows, parameters, "t.")
        return parameters.statement(f'SELECT count(*) AS "count" FROM {rows.table.fullname} t{where}')
    keys = ", ".join(f"t.{name}" for name in by)
    named = ", ".join(f't.{name} AS "k{place}"' for place, name in enumerate(by))
    where = restrict(rows, parameters, "t.", _among(parameters, by, "t."))
    return parameters.statement(
        f'SELECT {named}, count(*) AS "count" FROM {rows.table.fullname} t{where} GROUP BY {keys}'
    )


@dataclass(frozen=True, slots=True)
class TreeShape:
    """How a tree is walked: from which rows, and in which order among siblings.

    by: the column of a tree's row that the parent's key is compared with, such as `course_id`, or the `parent` column
    itself to start below a row. top: SQL that a first row meets beside. sibling: the columns that order siblings.
    """

    parent: str
    by: str
    sibling: tuple[str, ...]
    top: str | None = None

    def step(self, prefix: str, kind: str) -> str:
        """A row's own part of the path that sorts the tree in preorder."""
        return "ARRAY[" + ", ".join(f"{prefix}{name}::{kind}" for name in self.sibling) + "]"


def descendants(
    rows: Rows,
    shape: TreeShape,
    deepest: int,
    limit: int | None,
    after: Mark | None,
    *,
    counting: bool = False,
) -> Statement:
    """Each parent's tree in preorder, down to `deepest` levels; one page of it after the row with the path `after`.

    A row's place is its `path`, the places of its ancestors and its own; it comes as an array, for a cursor to hold.
    """
    parameters = Parameters(rows.table)
    table, kind = rows.table, _path_kind(rows.table, shape)
    top = [
        f"t.{shape.by} = ANY({keys_array(parameters, 0)})",
        *([shape.top.format(t="t.")] if shape.top else []),
    ]
    bare = Rows(table, Selection(()))
    first = restrict(bare, parameters, "t.", *top)
    below = restrict(bare, parameters, "t.", f"t.{shape.parent} = tree.id", f"tree.level < {int(deepest)}")
    walk = (
        f"WITH RECURSIVE tree (k0, id, level, path) AS ("
        f"SELECT t.{shape.by}, t.id, 1, {shape.step('t.', kind)} FROM {table.fullname} t{first} UNION ALL "
        f"SELECT tree.k0, t.id, tree.level + 1, tree.path || {shape.step('t.', kind)} "
        f"FROM tree CROSS JOIN {table.fullname} t{below})"
    )
    if counting:
        return parameters.statement(f'{walk} SELECT tree.k0, count(*) AS "count" FROM tree GROUP BY tree.k0')
    later = f" WHERE tree.path > {parameters.add(after)}::{kind}[]" if after is not None else ""
    placed = f"SELECT tree.*, row_number() OVER (PARTITION BY tree.k0 ORDER BY tree.path) AS place FROM tree{later}"
    most = f"p.place <= {int(limit)}" if limit is not None else "true"
    where = restrict(rows, parameters, "t.", most)
    columns = selected(rows, "t.", "p.k0", 'p.path AS "path"')
    return parameters.statement(
        f"{walk} SELECT {columns} FROM ({placed}) p "
        f"JOIN {table.fullname} t ON t.id = p.id{where} ORDER BY p.k0, p.place"
    )


def _path_kind(table: Table, shape: TreeShape) -> str:
    kinds = {type_name(table.columns[name]) for name in shape.sibling}
    return "int" if kinds == {"INTEGER"} else "text"


def ancestors(rows: Rows, parent: str) -> Statement:
    """The rows above each of the keys, from the top down."""
    parameters = Parameters(rows.table)
    table, bare = rows.table, Rows(rows.table, Selection(()))
    start = restrict(bare, parameters, "t.", f"t.id = ANY({keys_array(parameters, 0)})")
    up = restrict(bare, parameters, "t.", "t.id = up.above")
    where = restrict(rows, parameters, "t.", "t.id = up.above")
    return parameters.statement(
        f"WITH RECURSIVE up (k0, above, level) AS (SELECT t.id, t.{parent}, 1 FROM {table.fullname} t{start} UNION ALL "
        f"SELECT up.k0, t.{parent}, up.level + 1 FROM up CROSS JOIN {table.fullname} t{up}) "
        f"SELECT {selected(rows, 't.', 'up.k0')} FROM up CROSS JOIN {table.fullname} t{where} "
        f"ORDER BY up.k0, up.level DESC"
    )
