"""Writes the small world: the rows of every domain's file, tenant by tenant."""

from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

import asyncpg

from db.maintenance.figures.refresh import refresh_tenant
from db.models import DOMAINS, Base
from tests.support.rows import Draft, insert
from tests.support.world.facts import CLOSED, OPEN, OTHER

PACKAGE = __name__.rpartition(".")[0]
PARTS: dict[str, ModuleType] = {
    domain: import_module(f"{PACKAGE}.{domain}") for domain in DOMAINS if find_spec(f"{PACKAGE}.{domain}")
}
"""Each domain's file."""


async def build(admin_url: str) -> None:
    """Writes the world into an empty migrated database, over a superuser's connection."""
    connection = await asyncpg.connect(admin_url)
    try:
        await connection.execute(_said("REFERENCE"))
        for code in (OPEN, OTHER, CLOSED):
            for part in PARTS.values():
                if hasattr(part, "begin"):
                    await part.begin(connection, code)
            async with connection.transaction():
                await _fill(connection, drafted(code))
        await connection.execute(_said("AFTERWARDS"))
        await connection.execute("ANALYZE")
    finally:
        await connection.close()


def drafted(code: str) -> Draft:
    """The rows of a tenant, as the domains' files draft them."""
    draft = Draft(code)
    for part in PARTS.values():
        if hasattr(part, "rows"):
            part.rows(draft)
    return draft


def in_order(rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> Iterator[str]:
    """The tables, each after those that its rows refer to, and otherwise as they stand."""
    left = {table: _referred(table, values) for table, values in rows.items()}
    while left:
        table = next((name for name, needed in left.items() if not needed & left.keys()), None)
        assert table is not None, (
            f"the rows of these tables refer to each other in a circle: {', '.join(left)}"
        )
        del left[table]
        yield table


def _referred(table: str, rows: Sequence[Mapping[str, Any]]) -> set[str]:
    """The other tables that the rows refer to."""
    return {
        key.referred_table.fullname
        for key in Base.metadata.tables[table].foreign_key_constraints
        if key.referred_table.fullname != table
        and any(all(row.get(column.name) is not None for column in key.columns) for row in rows)
    }


async def _fill(connection: "asyncpg.Connection[Any]", draft: Draft) -> None:
    """Writes the rows of a tenant in a transaction, and then what only finds its place once they are there."""
    await connection.execute("SELECT app.enter_tenant($1)", draft.tenant_id)
    for table in in_order(draft.rows):
        await insert(connection, table, draft.rows[table])
    editor = draft.id("users", "whole tenant_admin")
    await connection.execute("SELECT set_config('app.user_id', $1, true)", editor)
    await connection.execute(_said("LOOSE").replace(":tenant", f"'{draft.tenant_id}'"))
    await refresh_tenant(connection, draft.tenant_id)


def _said(name: str) -> str:
    """The SQL that the domains' files state under the name, one after the other."""
    return ";".join(getattr(part, name, "").rstrip().removesuffix(";") for part in PARTS.values())
