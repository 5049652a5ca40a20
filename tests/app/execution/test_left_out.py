"""A variable that was not sent leaves its condition out, wherever it stands, for every filter input of the schema."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, NamedTuple, cast

import pytest
from graphql import GraphQLInputObjectType, get_named_type, get_nullable_type

from tests.app.execution.both import Both
from tests.support.graphql import graphql_schema
from tests.support.people import PEOPLE

ADMIN = PEOPLE["tenant-admin"]
WITHIN: tuple[Callable[[str], str], ...] = (
    lambda inner: inner,
    lambda inner: f"{{ and: [{inner}] }}",
    lambda inner: f"{{ or: [{inner}] }}",
    lambda inner: f"{{ not: {inner} }}",
    lambda inner: f"{{ not: {{ or: [{inner}, {inner}] }} }}",
)


class Place(NamedTuple):
    """Where a filter input can stand: in the filter of a root list, within other inputs."""

    root: str
    around: tuple[str, ...] = ()

    def put(self, inner: str) -> str:
        """The root list's filter with this value of the input."""
        for name in reversed(self.around):
            inner = f"{{ {name}: {inner} }}"
        return inner


def inputs() -> dict[str, Place]:
    """Every filter input of the schema, by its name, with a place where it can stand."""
    query = graphql_schema().query_type
    assert query is not None
    found: dict[str, Place] = {}
    pending: deque[tuple[Any, Place]] = deque()
    for name, field in query.fields.items():
        if "filter" in field.args:
            pending.append((get_named_type(field.args["filter"].type), Place(name)))
    while pending:
        kind, place = pending.popleft()
        if isinstance(kind, GraphQLInputObjectType) and kind.name not in found:
            found[kind.name] = place
            pending += [
                (get_named_type(field.type), Place(place.root, (*place.around, name)))
                for name, field in kind.fields.items()
                if name not in ("and", "or", "not")
            ]
    return found


INPUTS = inputs()


def fields_of(name: str) -> dict[str, Any]:
    """The fields of an input, each with its type."""
    kind = cast("GraphQLInputObjectType", graphql_schema().type_map[name])
    return {name: get_nullable_type(field.type) for name, field in kind.fields.items()}


def left_out(kind: str) -> Iterator[tuple[str, str]]:
    """Values of the input, each with the type of the variable `$it` that it consists of."""
    for name, of in fields_of(kind).items():
        yield f"{{ {name}: $it }}", str(of)
        below = str(get_named_type(of))
        if "uuid" in (fields_of(below) if below in INPUTS else {}) and name not in ("and", "or", "not"):
            yield f"{{ {name}: {{ uuid: $it }} }}", "UUIDFilter"
            yield f"{{ {name}: {{ not: {{ uuid: {{ eq: $it }} }} }} }}", "UUID"
        if below in INPUTS and {"some", "none", "every"} <= fields_of(below).keys():
            for word in ("some", "none", "every"):
                yield f"{{ {name}: {{ {word}: {{ uuid: {{ in: $it }} }} }} }}", "[UUID!]"


def test_every_filter_input_has_a_place() -> None:
    named = {name for name in graphql_schema().type_map if name.endswith("Filter")}
    assert named == INPUTS.keys()
    assert len(named) > 100


@pytest.mark.parametrize("kind", INPUTS)
async def test_a_variable_that_was_not_sent_leaves_its_condition_out(both: Both, kind: str) -> None:
    place = INPUTS[kind]
    declared: dict[str, str] = {}
    asked: dict[str, str] = {}
    for number, (value, of) in enumerate(left_out(kind)):
        variable = declared.setdefault(of, f"v{len(declared)}")
        within = WITHIN[number % len(WITHIN)]
        asked[f"a{number}"] = within(place.put(value.replace("$it", f"${variable}")))
    for some in batched(asked.items(), 60):
        parts = [f"{name}: {place.root}(filter: {wanted}) {{ totalCount }}" for name, wanted in some]
        text = f"all: {place.root} {{ totalCount }} {' '.join(parts)}"
        used = [f"${name}: {of}" for of, name in declared.items() if f"${name} " in text]
        compared = await both.ask(ADMIN, f"query ({', '.join(used)}) {{ {text} }}")
        data = compared.check()["data"]
        assert compared.left is None
        assert {
            asked[name]: found for name, found in data.items() if name != "all" and found != data["all"]
        } == {}


def batched(items: Iterable[tuple[str, str]], size: int) -> Iterator[list[tuple[str, str]]]:
    """The items, so many at a time."""
    remaining = iter(items)
    while some := list(islice(remaining, size)):
        yield some


COUNTS = [
    # What is written as empty asks whether there is one; what was left out asks nothing.
    ("organization: {}", {}, "organization: { uuid: { isNull: false } }"),
    ("not: { organization: {} }", {}, "not: { organization: { uuid: { isNull: false } } }"),
    ("offerings: { some: {} }", {}, "offerings: { some: { uuid: { isNull: false } } }"),
    ("offerings: { none: {} }", {}, "offerings: { none: { uuid: { isNull: false } } }"),
    ("organization: { name: {} }", {}, ""),
    ("offerings: {}", {}, ""),
    ("or: [{ title: { eq: $t } }, { code: { eq: \"CS101\" } }]", {}, 'code: { eq: "CS101" }'),
    ("or: [{ title: { eq: $t } }, { code: { eq: \"CS101\" } }]", {"t": "x"}, 'code: { eq: "CS101" }'),
    ("title: { eq: $t, startsWith: \"C\" }", {}, 'title: { startsWith: "C" }'),
    ("organization: { name: { eq: $t } }", {"t": "no such name"}, "or: []"),
    ("organization: { name: { eq: $t }, uuid: { isNull: false } }", {}, "organization: {}"),
    ("or: []", {}, "uuid: { isNull: true }"),
    ("and: []", {}, ""),
    ("not: {}", {}, "or: []"),
    ("or: [{}]", {}, ""),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "variables", "meant"), COUNTS)
async def test_what_is_left_out_and_what_is_empty(
    both: Both, asked: str, variables: dict[str, Any], meant: str
) -> None:
    head = "query ($t: String) " if "$t" in asked else ""
    document = f"{head}{{ asked: courses(filter: {{ {asked} }}) {{ totalCount }} meant: courses"
    document += f"{f'(filter: {{ {meant} }})' if meant else ''} {{ totalCount }} }}"
    data = (await both.ask(ADMIN, document, variables)).check()["data"]
    assert data["asked"] == data["meant"]


async def test_conditions_without_content_in_what_a_client_sends_are_left_out(both: Both) -> None:
    """As JavaScript writes `{ organization: { name: { eq: undefined } } }`."""
    document = "query ($f: CourseFilter) { courses(filter: $f) { totalCount } all: courses { totalCount } }"
    for sent in (
        {"organization": {"name": {}}},
        {"not": {"organization": {"name": {}}}},
        {"offerings": {"every": {"course": {"title": {}}}}},
        {"or": [{"title": {}}]},
    ):
        data = (await both.ask(ADMIN, document, {"f": sent})).check()["data"]
        assert data["courses"] == data["all"], sent


async def test_filters_without_conditions_and_no_filter_are_one_list(both: Both) -> None:
    """So a cursor of the one goes on in the other."""
    head = "query ($t: String, $after: String) { courses(first: 2, after: $after"
    tail = ") { nodes { id } pageInfo { endCursor } } }"
    same = (
        "",
        ", filter: {}",
        ", filter: null",
        ", filter: { title: { eq: $t } }",
        ", filter: { title: {} }",
    )
    starts = [await page(both, head + each + ", orderBy: []" + tail) for each in same]
    assert len({str(start) for start in starts}) == 1
    cursor = starts[0]["pageInfo"]["endCursor"]
    ends = [await page(both, head + each + tail, after=cursor) for each in same]
    assert len({str(end) for end in ends}) == 1
    assert len(ends[0]["nodes"]) == 2


async def page(both: Both, document: str, **variables: Any) -> Any:
    """The page of courses that both answer."""
    if "$t }" not in document:
        document = document.replace("$t: String, ", "")
    return (await both.ask(ADMIN, document, variables)).check()["data"]["courses"]
