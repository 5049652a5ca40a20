"""Keeps the months of the logs: makes those to come and drops empty ones, without making anybody wait for long.

Attaching or dropping a month waits for every transaction that uses the logs or the tables they refer to, and later
transactions wait behind it. So it waits for a moment only, and gives way (`db/maintenance/again.py`).
"""

from typing import Any

import asyncpg

from db.maintenance.again import IN_THE_WAY, tried_again

MONTHS_AHEAD = 3


async def keep_months(connection: "asyncpg.Connection[Any]") -> bool:
    """Makes the missing months of the logs; False if a long transaction holds them: nothing is lost, try again."""
    return await _try(connection, "SELECT app.keep_partitions($1)", MONTHS_AHEAD)


async def drop_empty_months(connection: "asyncpg.Connection[Any]") -> bool:
    """Drops the past months that have become empty; False, with none dropped, if a long transaction holds them."""
    return await _try(connection, "SELECT app.drop_empty_partitions()")


async def _try(connection: "asyncpg.Connection[Any]", statement: str, *arguments: Any) -> bool:
    try:
        await tried_again(connection, lambda: connection.fetch(statement, *arguments), gives_way=True)
    except IN_THE_WAY:
        return False
    return True
