"""The cost of a document that comes for the first time: `python -m bench.documents.compile_time`.

It measures the documents of the tests, the demo and the benchmark, in milliseconds, each the best of many rounds:

- making the plan, including the levels of every type that is asked of a `node` or `nodes` at the root;
- writing the statements of a first run;
- all together: limits, parsing, validation, plan, statements;
- graphql-core's own parsing and validation; and the ratio of the last two.

The claim, for every document: the plan takes less than 5 ms, and all together at most twice as long as graphql-core.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import strawberry
from graphql import (
    FieldNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLSchema,
    InlineFragmentNode,
    SelectionSetNode,
    VariableNode,
    parse,
    validate,
)
from graphql.execution.values import VariableValues

from app.collector import spare_what_stays
from app.execution.compiling.compiler import Compiler
from app.execution.plan.plan import Plan
from app.execution.plan.state import State
from app.execution.running.planned import Planner
from app.operations.limits import Limits
from app.operations.operation import Operation
from app.operations.prepare import Operations
from resolvers.schema import build_schema

ROOT = Path(__file__).parents[2]
PLACES = ("tests/cases/*/case.graphql", "demo/queries/*.graphql", "bench/workloads/*.graphql")
ROUNDS = 40
MOST_MILLISECONDS = 5.0
"""The most time that a plan may take."""
MOST_RATIO = 2.0
"""The most time that all together may take, as a multiple of graphql-core's parsing and validation."""


@dataclass(frozen=True, slots=True)
class Cost:
    """The milliseconds of one document."""

    document: str
    plan: float
    statements: float
    cold: float
    core: float

    @property
    def ratio(self) -> float:
        """The time of all together, as a multiple of graphql-core's."""
        return self.cold / self.core

    def figures(self) -> dict[str, float]:
        """All figures by name."""
        names = ("plan", "statements", "cold", "core", "ratio")
        return {name: round(getattr(self, name), 3) for name in names}


def main() -> None:
    """Print the table, beginning with the document whose plan takes longest. Exits 1 if a claim does not hold."""
    found = costs()
    print(f"{'plan':>7}{'statements':>12}{'cold':>8}{'graphql-core':>15}{'ratio':>8}")
    for of in found:
        print(
            f"{of.plan:7.2f}{of.statements:12.2f}{of.cold:8.2f}{of.core:15.2f}{of.ratio:8.2f}  {of.document}"
        )
    failed = broken(found)
    if failed:
        raise SystemExit("\n".join(failed))


def costs() -> list[Cost]:
    """The cost of each document, beginning with the one whose plan takes longest."""
    schema = build_schema()
    core = Planner(schema).schema
    spare_what_stays()
    paths = sorted(path for pattern in PLACES for path in ROOT.glob(pattern))
    documents = [(str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")) for path in paths]
    found = [
        cost(schema, core, name, text)
        for name, text in documents
        if Operations(core, Limits(), 1).get(text, None).needs_database
    ]
    return sorted(found, key=lambda of: of.plan, reverse=True)


def cost(schema: strawberry.Schema, core: GraphQLSchema, name: str, text: str) -> Cost:
    """The cost of one document. Its parts are measured in turn, so that a slow moment affects all of them alike."""
    operation = prepare(core, text)
    variables = list(asked(operation))
    plan = make_plan(schema, core, operation, variables)
    prepared, planned, written, own = best(
        lambda: prepare(core, text),
        lambda: make_plan(schema, core, operation, variables),
        lambda: write_statements(plan),
        lambda: validate(core, parse(text)),
    )
    return Cost(name, planned, written, prepared + planned + written, own)


def broken(found: Iterable[Cost]) -> list[str]:
    """A line for each claim that does not hold."""
    failed: list[str] = []
    for of in found:
        if of.plan >= MOST_MILLISECONDS:
            failed.append(f"{of.document}: its plan takes {of.plan:.2f} ms, not below {MOST_MILLISECONDS:g}")
        if of.ratio > MOST_RATIO:
            failed.append(
                f"{of.document}: cold, it costs {of.ratio:.2f} times what graphql-core takes, not {MOST_RATIO:g}"
            )
    return failed


def prepare(core: GraphQLSchema, text: str) -> Operation:
    """The work before the plan, for an unknown document."""
    return Operations(core, Limits(), 1).get(text, None)


def make_plan(
    schema: strawberry.Schema, core: GraphQLSchema, operation: Operation, variables: Sequence[VariableValues]
) -> Plan:
    """The work of the compiler, including the part that it puts off until an id names a type."""
    plan = Compiler(schema, core, operation).plan()
    for values in variables:
        plan.claims_for(State(values))
    return plan


def write_statements(plan: Plan) -> None:
    """The statements that a plan's steps write in its first run; none if constant arguments are invalid."""
    for batch in plan.batches:
        with suppress(GraphQLError):
            batch.statements()


def asked(operation: Operation) -> Iterator[VariableValues]:
    """Values of the variables by which the operation asks for nodes: one for each type with a fragment."""
    for field in operation.node.selection_set.selections:
        if isinstance(field, FieldNode) and field.name.value in ("node", "nodes"):
            assert field.selection_set
            (argument,) = field.arguments
            assert isinstance(argument.value, VariableNode)
            for name in types_named(operation, field.selection_set):
                key = f"{name}_{UUID(int=0)}"
                value = key if field.name.value == "node" else [key]
                yield VariableValues({}, {argument.value.name.value: value})


def types_named(operation: Operation, selections: SelectionSetNode) -> Iterator[str]:
    """The types of the fragments at the top of a selection set."""
    for selection in selections.selections:
        if isinstance(selection, InlineFragmentNode) and selection.type_condition:
            yield selection.type_condition.name.value
        elif isinstance(selection, FragmentSpreadNode):
            yield operation.fragments[selection.name.value].type_condition.name.value


def best(*works: Callable[[], object]) -> list[float]:
    """The milliseconds of the fastest round of each work."""
    fastest = [float("inf")] * len(works)
    for _ in range(ROUNDS):
        for place, work in enumerate(works):
            begun = time.perf_counter()
            work()
            fastest[place] = min(fastest[place], time.perf_counter() - begun)
    return [seconds * 1000 for seconds in fastest]


if __name__ == "__main__":
    main()
