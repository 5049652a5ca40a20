"""The ceiling: the same HTTP server, token check and transaction as the gateway, and one statement that does it all."""

from __future__ import annotations

import os
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import asyncpg
import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bench.peers.claims import BEGIN, Claims, verified

STATEMENTS = {path.stem: path.read_text() for path in (Path(__file__).parent / "sql").glob("*.sql")}


def _cursor(read: Callable[[str], object]) -> Callable[[dict[str, Any]], list[object]]:
    def parameters(variables: dict[str, Any]) -> list[object]:
        if variables.get("after") is None:
            return [None, None]
        mark, _, key = variables["after"].rpartition("/")
        return [read(mark), key]

    return parameters


def _code(variables: dict[str, Any]) -> list[object]:
    return [variables["code"]]


PARAMETERS: dict[str, Callable[[dict[str, Any]], list[object]]] = {
    "small": _code,
    "tree": _code,
    "deep": _code,
    "catalogue": _cursor(str),
    "sync": _cursor(datetime.fromisoformat),
    "roster": lambda variables: [variables["id"].removeprefix("CourseOffering_")],
    "dashboard": lambda _: [],
}
"""From an operation's variables to what its statement takes after the tenant."""


def _literal(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _begin(claims: Claims) -> str:
    said = ", ".join(map(_literal, (claims.tenant, claims.issuer, claims.subject, claims.scopes)))
    return f"{BEGIN}; SELECT app.enter({said}, NULL)"


async def answer(request: Request) -> Response:
    """The answer to one of the workloads' operations, by its name."""
    claims = verified(request)
    body = orjson.loads(await request.body())
    name = body["operationName"].lower()
    connection = await request.app.state.pool.acquire()
    try:
        await connection.execute(_begin(claims))
        values = PARAMETERS[name](body.get("variables", {}))
        text = await connection.fetchval(STATEMENTS[name], claims.tenant, *values)
        await connection.execute("COMMIT")
    finally:
        await request.app.state.pool.release(connection)
    return Response(text, media_type="application/json")


@asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncGenerator[None]:
    async def keep(_connection: Any) -> None:
        """No reset: the transaction has ended its claims."""

    app.state.pool = await asyncpg.create_pool(
        os.environ["DATABASE_URL"], min_size=8, max_size=8, reset=keep,
        server_settings={"jit": "off", "timezone": "UTC"},
    )  # fmt: skip
    yield
    await app.state.pool.close()


app = Starlette(routes=[Route("/graphql", answer, methods=["POST"])], lifespan=_lifespan)
