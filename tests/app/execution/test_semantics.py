"""What graphql-js and graphql-core test of execution, on this schema: each case through both executors.

Where a test says no more, it is that both answer the same that counts.
"""

from typing import Any

import pytest
from graphql import parse

from app.execution.asked.selections import ALWAYS, collect
from app.execution.running.reference import Reference
from app.operations.operation import fragments_of
from resolvers.schema import build_schema
from tests.app.execution.both import Both
from tests.support.people import PEOPLE

STUDENT = PEOPLE["student"]


async def answer(both: Both, document: str, **variables: Any) -> dict[str, Any]:
    return (await both.ask(STUDENT, document, variables)).check()


async def keys(both: Both, selection: str, fragments: str = "", **variables: Any) -> list[str]:
    """The response keys of the only course that is asked for, in their order."""
    declared = ", ".join(
        f"${name}: Boolean" + ("!" if value is not None else " = true") for name, value in variables.items()
    )
    operation = (
        f"query{f'({declared})' if declared else ''} {{ courses(first: 1) {{ nodes {{ {selection} }} }} }}"
    )
    given = {name: value for name, value in variables.items() if value is not None}
    body = await answer(both, f"{operation} {fragments}", **given)
    return list(body["data"]["courses"]["nodes"][0])


async def test_fields_come_in_the_order_of_the_document(both: Both) -> None:
    assert await keys(both, "b: title a: code id b: title a: code") == ["b", "a", "id"]


async def test_a_fragment_puts_its_fields_where_it_stands(both: Both) -> None:
    assert await keys(both, "id ...F code ...F", "fragment F on Course { title id }") == [
        "id",
        "title",
        "code",
    ]


async def test_a_fragment_that_is_left_out_counts_where_it_comes_again(both: Both) -> None:
    fragment = "fragment F on Course { title }"
    assert await keys(both, "...F @include(if: $x) code ...F", fragment, x=False) == ["code", "title"]
    assert await keys(both, "...F @include(if: $x) code ...F", fragment, x=True) == ["title", "code"]


@pytest.mark.parametrize(
    ("directives", "kept"),
    [
        ("@skip(if: false) @include(if: true)", True),
        ("@skip(if: true) @include(if: true)", False),
        ("@skip(if: false) @include(if: false)", False),
        ("@include(if: true) @skip(if: true)", False),
    ],
)
async def test_skip_goes_before_include(both: Both, directives: str, kept: bool) -> None:
    assert await keys(both, f"id title {directives}") == (["id", "title"] if kept else ["id"])


@pytest.mark.parametrize("x", [True, False])
@pytest.mark.parametrize("y", [True, False])
async def test_a_key_stands_where_it_first_counts(both: Both, x: bool, y: bool) -> None:
    selection = """a: title @include(if: $x) b: code a: title @skip(if: $y) c: id
        ... @include(if: $y) { a: title d: kind }"""
    found = await keys(both, selection, x=x, y=y)
    assert (
        found
        == {
            (True, True): ["a", "b", "c", "d"],
            (True, False): ["a", "b", "c"],
            (False, True): ["b", "c", "a", "d"],
            (False, False): ["b", "a", "c"],
        }[x, y]
    )


@pytest.mark.parametrize("x", [True, False])
async def test_contradictory_conditions_select_nothing(both: Both, x: bool) -> None:
    found = await keys(
        both, "id ... @include(if: $x) { ... @skip(if: $x) { title organization { name } } }", x=x
    )
    assert found == ["id"]


async def test_a_default_counts_for_a_variable_that_is_not_sent(both: Both) -> None:
    assert await keys(both, "id title @include(if: $x)", x=None) == ["id", "title"]


async def test_null_for_a_condition_is_an_error(both: Both) -> None:
    document = "query ($x: Boolean = true) { viewer { userUuid @include(if: $x) } }"
    body = await answer(both, document, x=None)
    assert body["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


async def test_selections_of_one_key_are_merged(both: Both) -> None:
    document = """{ courses(first: 2) { nodes {
            organization { id } ... on Node { ... on Course { organization { name id } } } ...F } } }
        fragment F on Course { organization { kind ... on Department { code } ...G } }
        fragment G on Organization { name depth }"""
    body = await answer(both, document)
    found = [list(node["organization"]) for node in body["data"]["courses"]["nodes"]]
    assert found == [["id", "name", "kind", "code", "depth"]] * 2


async def test_a_selection_may_come_to_nothing(both: Both) -> None:
    assert await keys(both, "id @skip(if: true)") == []
    body = await answer(
        both, "{ viewer @skip(if: true) { userUuid } ... on Query @include(if: false) { __typename } }"
    )
    assert body == {"data": {}}


async def test_type_names_under_any_name(both: Both) -> None:
    document = """{ __typename me: __typename
        courses(first: 1) { a: __typename edges { b: __typename node { c: __typename } }
        pageInfo { d: __typename } } node(id: "nothing") { __typename } }"""
    assert await answer(both, document) == {
        "data": {
            "__typename": "Query", "me": "Query",
            "courses": {
                "a": "CourseConnection", "edges": [{"b": "CourseEdge", "node": {"c": "Course"}}],
                "pageInfo": {"d": "PageInfo"},
            },
            "node": None,
        }
    }  # fmt: skip


async def test_fragments_on_interfaces_and_kinds(both: Both) -> None:
    document = """{ contentItems(first: 200) { nodes {
        ... on Node { id } ... on ContentItem { title } ... on VideoContent { provider url }
        ... on TextContent { blocks { __typename ... on ParagraphBlock { text } ... on HeadingBlock { level text } } }
        ... on QuizContent { t: __typename } } } }"""
    assert "errors" not in await answer(both, document)


@pytest.mark.parametrize(
    ("arguments", "variables"),
    [
        ("first: null", {}),
        ("first: $n", {}),
        ("first: $n", {"n": None}),
        ("first: $n", {"n": 2}),
        ("first: $n, after: $c", {"c": None}),
        ("orderBy: null, filter: null", {}),
        ("orderBy: []", {}),
        ("orderBy: {title: DESC}, first: 2", {}),
        ("filter: {}, first: 2", {}),
        ("filter: {and: [], or: []}, first: 2", {}),
        ("filter: {title: null}", {}),
        ("filter: {title: {eq: $t}}", {}),
        ("filter: {title: {eq: $t}}", {"t": None}),
        ("filter: {title: {in: []}}", {}),
        ('filter: {title: {in: "Calculus I"}}', {}),
        ("filter: {not: {title: {isNull: false}}}", {}),
        ("filter: {status: {eq: $s}}", {"s": "PUBLISHED"}),
        ("filter: {status: {in: [PUBLISHED, $s]}}", {"s": "DRAFT"}),
        ("first: 201", {}),
        ("first: -1", {}),
        ("first: 1, last: 1", {}),
        ('after: "x"', {}),
        ('last: 2, before: ""', {}),
        ("last: 2", {}),
    ],
)
async def test_arguments(both: Both, arguments: str, variables: dict[str, Any]) -> None:
    names = {"n": "Int", "c": "String", "t": "String", "s": "CourseStatus!"}
    declared = ", ".join(f"${name}: {kind}" for name, kind in names.items() if f"${name}" in arguments)
    head = f"query ({declared})" if declared else ""
    await answer(both, f"{head} {{ courses({arguments}) {{ totalCount nodes {{ title }} }} }}", **variables)


@pytest.mark.parametrize(
    ("kind", "value"),
    [("Int", 2**31), ("Int", "1"), ("Int", 1.5), ("Int", True), ("Int", 1.0), ("[CourseOrder!]", [None]),
     ("[CourseOrder!]", {"title": "ASC"}), ("[CourseOrder!]", [{"title": "UP"}]), ("CourseFilter", {"unknown": 1}),
     ("CourseFilter", {"uuid": {"eq": "no uuid"}}), ("CourseFilter", {"createdAt": {"gt": "yesterday"}})],
)  # fmt: skip
async def test_values_of_variables_that_do_not_fit(both: Both, kind: str, value: Any) -> None:
    name = {"Int": "first", "CourseFilter": "filter"}.get(kind, "orderBy")
    await answer(both, f"query ($v: {kind}) {{ courses({name}: $v) {{ totalCount }} }}", v=value)


async def test_a_relation_of_one_row_is_an_object_or_null(both: Both) -> None:
    document = """{
        courses(first: 2) { nodes { title statistics { totalEnrollments course { title statistics { uuid } } } } }
        viewer { user { statistics { coursesEnrolled user { fullName } } tutorLoad { students } } }
    }"""
    compared = await both.ask(PEOPLE["student"], document)
    user = compared.check()["data"]["viewer"]["user"]
    assert (user["statistics"]["user"]["fullName"], user["tutorLoad"]) == ("Amara Okafor", None)
    assert compared.left is None
    compared = await both.ask(PEOPLE["tenant-admin"], document)
    courses = compared.check()["data"]["courses"]["nodes"]
    assert [course["statistics"]["course"]["title"] for course in courses] == [c["title"] for c in courses]
    assert compared.left is None


async def test_an_error_in_a_nullable_place_leaves_the_rest(both: Both) -> None:
    document = """{ viewer { tenant { name } }
        courses(first: 2) { nodes { modules { progress(userId: "x") { id } } } } }"""
    body = await answer(both, document)
    assert body["errors"][0]["path"][:3] == ["courses", "nodes", 0]
    assert body["data"]["viewer"] == {"tenant": {"name": "Northfield University"}}


async def test_an_error_where_null_is_not_allowed_ends_at_the_next_place_that_may_be(both: Both) -> None:
    document = "{ viewer { tenant { name } enrollments(first: 500) { totalCount } } __typename }"
    body = await answer(both, document)
    assert (body["data"], body["errors"][0]["path"]) == (None, ["viewer", "enrollments"])


async def test_an_argument_that_no_row_asks_for_is_no_error(both: Both) -> None:
    document = '{ courses(filter: {title: {eq: "no such course"}}) { nodes { offerings(first: 500) { totalCount } } } }'
    assert await answer(both, document) == {"data": {"courses": {"nodes": []}}}


async def test_a_kind_that_no_row_is_of_asks_for_nothing(both: Both) -> None:
    document = """{ contentItems(first: 3) { nodes { id ... on UnknownContent { progress(userId: "x") { id } } } } }"""
    assert "errors" not in await answer(both, document)


async def test_one_of_several_operations(both: Both) -> None:
    document = (
        "query A { ...F } query B { viewer { roles { role } } } fragment F on Query { viewer { userUuid } }"
    )
    for name in ("A", "B"):
        (await both.ask(STUDENT, document, {}, name)).check()


def test_a_fragment_that_is_spread_twice_is_collected_once() -> None:
    """Otherwise a chain of fragments that each spread the next twice makes 2^n nodes of one field."""
    document = parse(
        "{ ...A ...A ... { ...A } } fragment A on Query { ...B ...B } fragment B on Query { viewer { userUuid } }"
    )
    schema = Reference(build_schema()).schema
    selections: Any = document.definitions[0]
    found = collect(schema, fragments_of(document), schema.query_type, [(selections.selection_set, ALWAYS)])
    assert len(found.fields["viewer"].nodes) == 1
