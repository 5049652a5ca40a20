"""Variables that are taken as they come are what graphql-core makes of them, and all others are left to it."""

from itertools import product
from typing import Any

import pytest
from graphql import build_schema, parse
from graphql.execution.values import VariableValues, get_variable_values

from app.execution.asked.variables import coerce_variables
from app.operations.operation import RequestErrors, make_operation, operations_of

SCHEMA = build_schema("""
    scalar Anything
    enum Word { SHORT LONG }
    input Box { size: Int! word: Word = SHORT }
    type Query { a(id: ID, float: Float, any: Anything, word: Word, box: Box): Int }
""")
TYPES = ("String", "ID", "Boolean", "Int", "Float", "Anything", "Word", "Box", "[Int]", "[String!]")
VALUES: tuple[Any, ...] = (
    "text", "SHORT", "", 1, 0, -1, 2**31 - 1, -(2**31), 2**31, -(2**31) - 1, 2**60, 1.0, 1.5, float("inf"), True, False,
    None, [1], [None], ["text"], {"size": 1}, {"size": "1"}, {}, [],
)  # fmt: skip
DEFAULTS = {
    "String": '"default"', "ID": '"7"', "Boolean": "true", "Int": "7", "Float": "0.5", "Anything": "{a: 1}",
    "Word": "LONG", "Box": "{size: 7}", "[Int]": "[7]", "[String!]": '["default"]',
}  # fmt: skip


def shown(variables: VariableValues) -> Any:
    """The values, their Python types, and where they come from; types of GraphQL are the same if they are spelt so."""
    values = {name: (value, type(value)) for name, value in variables.coerced.items()}
    return values, {name: (str(s.signature.type), s.value) for name, s in variables.sources.items()}


def both(document: str, values: dict[str, Any]) -> tuple[Any, Any]:
    """What our way and graphql-core's make of the values: the variables, or the messages of what is wrong."""
    parsed = parse(document)
    operation = make_operation(SCHEMA, "", parsed, operations_of(parsed)[0])
    try:
        ours = shown(coerce_variables(SCHEMA, operation, values, 100))
    except RequestErrors as refused:
        ours = [error.message for error in refused.errors]
    found = get_variable_values(SCHEMA, operation.node.variable_definitions or (), values)
    return ours, [error.message for error in found] if isinstance(found, list) else shown(found)


@pytest.mark.parametrize(("kind", "mark"), [*product(TYPES, ("", "!"))])
def test_every_value_is_what_graphql_core_makes_of_it(kind: str, mark: str) -> None:
    declared = (
        f"$it: {kind}{mark}",
        f"$it: {kind}{mark} = {DEFAULTS[kind]}",
        f"$other: Int = 3, $it: {kind}{mark}",
    )
    for variables in declared:
        document = f"query ({variables}) {{ a }}"
        for given in (
            {},
            *({"it": value} for value in VALUES),
            *({"it": v, "no": 1, "other": 4} for v in VALUES),
        ):
            ours, theirs = both(document, given)
            assert ours == theirs, (document, given)


def test_what_is_plain_is_not_coerced(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: Any, **__: Any) -> Any:
        raise AssertionError("graphql-core was asked")

    monkeypatch.setattr("app.execution.asked.variables.get_variable_values", never)
    parsed = parse("query ($id: ID!, $size: Int, $deep: Boolean!, $after: String) { a }")
    operation = make_operation(SCHEMA, "", parsed, operations_of(parsed)[0])
    given = {"id": "Course_1", "size": 20, "deep": False}
    assert coerce_variables(SCHEMA, operation, given, 100).coerced == given
