"""Which operations are a single statement, and what they do when it is not enough."""

import pytest
from graphql.execution.values import VariableValues

from app.execution.steps import lists
from tests.app.execution.both import Both
from tests.support.graphql import compiled, operations
from tests.support.people import PEOPLE

TREE = '{ course(code: "BIO230") { title modules { title children { title children { title } } } } }'
CATALOGUE = """{ courses(first: 5) {
  nodes { title offerings(first: 2) { nodes { termName offeringInstructors { user { fullName } } } } modules { title } }
  pageInfo { hasNextPage endCursor }
} }"""
NOBODY = "00000000-0000-7000-8000-000000000000"

# An operation, and whether one statement is all that it can need.
LONE = {
    "{ viewer { userUuid } }": True,
    "{ viewer { user { fullName enrollments(first: 8) { nodes { progress { percent } } } } } }": True,
    "{ viewer { user { enrollments { nodes { status } totalCount } } } }": False,
    "{ viewer { user { enrollments { totalCount } } } }": False,
    "{ viewer { user { fullName enrollments { edges { node { status } } } roles { role } } } }": False,
    "{ courses(first: 5) { nodes { title organization { name } } pageInfo { endCursor } } }": True,
    "{ courses(first: 5) { nodes { title modules { title children { title children { title } } } } } }": True,
    "{ courses(first: 5) { nodes { title modules { title contentItems { title } } } } }": True,
    "{ courses(first: 5) { nodes { title modules { children { title } contentItems { title } } } } }": False,
    CATALOGUE: True,
    CATALOGUE.replace("termName", "termName enrollments { totalCount }"): False,
    CATALOGUE.replace("{ nodes { termName", "{ pageInfo { hasNextPage } nodes { termName"): False,
    CATALOGUE.replace("{ nodes { termName", "{ pageInfo { endCursor } nodes { termName"): False,
    "query ($on: Boolean!) { courses { nodes { title modules @include(if: $on) { title } } } }": False,
    "{ courses { totalCount } }": False,
    "{ courses { nodes { title } } domains { nodes { name } } }": False,
    "{ courses { nodes { title } } __typename }": True,
    TREE: True,
    '{ course(code: "BIO230") { title modules { title progress { progressPercent } } } }': False,
    "query ($on: Boolean!) { viewer { user { enrollments @include(if: $on) { nodes { status } } } } }": False,
    f'{{ node(id: "Course_{NOBODY}") {{ ... on Course {{ title organization {{ name }} }} }} }}': True,
    f'{{ node(id: "Course_{NOBODY}") {{ ... on Course {{ modules {{ contentItems {{ title }} }} }} }} }}': False,
    '{ node(id: "nothing") { id } }': True,
    f'{{ nodes(ids: ["Course_{NOBODY}"]) {{ id }} }}': False,
    "{ __schema { queryType { name } } viewer { userUuid } }": False,
}


@pytest.mark.parametrize("document", LONE)
def test_a_plan_knows_whether_one_statement_is_enough(document: str) -> None:
    begun = compiled().begin(operations().get(document, None), VariableValues({}, {}))
    assert begun.is_lone == LONE[document]


@pytest.mark.parametrize("document", [document for document, is_lone in LONE.items() if is_lone])
@pytest.mark.parametrize("key", ["student", "visitor", "partner"])
async def test_one_statement_answers_as_the_reference_does(both: Both, document: str, key: str) -> None:
    found = await both.ask(PEOPLE[key], document)
    found.check()
    assert found.is_lone
    assert found.statements == (0 if "nothing" in document else 1)


async def test_a_tree_that_is_too_large_for_one_statement_is_read_in_a_snapshot(
    both: Both, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = await both.ask(PEOPLE["student"], TREE)
    assert whole.check()["data"]["course"]["modules"]
    monkeypatch.setattr(lists, "MOST_ROWS", 3)
    parts = await both.ask(PEOPLE["student"], TREE)
    assert (parts.compiled, parts.left, parts.is_lone) == (whole.compiled, None, True)
    # Once alone, and in the snapshot once more, then level by level.
    assert parts.statements > 2


async def test_an_error_after_the_statement_is_told_by_the_reference(both: Both) -> None:
    document = (
        '{ viewer { user { fullName enrollments(first: 8, after: "no cursor") { nodes { status } } } } }'
    )
    found = await both.ask(PEOPLE["student"], document)
    assert [error["extensions"]["code"] for error in found.check()["errors"]] == ["BAD_USER_INPUT"]
    assert (found.is_lone, found.left) == (True, "an error to tell")
