"""The access matrix, written out by hand: for each table, which rows which viewer reads and writes, as plain SQL.

It is written from the data model's own words (section 2, and the word that each table states), not from the policies:
joins over the tables, run by a superuser whom row-level security does not bind. `v` is the viewer, `r` the row.

Each domain of `db/models` has a file of its name here, which states `READS` and `WRITES` and, where the domain needs
them, the other names below. `tests/security/coverage.py` says which table or masked column is missing, and where.
"""

from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from db.models import DOMAINS
from tests.security.matrix import ties

PARTS: dict[str, ModuleType] = {
    domain: import_module(f"{__name__}.{domain}") for domain in DOMAINS if find_spec(f"{__name__}.{domain}")
}
"""What each domain's file states."""


def _tables(name: str) -> dict[str, str]:
    """What the domains' files state of each table under the name."""
    return {table: said for part in PARTS.values() for table, said in getattr(part, name, {}).items()}


def _named(name: str) -> frozenset[str]:
    """The tables that the domains' files list under the name."""
    return frozenset().union(*(getattr(part, name, ()) for part in PARTS.values()))


READS = _tables("READS")
"""Who reads which rows of a table: an SQL condition."""

WRITES = _tables("WRITES")
"""Who writes which rows of a table. Whoever can't read a row can't change it either."""

UNREACHABLE = _tables("UNREACHABLE")
"""Tables with a tenant that no GraphQL type shows, each with the reason."""

FROZEN = _tables("FROZEN")
"""Which rows of a table nobody deletes, whoever may write the others."""

MASKED: dict[tuple[str, str], str] = {
    key: said for part in PARTS.values() for key, said in getattr(part, "MASKED", {}).items()
}
"""Who sees the value of a column that is not for everyone who sees the row, by table and column."""

KEPT_FOR_UNDOING = _named("KEPT_FOR_UNDOING")
"""Tables whose deleted rows can still be written, by whoever may write the table, so that a deletion can be undone."""

UNWRITTEN = _named("UNWRITTEN")
"""Tables that only the database writes: by a trigger, or when figures are worked out anew."""

APPENDED = _named("APPENDED")
"""Tables that people add to and nobody changes."""

VIEWS = "".join((ties.VIEWS, *(getattr(part, "VIEWS", "") for part in PARTS.values())))
"""The views that the conditions ask: what is known of each viewer, and what the domains' files add."""
