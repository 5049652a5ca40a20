"""Fields with a resolver of their own are called from the plan, and answer what graphql-core answers."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import strawberry

import resolvers.schema as schema_module
from app.observability.record import Record
from db.reads.database import Database as Pool
from resolvers.kit.declaring.entity import ENTITIES, Entity
from resolvers.kit.reading import loading
from resolvers.kit.reading.loading import Info
from resolvers.kit.types import build, connections
from resolvers.kit.types.fields import returning
from tests.app.execution.both import Both
from tests.support.databases import Database
from tests.support.people import PEOPLE


@strawberry.input
class Style:
    ending: str = "!"
    times: int = 1


@strawberry.type
class Weather:
    degrees: int


def shout(self: Any, style: Style | None = None, word: str = "Read") -> str:
    ending = (style or Style()).ending * (style or Style()).times
    return f"{word} {self['title']}{ending}"


async def words(self: Any, info: Info, most: int = 2) -> list[str | None]:
    await info.context.session.fetch("SELECT 1")
    return [*self["title"].split()[:most], None]


def described(self: Any, info: Info) -> strawberry.scalars.JSON:
    raw = info._raw_info
    return {
        "field": info.field_name, "parent": info.schema.get_type_by_name("Course").name, "nodes": len(raw.field_nodes),
        "operation": info.operation.name.value, "variables": info.variable_values, "returns": str(raw.return_type),
        "selected": len(info.selected_fields), "request": info.context.request_id,
        "columns": sorted(set(self) & {*ENTITIES["Course"].selected, "__typename"}),
    }  # fmt: skip


async def home(self: Any, info: Info) -> Any:
    return await loading.load_one(info.context, ENTITIES["Organization"], self["organization_id"])


async def homes(self: Any, info: Info, depth: int = 2) -> Any:
    found = await loading.load_one(info.context, ENTITIES["Organization"], self["organization_id"])
    return [found, None, found][:depth]


def itself(self: Any) -> Any:
    return self


def bare(self: Any) -> Any:
    return {"id": self["id"], "title": "Made by hand", "created_at": 7}


def never(self: Any) -> str:
    return None  # type: ignore[return-value]


def fails(self: Any) -> str | None:
    raise ValueError(self["title"])


def weather(self: Any) -> Weather:
    return Weather(degrees=21)


async def label(self: Any, info: Info) -> str:
    return f"{self['__typename']} {self['name']} {info._raw_info.parent_type.name}"


def motto(info: Info, of: str = "us") -> str:
    return f"{info.field_name} of {of}, {info.path.key}"


async def best(info: Info, code: str) -> Any:
    return await loading.load_by(info.context, ENTITIES["Course"], "code", code)


def fields_of(name: str, known: dict[str, Any]) -> dict[str, Any]:
    """The hand-written fields of an entity, as its declaration would hold them."""
    if name == "Organization":
        return {"label": strawberry.field(resolver=label)}
    if name != "Course":
        return {}
    course, organization = known["Course"], known["Organization"]
    rows = {home: organization | None, homes: list[organization | None], itself: course, bare: course}
    fields = [
        shout,
        words,
        described,
        never,
        fails,
        weather,
        *(returning(f, kind) for f, kind in rows.items()),
    ]
    return {field.__name__: strawberry.field(resolver=field) for field in fields}


@pytest.fixture(scope="module")
async def extended(demo_database: Database) -> AsyncIterator[Both]:
    """Both executors over a schema with these fields."""
    complete, root_fields = build._complete, schema_module.root_fields
    with pytest.MonkeyPatch.context() as patch:

        def complete_with_fields(entity: Entity, types: dict[str, Any]) -> None:
            patch.setattr(entity, "resolvers", fields_of(entity.name, types))
            complete(entity, types)

        def more_roots(types: dict[str, Any]) -> dict[str, Any]:
            found = returning(best, types["Course"] | None)
            mine = {"motto": strawberry.field(resolver=motto), "best": strawberry.field(resolver=found)}
            return {**root_fields(types), **mine}

        patch.setattr(connections, "_MADE", {})
        patch.setattr(schema_module, "_built", None)
        patch.setattr(build, "_complete", complete_with_fields)
        patch.setattr(schema_module, "root_fields", more_roots)
        schema = schema_module.build_schema()
    pool = await Pool.open(demo_database.gateway_url, pool_size=1)
    try:
        yield Both(pool, schema)
    finally:
        await pool.close()


async def planned(extended: Both, document: str, **variables: Any) -> dict[str, Any]:
    """The data that a plan answered, and graphql-core too."""
    compared = await extended.ask(PEOPLE["student"], document, variables)
    body = compared.check()
    assert compared.left is None
    assert "errors" not in body, body
    return body["data"]


def courses(selection: str) -> str:
    return f"{{ courses(first: 3) {{ nodes {{ {selection} }} }} }}"


async def test_arguments_become_what_the_resolver_declares(extended: Both) -> None:
    document = """query ($times: Int = 2, $word: String!) { courses(first: 1) { nodes { title shout
        loud: shout(style: {times: $times}, word: $word) other: shout(style: {ending: "?"})
        none: shout(style: null) } } }"""
    (course,) = (await planned(extended, document, word="Try"))["courses"]["nodes"]
    title = course["title"]
    assert course == {
        "title": title, "shout": f"Read {title}!", "loud": f"Try {title}!!", "other": f"Read {title}?",
        "none": f"Read {title}!",
    }  # fmt: skip


async def test_async_resolvers_and_lists(extended: Both) -> None:
    data = await planned(extended, courses("title words one: words(most: 1)"))
    for course in data["courses"]["nodes"]:
        assert course["words"] == [*course["title"].split()[:2], None]
        assert course["one"] == [course["title"].split()[0], None]


async def test_info_works(extended: Both) -> None:
    document = """query Mine($yes: Boolean!, $no: Boolean!) { courses(first: 1) { nodes {
        described ... @include(if: $yes) { described } ... @include(if: $no) { described } } } }"""
    (course,) = (await planned(extended, document, yes=True, no=False))["courses"]["nodes"]
    found = course["described"]
    assert found.pop("columns") == sorted([*ENTITIES["Course"].selected, "__typename"])
    assert found == {
        "field": "described", "parent": "Course", "nodes": 2, "operation": "Mine", "returns": "JSON!", "selected": 2,
        "variables": {"yes": True, "no": False}, "request": "the-same",
    }  # fmt: skip


async def test_fields_below_conditions_are_not_called(extended: Both) -> None:
    document = "query ($x: Boolean!) { courses(first: 3) { nodes { id fails @include(if: $x) } } }"
    assert all(
        list(course) == ["id"] for course in (await planned(extended, document, x=False))["courses"]["nodes"]
    )


async def test_rows_go_on_in_the_plan(extended: Both) -> None:
    below = "__typename id name label parent { name label } ... on Department { kind courses(first: 1) { totalCount } }"
    data = await planned(
        extended, courses(f"home {{ {below} }} homes {{ {below} }} itself {{ title modules {{ title }} }}")
    )
    for course in data["courses"]["nodes"]:
        assert course["homes"] == [course["home"], None]
        assert course["home"]["label"].split()[0] == course["home"]["__typename"]


async def test_loaders_gather_the_keys_of_all_rows(extended: Both) -> None:
    record = Record("counted")
    operation = extended.operations.get(courses("home { name }"), None)
    await extended._runner.run(operation, {}, PEOPLE["student"], record)
    assert (record.statements, record.executor, record.left) == (2, "compiled", None)


async def test_kinds_of_an_interface(extended: Both) -> None:
    data = await planned(extended, "{ organizations(first: 50) { nodes { __typename name label } } }")
    for found in data["organizations"]["nodes"]:
        assert found["label"] == f"{found['__typename']} {found['name']} {found['__typename']}"


async def test_fields_of_the_root(extended: Both) -> None:
    data = await planned(extended, '{ a: motto motto(of: "them") best(code: "none") { title } }')
    assert data == {"a": "motto of us, a", "motto": "motto of them, motto", "best": None}
    code = (await planned(extended, courses("code")))["courses"]["nodes"][0]["code"]
    document = f'{{ best(code: "{code}") {{ code shout organization {{ name label }} createdAt }} }}'
    assert (await planned(extended, document))["best"]["code"] == code


@pytest.mark.parametrize(
    ("selection", "reason"),
    [
        ("never", "a resolver returned null where that may not be"),
        ("fails", "ValueError"),
        ("bare { title }", None),
        ("bare { title createdAt }", "AttributeError"),
        ("bare { title description }", "a resolver returned a row without all of its columns"),
        ("weather { degrees }", "Course.weather returns a type of its own"),
    ],
)
async def test_what_is_left_to_graphql_core(extended: Both, selection: str, reason: str | None) -> None:
    compared = await extended.ask(PEOPLE["student"], courses(f"id {selection}"))
    assert compared.compiled.decode() == compared.reference.decode()
    assert compared.left == reason
