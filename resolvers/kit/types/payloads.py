"""The typed fields of a content item's payload, from the shapes of `db/payloads`.

A part of a payload is a value, and has no id (decision 25).
"""

import types as python_types
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import strawberry
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from db.models.words import Words
from resolvers.kit.declaring.names import camel
from resolvers.kit.types.scalars import JSON, enum_of

_MADE: dict[str, Any] = {}

RENAMED = {
    ("LinkListBlock", "items"): "links",
    ("ExternalPayload", "provider"): "provider_name",
    ("QuizQuestion", "id"): "key",
    ("QuizChoice", "id"): "key",
    ("ScormPayload", "mastery_score"): "mastery_percent",
    ("RenderDetails", "cost_estimate_cents"): "cost_estimate_minor",
    ("CallOutcome", "cost_cents"): "cost_minor",
}
"""Fields that another member of the same union or interface has with another type, since one query may select both; and
what is called `id` in the document though it is unique only inside its parent: clients keep an object by its `id`; and
what is named as nothing else of its kind is.
"""
FORMER = {
    ("ScormPayload", "mastery_score"): "2026-11-29",
    ("RenderDetails", "cost_estimate_cents"): "2026-11-29",
    ("CallOutcome", "cost_cents"): "2026-11-29",
}
"""Those that keep their former name beside the new one, which is deprecated, and since when."""


def payload_fields(
    shape: type[BaseModel], taken: set[str], *, within: str | None = None
) -> dict[str, tuple[Any, Any]]:
    """The annotation and field of each of the shape's fields, by Python name.

    taken: names that the type already has; a payload's field of such a name is prefixed with `content_`. within: the
    column that holds the payload.
    """
    found: dict[str, tuple[Any, Any]] = {}
    for name, field in shape.model_fields.items():
        if name == "secret" or get_origin(field.annotation) is Literal:
            continue  # A block's own type is its GraphQL type, so it is not a field.
        shown = RENAMED.get((shape.__name__, name), f"content_{name}" if name in taken else name)
        kind = shape_kind(field.annotation)
        is_list = get_origin(kind) is list
        # Payloads are read leniently: a value that was never written is null, a list that was never written is empty.
        kind = kind if is_list else kind | None
        since = FORMER.get((shape.__name__, name))
        former = {name: f"Renamed to `{camel(shown)}`. Deprecated on {since}."} if since else {}
        for called, reason in {shown: None, **former}.items():
            made = strawberry.field(
                resolver=_reader(name, field, within, kind),
                name=camel(called),
                description=field.description,
                deprecation_reason=reason,
                metadata={"payload": name, "within": within, "default": default_of(field)},
            )
            found[called] = kind, made
    return found


def _reader(name: str, field: FieldInfo, within: str | None, kind: Any) -> Any:
    default = default_of(field)

    def read(self: Any) -> Any:
        value = (self[within] if within else self).get(name)
        return default if value is None else value

    read.__annotations__ = {"self": Any, "return": kind}
    return read


def default_of(field: FieldInfo) -> Any:
    """The value that a payload's field shows if none was written."""
    default = field.get_default(call_default_factory=True)
    return default.name if isinstance(default, Words) else default


def part_type(shape: type[BaseModel]) -> Any:
    """The GraphQL type of a part of a payload."""
    if shape.__name__ not in _MADE:
        made: Any = type(shape.__name__, (), {"__annotations__": {}})
        marker = shape.model_fields.get("type")
        word = marker.default if marker is not None and get_origin(marker.annotation) is Literal else None

        def is_type_of(_: Any, value: Any, _info: Any) -> bool:
            return word is None or value.get("type") == word

        made.is_type_of = classmethod(is_type_of)
        made.written_type = word
        _MADE[shape.__name__] = made
        for name, (_, field) in payload_fields(shape, set()).items():
            setattr(made, name, field)
        _MADE[shape.__name__] = strawberry.type(made, description=shape.__doc__)
    return _MADE[shape.__name__]


@strawberry.type(description="A block of a type that this version does not know.")
class UnknownBlock:
    """Stands in for a block that a later version wrote."""

    @classmethod
    def is_type_of(cls, value: Any, info: Any) -> bool:
        """True of any block: this type is asked last, when no other type of the union has claimed the block."""
        return True

    @strawberry.field(
        name="blockType",
        description="The type that the block says it is of.",
        metadata={"payload": "type", "within": None, "default": None},
    )
    def block_type(self: Any) -> str | None:
        """The block's own `type`."""
        return self.get("type")


def _union(shapes: tuple[Any, ...]) -> Any:
    if "Block" not in _MADE:
        members: Any = Union[(*map(part_type, shapes), UnknownBlock)]
        _MADE["Block"] = Annotated[
            members, strawberry.union("TextBlock", description="A block of an article.")
        ]
    return _MADE["Block"]


def shape_kind(annotation: Any) -> Any:
    """The GraphQL type of a payload's annotation, ignoring null."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return shape_kind(arguments[0])
    if origin is list:
        return list[shape_kind(arguments[0])]
    if origin is dict or annotation is Any:
        return JSON
    if origin in (Union, python_types.UnionType):
        inner = tuple(part for part in arguments if part is not type(None))
        return shape_kind(inner[0]) if len(inner) == 1 else _union(inner)
    made: Any = annotation
    if isinstance(made, type) and issubclass(made, Words):
        return enum_of(made)
    if isinstance(made, type) and issubclass(made, BaseModel):
        return part_type(made)
    return annotation
