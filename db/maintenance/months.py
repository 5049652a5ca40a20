"""The months of the logs: those to come are made and empty ones dropped, and nobody waits for that for long.

Attaching or dropping a month waits for whoever uses the logs and what they refer to, and others wait behind it. So it
waits for a moment only, and gives way (`db/maintenance/again.py`).
"""

from typing import Any

import asyncpg

from db.maintenance.again import IN_THE_WAY, tried_again

MONTHS_AHEAD = 3


async def keep_months(connection: "asyncpg.Connection[Any]") -> bool:
    """Makes the missing months of the logs; False where a long transaction holds them: nothing is lost, try again."""
    return await _try(connection, "SELECT app.keep_partitions($1)", MONTHS_AHEAD)


async def drop_empty_months(connection: "asyncpg.Connection[Any]") -> bool:
    """Drops the past months that hold nothing any more; False where a long transaction holds them, and none went."""
    return await _try(connection, "SELECT app.drop_empty_partitions()")


async def _try(connection: "asyncpg.Connection[Any]", statement: str, *arguments: Any) -> bool:
    try:
        await tried_again(connection, lambda: connection.fetch(statement, *arguments), gives_way=True)
    except IN_THE_WAY:
        return False
    return True
