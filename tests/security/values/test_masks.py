"""A masked column shows its value to whom the matrix says, and nobody else can find it out by a filter or an order."""

from typing import Any

import orjson
from sqlalchemy import Column

from db.models import Base
from db.payloads import DOCUMENTS
from resolvers.kit.declaring.entity import Entity
from resolvers.kit.declaring.names import camel
from resolvers.kit.declaring.names import field_of as name_of
from resolvers.kit.types.input_types import columns_of
from tests.security.matrix import MASKED
from tests.security.proof import Proof
from tests.security.reading import ASKING, everything, field_of, rows_of, walk
from tests.security.values.masked_values import AT_MOST, conditions, in_order, is_same
from tests.support.coverage.missing import masked_columns
from tests.support.graphql import Asking, graphql_schema
from tests.support.selections import leaves, table_entities
from tests.support.world.facts import MARKER

COLUMNS: list[tuple[Entity, Column[Any]]] = [
    (entity, table.columns[column])
    for entity in table_entities().values()
    if (table := entity.table) is not None
    for column in masked_columns(table)
]
"""Every masked column, with the entity that shows the rows."""

SHOWN = [
    (entity, column, camel(name_of(column)))
    for entity, column in COLUMNS
    if camel(name_of(column)) in getattr(graphql_schema().type_map[entity.name], "fields", ())
]
"""Those that a field shows, with its name. Of a payload, the fields of each kind of content show parts."""

SORTED = [
    (entity, column, field)
    for entity, column, field in SHOWN
    if entity.plural is not None and name_of(column) in columns_of(entity)
]
"""Those that a connection can be filtered and ordered by."""


def test_every_masked_column_is_in_the_matrix() -> None:
    masked = {
        (table.name, column) for table in Base.metadata.tables.values() for column in masked_columns(table)
    }
    assert masked == set(MASKED)
    assert {(column.table.name, column.name) for _, column in COLUMNS} == masked, "every one has a type"
    assert len(SORTED) > 15
    assert len(SHOWN) > len(SORTED)


async def test_values_are_those_of_the_matrix(proof: Proof, asker: Asking) -> None:
    for entity, column, field in SHOWN:
        table, name = column.table.name, str(column)
        asked = f"{field} {{ __typename }}" if name in DOCUMENTS else field
        rows = await rows_of(proof, asker, entity, f"uuid {asked}")
        shown = await proof.shown(table, column.name, asker.viewer)
        seen = {row["uuid"]: row[field] for row in rows if row[field] is not None}
        assert {row["uuid"] for row in rows} == proof.allowed(table, asker.viewer)
        assert set(seen) == set(shown), name
        assert [key for key, value in seen.items() if not is_same(column, value, shown[key])] == [], name


async def test_a_filter_finds_a_masked_value_only_where_it_is_shown(proof: Proof, asker: Asking) -> None:
    for entity, column, field in SORTED:
        table, name = column.table.name, column.name
        shown = set(await proof.shown(table, name, asker.viewer))
        values = await proof.connection.fetch(
            f"SELECT DISTINCT {name}::text FROM {table} WHERE {name} IS NOT NULL"
        )
        visible = proof.allowed(table, asker.viewer)
        for condition, is_shown in conditions(column, [row[0] for row in values]).items():
            asked = f"filter: {{{field}: {{{condition}}}}}, first: 200"
            found = set(await walk(asker, field_of(str(entity.plural)), asked))
            wanted = visible if is_shown is None else shown if is_shown else visible - shown
            if condition.startswith("in:") and len(values) > AT_MOST:
                assert found <= wanted
            else:
                assert found == wanted, f"{column} {condition}"


async def test_an_order_sorts_by_what_is_shown(proof: Proof, asker: Asking) -> None:
    for entity, column, field in SORTED:
        shown = await proof.shown(column.table.name, column.name, asker.viewer)
        hidden = sorted(proof.allowed(column.table.name, asker.viewer) - set(shown))
        found = await walk(asker, field_of(str(entity.plural)), f"orderBy: [{{{field}: ASC}}], first: 37")
        assert found[len(shown) :] == hidden, f"{column}: where nothing is shown, the id decides"
        assert set(found[: len(shown)]) == set(shown)
        values = [shown[key] for key in found[: len(shown)]]
        assert values == in_order(column, values)


async def test_what_is_only_for_staff_reaches_no_learner_by_any_field(proof: Proof, asker: Asking) -> None:
    marked: set[str] = set()
    for entity, column in COLUMNS:
        shown = await proof.shown(column.table.name, column.name, asker.viewer)
        if any(MARKER in value for value in shown.values()):
            marked.add(entity.name)
    # A secret is in no field at all; a hidden file of a lab is, and so is the note on a person, each for its staff.
    for entity in table_entities().values():
        if entity.plural is not None:
            rows = await everything(asker, field_of(entity.plural), leaves(entity.name))
            assert (MARKER in orjson.dumps(rows).decode()) == (entity.name in marked), entity.name


async def test_what_is_only_for_staff_is_shown_to_some_and_hidden_from_others(proof: Proof) -> None:
    some: set[str] = set()
    others: set[str] = set()
    for entity, column in COLUMNS:
        shown = [await proof.shown(column.table.name, column.name, viewer) for viewer in ASKING]
        marked = [any(MARKER in value for value in values.values()) for values in shown]
        some |= {entity.name} if any(marked) else set()
        others |= {entity.name} if any(marked) and not all(marked) else set()
    assert some == others
    assert len(some) >= 5
