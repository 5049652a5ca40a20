"""Show how an operation will run: its batches with their SQL, and the functions written for it."""

import textwrap
from argparse import ArgumentParser, Namespace
from pathlib import Path

from graphql import GraphQLError
from graphql.execution.values import VariableValues

from app.cli.explain import Failure
from app.execution.plan.outline import Batch
from app.execution.plan.plan import Plan
from app.execution.plan.state import State
from app.settings import Settings

WIDTH = 110
RESOLVED = """\
The statements of resolvers are not listed: only they know them. A @batched function runs once for all rows of a level,
any other statement once for each row. Where a resolver fails, or returns what its field's type doesn't allow,
graphql-core runs the whole operation.
"""


def configure(parser: ArgumentParser) -> None:
    """Take the document."""
    parser.add_argument("file", type=Path, metavar="FILE", help="a GraphQL document")
    parser.add_argument("--operation", metavar="NAME", help="which of its operations, if it holds several")
    parser.add_argument("--source", action="store_true", help="print the generated functions too")


def run(arguments: Namespace, settings: Settings) -> int:
    """Print the plan; needs no database."""
    plan = planned(arguments.file.read_text(encoding="utf-8"), arguments.operation, settings)
    for batch in plan.batches:
        print(shown(batch))
    if any(batch.is_resolved for batch in plan.batches):
        print(RESOLVED)
    if is_lone(plan):
        print("The only statement: it sets the viewer's claims as well, in one round trip.\n")
    if arguments.source:
        print("\n".join(plan.source.texts), end="")
    return 0


def planned(text: str, name: str | None, settings: Settings) -> Plan:
    """The plan of the operation."""
    from app.execution.running.planned import Planner
    from app.operations.limits import Limits
    from app.operations.operation import RequestErrors
    from app.operations.prepare import Operations
    from resolvers.schema import build_schema

    executor = Planner(build_schema())
    limits = Limits(settings.max_tokens, settings.max_depth, settings.max_fields)
    try:
        plan = executor.plan(Operations(executor.schema, limits, 1).get(text, name))
    except RequestErrors as failure:
        error = failure.errors[0]
        place = f" (line {error.locations[0].line})" if error.locations else ""
        raise Failure(f"{error.message}{place}") from None
    if not isinstance(plan, Plan):
        raise Failure(f"graphql-core runs this operation: {plan}")
    return plan


def is_lone(plan: Plan) -> bool:
    """Whether one statement answers the operation, whatever its variables."""
    hangs = any(root.prepare is not None for root in plan.roots.values())
    return not hangs and plan.is_lone(State(VariableValues({}, {})))


def shown(batch: Batch) -> str:
    """A batch: its field, what it selects, and its statements."""
    lines: list[str] = []
    try:
        for statement in batch.statements():
            lines += wrapped(statement.sql)
    except GraphQLError as error:
        lines.append(f"    {error.message}")
    if batch.columns is not None:
        lines = wrapped(", ".join(batch.columns.selection.columns) or "no columns") + lines
    lines = [f"{batch.field}: {batch.shape}, {batch.target}", *lines]
    return textwrap.indent("\n".join(lines), "  " * batch.depth) + "\n"


def wrapped(text: str) -> list[str]:
    """The text as lines, below the line that they belong to."""
    return textwrap.wrap(
        text, WIDTH, initial_indent="    ", subsequent_indent="      ", break_long_words=False
    )
