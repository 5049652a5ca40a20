"""The application: Strawberry's ASGI view, one session and one transaction a request."""

from __future__ import annotations

import os
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.routing import Route
from strawberry.asgi import GraphQL

from bench.peers.claims import Claims, verified
from bench.peers.usual.loaders import Loaders
from bench.peers.usual.schema import schema

engine = create_async_engine(
    os.environ["DATABASE_URL"].replace("postgresql://", "postgresql+asyncpg://", 1),
    pool_size=8,
    max_overflow=0,
    isolation_level="REPEATABLE READ",
    connect_args={"server_settings": {"jit": "off", "timezone": "UTC"}},
)
make_session = async_sessionmaker(engine, expire_on_commit=False)

ENTER = text("SELECT app.enter(:tenant, :issuer, :subject, :scopes, NULL)")
REACH = text("SELECT current_setting('app.reach', true), current_setting('app.persons', true)")


@asynccontextmanager
async def viewers_session(claims: Claims) -> AsyncGenerator[AsyncSession]:
    """A session whose one transaction sees what the viewer may see."""
    async with make_session() as session, session.begin():
        said = {"tenant": UUID(claims.tenant), "issuer": claims.issuer, "subject": claims.subject}
        await session.execute(ENTER, {**said, "scopes": claims.scopes})
        yield session


class View(GraphQL[dict[str, Any], None]):
    """Strawberry's view; the context holds the session that `answer` opened."""

    async def get_context(self, request: Request, response: Any) -> dict[str, Any]:  # type: ignore[override]
        """The loaders of the request, and who may see an e-mail address."""
        session = request.scope["session"]
        reach, persons = (await session.execute(REACH)).one()

        loaders = Loaders(session)

        async def sees_email(person: UUID) -> bool:
            words = (reach or "").split()
            if "sensitive" in words or "sensitive:read" in words or str(person) in (persons or ""):
                return True
            return person in await loaders.dealt_with()

        return {"loaders": loaders, "sees_email": sees_email}


view = View(schema)


class Endpoint:
    """Verifies the token and opens the session before the view runs."""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request."""
        async with viewers_session(verified(Request(scope))) as session:
            scope["session"] = session
            await view(scope, receive, send)


app = Starlette(routes=[Route("/graphql", Endpoint(), methods=["POST"])])
