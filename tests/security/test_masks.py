"""A masked column shows its value to whom the matrix says, and nobody else can find it out by a filter or an order."""

import orjson
from sqlalchemy import Boolean, Date, Numeric
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from db.models import Base
from db.payloads import DOCUMENTS
from resolvers.kit.declaring.names import camel
from tests.security.matrix import MASKED
from tests.security.proof import Proof
from tests.security.reading import everything, field_of, walk
from tests.support.graphql import Asking
from tests.support.selections import leaves, table_entities
from tests.support.world.facts import MARKER

SHOWN = [(table, column) for table, column in MASKED if column != "data"]
SORTED = [
    (table, column) for table, column in SHOWN
    if table != "tenants" and not isinstance(Base.metadata.tables[table].columns[column].type, JSONB | ARRAY)
]  # fmt: skip


def test_every_masked_column_is_in_the_matrix() -> None:
    masked = {
        (table.name, column.name)
        for table in Base.metadata.tables.values()
        for column in table.columns
        if column.info.get("mask") is not None
    }
    assert masked == set(MASKED)


async def test_values_are_those_of_the_matrix(proof: Proof, asker: Asking) -> None:
    for table, column in SHOWN:
        entity, field = table_entities()[table], camel(column)
        asked = f"{field} {{ __typename }}" if f"{table}.{column}" in DOCUMENTS else field
        if entity.plural is None:
            rows = [
                (await asker.ask(f"{{ viewer {{ {table[:-1]} {{ uuid {asked} }} }} }}")).only["viewer"][
                    table[:-1]
                ]
            ]
        else:
            rows = await everything(asker, field_of(entity.plural), f"uuid {asked}")
        shown = await proof.shown(table, column, asker.viewer)
        seen = {row["uuid"]: row[field] for row in rows if row[field] is not None}
        assert {row["uuid"] for row in rows} == proof.allowed(table, asker.viewer)
        assert set(seen) == set(shown), f"{table}.{column}"
        for key, value in seen.items():
            assert value == shown[key] or not isinstance(value, str), f"{table}.{column}"


async def test_a_filter_finds_a_masked_value_only_where_it_is_shown(proof: Proof, asker: Asking) -> None:
    for table, column in SORTED:
        shown = await proof.shown(table, column, asker.viewer)
        values = await proof.connection.fetch(
            f"SELECT DISTINCT {column}::text FROM {table} WHERE {column} IS NOT NULL"
        )
        visible = proof.allowed(table, asker.viewer)
        among = orjson.dumps([row[0] for row in values][:100]).decode()
        conditions = {"isNull: false": True, "isNull: true": False}
        match Base.metadata.tables[table].columns[column].type:
            case Boolean():
                conditions |= {"in: [true, false]": True}
            case Numeric():
                conditions |= {f"in: {among}": True, 'gte: "0"': True, 'ne: "-1"': None}
            case Date():
                conditions |= {f"in: {among}": True, 'gte: "1900-01-01"': True, 'ne: "1900-01-01"': None}
            case _:
                texts = {'contains: ""': True, 'startsWith: ""': True, 'gte: ""': True}
                conditions |= {f"in: {among}": True, **texts}
        for condition, is_shown in conditions.items():
            found = set(
                await walk(
                    asker, field_of(table), f"filter: {{{camel(column)}: {{{condition}}}}}, first: 200"
                )
            )
            wanted = visible if is_shown is None else set(shown) if is_shown else visible - set(shown)
            if condition.startswith("in:") and len(values) > 100:
                assert found <= wanted
            else:
                assert found == wanted, f"{table}.{column} {condition}"


async def test_an_order_sorts_by_what_is_shown(proof: Proof, asker: Asking) -> None:
    for table, column in SORTED:
        shown = await proof.shown(table, column, asker.viewer)
        hidden = sorted(proof.allowed(table, asker.viewer) - set(shown))
        found = await walk(asker, field_of(table), f"orderBy: [{{{camel(column)}: ASC}}], first: 37")
        assert found[len(shown) :] == hidden, f"{table}.{column}: where nothing is shown, the id decides"
        assert set(found[: len(shown)]) == set(shown)
        values = [shown[key] for key in found[: len(shown)]]
        numeric = isinstance(Base.metadata.tables[table].columns[column].type, Numeric)
        assert values == sorted(values, key=float if numeric else None)


async def test_what_is_only_for_staff_reaches_no_learner_by_any_field(proof: Proof, asker: Asking) -> None:
    found: set[str] = set()
    for entity in table_entities().values():
        if entity.plural is None:
            continue
        rows = await everything(asker, field_of(entity.plural), leaves(entity.name))
        if MARKER in orjson.dumps(rows).decode():
            found.add(entity.name)
    shown: set[str] = set()
    for table, column in MASKED:
        # A secret is in no field at all; a hidden file of a lab is.
        told = "hidden_test" if column == "data" else MARKER
        if any(told in value for value in (await proof.shown(table, column, asker.viewer)).values()):
            shown.add(table_entities()[table].name)
    assert found == shown
