"""What all tables need: the ids of the rows that records name, and the deletion of rows."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import Table

from importers.formats.oneroster.lines import PREFIX, Line
from importers.formats.oneroster.statements.sourced import delete_by_external, ids_by_external
from importers.target import Target


async def ids_of(table: Table, kind: str, names: Iterable[str], target: Target) -> dict[str, UUID]:
    """Return the ids of the live rows that came from records of this kind with these identifiers."""
    start = f"{PREFIX}{kind}/"
    keys = [start + name for name in dict.fromkeys(names)]
    found = await ids_by_external(target.connection, table, target.tenant_id, keys)
    return {key.removeprefix(start): row for key, row in found.items()}


def text(found: UUID | None) -> str | None:
    """An id as a row to write states it."""
    return None if found is None else str(found)


def named(keys: Iterable[str], start: str) -> list[str]:
    """The identifiers in external ids, as the roster's files have them."""
    return [key.removeprefix(start) for key in keys]


async def delete(table: Table, kind: str, lines: Sequence[Line], target: Target) -> None:
    """Delete the rows of the records whose status is `tobedeleted`, and count them."""
    gone = [f"{PREFIX}{kind}/{line.id}" for line in lines if line.is_deleted]
    if gone:
        tally = target.report.of(kind)
        names = await delete_by_external(target.connection, table, target.tenant_id, gone)
        tally.remove("which the roster says to delete", named(names, f"{PREFIX}{kind}/"))
        tally.skip("to be deleted", len(gone))
