"""A filter that is too large to be planned is refused, by both executors alike, and told what the bound is."""

from collections.abc import Callable

import pytest

from resolvers.kit.reading.inputs import MOST_CONDITIONS, MOST_LEVELS, MOST_RELATIONS
from tests.app.execution.both import Both
from tests.support.people import PEOPLE

TITLE = '{ title: { ne: "x" } }'


def conditions(number: int) -> str:
    """That many conditions on one row."""
    return f"{{ and: [{', '.join([TITLE] * number)}] }}"


def levels(number: int) -> str:
    """Relations, one below the other: from a module up to the one above it, and so on."""
    return "{ parent: " * number + TITLE + " }" * number


def relations(number: int) -> str:
    """Relations, one beside the other."""
    return f"{{ or: [{', '.join([f'{{ course: {TITLE} }}'] * number)}] }}"


BOUNDS = [
    (conditions, MOST_CONDITIONS, f"A filter may hold at most {MOST_CONDITIONS} conditions."),
    (levels, MOST_LEVELS, f"A filter may go through at most {MOST_LEVELS} relations, one below the other."),
    (relations, MOST_RELATIONS, f"A filter may go through at most {MOST_RELATIONS} relations in all."),
]


@pytest.mark.parametrize(
    ("make", "most", "message"), BOUNDS, ids=lambda value: getattr(value, "__name__", None)
)
async def test_a_filter_is_bounded(both: Both, make: Callable[[int], str], most: int, message: str) -> None:
    for number in (most, most + 1):
        document = f"{{ modules(first: 1, filter: {make(number)}) {{ totalCount }} }}"
        answer = (await both.ask(PEOPLE["student"], document)).check()
        if number == most:
            assert isinstance(answer["data"]["modules"]["totalCount"], int)
        else:
            told = [(error["message"], error["extensions"]["code"]) for error in answer["errors"]]
            assert told == [(message, "BAD_USER_INPUT")]
