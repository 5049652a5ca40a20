"""Each limit holds to the unit, through fragments, and says its name and value."""

import pytest
from graphql import parse

from app.operations.limits import Limits, check_limits
from app.operations.operation import RequestErrors


def refusal(document: str, limits: Limits) -> str | None:
    try:
        check_limits(parse(document), limits)
    except RequestErrors as refused:
        return f"{refused.code}: {refused}"
    return None


TOO_MANY_FIELDS = (
    "COST_LIMIT_EXCEEDED: The document is too large: more than 4 fields with fragments expanded; "
    "the limit (max_fields) is 4."
)
TOO_DEEP = (
    "COST_LIMIT_EXCEEDED: The document is too large: fields are nested 5 deep; the limit (max_depth) is 4."
)
TOO_MANY_PARTS = (
    "COST_LIMIT_EXCEEDED: The document is too large: more than 6 fields, arguments and values with fragments "
    "expanded; the limit (max_tokens) is 6."
)

AT_THE_LIMIT: dict[str, tuple[Limits, str, str, str]] = {
    "fields": (Limits(fields=4), "{ a b c d }", "{ a b c d e }", TOO_MANY_FIELDS),
    "fields, nested": (
        Limits(fields=4),
        "{ a { b { c { d } } } }",
        "{ a { b { c { d } } } e }",
        TOO_MANY_FIELDS,
    ),
    "fields in inline fragments": (
        Limits(fields=4),
        "{ a ... { b ... on Query { c } } d }",
        "{ a ... { b ... on Query { c e } } d }",
        TOO_MANY_FIELDS,
    ),
    "fields of a fragment, wherever it is used": (
        Limits(fields=4),
        "{ ...F ...F } fragment F on Query { a b }",
        "{ ...F ...F e } fragment F on Query { a b }",
        TOO_MANY_FIELDS,
    ),
    "fields of fragments in fragments": (
        Limits(fields=4),
        "{ a ...F } fragment F on Query { ...G b } fragment G on Query { c d }",
        "{ a ...F } fragment F on Query { ...G b } fragment G on Query { c d e }",
        TOO_MANY_FIELDS,
    ),
    "fields of all operations": (
        Limits(fields=4),
        "query A { a b } query B { c d }",
        "query A { a b } query B { c d e }",
        TOO_MANY_FIELDS,
    ),
    "fields of a fragment that is not used": (
        Limits(fields=4),
        "{ a b } fragment F on Query { c d }",
        "{ a b } fragment F on Query { c d e }",
        TOO_MANY_FIELDS,
    ),
    "fields of a mutation": (
        Limits(fields=4),
        "mutation { a b c d }",
        "mutation { a b c d e }",
        TOO_MANY_FIELDS,
    ),
    "depth": (Limits(depth=4), "{ a { b { c { d } } } }", "{ a { b { c { d { e } } } } }", TOO_DEEP),
    "depth through fragments": (
        Limits(depth=4),
        "{ a { ...F } } fragment F on Query { b { ...G } } fragment G on Query { ... { c { d } } }",
        "{ a { ...F } } fragment F on Query { b { ...G } } fragment G on Query { ... { c { d { e } } } }",
        TOO_DEEP,
    ),
    "depth where a fragment is deepest": (
        Limits(depth=4),
        "{ z { ...F } x { y { ...F } } } fragment F on Query { a { b } }",
        "{ z { ...F } x { y { v { ...F } } } } fragment F on Query { a { b } }",
        TOO_DEEP,
    ),
    "depth of a fragment that is not used": (
        Limits(depth=4),
        "{ a } fragment F on Query { a { b { c { d } } } }",
        "{ a } fragment F on Query { a { b { c { d { e } } } } }",
        TOO_DEEP,
    ),
    "arguments and their values": (
        Limits(tokens=6),
        "{ a(x: 1) b(x: 2) }",
        "{ a(x: 1) b(x: 2) c }",
        TOO_MANY_PARTS,
    ),
    "values in lists": (Limits(tokens=6), "{ a(x: [1, 2, 3]) }", "{ a(x: [1, 2, 3, 4]) }", TOO_MANY_PARTS),
    "values in objects": (Limits(tokens=6), "{ a(x: {y: 1}) b }", "{ a(x: {y: [1]}) b }", TOO_MANY_PARTS),
    "variables and their defaults": (
        Limits(tokens=6),
        "query ($v: Int = 1) { a(x: $v) b }",
        "query ($v: Int = 1, $w: Int) { a(x: $v) b }",
        TOO_MANY_PARTS,
    ),
    "directives": (
        Limits(tokens=6),
        "{ a @skip(if: true) ... { b } }",
        "{ a @skip(if: true) ... @x { b } }",
        TOO_MANY_PARTS,
    ),
    "values in fragments, wherever they are used": (
        Limits(tokens=6),
        "{ ...F } fragment F on Query { a(x: [1, 2]) }",
        "{ ...F } fragment F on Query { a(x: [1, 2]) @b }",
        TOO_MANY_PARTS,
    ),
}


@pytest.mark.parametrize(("limits", "fits", "exceeds", "message"), AT_THE_LIMIT.values(), ids=AT_THE_LIMIT)
def test_a_limit_holds_to_the_unit(limits: Limits, fits: str, exceeds: str, message: str) -> None:
    assert refusal(fits, limits) is None
    assert refusal(exceeds, limits) == message


def test_fragments_within_each_other_nest_as_deep_as_graphql_core_can_follow() -> None:
    def chain(length: int) -> str:
        links = [f"fragment F{i} on Query {{ ...F{i + 1} }}" for i in range(length)]
        return "{ ...F0 } " + " ".join(links) + f" fragment F{length} on Query {{ a }}"

    assert refusal(chain(198), Limits()) is None
    assert refusal(chain(199), Limits()) == (
        "COST_LIMIT_EXCEEDED: The document is too large: selections are nested 201 deep with fragments; "
        "the limit is 200."
    )


@pytest.mark.parametrize(
    "document",
    [
        "{ ...F } fragment F on Query { ...F }",
        "{ ...F } fragment F on Query { a { ...G } } fragment G on Query { ... { ...F } }",
        "{ a } fragment F on Query { ...F }",
    ],
)
def test_fragments_that_use_themselves(document: str) -> None:
    assert refusal(document, Limits()) == "VALIDATION_FAILED: Cannot spread fragment 'F' within itself."


def test_two_fragments_of_one_name() -> None:
    document = "{ ...F } fragment F on Query { a } fragment F on Query { b }"
    assert refusal(document, Limits()) == "VALIDATION_FAILED: There can be only one fragment named 'F'."


def test_an_unknown_fragment_is_left_to_validation() -> None:
    assert refusal("{ ...F }", Limits()) is None
