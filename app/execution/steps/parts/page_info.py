"""`pageInfo`: where the page lies in its list."""

from collections.abc import Callable
from typing import Any

from app.execution.asked.types import object_type
from app.execution.plan.levels import holds
from app.execution.plan.state import State
from app.execution.plan.weight import CURSOR, VALUE, Weight
from app.execution.steps.parts.part import Asked, Part, Shown, declared
from resolvers.kit.reading.batches import Slice

FIELDS: dict[str, Callable[[Slice], Any]] = {
    "__typename": lambda _: "PageInfo",
    "hasNextPage": lambda found: found.has_next,
    "hasPreviousPage": lambda found: found.has_previous,
    "startCursor": lambda found: found.cursor(found.rows[0]) if found.rows else None,
    "endCursor": lambda found: found.cursor(found.rows[-1]) if found.rows else None,
}
CURSORS = frozenset({"startCursor", "endCursor"})
PROBES = frozenset({"hasNextPage", "hasPreviousPage"})


def page_info(asked: Asked) -> Part:
    """The part."""
    kind = object_type(asked.kind.fields[asked.field.name].type)
    found = asked.making.collect(kind, asked.field.selections)
    source, places = asked.making.source, found.places
    names = {field.name for field in found.fields.values()}
    fields = {key: declared(FIELDS, kind, field) for key, field in found.fields.items()}

    weight = Weight()
    for key, field in found.fields.items():
        weight.add(key, CURSOR if field.name in CURSORS else VALUE)

    async def values(shown: Shown, state: State) -> list[Any]:
        state.meter.count(len(shown.slices), len(shown.slices) * weight.frame, state.times)
        held = [place.key for place in places if holds(source, place, state)]
        return [{key: fields[key](page) for key in held} for page in shown.slices]

    return Part(
        values,
        needs_rows=True,
        needs_cursors=not names.isdisjoint(CURSORS),
        needs_probe=not names.isdisjoint(PROBES),
        objects=1,
    )
