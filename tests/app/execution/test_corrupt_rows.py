"""Rows that hold what no write allows: both executors show the same, and tell the same errors.

A payload is checked on write; but data outlives versions, and a database is restored from elsewhere.
"""

import json
import logging
from collections.abc import AsyncIterator, Iterator
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import asyncpg
import pytest
from graphql import GraphQLField, get_named_type, is_leaf_type
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from db.models.words import Words
from db.payloads import PAYLOADS
from db.reads.database import Database as Pool
from resolvers.kit.declaring.entity import ENTITIES
from resolvers.schema import build_schema
from tests.app.execution.both import Both
from tests.app.execution.generated_values import Choices
from tests.conftest import clone
from tests.support.databases import Clones, Database
from tests.support.extent import QUICK
from tests.support.graphql import graphql_schema
from tests.support.people import PEOPLE
from tests.support.selections import leaves


@pytest.fixture(scope="module")
async def scratch(clones: Clones, demo_template: str) -> AsyncIterator[Database]:
    """The demo data, to be spoiled. What keeps rows right is taken off."""
    async with clone(clones, demo_template) as made:
        owner = await asyncpg.connect(made.admin_url)
        await owner.execute("ALTER TABLE content_items DISABLE TRIGGER USER")
        await owner.close()
        yield made


@pytest.fixture(scope="module")
async def spoiled(scratch: Database) -> AsyncIterator[Both]:
    """Both executors over it."""
    pool = await Pool.open(scratch.gateway_url, pool_size=1)
    try:
        yield Both(pool, build_schema())
    finally:
        await pool.close()


@pytest.fixture(scope="module")
async def item(scratch: Database) -> AsyncIterator[tuple[Any, str]]:
    """A connection that may write anything, and the key of the content item to write to."""
    owner = await asyncpg.connect(scratch.admin_url)
    tenant = "(SELECT id FROM tenants WHERE short_code = 'northfield')"
    yield owner, str(await owner.fetchval(f"SELECT id FROM content_items WHERE tenant_id = {tenant} LIMIT 1"))
    await owner.close()


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """The tracebacks that the gateway would log are many."""
    logging.disable()
    yield
    logging.disable(logging.NOTSET)


ODD: list[Any] = [
    None, True, 0, -1, 2**31, 2**53 + 1, 2**63, 1.5, 3.0, 1e300, "", "paragraph", "5", [], {}, [None], [[]], {"a": 1},
]  # fmt: skip
"""What stands in the place of a value, sooner or later."""


def valid(kind: Any, choices: Choices) -> Any:
    """A value that the annotation of a payload's field allows."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return valid(arguments[0], choices)
    if origin is Literal:
        return arguments[0]
    if origin is list:
        return [valid(arguments[0], choices) for _ in range(1 + choices.below(2))]
    if origin in (Union, UnionType):
        return valid(choices.pick([part for part in arguments if part is not type(None)]), choices)
    if isinstance(kind, type) and issubclass(kind, Words):
        return choices.pick(list(kind)).name
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        fields = [item for item in kind.model_fields.items() if not choices.one_in(8)]
        return {name: valid(field.annotation, choices) for name, field in fields if name != "secret"}
    return {str: "a", int: 3, float: 1.5, bool: True}.get(kind, {"a": [1, None]})


def spoil(value: Any, choices: Choices) -> Any:
    """The value with something odd in one place of it."""
    parts: list[Any] = (
        list(value)
        if isinstance(value, dict)
        else list(range(len(value or ())))
        if isinstance(value, list)
        else []
    )
    if not parts or choices.one_in(4):
        return choices.pick(ODD)
    place = choices.pick(parts)
    value[place] = spoil(value[place], choices)
    return value


def selected(word: str, choices: Choices) -> tuple[str, set[str]]:
    """One field of the payload or two, and all below them; and the names by which the payload holds them."""
    kind: Any = graphql_schema().type_map[ENTITIES["ContentItem"].kinds[word].name]
    written = [name for name, field in kind.fields.items() if "payload" in (declared(field) or {})]
    names = {choices.pick(written) for _ in range(1 + choices.below(2))}
    parts: list[str] = []
    for name in sorted(names):
        below = get_named_type(kind.fields[name].type)
        parts.append(name if is_leaf_type(below) else f"{name} {{ {leaves(below.name)} }}")
    return f"... on {kind.name} {{ {' '.join(parts)} }}", {declared(kind.fields[n])["payload"] for n in names}


def declared(field: GraphQLField) -> Any:
    """What the kit declared of a field."""
    return field.extensions["strawberry-definition"].metadata


@settings(QUICK, max_examples=400)
@given(data=st.data(), word=st.sampled_from(list(PAYLOADS)))
async def test_payloads_of_any_shape(
    spoiled: Both, item: tuple[Any, str], data: st.DataObject, word: str
) -> None:
    owner, key = item
    choices = Choices(data.draw)
    selection, names = selected(word, choices)
    whole = valid(PAYLOADS[word], choices)
    payload = {name: value for name, value in whole.items() if name in names}
    if payload and not choices.one_in(3):
        name = choices.pick(sorted(payload))
        payload[name] = spoil(payload[name], choices)
    change = (
        "UPDATE content_items SET content_type = $2::text::content_type, data = $3::text::jsonb WHERE id = $1"
    )
    await owner.execute(change, key, word, json.dumps(payload))
    document = f'{{ node(id: "ContentItem_{key}") {{ {selection} }} }}'
    compared = await spoiled.ask(PEOPLE["tenant-admin"], document)
    assert compared.compiled.decode() == compared.reference.decode()


async def test_columns_of_any_value(spoiled: Both, scratch: Database) -> None:
    """What a column's type allows, but GraphQL's doesn't."""
    owner = await asyncpg.connect(scratch.admin_url)
    try:
        for change, document in COLUMNS.items():
            await owner.execute("SET session_replication_role = replica")
            await owner.execute(change)
            compared = await spoiled.ask(PEOPLE["tenant-admin"], document)
            assert compared.compiled.decode() == compared.reference.decode(), change
    finally:
        await owner.close()


UNSHOWN = {
    ("studentProfiles", "student_profiles", "dateOfBirth", "date_of_birth"): [
        "0044-03-15 BC",
        "10000-01-01",
        "infinity",
    ],
    ("courses", "courses", "updatedAt", "updated_at"): [
        "0044-03-15 00:00+00 BC",
        "10000-01-01 00:00+00",
        "-infinity",
    ],
    ("courses", "courses", "creditHours", "credit_hours"): ["NaN"],
}


@pytest.mark.parametrize(
    ("place", "value"), [(place, value) for place, some in UNSHOWN.items() for value in some]
)
async def test_a_value_that_graphql_can_not_show_is_null_with_an_error(
    spoiled: Both, scratch: Database, place: tuple[str, str, str, str], value: str
) -> None:
    plural, table, field, column = place
    owner = await asyncpg.connect(scratch.admin_url)
    try:
        await owner.execute("SET session_replication_role = replica")
        await owner.execute(f"UPDATE {table} SET {column} = $1::text::{KINDS[column]}", value)
    finally:
        await owner.close()
    document = f"{{ {plural}(first: 1) {{ nodes {{ id {field} }} }} viewer {{ userUuid }} }}"
    compared = await spoiled.ask(PEOPLE["tenant-admin"], document)
    assert compared.compiled.decode() == compared.reference.decode()
    (error,) = compared.body["errors"]
    assert error["path"] == [plural, "nodes", 0, field]
    assert error["message"].startswith("The row holds ")
    assert error["message"].endswith(" here, which GraphQL can't show.")
    ordered = f"(first: 1, after: $after, orderBy: [{{ {field}: ASC }}])"
    turn = f"query ($after: String) {{ {plural}{ordered} {{ nodes {{ id }} pageInfo {{ endCursor }} }} }}"
    cursor, found = None, []
    for _ in range(2):
        data = (await spoiled.ask(PEOPLE["tenant-admin"], turn, {"after": cursor})).check()["data"][plural]
        cursor, found = data["pageInfo"]["endCursor"], [*found, *data["nodes"]]
    assert len({node["id"] for node in found}) == 2


KINDS = {"date_of_birth": "date", "updated_at": "timestamptz", "credit_hours": "numeric"}
COLUMNS = {
    "UPDATE courses SET metadata = 'null'": "{ courses { nodes { metadata } } }",
    "UPDATE users SET language_preferences = ARRAY['en', NULL]": "{ users { nodes { languagePreferences } } }",
    "UPDATE users SET language_preferences = ARRAY[ARRAY['en']]": "{ users { nodes { languagePreferences } } }",
    "UPDATE assets SET size_bytes = 9007199254740993": "{ assets { nodes { sizeBytes } } }",
    "UPDATE courses SET credit_hours = 'NaN'": "{ courses { nodes { creditHours } } }",
    "UPDATE courses SET created_at = 'infinity'": "{ courses { nodes { createdAt } } }",
    "UPDATE courses SET created_at = '0099-01-01 00:00:00.5+00'": "{ courses { nodes { createdAt } } }",
    "UPDATE module_progress SET progress_percent = 33.33": "{ moduleProgress { nodes { progressPercent } } }",
}
