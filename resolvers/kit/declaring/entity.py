"""Entities: what the schema shows of a table; and the register in which relations find entities by name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from inspect import cleandoc
from typing import Any

from sqlalchemy import Column, Table

from db.models import Base
from db.statements.parameters import Statement
from resolvers.kit.declaring.field import REQUIRES, check_required
from resolvers.kit.declaring.relations import Link, Relation


@dataclass(slots=True)
class Entity:
    """A GraphQL type over a table's rows, or (without a table) over the rows of a computed relation.

    name: the GraphQL type. plural: the root field that lists it. keys: the natural key, if people have one: its column,
    by the name of the argument that takes it. kinds: if the type is an interface, the GraphQL type for each word of the
    `kind` column. statement: of an entity without a table that has an id, reads its one row.
    """

    name: str
    description: str
    table: Table | None = None
    plural: str | None = None
    keys: Mapping[str, str] = field(default_factory=dict[str, str])
    order: tuple[str, ...] = ()
    relations: dict[str, Relation] = field(default_factory=dict[str, Relation])
    resolvers: dict[str, Any] = field(default_factory=dict[str, Any])
    kind: str | None = None
    kinds: dict[str, "Entity"] = field(default_factory=dict[str, "Entity"])
    unknown: str | None = None
    parent: "Entity | None" = None
    payload: Any = None
    columns: Mapping[str, tuple[Any, str]] = field(default_factory=dict[str, tuple[Any, str]])
    statement: Statement | None = None

    @property
    def is_node(self) -> bool:
        """Whether its rows have an id, by which `node` finds them."""
        return self.table is not None or self.statement is not None

    @property
    def selected(self) -> tuple[str, ...]:
        """The columns that every row of the entity carries: all columns of the model, as the viewer sees them."""
        if self.table is None:
            keys = [key for relation in self.relations.values() for key in relation.keys]
            return tuple(dict.fromkeys([*(["id"] if self.is_node else []), *self.columns, *keys]))
        return tuple(column.name for column in self.table.columns if column.name != "tenant_id")

    def exposed(self) -> list[Column[Any]]:
        """The columns that are GraphQL fields. Keys are left out: the schema shows them as relations, or as the id."""
        if self.table is None:
            return []
        return [
            column for column in self.table.columns if column.info.get("exposed", True) and not is_key(column)
        ]


def is_key(column: Column[Any]) -> bool:
    """Whether the column is the row's id or a foreign key, so that it has no field of its own."""
    return column.name in ("id", "tenant_id") or column.info.get("reference") is not None


ENTITIES: dict[str, Entity] = {}
"""Every entity by its GraphQL name, kinds of an interface included."""


def entity(  # noqa: PLR0913 - words of a declaration
    model: type[Base],
    *,
    plural: str | None,
    keys: Mapping[str, str] | None = None,
    order: tuple[str, ...] = (),
    kind: str | None = None,
    unknown: str | None = None,
) -> Callable[[type], Entity]:
    """Declares a class as the GraphQL type of a model. Its attributes are relations, and fields with a resolver of
    their own (`resolvers/kit/declaring/field.py`).

    plural: the root connection, null for none; with one comes a root field that finds one row by its id. keys: the
    natural key by which that field finds the row too, as `{argument: column}`. order: the default order of the entity's
    connections. kind: the column whose word decides a row's GraphQL type.
    """

    def declare(declared: type) -> Entity:
        made = Entity(
            declared.__name__,
            cleandoc(declared.__doc__ or model.__doc__ or ""),
            model.__table__,
            plural,
            keys or {},
            order,
            kind=kind,
            unknown=unknown,
        )
        return _register(made, declared)

    return declare


def variant(parent: Entity, word: str, payload: Any = None) -> Callable[[type], Entity]:
    """Declares a class as the GraphQL type of those rows of `parent` whose kind is `word`.

    payload: the shape of the row's `data`, whose fields become fields of the type.
    """

    def declare(declared: type) -> Entity:
        made = Entity(
            declared.__name__,
            cleandoc(declared.__doc__ or ""),
            parent.table,
            None,
            {},
            parent.order,
            parent=parent,
            payload=payload,
        )
        parent.kinds[word] = made
        return _register(made, declared)

    return declare


def computed(
    columns: Mapping[str, tuple[Any, str]], statement: Statement | None = None
) -> Callable[[type], Entity]:
    """Declares a class as a GraphQL type without a table: its columns, each with its Python type and description.

    statement: where there is at most one row for each viewer, reads that row with its `id`; the type is then a `Node`.
    """

    def declare(declared: type) -> Entity:
        made = Entity(
            declared.__name__, cleandoc(declared.__doc__ or ""), columns=columns, statement=statement
        )
        return _register(made, declared)

    return declare


def _register(made: Entity, declared: type) -> Entity:
    for name, value in vars(declared).items():
        if isinstance(value, Relation):
            made.relations[name] = value
        elif hasattr(value, "base_resolver"):
            made.resolvers[name] = value
    for name, value in made.resolvers.items():
        check_required(f"{made.name}.{name}", value.metadata.get(REQUIRES), made.selected)
    assert made.name not in ENTITIES, f"{made.name} is declared twice"
    ENTITIES[made.name] = made
    return made


def target_of(source: Entity, relation: Relation) -> Entity:
    """The entity that a relation leads to."""
    if relation.to is not None:
        return ENTITIES[relation.to]
    assert isinstance(relation, Link)
    assert source.table is not None
    referred = source.table.columns[relation.keys[0]].info["reference"][0]
    for candidate in ENTITIES.values():
        if candidate.table is not None and candidate.table.name == referred and candidate.parent is None:
            return candidate
    raise LookupError(f"{source.name}.{relation.keys[0]} leads to {referred}, which no entity shows")


def describe(source: Entity, relation: Relation) -> str | None:
    """The relation's own description, or else the comment of the key that it follows."""
    if relation.description is not None or source.table is None:
        return relation.description
    return source.table.columns[relation.keys[0]].comment


def entity_of(row: Mapping[str, Any], of: Entity) -> str:
    """The name of the GraphQL type of a row."""
    if of.kind is None:
        return of.name
    found = of.kinds.get(row[of.kind])
    return found.name if found is not None else of.unknown or of.name
