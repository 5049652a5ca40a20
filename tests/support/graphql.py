"""GraphQL in this process: operations run as the gateway runs them, in a viewer's session on a test database."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

import asyncpg
import orjson
from graphql import GraphQLSchema

from app.compressed import Kept
from app.execution.running.planned import Planner
from app.execution.running.runner import Executor, Runner
from app.observability.record import Record
from app.operations.limits import Limits
from app.operations.operation import RequestErrors
from app.operations.prepare import Operations
from db.derived.claims_on_demand import CLAIMS_ON_DEMAND
from db.errors import GatewayError
from db.reads.claims import Claims
from db.reads.database import Database
from db.reads.entry import Entry
from db.reads.session import Session
from resolvers.kit.reading.budget import UNLIMITED, Meter
from resolvers.kit.reading.context import Context
from resolvers.schema import build_schema
from tests.support.viewers import Viewer

STATEMENTS: set[str] = set()
"""The text of every statement that ran in this process, to check the rules that all statements must follow."""

LARGE = Limits(tokens=15_000, fields=5_000)
"""Limits for the documents of tests that ask for everything at once."""


class RecordedSession(Session):
    """A session that records the statements that it ran, and the number of rows of each."""

    __slots__ = ("brought", "ran", "recorded", "wanted")

    def __init__(self, recorded: Session) -> None:
        super().__init__(None, recorded.tenant_id)
        self.recorded = recorded
        self.ran: list[str] = []
        self.brought: list[int] = []
        self.wanted: frozenset[str] | None = None

    async def lay(self, claims: Claims, wanted: frozenset[str] | None) -> None:
        """Sets the claims as at the beginning of a transaction, and removes those that were set before."""
        if wanted != self.wanted:
            for claim in CLAIMS_ON_DEMAND:
                await self.recorded.fetch("SELECT set_config('app.' || $1, '', true)", claim)
            await self.recorded.fetch(Entry(self.tenant_id, claims, wanted).statement)
            self.wanted = wanted

    async def fetch(self, sql: str, *arguments: object) -> list[asyncpg.Record]:
        """The rows of one statement, which is recorded."""
        self.ran.append(sql)
        STATEMENTS.add(sql)
        rows = await self.recorded.fetch(sql, *arguments)
        self.brought.append(len(rows))
        return rows

    @asynccontextmanager
    async def apart(self, session: Session) -> AsyncIterator[None]:
        """Runs statements in another session for a while."""
        usual, self.recorded = self.recorded, session
        try:
            yield
        finally:
            self.recorded = usual

    async def restart(self) -> None:
        """Restarts the session that runs the statements."""
        await self.recorded.restart()


@dataclass(slots=True)
class Answer:
    """An operation's answer, the statements that it ran, and the number of rows of each."""

    data: Any
    errors: list[dict[str, Any]]
    statements: list[str]
    rows: list[int]

    @property
    def only(self) -> Any:
        """The data of an operation that answered without errors."""
        assert not self.errors, self.errors
        return self.data

    @property
    def codes(self) -> set[str]:
        """The codes of its errors."""
        return {error["extensions"]["code"] for error in self.errors}


class Asking:
    """One viewer's open session. executor: runs the operations; by default, with compiled plans."""

    def __init__(
        self, database: Database, session: RecordedSession, viewer: Viewer, executor: Executor | None = None
    ) -> None:
        self.session, self.viewer = session, viewer
        self._database = database
        self._runner = Runner(graphql_schema(), executor or compiled(), self, Context, Limits())

    @asynccontextmanager
    async def read(
        self, claims: Claims, wanted: frozenset[str] | None = None, *, is_lone: bool = False, **_: object
    ) -> AsyncIterator[Session]:
        """The session with exactly the claims that this operation wants. It stays open for the viewer's next operation.

        A lone statement runs in a session of its own, as in the gateway.
        """
        assert claims == self.viewer.claims
        if is_lone:
            async with self._database.read(claims, wanted, is_lone=True) as lone, self.session.apart(lone):
                yield self.session
        else:
            await self.session.lay(claims, wanted)
            yield self.session

    async def ask(self, query: str, **variables: Any) -> Answer:
        """Runs one operation in the session's snapshot."""
        begun = len(self.session.ran)
        try:
            body = await self._runner.run(
                operations().get(query, None),
                variables,
                self.viewer.claims,
                Record("test", meter=Meter(UNLIMITED)),
            )
            if isinstance(body, Kept):
                body = orjson.loads(body.content)
        except RequestErrors as refused:
            errors = [
                {"message": error.message, "extensions": {"code": refused.code}} for error in refused.errors
            ]
            body = {"data": None, "errors": errors}
        except GatewayError as refusal:
            body = {"data": None, "errors": [{"message": str(refusal), "extensions": {"code": refusal.code}}]}
        return Answer(
            body["data"], body.get("errors", []), self.session.ran[begun:], self.session.brought[begun:]
        )


@asynccontextmanager
async def asking(
    database: Database, viewer: Viewer, executor: Executor | None = None
) -> AsyncIterator[Asking]:
    """A session of the viewer. Raises what `Database.read` raises."""
    async with database.read(viewer.claims) as session:
        yield Asking(database, RecordedSession(session), viewer, executor)


@asynccontextmanager
async def opened(gateway_url: str) -> AsyncIterator[Database]:
    """A pool of the gateway's role."""
    database = await Database.open(gateway_url, pool_size=4, statement_seconds=60)
    try:
        yield database
    finally:
        await database.close()


@cache
def compiled() -> Planner:
    """The executor of the gateway: plans, with graphql-core behind them."""
    return Planner(build_schema())


@cache
def operations() -> Operations:
    """Prepares documents as the gateway does."""
    return Operations(graphql_schema(), LARGE, 5_000)


def graphql_schema() -> GraphQLSchema:
    """graphql-core's form of the schema."""
    return compiled().schema
