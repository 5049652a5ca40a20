"""How long a plan takes to make: `python -m bench.compile_time`.

For the documents of the tests, the demo and the benchmark, in milliseconds, each the best of several rounds: making the
plan; all that a document costs that comes for the first time (limits, parsing, validation, plan); graphql-core's own
parsing and validation; the ratio of the last two. The claim: below 5 ms for the largest, and at most twice that.
"""

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import strawberry
from graphql import GraphQLSchema, parse, validate

from app.execution.compile import Compiler
from app.execution.compiled import Compiled
from app.operations.limits import Limits
from app.operations.operation import Operation
from app.operations.prepare import Operations
from resolvers.schema import build_schema

ROOT = Path(__file__).parents[1]
PLACES = ("tests/cases/*/case.graphql", "demo/queries/*.graphql", "bench/workloads/*.graphql")
ROUNDS = 15


def main() -> None:
    """Print the table, the document that takes longest first."""
    schema = build_schema()
    core = Compiled(schema).schema
    rows: list[tuple[float, float, float, str]] = []
    for path in sorted(path for pattern in PLACES for path in ROOT.glob(pattern)):
        text = path.read_text(encoding="utf-8")

        operation = Operations(core, Limits(), 1).get(text, None)
        if is_introspection(operation):
            continue
        made = best(partial(make_plan, schema, core, operation))
        cold = made + best(partial(prepare, core, text))
        rows.append((made, cold, best(partial(reference, core, text)), str(path.relative_to(ROOT))))
    print(f"{'plan':>7}{'cold':>8}{'graphql-core':>15}{'ratio':>8}")
    for made, cold, own, name in sorted(rows, reverse=True):
        print(f"{made:7.2f}{cold:8.2f}{own:15.2f}{cold / own:8.2f}  {name}")


def is_introspection(operation: Operation) -> bool:
    """Whether graphql-core runs it."""
    return not operation.needs_database


def make_plan(schema: strawberry.Schema, core: GraphQLSchema, operation: Operation) -> None:
    """What the compiler does."""
    Compiler(schema, core, operation).plan()


def prepare(core: GraphQLSchema, text: str) -> None:
    """What comes before, for a document that is not known."""
    Operations(core, Limits(), 1).get(text, None)


def reference(core: GraphQLSchema, text: str) -> None:
    """What graphql-core does with a document."""
    validate(core, parse(text))


def best(work: Callable[[], object]) -> float:
    """Milliseconds of the fastest round."""
    times: list[float] = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return min(times) * 1000


if __name__ == "__main__":
    main()
