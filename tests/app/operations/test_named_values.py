"""An error of a value names the argument or variable and the place in its value, and says where it stands."""

from typing import Any

import pytest

from app.execution.asked.variables import coerce_variables
from app.operations.operation import RequestErrors
from app.operations.prepare import Operations
from tests.support.graphql import LARGE, graphql_schema

BAD: dict[str, tuple[str, Any, str]] = {
    "a moment": ("createdAt: { gt: @ }", "yesterday", ".createdAt.gt: Expected value of type 'DateTime'"),
    "a day in a list": ("uuid: { in: [@] }", "x", ".uuid.in[0]: Expected value of type 'UUID'"),
    "a decimal": ("creditHours: { eq: @ }", "NaN", ".creditHours.eq: Expected value of type 'Decimal'"),
    "a number": ("durationDays: { lt: @ }", "x", ".durationDays.lt: Int cannot represent non-integer value"),
    "a flag": ("title: { isNull: @ }", "x", ".title.isNull: Boolean cannot represent"),
    "below a relation": (
        "or: [{ organization: { createdAt: { gt: @ } } }]", "x", ".or[0].organization.createdAt.gt: Expected value",
    ),
    "no list": ("and: @", "x", ".and: Expected value of type 'CourseFilter' to be an object"),
}  # fmt: skip


def told(document: str, values: dict[str, Any] | None = None) -> list[dict[str, Any]]:
    """The errors of an operation that is refused before it runs."""
    schema = graphql_schema()
    try:
        operation = Operations(schema, LARGE, 10).get(document, None)
        coerce_variables(schema, operation, values or {}, 1_000)
    except RequestErrors as refused:
        return [dict(error.formatted) for error in refused.errors]
    pytest.fail("it was not refused")


def check(errors: list[dict[str, Any]], begins: str) -> None:
    (error,) = errors
    assert error["message"].startswith(begins)
    assert [sorted(place) for place in error["locations"]] == [["column", "line"]]


@pytest.mark.parametrize(("place", "value", "message"), BAD.values(), ids=BAD)
def test_a_value_in_a_document_is_named(place: str, value: str, message: str) -> None:
    written = place.replace("@", f'"{value}"')
    check(
        told(f"{{ courses(filter: {{ {written} }}) {{ totalCount }} }}"),
        f"Argument 'filter' has invalid value at {message}",
    )
    default = f"query ($f: CourseFilter = {{ {written} }}) {{ courses(filter: $f) {{ totalCount }} }}"
    check(told(default), f"Variable '$f' has invalid default value at {message}")


@pytest.mark.parametrize(("place", "value", "message"), BAD.values(), ids=BAD)
def test_a_value_of_a_variable_is_named(place: str, value: str, message: str) -> None:
    path = message.partition(":")[0]
    document = "query ($f: CourseFilter) { courses(filter: $f) { totalCount } }"
    check(told(document, {"f": sent(path, value)}), f"Variable '$f' has invalid value at {path}: ")


def sent(path: str, value: Any) -> Any:
    """The value within what its path names."""
    for part in reversed(path.replace("[0]", ".[0]").strip(".").split(".")):
        value = [value] if part == "[0]" else {part: value}
    return value


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ('first: "x"', "Argument 'first' has invalid value: Int cannot represent"),
        ("first: 99999999999", "Argument 'first' has invalid value: Int cannot represent non 32-bit"),
        ("orderBy: [{ title: UP }]", "Argument 'orderBy' has invalid value at [0].title: Value 'UP' does not exist"),
        ("orderBy: [null]", "Argument 'orderBy' has invalid value at [0]: Expected value of non-null type"),
        ("filter: { status: { in: [NO] } }", "Argument 'filter' has invalid value at .status.in[0]: Value 'NO'"),
        ("filter: { nope: 1 }", "Argument 'filter' has invalid value: Expected value of type 'CourseFilter' not"),
    ],
)  # fmt: skip
def test_each_kind_of_argument_is_named(arguments: str, message: str) -> None:
    check(told(f"{{ courses({arguments}) {{ totalCount }} }}"), message)
