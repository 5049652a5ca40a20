"""A filter compares what was asked with what the column holds, however many digits either has."""

import operator
import re
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from sqlalchemy import DateTime, Numeric

from db.statements.selection import is_percentage
from resolvers.kit.declaring.entity import ENTITIES
from resolvers.kit.declaring.names import camel
from resolvers.kit.declaring.sortable import columns_of
from tests.app.execution.both import Both
from tests.support.people import PEOPLE

ADMIN = PEOPLE["tenant-admin"]
OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "eq": operator.eq, "ne": operator.ne, "lt": operator.lt, "lte": operator.le, "gt": operator.gt, "gte": operator.ge,
}  # fmt: skip
COLUMNS = [
    (camel(entity.plural), camel(name), column)
    for entity in ENTITIES.values()
    if entity.table is not None and entity.plural is not None and entity.parent is None
    for name, column in columns_of(entity).items()
    if isinstance(column.type, Numeric | DateTime)
]
FAR = ["1e30", "-1e30", "9" * 390, "1e-300", "-1e-300", "0", "-0.0", "1e999999999", "-1e-999999999"]
FAR_FLOATS = ["1e300", "-1e300", "1e-300", "0", "-0.0", "33.33333"]
FAR_MOMENTS = ["0001-01-01T00:00:00+05:00", "9999-12-31T23:59:59.9999999-05:00", "2026-08-01t00:00:00z"]


def number(text: str) -> Fraction:
    return Fraction(Decimal(text)) if abs(Decimal(text).adjusted()) < 1000 else Fraction(0) + _huge(text)


def _huge(text: str) -> Fraction:
    """Stands for a number too large or too small to be written out: it lies on the same side of every other."""
    far = Decimal(text)
    size = Fraction(10**50) if far.adjusted() > 0 else Fraction(1, 10**50)
    return -size if far < 0 else size


def moment(text: str) -> Fraction:
    found = re.fullmatch(r"(.{19})(?:\.(\d+))?(.*)", text.upper())
    assert found is not None
    whole, fraction, offset = found.groups()
    at = datetime.fromisoformat(whole + "+00:00")
    shift = datetime.fromisoformat(f"2000-01-02T00:00:00{offset.replace('Z', '+00:00')}").utcoffset()
    assert shift is not None
    seconds = Fraction((at - datetime(1, 1, 1, tzinfo=UTC)) // (resolution := shift.resolution), 1_000_000)
    assert resolution.microseconds == 1
    return (
        seconds
        - Fraction(int(shift.total_seconds()))
        + Fraction(int(fraction or 0), 10 ** len(fraction or ""))
    )


def near(values: list[str], is_moment: bool, is_float: bool) -> list[str]:
    """Some of the values, and others that lie just beside them, where no column has a place for them."""
    chosen = sorted(set(values), key=moment if is_moment else number)
    chosen = [chosen[0], chosen[len(chosen) // 2], chosen[-1]] if chosen else []
    if is_moment:
        chosen = chosen[1:2]
        beside = [re.sub(r"^(.{19})(?:\.(\d+))?", _seventh, value) for value in chosen]
        return [*chosen, *beside, *FAR_MOMENTS]
    unit = Decimal("0.0001")
    beside = [str(Decimal(value) + sign * unit) for value in chosen for sign in (1, -1)]
    return [*chosen, *beside, *(FAR_FLOATS if is_float else FAR)]


def _seventh(found: re.Match[str]) -> str:
    return f"{found[1]}.{(found[2] or '').ljust(6, '0')}1"


def test_columns_of_every_kind_are_compared() -> None:
    assert len([column for *_, column in COLUMNS if isinstance(column.type, Numeric)]) > 15
    assert len(COLUMNS) > 100


@pytest.mark.parametrize(
    ("plural", "name", "column"), COLUMNS, ids=lambda part: part if isinstance(part, str) else ""
)
async def test_every_comparison_is_exact(both: Both, plural: str, name: str, column: Any) -> None:
    asked = f"{{ {plural}(first: 200, orderBy: {{ uuid: ASC }}) {{ nodes {{ uuid {name} }} }} }}"
    nodes = (await both.ask(ADMIN, asked)).check()["data"][plural]["nodes"]
    if not nodes:
        return
    is_moment, is_float = isinstance(column.type, DateTime), is_percentage(column)
    read = moment if is_moment else number
    values = [None if node[name] is None else str(node[name]) for node in nodes]
    parts, expected = [], {}
    for n, value in enumerate(near([value for value in values if value is not None], is_moment, is_float)):
        written = value if is_float else f'"{value}"'
        for word, compare in OPERATORS.items():
            key = f"{word}{n}"
            parts.append(
                f"{key}: {plural}(filter: {{ {bounded(nodes)} {name}: {{ {word}: {written} }} }}) {{ totalCount }}"
            )
            expected[key] = sum(word == "ne" if v is None else compare(read(v), read(value)) for v in values)
        parts.append(
            f"in{n}: {plural}(filter: {{ {bounded(nodes)} {name}: {{ in: [{written}] }} }}) {{ totalCount }}"
        )
        expected[f"in{n}"] = expected[f"eq{n}"]
    found: dict[str, int] = {}
    for start in range(0, len(parts), 25):
        compared = await both.ask(ADMIN, f"{{ {' '.join(parts[start : start + 25])} }}")
        found |= {key: part["totalCount"] for key, part in compared.check()["data"].items()}
    assert found == expected


def bounded(nodes: list[dict[str, Any]]) -> str:
    """The condition on rows that keeps those that were looked at."""
    return f'uuid: {{ lte: "{nodes[-1]["uuid"]}" }}'


@pytest.mark.parametrize("value", ["2.999", "3.001", "1e-400", "9" * 5000, "0." + "3" * 5000, "-1e99999"])
async def test_a_decimal_of_any_length_is_compared_as_it_is(both: Both, value: str) -> None:
    counts = {"eq": "eq: $v", "ne": "ne: $v", "gt": "gt: $v", "gte": "gte: $v"}
    parts = [
        f"{key}: courses(filter: {{ creditHours: {{ {by} }} }}) {{ totalCount }}"
        for key, by in counts.items()
    ]
    document = f"query ($v: Decimal!) {{ all: courses {{ totalCount }} {' '.join(parts)} }}"
    data = (await both.ask(ADMIN, document, {"v": value})).check()["data"]
    assert (data["eq"]["totalCount"], data["ne"], data["gt"]) == (0, data["all"], data["gte"])
