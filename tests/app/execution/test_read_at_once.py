"""What a plan reads along or leaves out changes no answer: links of few rows, lists in lists, documents, claims."""

import asyncio
import gc

import asyncpg
import pytest
from graphql.execution.values import VariableValues

from app.execution.plan.columns import MOST_JOINS
from app.execution.plan.plan import Plan
from app.execution.plan.state import State
from app.execution.steps import lists
from app.execution.steps.ahead import MOST_LISTS
from db.derived.claims_on_demand import CLAIMS_ON_DEMAND
from db.models import Base
from db.statements.shapes import FEW
from tests.app.execution.both import Both
from tests.support.databases import Database
from tests.support.graphql import compiled, operations
from tests.support.people import PEOPLE

NESTED = """{
  courses(first: 3) { nodes { title modules { title children { title depth children { title children { title } } } } } }
}"""


async def test_lists_in_lists_are_read_level_by_level_where_they_are_too_many(
    both: Both, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = await both.ask(PEOPLE["student"], NESTED)
    assert whole.check()["data"]["courses"]["nodes"][0]["modules"]
    monkeypatch.setattr(lists, "MOST_ROWS", 3)
    parts = await both.ask(PEOPLE["student"], NESTED)
    assert parts.left is None
    assert parts.compiled == whole.compiled


async def test_a_list_is_read_along_at_every_place_it_is_selected(both: Both) -> None:
    document = """{ courses(first: 5) { nodes {
        modules { a: children { title } b: children { code children { title } } children { ...Deep } }
    } } } fragment Deep on Module { id children { id parent { title children { sequenceIndex } } } }"""
    found = await both.ask(PEOPLE["tenant-admin"], document)
    found.check()
    assert found.left is None


@pytest.mark.parametrize("size", [1, FEW, FEW + 1])
async def test_links_of_few_rows_and_of_many_are_answered_alike(both: Both, size: int) -> None:
    document = f"""{{ enrollments(first: {size}) {{ nodes {{
        user {{ fullName roles {{ role organization {{ name parent {{ name }} }} }} }}
        offering {{ termName course {{ title organization {{ __typename name parent {{ name }} }} }} }}
    }} }} }}"""
    found = await both.ask(PEOPLE["tenant-admin"], document)
    assert found.check()["data"]["enrollments"]["nodes"]
    assert found.left is None


async def test_no_statement_joins_without_end(both: Both) -> None:
    inner = "title"
    for _ in range(3 * MOST_JOINS):
        inner = f"parent {{ {inner} }}"
    found = await both.ask(PEOPLE["student"], f"{{ modules(first: 2) {{ nodes {{ {inner} }} }} }}")
    found.check()
    assert found.left is None


@pytest.mark.parametrize("more", [0, 1, 4])
async def test_no_statement_reads_lists_without_end(both: Both, more: int) -> None:
    """Thirty-two lists in one statement take PostgreSQL seconds to plan, though each of them is small."""
    listed = " ".join(f"a{n}: contentItems(first: 1) {{ nodes {{ id }} }}" for n in range(MOST_LISTS + more))
    found = await both.ask(PEOPLE["student"], f"{{ courses(first: 5) {{ nodes {{ {listed} }} }} }}")
    found.check()
    assert found.left is None
    assert found.statements == 1 + more


# An operation, and the claims that its tables ask for.
CLAIMS = {
    "{ viewer { userUuid } }": set(),
    "{ viewer { user { fullName } tenant { name } } }": set(),
    "{ subjects { nodes { name } } }": set(),
    "{ courses { nodes { title } } }": {"places"},
    "{ enrollments { totalCount } }": {"offerings", "organizations"},
    "{ studentProfiles { nodes { uuid } } }": {"pupils", "organizations"},
    "{ financeRecords { totalCount } }": {"desks"},
    "{ users { nodes { fullName } } }": set(),
    "{ users { nodes { email } } }": {"dealt"},
    '{ users(filter: { phone: { eq: "1" } }) { totalCount } }': {"dealt"},
    "{ users(orderBy: [{ email: ASC }]) { totalCount } }": {"dealt"},
    "query ($f: UserFilter) { users(filter: $f) { totalCount } }": CLAIMS_ON_DEMAND,
    "{ notifications { totalCount } }": {"family", "people"},
    "{ questions { totalCount } }": {"courses", "attempts"},
    "{ answerOptions { nodes { contentMd } } }": {"courses", "attempts"},
    "{ questions { nodes { metadata } } }": {"courses", "attempts", "studied"},
    "{ contentItems { nodes { title } } }": {"places"},
    "{ contentItems { nodes { ... on QuizContent { body } } } }": {
        "places",
        "courses",
        "attempts",
        "studied",
    },
    "{ enrollments { nodes { metadata } } }": {"offerings", "organizations", "desks"},
    "{ organizations { nodes { financials { nodes { month } } } } }": {"desks"},
    "{ viewer { enrollments { nodes { progress { percent } } } } }": {"offerings", "organizations"},
    "{ viewer { enrollments { nodes { nextStep { isStarted } } } } }": {
        "offerings",
        "organizations",
        "places",
    },
}


@pytest.mark.parametrize("document", CLAIMS)
def test_entry_works_out_the_claims_that_the_tables_ask_for(document: str) -> None:
    operation = operations().get(document, None)
    assert compiled().begin(operation, VariableValues({}, {})).claims == CLAIMS[document]


@pytest.mark.parametrize(
    ("name", "wanted"), [("Course", {"places"}), ("Country", set[str]()), ("x", set[str]())]
)
def test_a_node_asks_for_the_claims_of_what_its_id_names(name: str, wanted: set[str]) -> None:
    key = f"{name}_00000000-0000-7000-8000-000000000000"
    operation = operations().get(f'{{ node(id: "{key}") {{ id }} }}', None)
    assert compiled().begin(operation, VariableValues({}, {})).claims == wanted


def test_what_the_reference_runs_asks_for_all_claims() -> None:
    operation = operations().get("{ __schema { queryType { name } } courses { totalCount } }", None)
    assert compiled().begin(operation, VariableValues({}, {})).claims is None
    assert {claim for wanted in CLAIMS.values() for claim in wanted} == CLAIMS_ON_DEMAND


async def test_a_mask_changes_no_key_of_a_document_but_those_it_names(demo_database: Database) -> None:
    masks = [
        (table.name, column.name, mask)
        for table in Base.metadata.tables.values()
        for column in table.columns
        if (mask := column.info.get("mask")) is not None and mask.keys is not None
    ]
    assert ("content_items", "data") in {mask[:2] for mask in masks}
    connection = await asyncpg.connect(demo_database.admin_url)
    try:
        for table, column, mask in masks:
            named = "{" + ",".join(mask.keys) + "}"
            masked = mask.otherwise.format(column=column, t="")
            assert await connection.fetchval(f"SELECT bool_or({column} ?| '{named}') FROM {table}"), (
                "some are masked"
            )
            assert await connection.fetchval(f"SELECT count(*) FROM {table} WHERE ({masked}) <> {column}") > 0
            assert (
                await connection.fetchval(
                    f"SELECT count(*) FROM {table} WHERE ({masked}) - '{named}'::text[] <> {column} - '{named}'::text[]"
                )
                == 0
            ), f"{table}.{column}"
    finally:
        await connection.close()


async def test_a_run_leaves_nothing_to_the_garbage_collector(both: Both) -> None:
    document = """{ viewer { user { enrollments { nodes { progress { percent } offering { course { modules { title
        contentItems { title } } } } } } } } }"""
    await both.ask(PEOPLE["student"], document)
    gc.collect()
    gc.disable()
    try:
        gc.set_debug(gc.DEBUG_SAVEALL)
        await both.ask(PEOPLE["student"], document)
        gc.collect()
        assert [kept for kept in gc.garbage if isinstance(kept, asyncpg.Record | State)] == []
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
        gc.enable()


async def test_a_list_that_is_asked_for_wrongly_is_no_matter_where_nothing_has_it(both: Both) -> None:
    wrong = "{ courses(first: -1) { totalCount nodes { title } } }"
    found = await both.ask(PEOPLE["student"], f'{{ university(shortCode: "NOWHERE") {wrong} }}')
    assert found.check() == {"data": {"university": None}}
    assert found.left is None
    found = await both.ask(PEOPLE["student"], f'{{ university(shortCode: "NU") {wrong} }}')
    assert "must be from 0 to 200" in found.check()["errors"][0]["message"]


async def test_runs_of_one_plan_do_not_meet_where_it_still_grows(both: Both) -> None:
    document = """query ($a: ID!, $b: ID!) {
        a: node(id: $a) { __typename ... on Course { title modules { title } } ... on User { fullName } }
        b: node(id: $b) { __typename ... on Course { code description status modules { title } } ... on User { email } }
    }"""
    listed = await both.ask(
        PEOPLE["student"], "{ courses(first: 1) { nodes { id } } viewer { user { id } } }"
    )
    data = listed.check()["data"]
    course, person = data["courses"]["nodes"][0]["id"], data["viewer"]["user"]["id"]
    asked = [{"a": course, "b": person}, {"a": person, "b": course}, {"a": course, "b": course}]
    found = await asyncio.gather(*(both.ask(PEOPLE["student"], document, variables) for variables in asked))
    for each in found:
        assert "errors" not in each.check()


async def test_a_list_of_which_only_the_number_is_asked_for_is_not_read_ahead(both: Both) -> None:
    document = (
        "{ viewer { user { enrollments { totalCount } courseProgress(first: 2) { nodes { percent } } } } }"
    )
    found = await both.ask(PEOPLE["student"], document)
    assert "errors" not in found.check()
    plan = compiled().plan(operations().get(document, None))
    assert isinstance(plan, Plan)
    shapes = {batch.field: batch.shape for batch in plan.batches}
    assert shapes["User.enrollments"] == "a page under each parent"
    assert shapes["User.courseProgress"] == "read with the rows above"
