"""The types of a connection's inputs, `orderBy` and `filter`, made from the columns and relations of the entity."""

from collections.abc import Mapping
from enum import Enum
from typing import Any, NamedTuple

import strawberry
from sqlalchemy import Column
from sqlalchemy.dialects.postgresql import ENUM

from resolvers.kit.declaring.entity import Entity, describe
from resolvers.kit.declaring.names import camel, former_of
from resolvers.kit.declaring.related import RELATED, filterable, single
from resolvers.kit.declaring.relations import Link, Only
from resolvers.kit.declaring.sortable import columns_of, tree_of
from resolvers.kit.types.scalars import BigInt, plain_kind


@strawberry.enum(description="Which way to sort, and where nulls go.")
class Direction(Enum):
    """The ways to sort; each value is (descending, nulls first)."""

    ASC = strawberry.enum_value((False, False), description="Ascending, nulls last.")
    DESC = strawberry.enum_value((True, False), description="Descending, nulls last.")
    ASC_NULLS_FIRST = strawberry.enum_value((False, True), description="Ascending, nulls first.")
    DESC_NULLS_FIRST = strawberry.enum_value((True, True), description="Descending, nulls first.")


_COMPARE = {
    "eq": "Equal to.",
    "ne": "Not equal to; rows where it is null pass.",
    "in": "One of.",
    "lt": "Less than, or before.",
    "lte": "At most.",
    "gt": "Greater than, or after.",
    "gte": "At least.",
    "is_null": "Whether it is null.",
}
_WORD = {key: _COMPARE[key] for key in ("eq", "ne", "in", "is_null")}
_TEXT = {
    **_COMPARE,
    "contains": "Contains this text, in any case.",
    "starts_with": "Starts with this text, in any case.",
}
_RESERVED = ("in", "and", "or", "not")
"""Names of fields that Python keeps for itself. An attribute of that name ends in an underscore."""
_ORDERS: dict[str, Any] = {}
_FILTERS: dict[str, Any] = {}
_LISTS: dict[str, Any] = {}
_OPERATORS: dict[str, Any] = {}


class _Field(NamedTuple):
    """A field of an input type, which may be left out. deprecated: the reason, if it is."""

    kind: Any
    description: str
    deprecated: str | None = None


def _deprecated(entity: Entity) -> dict[str, str]:
    """The former names of columns, each with the reason for its deprecation."""
    return dict(former for column in columns_of(entity).values() if (former := former_of(column)) is not None)


def order_input(entity: Entity) -> Any:
    """The input type of one term of an order: exactly one column, with a direction."""
    if entity.name in _ORDERS:
        return _ORDERS[entity.name]
    # Orders refer to each other, so the class is registered before its fields are complete.
    made = _ORDERS[entity.name] = _begun(f"{entity.name}Order")
    former = _deprecated(entity)
    fields = {
        name: _Field(Direction | None, f"By {name.replace('_', ' ')}.", former.get(name))
        for name in columns_of(entity)
    }
    for name, (_, target) in single(entity).items():
        text = f"By what it shows as `{camel(name)}`; null where the viewer can see none."
        fields[name] = _Field(order_input(target) | None, text)
    return _input(made, f"One term of an order of {entity.name} rows.", fields, one_of=True)


def filter_input(entity: Entity) -> Any:
    """The input type of a filter of the entity's rows: conditions on its columns, and on related rows."""
    if entity.name in _FILTERS:
        return _FILTERS[entity.name]
    # Filters refer to each other, so the class is registered before its fields are complete.
    made = _FILTERS[entity.name] = _begun(f"{entity.name}Filter")
    former = _deprecated(entity)
    fields = {
        key: _Field(_operators(column) | None, column.comment or "The row's key.", former.get(key))
        for key, column in columns_of(entity).items()
    }
    for name, (relation, target) in filterable(entity).items():
        below = filter_input(target) if isinstance(relation, Link | Only) else _list_filter(target)
        fields[name] = _Field(below | None, describe(entity, relation) or "")
    if tree_of(entity) is not None:
        text = f"The {entity.name} with this id, and all that lie below it."
        fields["within"] = _Field(strawberry.ID | None, text)
    fields["and"] = _Field(list[made] | None, "All of these hold.")
    fields["or"] = _Field(list[made] | None, "At least one of these holds.")
    fields["not"] = _Field(made | None, "This does not hold, or can't be told because of a null.")
    return _input(
        made,
        f"Which {entity.name} rows to keep: those that meet every condition given. Of related rows, those count that "
        "the viewer may see.",
        fields,
    )


def _list_filter(target: Entity) -> Any:
    """The input type of a condition on a relation to several rows."""
    if target.name not in _LISTS:
        made = _LISTS[target.name] = _begun(f"{target.name}ListFilter")
        inner = filter_input(target)
        fields = {word: _Field(inner | None, text) for word, text in RELATED.items()}
        _input(made, f"Conditions on several related {target.name} rows; all must hold.", fields)
    return _LISTS[target.name]


def _operators(column: Column[Any]) -> Any:
    """The input type of the conditions on one column; each kind of value has one input type."""
    kind = plain_kind(column)
    if isinstance(column.type, ENUM):
        label, operators = kind.__name__, _WORD
    elif kind is bool:
        label, operators = "Boolean", _WORD
    elif issubclass(kind, str) if isinstance(kind, type) else False:
        label, operators = "Text", _TEXT
    else:
        names = {int: "Int", float: "Float", BigInt: "BigInt"}
        label = names.get(kind, getattr(kind, "__name__", "Text"))
        label = {"datetime": "DateTime", "date": "Date", "URL": "Text"}.get(label, label)
        operators = _TEXT if label == "Text" else _COMPARE
        kind = str if label == "Text" else kind
    if label not in _OPERATORS:
        fields: dict[str, _Field] = {}
        for operator, description in operators.items():
            of: Any = bool if operator == "is_null" else list[kind] if operator == "in" else kind
            fields[operator] = _Field(of | None, description)
        description = f"Conditions on a value of type {label}; all must hold."
        _OPERATORS[label] = _input(_begun(f"{label}Filter"), description, fields)
    return _OPERATORS[label]


def _begun(name: str) -> Any:
    """The class of an input type, still without fields."""
    return type(name, (), {"__annotations__": {}})


def _input(made: Any, description: str, fields: Mapping[str, _Field], *, one_of: bool = False) -> Any:
    """The input type, with these fields."""
    for name, field in fields.items():
        attribute = f"{name}_" if name in _RESERVED else name
        made.__annotations__[attribute] = field.kind
        found = strawberry.field(
            default=strawberry.UNSET,
            description=field.description,
            name=camel(name),
            deprecation_reason=field.deprecated,
        )
        setattr(made, attribute, found)
    return strawberry.input(made, name=made.__name__, description=description, one_of=one_of or None)
