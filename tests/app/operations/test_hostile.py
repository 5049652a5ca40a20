"""No document within the limits keeps the process busy, whatever its shape: counted in calls, not in seconds."""

from collections.abc import Callable
from contextlib import suppress

import pytest
from graphql import build_schema

from app.operations.limits import Limits
from app.operations.operation import RequestErrors
from app.operations.prepare import Operations
from tests.app.operations.hostile import HOSTILE, SDL
from tests.support.steps import count_calls

SCHEMA = build_schema(SDL)
MOST_CALLS = 3_500_000
"""About half a second. Validating 3,000 equal fields without a bound takes ten times as many, 2^30 fields for ever."""

CHARACTERS = 1_048_576


def prepare(document: str) -> None:
    name = "Q1" if "query Q1 " in document or "query Q1(" in document else None
    with suppress(RequestErrors):
        Operations(SCHEMA, Limits(), 10).get(document, name)


@pytest.mark.parametrize("attack", HOSTILE.values(), ids=HOSTILE)
def test_no_document_takes_long(attack: Callable[[int], str]) -> None:
    for size in (1500, 3000):
        document = attack(size)
        if len(document) <= CHARACTERS:
            assert count_calls(lambda document=document: prepare(document)) < MOST_CALLS


def test_a_document_of_1_kb_that_expands_into_2_to_the_30_fields_is_refused_at_once() -> None:
    document = HOSTILE["fragments doubled"](30)
    assert len(document) < 1_300
    with pytest.raises(RequestErrors) as refused:
        Operations(SCHEMA, Limits(), 10).get(document, None)
    assert str(refused.value) == (
        "The document is too large: more than 1000 fields with fragments expanded; "
        "the limit (max_fields) is 1000."
    )
    assert count_calls(lambda: prepare(document)) < 20_000


def test_twice_the_fragments_take_twice_the_time_to_refuse() -> None:
    once, twice = (count_calls(lambda n=n: prepare(HOSTILE["fragments doubled"](n))) for n in (200, 400))
    assert twice < 2.2 * once
