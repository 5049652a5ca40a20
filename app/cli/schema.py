"""Print the GraphQL schema, or check that schema.graphql is the one that the code serves."""

import itertools
from argparse import ArgumentParser, Namespace
from pathlib import Path

from app.cli.explain import Failure
from app.settings import Settings

DEFAULT_FILE = Path("schema.graphql")


def configure(parser: ArgumentParser) -> None:
    """Take what to do, and for a check the file."""
    under = parser.add_subparsers(metavar="print|check", required=True, dest="action")
    under.add_parser("print", help="print the schema in SDL")
    check = under.add_parser("check", help="compare a file with it")
    check.add_argument(
        "file", nargs="?", type=Path, default=DEFAULT_FILE, metavar="FILE", help="schema.graphql if absent"
    )


def run(arguments: Namespace, _settings: Settings) -> int:
    """Print or check; a difference is named by its first line."""
    text = sdl()
    if arguments.action == "print":
        print(text, end="")
        return 0
    difference = first_difference(arguments.file.read_text(), text)
    if difference:
        raise Failure(f"{arguments.file} line {difference} differs from the code; run: make schema")
    print(f"{arguments.file} is the schema that the code serves.")
    return 0


def sdl() -> str:
    """Return the schema as it is kept in schema.graphql."""
    from resolvers.schema import build_schema

    return build_schema().as_str().rstrip("\n") + "\n"


def first_difference(kept: str, current: str) -> int:
    """Return the number of the first line that differs, from 1; 0 if none does."""
    pairs = itertools.zip_longest(kept.splitlines(), current.splitlines())
    return next((number for number, (left, right) in enumerate(pairs, 1) if left != right), 0)
