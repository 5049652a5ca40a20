"""A page and the lists below it, read by one statement."""

import json
from base64 import b64decode
from itertools import product
from typing import Any

import pytest

from app.execution.steps import lists
from db.statements import shapes as statements
from resolvers.kit.reading import batches
from tests.app.execution.both import Both
from tests.support.databases import Database
from tests.support.graphql import asking, opened
from tests.support.people import PEOPLE
from tests.support.viewers import Viewer

STUDENT = PEOPLE["student"]
LISTS = """
  code
  primarySubject { name }
  modules { title }
  offerings(first: 2) { nodes { termName offeringInstructors { user { fullName } } } }
"""

ONE_STATEMENT = {
    "nodes": f"{{ courses(first: 4) {{ nodes {{ {LISTS} }} pageInfo {{ hasNextPage endCursor }} }} }}",
    "edges": f"{{ courses(first: 4) {{ edges {{ cursor node {{ {LISTS} }} }} }} }}",
    "both": f"{{ courses(first: 4) {{ nodes {{ {LISTS} }} edges {{ node {{ modules {{ depth }} }} }} }} }}",
    "backward": f"{{ courses(last: 4) {{ nodes {{ {LISTS} }} pageInfo {{ hasPreviousPage }} }} }}",
    "no rows": f'{{ courses(filter: {{ code: {{ eq: "none" }} }}) {{ nodes {{ {LISTS} }} }} }}',
    "no page": f"{{ courses(first: 0) {{ nodes {{ {LISTS} }} pageInfo {{ hasNextPage }} }} }}",
    "two fields of one relation": """{ courses(first: 4) { nodes {
        newest: offerings(first: 1) { nodes { termName } }
        oldest: offerings(last: 1) { nodes { termName } pageInfo { hasPreviousPage } }
    } } }""",
    "filters with values of their own": """{ courses(first: 4, filter: { status: { eq: PUBLISHED } }) { nodes {
        modules { title }
        offerings(first: 2) { nodes {
            termName
            enrollments(first: 2, filter: { status: { eq: ACTIVE } }) { nodes { status } }
        } }
        recent: offerings(first: 3, filter: { termName: { contains: "2026" } }) { nodes { termName } }
    } } }""",
    "lists under a row that many share": """{ offerings(first: 20) { nodes {
        termName
        course { title modules { title } offerings(first: 2) { nodes { termName } } }
    } } }""",
    "lists of lists": "{ courses(first: 3) { nodes { modules { title children { title children { title } } } } } }",
    "kinds of content": """{ modules(first: 9) { nodes { title contentItems {
        __typename title
        ... on VideoContent { durationSeconds }
        ... on QuizContent { quizMode }
    } } } }""",
}


CURSORS = """query ($a: String, $b: String, $c: String, $d: String) {
    courses(first: 3, orderBy: [{gradeLevel: ASC_NULLS_FIRST}, {code: DESC}], after: $a, before: $b) {
        nodes { code offerings(last: 1, after: $c, before: $d) { nodes { termName } } }
    }
}"""


async def test_cursors_with_nulls_take_no_value_of_the_lists_below(both: Both) -> None:
    edges = "{ edges { cursor node { offerings(first: 9) { edges { cursor } } } } }"
    order = "orderBy: [{gradeLevel: ASC_NULLS_FIRST}, {code: DESC}]"
    admin = PEOPLE["tenant-admin"]
    whole = (await both.ask(admin, f"{{ courses(first: 200, {order}) {edges} }}")).check()["data"]["courses"][
        "edges"
    ]
    assert json.loads(b64decode(whole[0]["cursor"] + "=="))[1] is None, "the first row's grade level is null"
    below = [edge["cursor"] for row in whole for edge in row["node"]["offerings"]["edges"]]
    for a, b, c, d in product((None, whole[0]), (None, whole[-1]), (None, min(below)), (None, max(below))):
        bounds = {"a": a and a["cursor"], "b": b and b["cursor"], "c": c, "d": d}
        found = await both.ask(admin, CURSORS, bounds)
        assert len(found.check()["data"]["courses"]["nodes"]) == 3
        assert found.statements == 1


@pytest.mark.parametrize("name", ONE_STATEMENT)
@pytest.mark.parametrize("person", ["student", "instructor", "visitor"])
async def test_one_statement_answers_as_the_reference_does(both: Both, name: str, person: str) -> None:
    found = await both.ask(PEOPLE[person], ONE_STATEMENT[name])
    assert "errors" not in found.check()
    assert (found.is_lone, found.statements, found.left) == (True, 1, None)


async def test_every_page_comes_with_its_lists(both: Both) -> None:
    whole: list[Any] = []
    after, number = "null", 0
    while after:
        found = await both.ask(
            STUDENT,
            f"{{ courses(first: 3, after: {after}) {{ nodes {{ {LISTS} }} pageInfo {{ hasNextPage endCursor }} }} }}",
        )
        courses = found.check()["data"]["courses"]
        whole += courses["nodes"]
        info = courses["pageInfo"]
        after = f'"{info["endCursor"]}"' if info["hasNextPage"] else ""
        number += 1
    assert number > 2
    at_once = await both.ask(STUDENT, f"{{ courses(first: 200) {{ nodes {{ {LISTS} }} }} }}")
    assert whole == at_once.check()["data"]["courses"]["nodes"]


async def test_cursors_of_the_page_and_of_a_list_below_it_are_told_apart(both: Both) -> None:
    pages = await both.ask(
        STUDENT,
        "{ offerings(first: 3) { edges { cursor node { enrollments(first: 1) { pageInfo { endCursor } } } } } }",
    )
    edges = pages.check()["data"]["offerings"]["edges"]
    after = edges[0]["cursor"]
    below = next(end for edge in edges if (end := edge["node"]["enrollments"]["pageInfo"]["endCursor"]))
    found = await both.ask(
        STUDENT,
        f'{{ offerings(first: 2, after: "{after}") {{ nodes {{ termName '
        f'enrollments(first: 3, after: "{below}") {{ nodes {{ status }} }} }} }} }}',
    )
    assert "errors" not in found.check()
    assert found.statements == 1


async def test_the_row_that_shows_that_there_are_more_brings_nothing(demo_database: Database) -> None:
    viewer = Viewer("visitor", "northfield", "visitor")
    async with opened(demo_database.gateway_url) as pool, asking(pool, viewer) as asker:
        bare = await asker.ask(
            "{ courses(first: 2) { nodes { modules { title } } pageInfo { hasNextPage } } }"
        )
    courses = bare.only["courses"]
    assert courses["pageInfo"] == {"hasNextPage": True}
    assert bare.rows == [3 + sum(len(course["modules"]) for course in courses["nodes"])]


async def test_a_value_that_no_column_holds_is_met_by_both(both: Both) -> None:
    wrong = "contentProgress(filter: { progressPercent: { ne: 1, in: [1e300, 1] } }, first: 0)"
    for selected in ("edges { cursor }", "nodes { uuid }"):
        found = await both.ask(STUDENT, f"{{ users(first: 3) {{ nodes {{ {wrong} {{ {selected} }} }} }} }}")
        (name,) = (word for word in ("edges", "nodes") if word in selected)
        assert found.check()["data"]["users"]["nodes"] == [{"contentProgress": {name: []}}] * 3


@pytest.mark.parametrize("on", [True, False])
async def test_what_a_variable_leaves_out_is_not_read(both: Both, *, on: bool) -> None:
    document = """query ($on: Boolean!) { courses(first: 3) { nodes { title modules { title }
        offerings(first: 1) { nodes @include(if: $on) { termName offeringInstructors { user { fullName } } } }
    } } }"""
    found = await both.ask(STUDENT, document, {"on": on})
    nodes = found.check()["data"]["courses"]["nodes"]
    assert all(("nodes" in node["offerings"]) == on for node in nodes)
    # What hangs on a variable itself is read apart.
    assert found.statements == (2 if on else 1)


async def test_wrong_arguments_below_a_page_are_told_where_a_row_has_them(both: Both) -> None:
    document = "{{ courses(first: 2{more}) {{ nodes {{ title offerings(first: -1) {{ nodes {{ termName }} }} }} }} }}"
    found = await both.ask(STUDENT, document.format(more=""))
    assert "must be from 0 to 200" in found.check()["errors"][0]["message"]
    found = await both.ask(STUDENT, document.format(more=', filter: { code: { eq: "none" } }'))
    assert found.check() == {"data": {"courses": {"nodes": []}}}


async def test_a_list_below_a_page_that_is_too_long_is_refused(
    both: Both, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (batches, statements):
        monkeypatch.setattr(module, "MOST_ROWS", 3)
    found = await both.ask(STUDENT, "{ courses(first: 40) { nodes { title modules { title } } } }")
    assert "more than 3 rows" in found.check()["errors"][0]["message"]


async def test_lists_of_lists_that_are_too_long_for_one_statement_are_read_level_by_level(
    both: Both, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = await both.ask(STUDENT, ONE_STATEMENT["lists of lists"])
    monkeypatch.setattr(lists, "MOST_ROWS", 3)
    parts = await both.ask(STUDENT, ONE_STATEMENT["lists of lists"])
    assert (parts.compiled, parts.left, parts.is_lone) == (whole.compiled, None, True)
    # Once alone, and in the snapshot once more, then level by level.
    assert parts.statements > 2
