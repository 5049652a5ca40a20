"""What each scalar takes, in a document and in a variable, and that it takes nothing else."""

from typing import Any

import pytest
from graphql import GraphQLScalarType, Undefined, parse_value
from graphql.utilities import coerce_input_value
from graphql.utilities.coerce_input_value import coerce_input_literal

from tests.support.graphql import graphql_schema

NINES = "9" * 5000
TAKEN: dict[str, dict[Any, str]] = {
    "Decimal": {
        '"3.00"': "3.00", '"-0.5"': "-0.5", '"1e3"': "1E+3", '"+7"': "7", "3": "3", "2.50": "2.50",
        "1.00000000000000000000000000001": "1.00000000000000000000000000001", f'"{NINES}"': NINES, NINES: NINES,
        f"0.{NINES}": f"0.{NINES}",
    },
    "BigInt": {"0": "0", "-9007199254740991": "-9007199254740991", "3.0": "3", "1e3": "1000"},
    "DateTime": {
        '"2026-08-01T00:00:00Z"': "2026-08-01T00:00:00+00:00",
        '"2026-08-01t00:00:00.1234567z"': "2026-08-01T00:00:00.1234567+00:00",
        '"2026-08-01 12:30:00+05:30"': "2026-08-01T12:30:00+05:30",
        '"2016-12-31T23:59:60Z"': "2017-01-01T00:00:00+00:00",
        '"0001-01-01T00:00:00+14:00"': "0001-01-01T00:00:00+14:00",
    },
    "Date": {'"2026-08-01"': "2026-08-01", '"0001-01-01"': "0001-01-01"},
    "UUID": {
        '"019B8DC4-29DF-774E-9451-5514812B99F4"': "019b8dc4-29df-774e-9451-5514812b99f4",
        '"019b8dc429df774e94515514812b99f4"': "019b8dc4-29df-774e-9451-5514812b99f4",
    },
}  # fmt: skip
REFUSED: dict[str, list[str]] = {
    "Decimal": [
        "NaN",
        "Infinity",
        '"NaN"',
        '"sNaN"',
        '"Infinity"',
        '"-inf"',
        '"3_0"',
        '"\u0663"',
        '"\uff13"',
        '" 3"',
        '"3 "',
        '"3\\n"',
        '""',
        '"."',
        '"1,5"',
        '"0x1"',
        '"1e"',
        '"--1"',
        "true",
        "[3]",
        "{a: 1}",
        '"1e9999999999999999999"',
    ],
    "BigInt": [
        '"3"',
        '"3_0"',
        "1.5",
        "9007199254740992",
        "9007199254740991.4",
        "1e400",
        NINES,
        "true",
        "[3]",
    ],
    "DateTime": [
        '"2026"',
        '"2026-08"',
        '"2026-08-01"',
        '"2026-08-01T00:00:00"',
        '"2026-08-01T00:00Z"',
        '"20260801T000000Z"',
        '"2026-W31-6T00:00:00Z"',
        '"2026-213T00:00:00Z"',
        '"2026-08-01T00:00:00+0200"',
        '"2026-08-01T00:00:00+02"',
        '"2026-08-01T00:00:00,5Z"',
        '"2026-08-01T00:00:00.Z"',
        '"2026-08-01T24:00:00Z"',
        '"2026-13-01T00:00:00Z"',
        '"2026-08-01T00:00:61Z"',
        '"2026-08-01T00:00:00+24:00"',
        '"2026-08-01T00:00:00+02:60"',
        '"0000-01-01T00:00:00Z"',
        '"9999-12-31T23:59:60Z"',
        '"10000-01-01T00:00:00Z"',
        '"-2026-08-01T00:00:00Z"',
        '"yesterday"',
        '"infinity"',
        '"2026-08-01T00:00:00Z "',
        '"\uff12026-08-01T00:00:00Z"',
        "2026",
        "20260801",
        "true",
    ],
    "Date": [
        '"2026"',
        '"20260801"',
        '"2026-W31-6"',
        '"2026-213"',
        '"2026-8-1"',
        '"2026-02-30"',
        '"0000-01-01"',
        '"2026-08-01T00:00:00Z"',
        '"\uff12026-08-01"',
        '"infinity"',
        "2026",
        "20260801",
    ],
    "UUID": [
        '"{019b8dc4-29df-774e-9451-5514812b99f4}"',
        '"urn:uuid:019b8dc4-29df-774e-9451-5514812b99f4"',
        '"019b8dc4_29df_774e_9451_5514812b99f4"',
        '"019b8dc4-29df774e-9451-5514812b99f4"',
        '"0_9b8dc429df774e94515514812b99f4"',
        '"\uff109b8dc429df774e94515514812b99f4"',
        '" 019b8dc4-29df-774e-9451-5514812b99f4"',
        "1",
        "12345678901234567890123456789012",
    ],
}


def scalar(name: str) -> GraphQLScalarType:
    kind = graphql_schema().type_map[name]
    assert isinstance(kind, GraphQLScalarType)
    return kind


def as_sent(text: str) -> Any:
    """The value as a variable brings it, or nothing: JSON can't write it, or rounds it."""
    if text.startswith('"'):
        return parse_value(text).value  # type: ignore[union-attr]
    return {"true": True, "[3]": [3], "{a: 1}": {"a": 1}, "1.5": 1.5, "3": 3, "2026": 2026}.get(text)


@pytest.mark.parametrize(
    ("name", "text", "read"), [(name, *each) for name, taken in TAKEN.items() for each in taken.items()]
)
def test_what_a_scalar_takes(name: str, text: str, read: str) -> None:
    kind = scalar(name)
    assert str(coerce_input_literal(parse_value(text), kind)) == read
    sent = as_sent(text)
    if sent is not None:
        assert str(coerce_input_value(sent, kind)) == read


@pytest.mark.parametrize(
    ("name", "text"), [(name, text) for name, refused in REFUSED.items() for text in refused]
)
def test_what_a_scalar_refuses(name: str, text: str) -> None:
    kind = scalar(name)
    assert coerce_input_literal(parse_value(text), kind) is Undefined
    sent = as_sent(text)
    if sent is not None:
        assert coerce_input_value(sent, kind) is Undefined


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 2**53, "3", True, None.__class__, [], {}])
def test_numbers_that_are_no_big_integers(value: Any) -> None:
    assert coerce_input_value(value, scalar("BigInt")) is Undefined


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf"), True, [], {}])
def test_numbers_that_are_no_decimals(value: Any) -> None:
    assert coerce_input_value(value, scalar("Decimal")) is Undefined
