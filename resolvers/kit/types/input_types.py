"""The types of a connection's inputs, `orderBy` and `filter`, made from the columns and relations of the entity."""

from collections.abc import Mapping
from enum import Enum
from typing import Any

import strawberry
from sqlalchemy import Column
from sqlalchemy.dialects.postgresql import ENUM

from resolvers.kit.declaring.entity import Entity, describe
from resolvers.kit.declaring.names import camel, former_of
from resolvers.kit.declaring.related import RELATED, filterable
from resolvers.kit.declaring.relations import Link
from resolvers.kit.declaring.sortable import columns_of
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
_ORDERS: dict[str, Any] = {}
_FILTERS: dict[str, Any] = {}
_LISTS: dict[str, Any] = {}
_OPERATORS: dict[str, Any] = {}


def _deprecated(entity: Entity) -> dict[str, str]:
    """The former names of columns, each with the reason for its deprecation."""
    return dict(former for column in columns_of(entity).values() if (former := former_of(column)) is not None)


def order_input(entity: Entity) -> Any:
    """The input type of one term of an order: exactly one of the entity's columns, with a direction."""
    if entity.name not in _ORDERS:
        fields = {
            name: (Direction | None, strawberry.UNSET, f"By {name.replace('_', ' ')}.")
            for name in columns_of(entity)
        }
        _ORDERS[entity.name] = _input(
            f"{entity.name}Order",
            f"One term of an order of {entity.name} rows.",
            fields,
            one_of=True,
            deprecated=_deprecated(entity),
        )
    return _ORDERS[entity.name]


def filter_input(entity: Entity) -> Any:
    """The input type of a filter of the entity's rows: conditions on its columns, and on related rows."""
    if entity.name in _FILTERS:
        return _FILTERS[entity.name]
    # Filters refer to each other, so the class is registered before its fields are complete.
    made: Any = type(f"{entity.name}Filter", (), {"__annotations__": {}})
    _FILTERS[entity.name] = made
    fields: dict[str, tuple[Any, Any, str]] = {
        key: (_operators(column) | None, strawberry.UNSET, column.comment or "The row's key.")
        for key, column in columns_of(entity).items()
    }
    for name, (relation, target) in filterable(entity).items():
        below = filter_input(target) if isinstance(relation, Link) else _list_filter(target)
        fields[name] = (below | None, strawberry.UNSET, describe(entity, relation) or "")
    return _input(
        made.__name__,
        f"Which {entity.name} rows to keep: those that meet every condition given. Of related rows, those count that "
        "the viewer may see.",
        fields,
        recursive={
            "and": "All of these hold.",
            "or": "At least one of these holds.",
            "not": "This does not hold, or can't be told because of a null.",
        },
        made=made,
        deprecated=_deprecated(entity),
    )


def _list_filter(target: Entity) -> Any:
    """The input type of a condition on a relation to several rows."""
    if target.name not in _LISTS:
        made: Any = type(f"{target.name}ListFilter", (), {"__annotations__": {}})
        _LISTS[target.name] = made
        inner = filter_input(target)
        fields: dict[str, tuple[Any, Any, str]] = {
            word: (inner | None, strawberry.UNSET, text) for word, text in RELATED.items()
        }
        _input(
            made.__name__,
            f"Conditions on several related {target.name} rows; all must hold.",
            fields,
            made=made,
        )
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
        fields: dict[str, tuple[Any, Any, str]] = {}
        for operator, description in operators.items():
            of: Any = bool if operator == "is_null" else list[kind] if operator == "in" else kind
            fields[operator] = (of | None, strawberry.UNSET, description)
        _OPERATORS[label] = _input(
            f"{label}Filter", f"Conditions on a value of type {label}; all must hold.", fields
        )
    return _OPERATORS[label]


def _input(
    name: str,
    description: str,
    fields: dict[str, tuple[Any, Any, str]],
    *,
    one_of: bool = False,
    recursive: dict[str, str] | None = None,
    made: Any = None,
    deprecated: Mapping[str, str] | None = None,
) -> Any:
    made = made or type(name, (), {"__annotations__": {}})
    for field, (kind, default, text) in fields.items():
        # `in` is a keyword in Python and the operator's name in GraphQL.
        made.__annotations__[f"{field}_" if field == "in" else field] = kind
        setattr(
            made,
            f"{field}_" if field == "in" else field,
            strawberry.field(
                default=default,
                description=text,
                name=camel(field),
                deprecation_reason=(deprecated or {}).get(field),
            ),
        )
    for field, text in (recursive or {}).items():
        of: Any = made if field == "not" else list[made]
        made.__annotations__[f"{field}_"] = of | None if field != "not" else made | None
        setattr(made, f"{field}_", strawberry.field(default=strawberry.UNSET, description=text, name=field))
    return strawberry.input(made, name=name, description=description, one_of=one_of or None)
