"""Reads a connection's inputs, `orderBy` and `filter`, into terms and conditions, within bounds."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

import strawberry
from sqlalchemy import Column

from db.statements.filters import Filter
from db.statements.keyset import Hop, Term
from resolvers.kit.declaring.entity import Entity
from resolvers.kit.declaring.names import camel, key_within
from resolvers.kit.declaring.related import RELATED, filterable, path_of, single
from resolvers.kit.declaring.relations import Link, Only, Relation
from resolvers.kit.declaring.sortable import columns_of, tree_of
from resolvers.kit.errors import bad_input

MOST_CONDITIONS = 100
MOST_LEVELS = 4
"""How many relations a filter may go through, one below the other."""
MOST_RELATIONS = 10
"""How many relations a filter may go through in all: PostgreSQL takes seconds to plan some thirty."""
EVERYTHING: Filter = ("and",)
"""The filter without conditions."""


MOST_HOPS = 2
"""How many relations a term of an order may go through, one below the other."""
MOST_ORDERED = 4
"""How many ways an order's terms may lead to other rows: each is followed for every row of the list."""


@dataclass(slots=True)
class _Budget:
    """How much more a filter may hold."""

    conditions: int = MOST_CONDITIONS
    relations: int = MOST_RELATIONS

    def spend(self) -> None:
        """Counts a condition. Raises BAD_USER_INPUT if there are too many."""
        self.conditions -= 1
        if self.conditions < 0:
            raise bad_input(f"A filter may hold at most {MOST_CONDITIONS} conditions.")

    def follow(self) -> None:
        """Counts a relation, which is a condition too. Raises BAD_USER_INPUT if there are too many."""
        self.spend()
        self.relations -= 1
        if self.relations < 0:
            raise bad_input(f"A filter may go through at most {MOST_RELATIONS} relations in all.")


def read_order(entity: Entity, terms: list[Any] | None) -> tuple[Term, ...]:
    """The terms of an `orderBy` argument. Raises BAD_USER_INPUT if it goes through too many relations."""
    if not terms:
        return ()
    found = tuple(part for term in terms for part in _terms(entity, term, ()))
    if len({term.via for term in found if term.via}) > MOST_ORDERED:
        raise bad_input(f"An order may go through at most {MOST_ORDERED} relations in all.")
    return found


def _terms(entity: Entity, term: Any, via: tuple[Hop, ...]) -> Iterator[Term]:
    """The terms that one item of an order states: one, because exactly one column is named."""
    for name, column in columns_of(entity).items():
        direction = getattr(term, name)
        if direction is not strawberry.UNSET:
            descending, nulls_first = direction.value
            yield Term(column.name, descending, nulls_first, via)
    for name, (relation, target) in single(entity).items():
        below = getattr(term, name)
        if below is strawberry.UNSET:
            continue
        if len(via) == MOST_HOPS:
            raise bad_input(f"An order may go through at most {MOST_HOPS} relations, one below the other.")
        path = path_of(relation, target)
        yield from _terms(target, below, (*via, Hop(path.table, path.pairs)))


def read_filter(entity: Entity, wanted: Any) -> Filter | None:
    """The filter that a `filter` argument states; null if it keeps every row, because it states no condition.

    Raises BAD_USER_INPUT if it contains a null or is too large.
    """
    if wanted is None:
        return None
    found = _filter(entity, wanted, _Budget(), 0)
    return None if found == EVERYTHING else found


def _filter(entity: Entity, wanted: Any, budget: _Budget, level: int) -> Filter | None:
    """The filter that an input states; null if all its conditions were left out, so that it must be left out too."""
    parts: list[Filter | None] = []
    for name, column in columns_of(entity).items():
        conditions = getattr(wanted, name)
        if conditions is strawberry.UNSET:
            continue
        if conditions is None:
            raise bad_input(f"A condition on `{camel(name)}` is null: leave it out, or ask `isNull: true`.")
        parts += _conditions(name, column, conditions, budget) or [None]
    for name, way in filterable(entity).items():
        related = getattr(wanted, name)
        if related is not strawberry.UNSET:
            parts += _related(name, way, related, budget, level + 1) or [None]
    parts += _within(entity, wanted, budget)
    for word in ("and", "or"):
        several = getattr(wanted, f"{word}_")
        if several is None:
            raise bad_input(f"`{word}` is null: leave it out.")
        if several is not strawberry.UNSET:
            found = [_filter(entity, part, budget, level) for part in several]
            kept = [part for part in found if part is not None]
            parts.append((word, *kept) if kept or not found else None)
    if wanted.not_ is None:
        raise bad_input("`not` is null: leave it out.")
    if wanted.not_ is not strawberry.UNSET:
        inner = _filter(entity, wanted.not_, budget, level)
        parts.append(None if inner is None else ("not", inner))
    stated = [part for part in parts if part is not None]
    return ("and", *stated) if stated or not parts else None


def _within(entity: Entity, wanted: Any, budget: _Budget) -> list[Filter]:
    """The condition that a row lies in a part of its tree; none unless it is asked."""
    parent = tree_of(entity)
    key = strawberry.UNSET if parent is None else wanted.within
    if key is strawberry.UNSET:
        return []
    if key is None:
        raise bad_input("A condition on `within` is null: leave it out.")
    budget.follow()
    return [("within", parent, key_within(key, (entity.parent or entity).name, "within"))]


def _related(
    name: str, way: tuple[Relation, Entity], related: Any, budget: _Budget, level: int
) -> list[Filter]:
    """The conditions on related rows; for a to-one relation, they apply to its only row.

    way: the relation, and the entity that it leads to. An input without any condition, `{}`, is met by every related
    row, so it asks whether there is one.
    """
    if related is None:
        raise bad_input(f"A condition on `{camel(name)}` is null: leave it out.")
    if level > MOST_LEVELS:
        raise bad_input(f"A filter may go through at most {MOST_LEVELS} relations, one below the other.")
    relation, target = way
    path = path_of(relation, target)
    asked = (
        {"some": related}
        if isinstance(relation, Link | Only)
        else {word: getattr(related, word) for word in RELATED}
    )
    found: list[Filter] = []
    for word, inner in asked.items():
        if inner is strawberry.UNSET:
            continue
        if inner is None:
            raise bad_input(f"`{camel(name)}: {{{word}}}` is null: leave it out.")
        budget.follow()
        stated = _filter(target, inner, budget, level)
        if stated is not None:
            found.append((word, path, stated))
    return found


def _conditions(name: str, column: Column[Any], conditions: Any, budget: _Budget) -> list[Filter]:
    found: list[Filter] = []
    for field in conditions.__strawberry_definition__.fields:
        value = getattr(conditions, field.python_name)
        if value is strawberry.UNSET:
            continue
        operator = field.python_name.rstrip("_")
        if value is None:
            raise bad_input(
                f"`{camel(name)}: {{{camel(operator)}}}` is null: leave it out, or ask `isNull: true`."
            )
        budget.spend()
        read: Callable[[Any], Any] = _as_text
        if operator == "is_null":
            read = bool
        elif operator == "in":
            read = _as_texts
        found.append(("is", column.name, operator, read(value)))
    return found


def _as_texts(values: list[Any]) -> tuple[str, ...]:
    return tuple(_as_text(value) for value in values)


def _as_text(value: Any) -> str:
    """The value as a text that PostgreSQL can read."""
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, bool):
        return "true" if value else "false"
    text = value.isoformat() if hasattr(value, "isoformat") else str(value)
    if "\0" in text:
        raise bad_input("A text in a filter holds the character U+0000, which no row can.")
    return text
