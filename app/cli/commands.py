"""The commands, and how they are read from the command line."""

import sys
from argparse import ArgumentParser
from typing import NoReturn

from app.cli import (
    backup,
    connect_lms,
    demo,
    erase_person,
    export_person,
    load,
    migrate,
    people,
    plan,
    refresh,
    restore,
    retention,
    schema,
    serve,
    token,
)

COMMANDS = {
    "serve": serve,
    "migrate": migrate,
    "demo": demo,
    "people": people,
    "token": token,
    "schema": schema,
    "plan": plan,
    "import": load,
    "refresh": refresh,
    "connect-lms": connect_lms,
    "backup": backup,
    "restore": restore,
    "retention": retention,
    "export-person": export_person,
    "erase-person": erase_person,
}
WRONG_USAGE = 2


class Parser(ArgumentParser):
    """A parser that says in one line what is wrong."""

    def error(self, message: str) -> NoReturn:
        """Exit with status 2 and the message."""
        print(f"{self.prog}: {message} (see {self.prog} --help)", file=sys.stderr)
        sys.exit(WRONG_USAGE)


def parser() -> ArgumentParser:
    """Return the parser of all commands; what it reads has `run(arguments, settings)`, the command's function."""
    top = Parser(
        prog="lyceum",
        description="The GraphQL gateway over the education data model. Settings: docs/settings.md.",
        allow_abbrev=False,
    )
    under = top.add_subparsers(metavar="COMMAND", required=True)
    for name, command in COMMANDS.items():
        summary = (command.__doc__ or "").splitlines()[0]
        each = under.add_parser(name, help=summary, description=summary, allow_abbrev=False)
        command.configure(each)
        each.set_defaults(run=command.run)
    return top
