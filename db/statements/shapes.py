"""The batch shapes: one SQL statement for any number of parents, built from a table's facts, with no text by clients.

The text depends on the columns, order, filter and page that the statement serves, but never on the number of keys: keys
are passed as arrays. Each level of the statement names the tenant, so that row-level security folds away and a cluster
sends it to one shard. Every clause uses columns as the viewer sees them (`db.derived.masks.seen`). Decision 1 says why
statements are text.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Table

from db.models.base import TENANT
from db.statements.parameters import Key, Mark, Parameters, Slot, Statement
from db.statements.selection import (
    NOTHING,
    Selection,
    Subset,
    along,
    along_page,
    restrict,
    selected,
    source,
    type_name,
)

MOST_ROWS = 10_000
"""The most rows that a list without pages may have, over all parents of a batch (decision 13)."""

FEW = 20
"""So many rows are still few: joining related rows to them one by one costs less than a round trip."""


def keys_array(parameters: Parameters, place: int, kind: str = "UUID") -> str:
    """The SQL of the array with the values of the n-th key column."""
    if kind == "UUID":
        return f"({parameters.add(Key(place))}::text)::uuid[]"
    return f"{parameters.add(Key(place, is_text=False))}::{kind}[]"


def together(one: Statement, names: Sequence[str], below: Statement, keys: Sequence[str]) -> Statement:
    """One row with the rows below it: each row of `below`, followed by the columns `names` of the one row.

    keys: the columns of the one row that hold the keys for `below`. If no rows lie below, the result is a single row,
    in which nulls precede the columns of the one row.
    """
    values = list(one.parameters)
    listed = _below(below, [f'SELECT one."{key}" FROM one' for key in keys], values)
    shown = ", ".join(f'one."{name}" AS "one.{name}"' for name in names)
    return Statement(
        f"WITH one AS MATERIALIZED (SELECT * FROM ({one.sql}) o LIMIT 1) "
        f"SELECT c.*, {shown} FROM one LEFT JOIN ({listed}) c ON true",
        tuple(values),
    )


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of rows that is read under each row of another list, or of the page, by the same statement.

    number: identifies the list. above: the number of the list that these rows lie under, or 0 for the page; it is lower
    than `number`. key: the column of the rows above that holds the key of the list.
    """

    number: int
    rows: Statement
    above: int
    key: str


def in_parts(top: Statement, size: int, below: Sequence[Listed]) -> Statement:
    """A page and the lists below its first `size` rows. Each list lies under the rows of the page or of another list.

    Each row belongs to one part: the page, or a list. It has the columns of all parts, the page's first; those of other
    parts are null. Its last value is the number of its part, 0 for the page. A page of courses with a list of modules:

        course 1, null,     0
        course 2, null,     0
        null,     module 1, 1

    Parts come one after the other, each in its own order. Decision 31 says why they are read by one statement.
    """
    needed = {0, *(part.above for part in below)}
    values = list(top.parameters)
    texts = {0: top.sql}
    for part in below:
        among = f"(SELECT * FROM r0 LIMIT {int(size)})" if part.above == 0 else f"r{part.above}"
        texts[part.number] = _below(part.rows, [f'SELECT DISTINCT r."{part.key}" FROM {among} r'], values)
    # A query that is read only once need not be materialized. PostgreSQL leaves the joins on false out; they only give
    # the nulls their types.
    read = ", ".join(
        f"r{number} AS {'' if number in needed else 'NOT '}MATERIALIZED ({text})"
        for number, text in texts.items()
    )
    columns = ", ".join(f"r{number}.*" for number in texts)
    shown = [
        f"SELECT {columns}, {number} FROM r{number}"
        + "".join(f" LEFT JOIN r{other} ON false" for other in texts if other != number)
        for number in texts
    ]
    return Statement(f"WITH {read} {' UNION ALL '.join(shown)}", tuple(values))


def _below(below: Statement, keys: Sequence[str], values: list[object]) -> str:
    """The text of a statement with its keys replaced by queries. Its other parameters are added to `values`.

    keys: the query for each key column. values: the parameters of the whole statement.
    """
    marks = max((value.place + 1 for value in values if isinstance(value, Mark)), default=0)

    def place(found: re.Match[str]) -> str:
        value = below.parameters[int(found[1] or found[2]) - 1]
        if isinstance(value, Key):
            return f"ARRAY({keys[value.place]})"
        if value is Slot.tenant and value in values:
            number = f"${values.index(value) + 1}"
        else:
            values.append(Mark(value.place + marks) if isinstance(value, Mark) else value)
            number = f"${len(values)}"
        return number if found[2] else f"({number}::text)::uuid[]"

    # The texts hold nothing that a client wrote, so every `$1` in them is a parameter.
    return re.sub(r"\(\$(\d+)::text\)::uuid\[\]|\$(\d+)", place, below.sql)


def by_keys(rows: Subset, by: Sequence[str]) -> Statement:
    """The rows whose column `by` (the id, or another unique column) equals one of the keys."""
    parameters = Parameters(rows.table)
    column = rows.table.columns[by[0]]
    wanted = f"t.{by[0]} = ANY({keys_array(parameters, 0, type_name(column))})"
    where = restrict(rows, parameters, "t.", wanted)
    return parameters.statement(f"SELECT {selected(rows, 't.')} FROM {source(rows, parameters)}{where}")


def children(rows: Subset, by: Sequence[str], order: str) -> Statement:
    """All rows under each parent, in `order` (SQL, with `{t}`). Each row has the parent's key as k0, k1 …"""
    parameters = Parameters(rows.table)
    order_by = ", ".join([*(f"t.{name}" for name in by), order.format(t="t.")])
    keys = [f't.{name} AS "k{place}"' for place, name in enumerate(by)]
    where = restrict(rows, parameters, "t.", _among(parameters, by, "t."))
    chosen = f"FROM {rows.table.fullname} t{where} ORDER BY {order_by} LIMIT {MOST_ROWS + 1}"
    shown = selected(rows, "t.", *keys)
    if not rows.selection.joins:
        return parameters.statement(f"SELECT {shown} {chosen}")
    joined = along_page(rows.selection, parameters)
    return parameters.statement(
        f"WITH page AS MATERIALIZED (SELECT t.* {chosen}) SELECT {shown} FROM page t{joined} ORDER BY {order_by}"
    )


def children_below(rows: Subset, by: str, order: str, parent: str, levels: int) -> Statement:
    """All rows under each parent as `children` gives them, then the rows whose column `parent` names one of those, etc.

    Each row has the key of the row above as k0, and ends with its level, from 1 to `levels`. Levels come in order.
    """
    parameters = Parameters(rows.table)
    table, selection = rows.table, rows.selection
    sorting = dict.fromkeys(re.findall(r"\{t\}(\w+)", order))
    carried = [f't.{name} AS "o.{name}"' for name in sorting]
    first = restrict(rows, parameters, "t.", _among(parameters, (by,), "t."))
    bare = Subset(table, Selection(()))
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


def through(rows: Subset, link: Table, by: str, to: str, order: str) -> Statement:
    """All rows that a table of pairs joins to each parent, in `order` (SQL with `{t}`; the pair's alias is `j`)."""
    parameters = Parameters(link)
    own = [f"j.{TENANT} = {parameters.tenant}"] if TENANT in link.columns else []
    join = f"t.id = j.{to}"
    where = restrict(rows, parameters, "t.", *own, f"j.{by} = ANY({keys_array(parameters, 0)})")
    columns = selected(rows, "t.", f'j.{by} AS "k0"')
    return parameters.statement(
        f"SELECT {columns} FROM {link.fullname} j JOIN {rows.table.fullname} t ON {join}"
        f"{where} ORDER BY j.{by}, {order.format(t='t.')} LIMIT {MOST_ROWS + 1}"
    )


def page(rows: Subset, by: Sequence[str], order_by: str, limit: int) -> Statement:
    """The first `limit` rows under each parent, in one LATERAL statement; without keys, those of the whole table.

    Related rows are joined after the page has been chosen, and so only to its rows. For a page of more than `FEW` rows,
    they are looked up together.
    """
    parameters = Parameters(rows.table, *rows.reads)
    if not by:
        return parameters.statement(_page(rows, parameters, order_by, limit))
    names = [f"k{place}" for place in range(len(by))]
    arrays = ", ".join(keys_array(parameters, place) for place in range(len(by)))
    known = {column: f"p.{name}" for column, name in zip(by, names, strict=True)}
    return parameters.statement(
        f"SELECT {', '.join(f'p.{name}' for name in names)}, c.* FROM unnest({arrays}) AS p ({', '.join(names)}) "
        f"CROSS JOIN LATERAL ({_page(rows, parameters, order_by, limit, known)}) c"
    )


def _page(
    rows: Subset, parameters: Parameters, order_by: str, limit: int, known: Mapping[str, str] = NOTHING
) -> str:
    matches = [f"t.{column} = {value}" for column, value in known.items()]
    order = f"ORDER BY {order_by.format(t='t.')}"
    chosen = (
        f"FROM {rows.table.fullname} t{restrict(rows, parameters, 't.', *matches)} {order} LIMIT {int(limit)}"
    )
    if not rows.selection.joins:
        return f"SELECT {selected(rows, 't.')} {chosen}"
    shown = selected(rows, "t.", known=known)
    if limit <= FEW:
        return f"SELECT {shown} FROM (SELECT t.* {chosen}) t{along(rows.selection, parameters)} {order}"
    joined = along_page(rows.selection, parameters)
    return f"WITH page AS MATERIALIZED (SELECT t.* {chosen}) SELECT {shown} FROM page t{joined} {order}"


def count(rows: Subset, by: Sequence[str]) -> Statement:
    """The number of rows under each parent, as `count`; without keys, the number of all rows."""
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


def count_known(rows: Subset, by: str, parent: Table | None, known: str) -> Statement:
    """The number of rows under each parent for which `known` holds, as `count`; no row for any other parent.

    by: the column that holds the parent's key. parent: the table of the parents, in SQL `p`; null for bare keys `p.k0`.
    """
    parameters = Parameters(rows.table, *rows.reads)
    where = restrict(rows, parameters, "t.", _among(parameters, (by,), "t."))
    counted = (
        f'SELECT t.{by} AS "k0", count(*) AS "count" FROM {rows.table.fullname} t{where} GROUP BY t.{by}'
    )
    keys = keys_array(parameters, 0)
    key, source, those = "p.k0", f"unnest({keys}) AS p (k0)", known
    if parent is not None:
        key, source = "p.id", f"{parent.fullname} p"
        those = f"p.{TENANT} = {parameters.tenant} AND p.id = ANY({keys}) AND {known}"
    return parameters.statement(
        f'SELECT {key} AS "k0", coalesce(c."count", 0) AS "count" FROM {source} '
        f'LEFT JOIN ({counted}) c ON c."k0" = {key} WHERE {those}'
    )


@dataclass(frozen=True, slots=True)
class TreeShape:
    """How a tree is walked: from which rows it starts, and in which order siblings come.

    by: the column of the first rows that holds the key of the tree's owner, such as `course_id`, or the `parent` column
    itself to start below a row. top: a further condition on the first rows, as SQL. sibling: the columns that order
    siblings.
    """

    parent: str
    by: str
    sibling: tuple[str, ...]
    top: str | None = None

    def step(self, prefix: str, kind: str) -> str:
        """A row's own part of the path that sorts the tree in preorder."""
        return "ARRAY[" + ", ".join(f"{prefix}{name}::{kind}" for name in self.sibling) + "]"


@dataclass(frozen=True, slots=True)
class Span:
    """Which rows of a tree to read: the first `limit` of those between two paths, or the last, from the end.

    after, before: the paths; null where the tree itself begins or ends.
    """

    limit: int
    after: Mark | None = None
    before: Mark | None = None
    backward: bool = False


def descendants(rows: Subset, shape: TreeShape, deepest: int, span: Span) -> Statement:
    """The tree below each key in preorder, or backward from its end, down to `deepest` levels.

    A row's `path` is an array of the places of its ancestors and its own place among its siblings, such as `{2,1}` for
    the first child of the second row at the top. A cursor holds it.
    """
    parameters = Parameters(rows.table)
    table, kind = rows.table, _path_kind(rows.table, shape)
    walk = _walk(table, shape, deepest, parameters)
    bounds = [
        f"tree.path {sign} {parameters.add(path)}::{kind}[]"
        for sign, path in ((">", span.after), ("<", span.before))
        if path is not None
    ]
    between = f" WHERE {' AND '.join(bounds)}" if bounds else ""
    order_by = f"tree.path{' DESC' if span.backward else ''}"
    placed = f"SELECT tree.*, row_number() OVER (PARTITION BY tree.k0 ORDER BY {order_by}) AS place FROM tree{between}"
    where = restrict(rows, parameters, "t.", f"p.place <= {int(span.limit)}")
    columns = selected(rows, "t.", "p.k0", 'p.path AS "path"')
    return parameters.statement(
        f"{walk} SELECT {columns} FROM ({placed}) p "
        f"JOIN {table.fullname} t ON t.id = p.id{where} ORDER BY p.k0, p.place"
    )


def count_descendants(table: Table, shape: TreeShape, deepest: int) -> Statement:
    """The number of rows in the tree below each key, down to `deepest` levels, as `count`."""
    parameters = Parameters(table)
    walk = _walk(table, shape, deepest, parameters)
    return parameters.statement(f'{walk} SELECT tree.k0, count(*) AS "count" FROM tree GROUP BY tree.k0')


def _walk(table: Table, shape: TreeShape, deepest: int, parameters: Parameters) -> str:
    """The rows of the tree, as `tree`: the key that each is below, its id, its level and its path."""
    kind = _path_kind(table, shape)
    top = [
        f"t.{shape.by} = ANY({keys_array(parameters, 0)})",
        *([shape.top.format(t="t.")] if shape.top else []),
    ]
    bare = Subset(table, Selection(()))
    first = restrict(bare, parameters, "t.", *top)
    below = restrict(bare, parameters, "t.", f"t.{shape.parent} = tree.id", f"tree.level < {int(deepest)}")
    return (
        f"WITH RECURSIVE tree (k0, id, level, path) AS ("
        f"SELECT t.{shape.by}, t.id, 1, {shape.step('t.', kind)} FROM {table.fullname} t{first} UNION ALL "
        f"SELECT tree.k0, t.id, tree.level + 1, tree.path || {shape.step('t.', kind)} "
        f"FROM tree CROSS JOIN {table.fullname} t{below})"
    )


def _path_kind(table: Table, shape: TreeShape) -> str:
    kinds = {type_name(table.columns[name]) for name in shape.sibling}
    return "int" if kinds == {"INTEGER"} else "text"


def ancestors(rows: Subset, parent: str) -> Statement:
    """The rows above the row of each key, from the top down."""
    parameters = Parameters(rows.table)
    table, bare = rows.table, Subset(rows.table, Selection(()))
    start = restrict(bare, parameters, "t.", f"t.id = ANY({keys_array(parameters, 0)})")
    up = restrict(bare, parameters, "t.", "t.id = up.above")
    where = restrict(rows, parameters, "t.", "t.id = up.above")
    return parameters.statement(
        f"WITH RECURSIVE up (k0, above, level) AS (SELECT t.id, t.{parent}, 1 FROM {table.fullname} t{start} UNION ALL "
        f"SELECT up.k0, t.{parent}, up.level + 1 FROM up CROSS JOIN {table.fullname} t{up}) "
        f"SELECT {selected(rows, 't.', 'up.k0')} FROM up CROSS JOIN {table.fullname} t{where} "
        f"ORDER BY up.k0, up.level DESC"
    )
