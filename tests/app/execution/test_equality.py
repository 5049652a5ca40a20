"""Operations generated from the schema answer the same through plans and through graphql-core, byte for byte.

`make test` runs 500, always the same; `make equality` runs 20,000 that are new each time.
"""

import gc
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tqdm import tqdm

from app.execution.running.reference import Reference
from resolvers.schema import build_schema
from tests.app.execution.both import Both, Compared, Places, cursors_in
from tests.app.execution.generated import Request, requests
from tests.support.extent import NIGHTLY, QUICK, is_nightly
from tests.support.people import PEOPLE

SCHEMA = Reference(build_schema()).schema
SIZE = NIGHTLY if is_nightly() else QUICK

# graphql-core drops the coroutines of fields beside one that failed, without awaiting them.
pytestmark = [
    pytest.mark.filterwarnings("ignore:coroutine .* was never awaited:RuntimeWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


class Progress:
    """What the operations came to, shown while they run where there are many."""

    def __init__(self, bar: "tqdm[Any]") -> None:
        self._bar = bar
        self._counts: Counter[str] = Counter()

    def add(self, body: dict[str, Any]) -> None:
        """Counts an answer."""
        word = "refused" if "refused" in body else "with errors" if "errors" in body else "whole"
        self._counts[word] += 1
        self._bar.set_postfix(self._counts, refresh=False)
        self._bar.update()


@pytest.fixture(scope="module")
def progress() -> Iterator[Progress]:
    """One for all operations."""
    with tqdm(total=SIZE.max_examples, unit=" operations", mininterval=2, disable=SIZE is QUICK) as bar:
        yield Progress(bar)
    gc.collect()


@SIZE
@given(request=requests(SCHEMA), person=st.sampled_from(list(PEOPLE)), turn=st.integers(0, 20))
async def test_generated_operations(
    both: Both, places: dict[str, Places], progress: Progress, request: Request, person: str, turn: int
) -> None:
    claims = PEOPLE[person]
    rows = places[str(claims.tenant)]
    document, variables = rows.put(request.document), rows.put(request.variables)
    body = check(await both.ask(claims, document, variables, request.operation))
    progress.add(body)
    cursors = cursors_in(body)
    if request.cursors and cursors:
        variables |= {name: cursors[(turn + n) % len(cursors)] for n, name in enumerate(request.cursors)}
        check(await both.ask(claims, document, variables, request.operation))


def check(compared: Compared) -> dict[str, Any]:
    """What both answered; no fault of ours, and no document that validation refuses."""
    body = compared.check()
    codes = {error.get("extensions", {}).get("code") for error in body.get("errors", [])}
    assert "INTERNAL" not in codes, body
    assert body.get("refused") != "VALIDATION_FAILED", body
    return body
