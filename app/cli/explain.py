"""Tells whoever runs a command, in one line, what went wrong and what to do."""

import socket
import sys
from collections.abc import Callable, Iterator, Mapping

import asyncpg

from db.errors import DatabaseUnavailable, OperatorError


class Failure(OperatorError):
    """A command can't do what was asked, and the reason is the command's own."""


CHECK_URL = "check LYCEUM_DATABASE_URL and LYCEUM_OWNER_DATABASE_URL"

KNOWN: Mapping[type[BaseException], Callable[[BaseException], str]] = {
    OperatorError: str,
    DatabaseUnavailable: lambda _: f"the database can't be reached; {CHECK_URL}",
    asyncpg.InvalidAuthorizationSpecificationError: lambda _: f"the database refuses the login; {CHECK_URL}",
    asyncpg.InvalidCatalogNameError: lambda _: f"there is no such database on the server; {CHECK_URL}",
    asyncpg.CannotConnectNowError: lambda _: "the database is starting or stopping; try again in a moment",
    asyncpg.TooManyConnectionsError: lambda _: (
        "the database has no connection left; raise its max_connections"
    ),
    asyncpg.UndefinedTableError: lambda _: "the database was not migrated; run: lyceum migrate",
    asyncpg.UndefinedFunctionError: lambda _: "the database was not migrated; run: lyceum migrate",
    asyncpg.InvalidSchemaNameError: lambda _: "the database was not migrated; run: lyceum migrate",
    asyncpg.InsufficientPrivilegeError: lambda _: (
        "the database role lacks a permission; LYCEUM_OWNER_DATABASE_URL must be that of the role that owns the tables"
    ),
    asyncpg.PostgresError: lambda error: f"the database refuses: {_first_line(error)}",
    asyncpg.InterfaceError: lambda _: f"the database can't be used; {CHECK_URL}",
    socket.gaierror: lambda _: f"the database's host is not known; {CHECK_URL}",
    ConnectionError: lambda _: f"the database can't be reached; {CHECK_URL}",
    TimeoutError: lambda _: f"the database doesn't answer; {CHECK_URL}",
}
"""The sentence for each kind of error. Where several kinds fit, the first one counts."""


def tell(text: str) -> None:
    """Print one line on standard error."""
    print(f"lyceum: {text}", file=sys.stderr)


def tell_of_months(left: str, mends: str) -> None:
    """Tells that some months of the logs were not changed. left: what was not done. mends: what the next run does."""
    tell(
        f"the logs' {left}, because a long transaction holds the logs; nothing is lost, the next run {mends} them"
    )


def explain(error: BaseException) -> str:
    """Return the line for an error. It is that of the first known kind among the error and its causes."""
    for cause in _causes(error):
        for kind, sentence in KNOWN.items():
            if isinstance(cause, kind):
                return sentence(cause)
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}" if error.filename else error.strerror
    if isinstance(error, ValueError):
        return _first_line(error)
    return f"an unexpected error, {type(error).__name__}; LYCEUM_LOG_LEVEL=debug shows where"


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and what it was raised from; SQLAlchemy keeps the driver's error as `orig`."""
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield current
        current = current.__cause__ or getattr(current, "orig", None)


def _first_line(error: BaseException) -> str:
    return str(error).partition("\n")[0]
