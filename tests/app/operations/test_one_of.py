"""Inputs of which exactly one field is given, `@oneOf`: checked in documents and in variables."""

from typing import Any

import pytest
import strawberry

from app.execution.asked.variables import coerce_variables
from app.execution.running.reference import Reference
from app.operations.limits import Limits
from app.operations.operation import RequestErrors
from app.operations.prepare import Operations


@strawberry.input(one_of=True)
class Key:
    id: strawberry.ID | None = strawberry.UNSET
    code: str | None = strawberry.UNSET


@strawberry.type
class Query:
    @strawberry.field
    def find(self, by: list[Key]) -> str:
        return str(by)


OPERATIONS = Operations(Reference(strawberry.Schema(Query)).schema, Limits(), 10)


def refusal(document: str, variables: dict[str, Any] | None = None) -> str:
    try:
        coerce_variables(OPERATIONS._schema, OPERATIONS.get(document, None), variables or {}, 100)
    except RequestErrors as refused:
        return refused.errors[0].message
    pytest.fail("nothing was refused")


EXACTLY_ONE = (
    "Within OneOf Input Object type 'Key', exactly one field must be specified, "
    "and the value for that field must be non-null."
)


@pytest.mark.parametrize("written", ["{}", '{id: "1", code: "a"}', "{code: null}"])
def test_a_document_gives_exactly_one(written: str) -> None:
    message = refusal(f"{{ find(by: [{written}]) }}")
    assert message.startswith("Argument 'by' has invalid value at [0]")
    assert message.endswith(f": {EXACTLY_ONE}")


@pytest.mark.parametrize("value", [{}, {"id": "1", "code": "a"}])
def test_variables_give_exactly_one(value: dict[str, Any]) -> None:
    message = refusal("query ($by: [Key!]!) { find(by: $by) }", {"by": [value]})
    assert message == f"Variable '$by' has invalid value at [0]: {EXACTLY_ONE}"


def test_a_variable_within_one_is_never_null() -> None:
    message = "Variable '$code' must be non-nullable to be used for OneOf Input Object 'Key'."
    assert refusal("query ($code: String) { find(by: [{code: $code}]) }") == message


def test_a_fragment_before_its_operation_may_use_a_variable() -> None:
    fragment = "fragment Found on Query { find(by: [{code: $code}]) }"
    operation = "query ($code: String!) { ...Found }"
    assert OPERATIONS.get(f"{fragment} {operation}", None).name is None
    assert OPERATIONS.get(f"{operation} {fragment}", None).name is None
