"""How the gateway connects to PostgreSQL: server settings, socket timeouts, and the form in which values arrive."""

import asyncio
import socket
from dataclasses import dataclass
from typing import Any

import asyncpg
import orjson

from db.reads.safety import check_role
from db.unshown import read_day, read_decimal, read_moment

PREPARED_STATEMENTS = 512
KEEPALIVE = {"idle": 10, "interval": 5, "count": 3}
"""When the first probe goes out on a silent connection and the pause between two probes, both in seconds; and how many
unanswered probes end the connection.
"""

UNACKNOWLEDGED_SECONDS = 10
"""How long the other side may take to acknowledge data that was sent."""

HUNG_UP_SECONDS = 5
"""How often the server checks, while it runs a statement, that we are still connected."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long we wait for the database, in seconds.

    acquire: for a connection from the pool. answer: for anything that is never much work, such as connecting; we also
    check on a connection that stays silent for longer than this. statement: for a statement; the server itself ends one
    that takes longer.
    """

    acquire: float = 5.0
    answer: float = 1.5
    statement: float = 10.0

    @property
    def silent(self) -> float:
        """How long a connection may take to answer anything at all before we give it up."""
        return self.statement + self.answer


async def connect(url: str, patience: Patience) -> Any:
    """Connects for reads. Raises asyncpg's errors, TimeoutError, and UnsafeRole if the role may do more than read."""
    async with asyncio.timeout(patience.answer):
        connection = await asyncpg.connect(
            url,
            timeout=patience.answer,
            statement_cache_size=PREPARED_STATEMENTS,
            max_cached_statement_lifetime=0,
            server_settings=_server_settings(patience),
        )
        try:
            _keep_alive(connection)
            await check_role(connection)
            await _prepare(connection)
        except BaseException:
            connection.terminate()
            raise
        return connection


def _server_settings(patience: Patience) -> dict[str, str]:
    return {
        "application_name": "lyceum",
        "default_transaction_isolation": "repeatable read",
        "default_transaction_read_only": "on",
        "jit": "off",
        # Every statement reads by an index, whatever its keys, so a plan that is made once stays right (decision 18).
        "plan_cache_mode": "force_generic_plan",
        "standard_conforming_strings": "on",
        "statement_timeout": str(int(patience.statement * 1000)),
        "idle_in_transaction_session_timeout": "60000",
        "timezone": "UTC",
        # How the server detects a connection that broke silently: it then frees the slot and the snapshot.
        "tcp_keepalives_idle": str(KEEPALIVE["idle"]),
        "tcp_keepalives_interval": str(KEEPALIVE["interval"]),
        "tcp_keepalives_count": str(KEEPALIVE["count"]),
        "tcp_user_timeout": str(UNACKNOWLEDGED_SECONDS * 1000),
        "client_connection_check_interval": str(HUNG_UP_SECONDS * 1000),
    }


def _keep_alive(connection: Any) -> None:
    """How we detect a silent break. A socket that isn't TCP needs no probes, because we notice when it ends."""
    # asyncpg has no public way to reach its socket, or to be given one.
    found = connection._transport.get_extra_info("socket")  # noqa: SLF001
    if found is None or found.family not in (socket.AF_INET, socket.AF_INET6):
        return
    found.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for option, value in (
        ("TCP_KEEPIDLE", KEEPALIVE["idle"]),
        ("TCP_KEEPINTVL", KEEPALIVE["interval"]),
        ("TCP_KEEPCNT", KEEPALIVE["count"]),
        ("TCP_USER_TIMEOUT", UNACKNOWLEDGED_SECONDS * 1000),
    ):
        if hasattr(socket, option):  # not every system has all of these options
            found.setsockopt(socket.IPPROTO_TCP, getattr(socket, option), value)


async def _prepare(connection: Any) -> None:
    """Makes values arrive as answers show them: UUIDs, decimals and times as text, JSON as Python objects."""
    for kind, read in (("timestamptz", read_moment), ("date", read_day), ("numeric", read_decimal)):
        await connection.set_type_codec(kind, schema="pg_catalog", encoder=str, decoder=read, format="text")
    await connection.set_builtin_type_codec("uuid", schema="pg_catalog", codec_name="text", format="text")
    for kind in ("json", "jsonb"):
        await connection.set_type_codec(
            kind, schema="pg_catalog", encoder=_to_json, decoder=orjson.loads, format="text"
        )


def _to_json(value: object) -> str:
    return orjson.dumps(value).decode()


_WORKING = """
SELECT pg_backend_pid() AS own, array(
    SELECT pid FROM pg_stat_activity WHERE pid = ANY ($1::int[]) AND usename = current_user AND state = 'active'
) AS working
"""
_END = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE pid = ANY ($1::int[]) AND usename = current_user AND application_name = 'lyceum' AND state <> 'active'
"""


async def working(url: str, patience: Patience, backends: list[int]) -> frozenset[int] | None:
    """Returns which of our server processes are at work; ends the others, because waiting for those is in vain.

    It asks on a separate connection. It returns None if it cannot find out, because a pooler lies in between or the
    server has no free slot. Raises asyncpg's errors, OSError and TimeoutError if the database does not answer.
    """
    async with asyncio.timeout(patience.answer):
        try:
            connection: Any = await asyncpg.connect(
                url, timeout=patience.answer, server_settings={"application_name": "lyceum watch"}
            )
        except asyncpg.TooManyConnectionsError:
            return None
        try:
            found = await connection.fetchrow(_WORKING, backends)
            if found["own"] != connection.get_server_pid():
                return None
            busy = frozenset(found["working"])
            await connection.execute(_END, [pid for pid in backends if pid not in busy])
            return busy
        finally:
            connection.terminate()
