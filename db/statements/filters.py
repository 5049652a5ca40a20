"""Filters as SQL: a tree of conditions on a table's columns (as the viewer sees them) and on related rows.

The tree is hashable. Its nodes are `("and", …)`, `("or", …)`, `("not", x)`, `("is", column, operator, value)` with the
value as text, `("within", parent, id)`: the row is the one with this id or lies below it, by the column `parent`, and
`("some" | "none" | "every", Path, x)`: some, none or every one of the rows that the path leads to
and that the viewer may see meets `x`.
"""

from typing import Any, NamedTuple

from sqlalchemy import Column, Table

from db.derived import masks
from db.models import Base
from db.statements.exact import exactly, holdable
from db.statements.parameters import Condition, Parameters, tenant_column
from db.statements.selection import type_name

Filter = tuple[Any, ...]


class Path(NamedTuple):
    """The way from a row to related rows of `table`. pairs: columns of a related row and of the row that are equal.

    where: further SQL on a related row, with `{t}` for its prefix. link: a table of pairs between the two (`j` in
    `where`), and its column that names the related row; `pairs` then hold columns of the link instead.
    """

    table: str
    pairs: tuple[tuple[str, str], ...]
    where: str | None = None
    link: tuple[str, str] | None = None


COMPARISONS = {"eq": "=", "ne": "IS DISTINCT FROM", "lt": "<", "lte": "<=", "gt": ">", "gte": ">="}


def condition(table: Table, wanted: Filter) -> Condition:
    """The condition that a row of `table` meets the filter."""

    def write(parameters: Parameters, prefix: str) -> str:
        return _write(table, wanted, parameters, prefix, 1)

    return write


def tables(wanted: Filter) -> tuple[Table, ...]:
    """The tables that a filter reads in addition to the one whose rows it chooses."""
    match wanted:
        case ("and" | "or" | "not", *parts):
            return tuple(table for part in parts for table in tables(part))
        case ("some" | "none" | "every", Path() as path, inner):
            names = [path.table, *([path.link[0]] if path.link else [])]
            return (*(Base.metadata.tables[name] for name in names), *tables(inner))
        case _:
            return ()


def _write(table: Table, wanted: Filter, parameters: Parameters, prefix: str, level: int) -> str:
    def parts(some: tuple[Filter, ...]) -> list[str]:
        return [f"({_write(table, part, parameters, prefix, level)})" for part in some]

    match wanted:
        case ("and", *several):
            return " AND ".join(parts(tuple(several))) or "true"
        case ("or", *several):
            return " OR ".join(parts(tuple(several))) or "false"
        case ("not", part):
            return f"({_write(table, part, parameters, prefix, level)}) IS NOT TRUE"
        case ("is", str(name), str(operator), value):
            return _compare(table.columns[name], operator, value, parameters, prefix)
        case ("within", str(parent), str(key)):
            return _within(table, parent, key, parameters, prefix)
        case ("some" | "none" | "every", Path(), _):
            return _related(wanted, parameters, prefix, level)
        case _:
            raise ValueError(f"no such filter: {wanted!r}")


def _within(table: Table, parent: str, key: str, parameters: Parameters, prefix: str) -> str:
    """The condition that a row is the one with the key, or lies below it in the tree.

    The query depends on no row, so PostgreSQL walks the tree once, by the index over the parents, before it reads rows.
    UNION, other than UNION ALL, ends even if rows lie in a circle.
    """
    whose = tenant_column(table)
    own = f" AND w.{whose} = {parameters.tenant}" if whose else ""
    start = f"SELECT w.id FROM {table.fullname} w WHERE w.id = {parameters.text(key, 'uuid')}{own}"
    below = f"SELECT w.id FROM within JOIN {table.fullname} w ON w.{parent} = within.id{own}"
    walk = f"WITH RECURSIVE within (id) AS ({start} UNION {below}) SELECT within.id FROM within"
    return f"{prefix}id = ANY(ARRAY({walk}))"


def _related(wanted: Filter, parameters: Parameters, prefix: str, level: int) -> str:
    """The condition on related rows: that some, none or every one meets what is wanted of them.

    Each level names the tenant, like any query.
    """
    word, path, inner = wanted
    target, alias = Base.metadata.tables[path.table], f"r{level}."
    meets = f"({_write(target, inner, parameters, alias, level + 1)})"
    read, near = [(target, alias)], alias
    source = f"{target.fullname} r{level}"
    if path.link is not None:
        link, near = Base.metadata.tables[path.link[0]], "j."
        read.insert(0, (link, near))
        source = f"{link.fullname} j JOIN {source} ON {alias}id = j.{path.link[1]}"
    where = [
        f"{of}{whose} = {parameters.tenant}"
        for table, of in read
        if (whose := tenant_column(table)) is not None
    ]
    where += [f"{near}{theirs} = {prefix}{its}" for theirs, its in path.pairs]
    where += [f"({parameters.fill(path.where, alias)})"] if path.where else []
    where.append(f"{meets} IS NOT TRUE" if word == "every" else meets)
    return f"{'' if word == 'some' else 'NOT '}EXISTS (SELECT FROM {source} WHERE {' AND '.join(where)})"


def _compare(column: Column[Any], operator: str, value: Any, parameters: Parameters, prefix: str) -> str:
    expression, kind = masks.seen(column, prefix), type_name(column)
    match operator:
        case "is_null":
            return f"({expression}) IS {'' if value else 'NOT '}NULL"
        case "in":
            return f"{expression} = ANY(({parameters.add(holdable(column, value))}::text[])::{kind}[])"
        case "contains":
            return f"strpos(lower({expression}), lower({parameters.add(value)}::text)) > 0"
        case "starts_with":
            return f"starts_with(lower({expression}), lower({parameters.add(value)}::text))"
        case "has":
            return f"{parameters.add(value)}::text = ANY({expression})"
        case _:
            found = exactly(column, operator, value)
            if isinstance(found, bool):
                return "true" if found else "false"
            word, near = found
            left = f"({expression})" if word == "ne" else expression
            return f"{left} {COMPARISONS[word]} {parameters.text(near, kind)}"
