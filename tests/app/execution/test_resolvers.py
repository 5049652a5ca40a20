"""Fields with a resolver of their own are called from the plan, and answer what graphql-core answers."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from app.execution.plan.plan import Plan
from app.observability.record import Record
from db.reads.database import Database as Pool
from tests.app.execution.both import Both
from tests.app.execution.own_fields import extended_schema
from tests.support.databases import Database
from tests.support.people import PEOPLE


@pytest.fixture(scope="module")
async def extended(demo_database: Database) -> AsyncIterator[Both]:
    """Both executors over a schema with such fields."""
    pool = await Pool.open(demo_database.gateway_url, pool_size=1)
    try:
        yield Both(pool, extended_schema())
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
    assert found.pop("columns") == ["__typename", "code"]
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


async def counted(
    extended: Both, document: str, viewer: str = "student"
) -> tuple[dict[str, Any], dict[str, int]]:
    """The data, the same of both executors, and the statements that each asked for."""
    operation = extended.operations.get(document, None)
    answers: dict[str, Any] = {}
    statements: dict[str, int] = {}
    for executor in (extended.compiled, extended.compiled.reference):
        record = Record("counted")
        body = await extended._runner.run(operation, {}, PEOPLE[viewer], record, executor)
        assert record.left is None
        answers[record.executor], statements[record.executor] = body["data"], record.statements
    assert answers["compiled"] == answers["reference"]
    return answers["compiled"], statements


async def test_a_value_per_key_is_one_statement_for_all_rows(extended: Both) -> None:
    several = "{ courses(first: 50) { nodes { offerings { totalCount } taken again: taken nobody } } }"
    data, statements = await counted(extended, several, "tenant-admin")
    rows = data["courses"]["nodes"]
    assert len(rows) > 5
    assert len({row["taken"] for row in rows}) > 2
    assert all(row["taken"] == row["again"] and row["nobody"] is None for row in rows)
    assert statements == {"compiled": 3, "reference": 3}


async def test_a_value_per_key_counts_what_the_viewer_sees(extended: Both) -> None:
    document = "{ courses(first: 50) { nodes { taken } } }"
    seen = {
        viewer: sum(
            row["taken"] for row in (await counted(extended, document, viewer))[0]["courses"]["nodes"]
        )
        for viewer in ("tenant-admin", "student")
    }
    assert seen["tenant-admin"] > seen["student"] > 0


@pytest.mark.parametrize("name", ["contact", "reached"])
async def test_masked_columns_stay_masked(extended: Both, name: str) -> None:
    document = f"{{ users(first: 200) {{ nodes {{ id email {name} }} }} }}"
    data, statements = await counted(extended, document, "student")
    rows = data["users"]["nodes"]
    assert all(row[name] == row["email"] for row in rows)
    assert {row["email"] is None for row in rows} == {True, False}
    own = 1 if name == "reached" else 0
    assert statements == {"compiled": 1 + own, "reference": 1 + own}


async def test_only_required_columns_are_selected(extended: Both) -> None:
    operation = extended.operations.get(courses("shout taken"), None)
    plan = extended.compiled.plan(operation)
    assert isinstance(plan, Plan)
    (page, *_) = [batch for batch in plan.batches if batch.columns is not None]
    assert page.columns is not None
    assert page.columns.selection.columns == ("title", "id")


async def test_a_column_that_is_not_required_is_named(
    extended: Both, caplog: pytest.LogCaptureFixture
) -> None:
    compared = await extended.ask(PEOPLE["student"], courses("id touches"))
    assert compared.compiled.decode() == compared.reference.decode()
    assert compared.left == "ColumnNotRequired"
    assert {error["extensions"]["code"] for error in compared.body["errors"]} == {"INTERNAL"}
    assert "description" not in " ".join(error["message"] for error in compared.body["errors"])
    told = (
        '`touches` reads the column "description" without requiring it:'
        ' add "description" to `requires` of its @field'
    )
    assert told in caplog.text


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
