"""What a document leaves behind: nothing that waits for the garbage collector, and nothing that grows."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from graphql import GraphQLError

from app.collector import GROWTH, THRESHOLDS, nothing_frozen, spare_what_stays
from app.execution.asked.variables import coerce_variables
from app.execution.running.planned import Planner
from app.execution.unanswered import NotPlanned
from app.operations.limits import Limits
from app.operations.operation import RequestErrors
from app.operations.prepare import Operations
from tests.support.graphql import compiled

CASES = Path(__file__).parents[2] / "cases"
DOCUMENTS = sorted(path.read_text() for path in CASES.glob("*/case.graphql"))
KEPT = 20
REFUSED = (
    "{ a%d: nothing }",
    "query Q($v: Int) { a%d: courses(first: $w) { nodes { id } } }",
    "{ a%d: courses { nodes { ...F } } } fragment F on Course { ...F }",
    "{ a%d: courses( }",
    "{ a%d: courses { nodes { x: title x: code } } }",
)
NOT_PLANNED = ("{ a%d: viewer { id } __schema { types { name } } }",)


@pytest.fixture
def still() -> Iterator[None]:
    """The collector runs only where a test says so."""
    gc.collect()
    gc.disable()
    yield
    gc.set_debug(0)
    gc.garbage.clear()
    gc.enable()


class Gateway:
    """Prepares and plans documents as the gateway does, with caches of so many."""

    def __init__(self, kept: int = KEPT) -> None:
        self.compiled = Planner(compiled()._strawberry, kept)
        self.operations = Operations(self.compiled.schema, Limits(), kept)

    def ask(self, text: str) -> list[str]:
        """Has a document planned, if it is a good one; the statements that it would ask."""
        try:
            operation = self.operations.get(text, None)
        except RequestErrors:
            return []
        plan = self.compiled.plan(operation)
        if isinstance(plan, NotPlanned):
            return []
        try:
            return [statement.sql for batch in plan.batches for statement in batch.statements()]
        except GraphQLError:
            return []  # a cursor that is none


def new(document: str, number: int) -> str:
    """The document with an alias that it never had before."""
    if "%d" in document:
        return document % number
    head, brace, rest = document.partition("{")
    return f"{head}{brace} a{number}: __typename {rest}"


def ask_all(gateway: Gateway, first: int, rounds: int) -> int:
    """Asks new documents of every kind; how many."""
    asked = 0
    for number in range(first, first + rounds):
        for document in (*DOCUMENTS, *REFUSED, *NOT_PLANNED):
            gateway.ask(new(document, number))
            asked += 1
    return asked


def test_new_documents_leave_nothing_for_the_collector(still: None) -> None:
    gateway = Gateway()
    ask_all(gateway, 0, 3)
    gc.collect()
    gc.set_debug(gc.DEBUG_SAVEALL)
    assert ask_all(gateway, 100, 3) > 3 * KEPT
    gc.collect()
    assert [type(each) for each in gc.garbage] == []


def test_once_the_caches_are_full_the_number_of_objects_stays(still: None) -> None:
    gateway = Gateway()
    counted: list[int] = []
    for number in range(4):
        ask_all(gateway, number * 100, 2)
        counted.append(len(gc.get_objects()))
    assert counted[-1] == counted[-2] == counted[-3]


def test_plans_are_taken_apart_and_nothing_that_others_use(still: None) -> None:
    gateway = Gateway()
    before = [gateway.ask(document) for document in DOCUMENTS]
    ask_all(gateway, 0, 2)
    assert [gateway.ask(document) for document in DOCUMENTS] == before
    assert sum(map(len, before)) > 100


def test_a_plan_that_is_still_used_is_whole_though_it_was_forgotten(still: None) -> None:
    gateway = Gateway()
    operation = gateway.operations.get(new(DOCUMENTS[0], 0), None)
    plan = gateway.compiled.plan(operation)
    assert not isinstance(plan, NotPlanned)
    asked = [statement.sql for batch in plan.batches for statement in batch.statements()]
    ask_all(gateway, 1, 2)
    assert gateway.compiled.plan(operation) is not plan
    assert [statement.sql for batch in plan.batches for statement in batch.statements()] == asked


def test_runs_of_plans_leave_nothing_either(still: None) -> None:
    gateway = Gateway()
    gc.collect()
    gc.set_debug(gc.DEBUG_SAVEALL)
    for number in range(50):
        operation = gateway.operations.get(new("{ courses(first: 3) { nodes { id } } }", number), None)
        begun = gateway.compiled.begin(
            operation, coerce_variables(gateway.compiled.schema, operation, {}, 100)
        )
        assert begun.claims is not None
        del begun, operation
    gc.collect()
    assert [type(each) for each in gc.garbage] == []


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No run of graphql-core is under way, whatever other tests have left to their ends."""
    monkeypatch.setattr("app.collector._running", [0])


def test_what_has_grown_old_is_not_looked_at_again_once_there_is_much_of_it(alone: None) -> None:
    thresholds = gc.get_threshold()
    try:
        spare_what_stays()
        assert gc.get_threshold() == THRESHOLDS
        frozen = gc.get_freeze_count()
        few = [[number] for number in range(100)]
        gc.collect()
        assert gc.get_freeze_count() == frozen
        many = [[number] for number in range(frozen // GROWTH + 1)]
        gc.collect()
        assert gc.get_freeze_count() >= frozen + len(few) + len(many)
        spare_what_stays()
        assert sum(callback.__module__ == "app.collector" for callback in gc.callbacks) == 1
    finally:
        stop_sparing(thresholds)


def test_no_round_has_much_to_look_at_however_many_documents_came(alone: None) -> None:
    thresholds = gc.get_threshold()
    gateway = Gateway(kept=6 * len(DOCUMENTS))
    ask_all(gateway, 0, 1)
    examined: list[int] = []

    def watch(phase: str, info: dict[str, int]) -> None:
        if phase == "start":
            examined.append(sum(len(gc.get_objects(age)) for age in range(info["generation"] + 1)))

    try:
        spare_what_stays()
        old = gc.get_freeze_count() // GROWTH
        gc.callbacks.append(watch)
        ask_all(gateway, 100, 12)
        gc.collect()
    finally:
        gc.callbacks.remove(watch)
        stop_sparing(thresholds)
    assert len(examined) > 12
    # What has grown old since the last freeze, and the young.
    assert max(examined) < old + 20_000


def test_nothing_is_frozen_while_graphql_core_runs(alone: None) -> None:
    thresholds = gc.get_threshold()
    try:
        spare_what_stays()
        frozen = gc.get_freeze_count()
        with nothing_frozen():
            many = [[number] for number in range(frozen // GROWTH + 1)]
            gc.collect()
            assert gc.get_freeze_count() == frozen
        gc.collect()
        assert gc.get_freeze_count() >= frozen + len(many)
    finally:
        stop_sparing(thresholds)


def stop_sparing(thresholds: tuple[int, int, int]) -> None:
    """Has the collector work as before."""
    gc.callbacks[:] = [each for each in gc.callbacks if each.__module__ != "app.collector"]
    gc.set_threshold(*thresholds)
    gc.unfreeze()
