"""Tenancy of the small world: two tenants alike, one without visitors, and organisations of every kind."""

from itertools import cycle
from typing import Any

import asyncpg

from tests.support.rows import Draft, row_id
from tests.support.world.facts import CLOSED, DELETED, PLACES

LOOSE = """
UPDATE organizations SET country_id = (SELECT id FROM countries WHERE iso_code = 'DE') WHERE tenant_id = :tenant;
UPDATE tenants SET logo_asset_id = (SELECT id FROM assets WHERE tenant_id = :tenant AND filename = 'library.png')
    WHERE id = :tenant;
"""


async def begin(connection: "asyncpg.Connection[Any]", code: str) -> None:
    """Inserts the tenant."""
    await connection.execute(
        "INSERT INTO tenants (id, name, short_code, kind, plan, allows_visitors, country_id, metadata)"
        " SELECT $1, $2, $3, 'university', 'gold', $4, id, '{\"budget\": 1}' FROM countries WHERE iso_code = 'US'",
        row_id(code, "tenants", code),
        code.title(),
        code,
        code != CLOSED,
    )


def rows(draft: Draft) -> None:
    """Drafts the organisations."""
    kinds = cycle(("university", "department", "centre", "department", "school", "region"))
    for name, parent in PLACES.items():
        draft.add(
            "organizations",
            name,
            name=name.title(),
            code=name.upper(),
            kind=next(kinds),
            parent_id=draft.id("organizations", parent) if parent else None,
            metadata={"budget": 5},
            deleted_at=DELETED if name == "gone" else None,
        )
