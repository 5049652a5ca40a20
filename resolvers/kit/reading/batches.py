"""Makes the statement that answers a relation and its arguments for any number of parents, and groups its rows.

Both executors use it: graphql-core through the loaders, a compiled plan directly.
"""

from collections.abc import Sequence
from itertools import count
from typing import Any

from asyncpg import Record

from db.derived.counted import known_when
from db.errors import ResultTooLarge
from db.models import Base
from db.statements import filters
from db.statements import shapes as statements
from db.statements.declared import declared
from db.statements.keyset import BadCursor, Order, Term, path_values, read_cursor, row_values
from db.statements.parameters import Mark, Parameters, Statement
from db.statements.selection import Selection, Subset, wrapped
from db.statements.shapes import MOST_ROWS, Span, TreeShape
from resolvers.kit.declaring.entity import Entity, target_of
from resolvers.kit.declaring.relations import (
    Ancestors,
    Children,
    Computed,
    Connection,
    Count,
    Descendants,
    Latest,
    Link,
    Relation,
    Through,
)
from resolvers.kit.errors import bad_input
from resolvers.kit.reading.pages import DEEPEST, DEFAULT_PAGE, LARGEST_PAGE, Page, Slice, cut, read_page

Row = dict[str, Any]
Selected = Selection | None
"""The columns to select; null for all columns of the entity."""


def default_order(target: Entity, relation: Connection) -> tuple[Term, ...]:
    """The order of a connection without `orderBy`."""
    return tuple(Term(name.lstrip("-"), name.startswith("-")) for name in relation.order or target.order)


def _rows(
    target: Entity, relation: Relation, selection: Selected = None, page: Page | None = None, **more: Any
) -> Subset:
    assert target.table is not None
    wanted = page.filter if page is not None else None
    conditions = (filters.condition(target.table, wanted),) if wanted else ()
    return Subset(
        target.table,
        _selection(target, selection),
        getattr(relation, "where", None),
        (*conditions, *more.pop("conditions", ())),
        reads=(
            *(filters.tables(wanted) if wanted else ()),
            *(Base.metadata.tables[hop.table] for term in (page.order if page else ()) for hop in term.via),
        ),
        **more,
    )


def _selection(target: Entity, selection: Selected) -> Selection:
    return Selection(target.selected) if selection is None else selection


def list_statement(
    target: Entity, relation: Relation, selection: Selected = None, below: str | None = None, levels: int = 1
) -> Statement:
    """The statement of a relation without arguments; its rows carry the parent's keys as k0, k1 …

    below: the column that names a row's parent within the target's table, if the same statement is to read the lists
    below too, `levels` deep. Each row then ends with its level.
    """
    match relation:
        case Link():
            return statements.by_keys(_rows(target, relation, selection), ("id",))
        case Children() if below is not None:
            rows = _rows(target, relation, selection)
            return statements.children_below(rows, relation.by[0], relation.order, below, levels)
        case Children():
            return statements.children(_rows(target, relation, selection), relation.by, relation.order)
        case Through():
            pairs = Base.metadata.tables[relation.link]
            return statements.through(
                _rows(target, relation, selection), pairs, relation.by[0], relation.far, relation.order
            )
        case Ancestors():
            return statements.ancestors(_rows(target, relation, selection), relation.parent)
        case Computed():
            return _computed(relation, selection)
        case _:
            raise TypeError(f"{type(relation).__name__} takes arguments")


def latest_statement(
    target: Entity, relation: Latest, person: str | None, selection: Selected = None
) -> Statement:
    """The statement of one person's first row; the person is the viewer if `person` is null."""

    def owned(parameters: Parameters, prefix: str) -> str:
        who = "app.user_id()" if person is None else parameters.text(person, "uuid")
        return f"{prefix}{relation.person} = {who}"

    rows = _rows(target, relation, selection, conditions=(owned,))
    return statements.page(rows, relation.by, relation.order, 1)


def _computed(relation: Computed, selection: Selected) -> Statement:
    assert relation.to is not None
    statement = declared(relation.sql)
    if selection is None or relation.many:
        return statement
    return wrapped(statement, selection, "k0")


def read_marks(target: Entity, relation: Connection | Descendants, page: Page) -> list[Any]:
    """The values of the page's cursors: those of `after`, then those of `before`. Raises BAD_USER_INPUT."""
    found: list[Any] = []
    for cursor in (page.after, page.before):
        if cursor is None:
            continue
        try:
            marks = read_cursor(cursor, page.fingerprint)
            if isinstance(relation, Descendants):
                found.append(path_values(marks))
            else:
                found += row_values(_order(target, relation, page), marks)
        except BadCursor as error:
            raise bad_input(str(error)) from None
    return found


def sent(marks: Sequence[Any]) -> list[Any]:
    """Those of `read_marks` that the page's statement takes as values: it says itself which of them are null."""
    return [mark for mark in marks if mark is not None]


def _order(target: Entity, relation: Connection, page: Page) -> Order:
    """The order of the whole list, whichever end the page is read from."""
    assert target.table is not None
    return Order.of(target.table, page.order or default_order(target, relation))


def page_statement(  # noqa: PLR0913 - a record would be made anew in every request
    target: Entity,
    relation: Connection | Descendants,
    page: Page,
    marks: Sequence[object],
    selection: Selected = None,
    *,
    marked: bool = True,
    probing: bool = True,
) -> Statement:
    """The statement of one page under each parent.

    marks: what `read_marks` returned; the statement depends only on which of them are null, not on their values.
    marked: whether it also selects the values that cursors are made of. probing: whether it reads one row more than
    the client asked for, to tell whether there are more.
    """
    assert target.table is not None
    limit = page.size + probing
    after, before = _bounds(page, marks)
    if isinstance(relation, Descendants):
        rows = Subset(target.table, _selection(target, selection))
        span = Span(limit, after[0] if after else None, before[0] if before else None, page.backward)
        return statements.descendants(rows, _shape(relation), page.deepest, span)
    order = _order(target, relation, page)
    back = order.reversed()
    between = (*([order.after(after)] if after else []), *([back.after(before)] if before else []))
    rows = _rows(target, relation, selection, page, conditions=between, extra=order.marks() if marked else ())
    return statements.page(rows, relation.by, (back if page.backward else order).sql(), limit)


def _bounds(page: Page, marks: Sequence[object]) -> tuple[list[Mark | None], list[Mark | None]]:
    """The parameters for the values of `after` and of `before`, numbered as `sent` sends them; null for a null."""
    numbers = count()
    places = [None if mark is None else Mark(next(numbers)) for mark in marks]
    if page.after is None:
        return [], places
    width = len(places) if page.before is None else len(places) // 2
    return places[:width], places[width:]


def _shape(relation: Descendants) -> TreeShape:
    return TreeShape(relation.parent, relation.by[0], relation.sibling, relation.where)


def known_count(source: Entity, relation: Count) -> Statement | None:
    """The statement that counts the rows of each parent for which the viewer knows the number.

    Null where the viewer always does, so that `count_statement` counts them.
    """
    target = target_of(source, relation)
    assert target.table is not None
    parent = source.table if relation.keys == ("id",) else None
    (by,) = relation.by
    known = known_when(target.table, by, parent)
    if known is None:
        return None
    return statements.count_known(_rows(target, relation, Selection(())), by, parent, known)


def count_statement(target: Entity, relation: Relation, page: Page | None = None) -> Statement:
    """The statement that counts the rows of each parent, whatever the page."""
    if isinstance(relation, Descendants):
        deepest = DEEPEST if page is None else page.deepest
        assert target.table is not None
        return statements.count_descendants(target.table, _shape(relation), deepest)
    assert isinstance(relation, Connection | Count)
    return statements.count(_rows(target, relation, Selection(()), page), relation.by)


def grouped(records: Sequence[Record], keys: Sequence[Any], width: int) -> list[list[Row]]:
    """The rows of each parent, in the order of `keys`; a key is a value, or a tuple of `width` values."""
    found: dict[Any, list[Row]] = {}
    names = [f"k{n}" for n in range(width)]
    for record in records:
        row = dict(record)
        key = row[names[0]] if width == 1 else tuple(row[name] for name in names)
        found.setdefault(key, []).append(row)
    return [found.get(key, []) for key in keys]


def guard(records: Sequence[Record], what: str) -> None:
    """Raises ResultTooLarge if a list without pages has more rows than it may have."""
    if len(records) > MOST_ROWS:
        raise ResultTooLarge(f"{what} has more than {MOST_ROWS} rows here: ask for a connection, in pages.")


__all__ = [
    "DEEPEST", "DEFAULT_PAGE", "LARGEST_PAGE", "Page", "Row", "Selected", "Slice", "count_statement", "cut",
    "default_order", "grouped", "guard", "known_count", "latest_statement", "list_statement",
    "page_statement", "read_marks", "read_page", "sent",
]  # fmt: skip
