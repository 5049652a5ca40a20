"""The gateway as the transport's tests need it: a small schema of good and bad fields over a real database."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
import httpx
import strawberry
import uvicorn
from graphql import GraphQLError
from starlette.applications import Starlette

from app.http.transport.server import server_options
from app.main import create_app
from app.settings import Settings
from db.errors import DatabaseUnavailable, ResultTooLarge
from resolvers.kit.reading.context import Context

Info = strawberry.Info[Context, None]
SECRET = "a secret of more than thirty-two bytes"
ISSUER = "https://lyceum.local"


class Reads:
    """What the fields below noticed."""

    sleeping = asyncio.Event()
    cancelled = asyncio.Event()


@strawberry.type
class Brittle:
    @strawberry.field
    def solid(self) -> str:
        return "solid"

    @strawberry.field
    def broken(self) -> str:
        raise RuntimeError("SELECT secret FROM asyncpg")

    @strawberry.field
    def missing(self) -> str:
        return None  # type: ignore[return-value]


@strawberry.type
class Deep:
    level: int

    @strawberry.field
    def below(self) -> list["Deep"]:
        return [Deep(level=self.level + 1)]


@strawberry.type(description="Where every query begins.")
class Query:
    @strawberry.field
    def deep(self) -> Deep:
        return Deep(level=1)

    @strawberry.field(description="Greets whom you name.")
    def hello(self, name: str = "world") -> str:
        return f"Hello {name}"

    @strawberry.field
    async def tenants(self, info: Info) -> list[str]:
        rows = await info.context.session.fetch("SELECT short_code FROM tenants ORDER BY 1")
        return [row["short_code"] for row in rows]

    @strawberry.field
    async def snapshot(self, info: Info) -> str:
        rows = await info.context.session.fetch("SELECT pg_current_snapshot()::text AS taken")
        return rows[0]["taken"]

    @strawberry.field
    async def sleep(self, info: Info, seconds: float) -> str:
        Reads.sleeping.set()
        try:
            await info.context.session.fetch("SELECT pg_sleep($1)", seconds)
        except asyncio.CancelledError:
            Reads.cancelled.set()
            raise
        return "slept"

    @strawberry.field
    async def wait(self, milliseconds: int) -> str:
        await asyncio.sleep(milliseconds / 1000)
        return "waited"

    @strawberry.field
    def long(self, megabytes: int) -> str:
        return "x" * (megabytes << 20)

    @strawberry.field
    def brittle(self) -> Brittle | None:
        return Brittle()

    @strawberry.field
    def bad_input(self) -> str | None:
        raise GraphQLError("That can't be.", extensions={"code": "BAD_USER_INPUT", "limit": 3})

    @strawberry.field
    def strange_code(self) -> str | None:
        raise GraphQLError("psql says no", extensions={"code": "E_SQL"}, original_error=KeyError("x"))

    @strawberry.field
    def too_large(self) -> str | None:
        raise ResultTooLarge("This list has more rows than fit; ask for less.")

    @strawberry.field
    async def gone(self) -> str | None:
        raise DatabaseUnavailable(7)

    @strawberry.field
    def big(self) -> strawberry.scalars.JSON:
        return {"integer": 2**70, "deep": deep(300)}


def deep(levels: int) -> Any:
    value: Any = 1
    for _ in range(levels):
        value = [value]
    return value


@strawberry.type
class Mutation:
    @strawberry.mutation
    def change(self) -> str:
        return "changed"


QUERIES = strawberry.Schema(Query)
WITH_MUTATIONS = strawberry.Schema(Query, Mutation)


def settings(database_url: str = "postgresql://localhost:1/nowhere", **changes: Any) -> Settings:
    return Settings(database_url=database_url, jwt_secret=SECRET, **changes)


@asynccontextmanager
async def running(app: Starlette) -> AsyncGenerator[httpx.AsyncClient]:
    """A client of the application, without a network between them."""
    transport = httpx.ASGITransport(app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://localhost") as client,
    ):
        yield client


@asynccontextmanager
async def gateway(
    database_url: str, schema: strawberry.Schema = QUERIES, **changes: Any
) -> AsyncGenerator[httpx.AsyncClient]:
    """A client of a gateway over a database."""
    async with running(create_app(settings(database_url, **changes), schema)) as client:
        yield client


@asynccontextmanager
async def served(app: Starlette, **bounds: Any) -> AsyncGenerator[str]:
    """The origin of a real server on a free port. bounds: settings of its connections."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, **server_options(settings(**bounds))))
    serving = asyncio.create_task(server.serve())
    try:
        while not server.started:  # noqa: ASYNC110 - uvicorn has no event for it
            await asyncio.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        await serving


async def add_tenants(admin_url: str) -> None:
    """`north` is open to visitors, `closed` is not, `asleep` is not served; each has the partner client `acme`."""
    connection = await asyncpg.connect(admin_url)
    try:
        for code, open_, active in (("north", True, True), ("closed", False, True), ("asleep", True, False)):
            tenant = await connection.fetchval(
                "INSERT INTO tenants (name, short_code, kind, allows_visitors, is_active) "
                "VALUES ($1, $2, 'university', $3, $4) RETURNING id",
                code.title(), code, open_, active,
            )  # fmt: skip
            await connection.execute(
                "INSERT INTO gateway.clients (tenant_id, name, issuer, subject, scopes) "
                "VALUES ($1, 'acme', $2, 'acme', 'catalogue:read')",
                tenant, ISSUER,
            )  # fmt: skip
    finally:
        await connection.close()
