"""Makes steps to pages."""

from app.execution.asked.arguments import Arguments, read_page
from app.execution.asked.filters import filter_claims
from app.execution.asked.types import object_type
from app.execution.compiling.reader import Reader
from app.execution.compiling.traversal import Traversal
from app.execution.plan.columns import Columns, Known
from app.execution.plan.making import Making
from app.execution.plan.weight import Weight
from app.execution.steps.connections import ConnectionWriter
from app.execution.steps.pages import ConnectionStep
from app.execution.steps.parts.known import part_of
from app.execution.steps.parts.part import Asked
from resolvers.kit.declaring.relations import Connection, Descendants
from resolvers.kit.reading.batches import DEFAULT_PAGE


def page_step(
    making: Making, reader: Reader, of: Traversal, relation: Connection | Descendants
) -> ConnectionStep:
    """The step of a connection."""
    target, arguments = of.target, reader.arguments(of.core, of.field)
    for name in ("filter", "orderBy"):
        making.claims |= filter_claims(arguments.written(name), target)
    columns = _columns(of, relation, arguments)
    note = making.outline.note(of.name, target.name, relation)
    writer = _writer(making, of, relation, columns)
    page = read_page(arguments, target, isinstance(relation, Descendants))
    step = ConnectionStep(target, relation, columns, of.key, page, writer, is_constant=arguments.are_constant)
    note.columns = columns
    note.statements = lambda: step.outlined(arguments)
    making.outline.of[id(step)] = note
    return step


def _columns(of: Traversal, relation: Connection | Descendants, arguments: Arguments) -> Columns:
    if isinstance(relation, Descendants):
        return Columns(2)
    size = arguments.most(DEFAULT_PAGE)
    is_page = of.most == 1
    return Columns(
        len(relation.by),
        Known(
            most=None if of.most is None or size is None else of.most * size,
            joins=True,
            is_page=is_page,
            alike=relation.by if is_page else (),
        ),
    )


def _writer(
    making: Making, of: Traversal, relation: Connection | Descendants, columns: Columns
) -> ConnectionWriter:
    kind = object_type(of.core.type)
    found = making.collect(kind, of.field.selections)
    parts = {
        key: part_of(Asked(making, field, kind, of.target, relation, columns))
        for key, field in found.fields.items()
    }
    weight = Weight()
    for key in found.fields:
        weight.add(key)
    return ConnectionWriter(making.source, found.places, parts, weight.frame)
