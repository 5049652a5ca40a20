"""Runs a prepared operation in one transaction, and makes the body of its answer."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, suppress
from typing import Any, Protocol

from graphql import GraphQLSchema
from graphql.execution.values import VariableValues

from app.compressed import Kept
from app.execution.asked.variables import coerce_variables
from app.execution.running.alarms import TimeLimit
from app.execution.running.faults import present, raise_ending
from app.execution.running.outcome import Outcome
from app.introspection.answers import Introspection
from app.observability.record import Record
from app.operations.limits import Limits
from app.operations.operation import Operation
from db.errors import OutOfTime, ReadInterrupted
from db.reads.claims import Claims
from db.reads.deadline import ENDLESS, Deadline, Terms
from db.reads.session import Session
from resolvers.kit.reading.budget import Meter

TRIES = 3
"""How often an operation is tried if its connection or snapshot is lost while it runs."""


MakeContext = Callable[[Session | None, str, Meter], object]
"""Makes the context of an operation, which its resolvers share."""


class Reads(Protocol):
    """Gives an operation its transaction."""

    def read(
        self,
        claims: Claims,
        wanted: frozenset[str] | None = None,
        *,
        is_lone: bool = False,
        terms: Terms = ENDLESS,
    ) -> AbstractAsyncContextManager[Session]:
        """A read-only snapshot for that viewer, as `Database.read` gives it. Raises the errors of `db.errors`."""
        ...


class Begun(Protocol):
    """One run of an operation, before it has read anything."""

    @property
    def claims(self) -> frozenset[str] | None:
        """Which of the claims on demand (`db.derived.policies`) it needs; null for all."""
        ...

    def price(self) -> int:
        """The points that it could cost (docs/limits.md)."""
        ...

    @property
    def is_lone(self) -> bool:
        """Whether it runs at most one statement, if it meets no error."""
        ...

    async def execute(self, context: object) -> Outcome:
        """The operation's data and errors."""
        ...


class Executor(Protocol):
    """A way of running operations."""

    async def prepare(self, operation: Operation) -> None:
        """Do the slow work before a run begins, while other requests are served."""
        ...

    def begin(self, operation: Operation, variables: VariableValues) -> Begun:
        """A run of the operation. variables: their coerced values."""
        ...


class Runner:
    """Runs operations of one schema on one database. limits: those on an operation's size and its seconds."""

    def __init__(
        self,
        schema: GraphQLSchema,
        executor: Executor,
        database: Reads,
        make_context: MakeContext,
        limits: Limits,
    ) -> None:
        self._introspection = Introspection(schema, limits.introspection_bytes)
        self._schema = schema
        self._executor = executor
        self._database = database
        self._make_context = make_context
        self._limits = limits

    async def run(
        self,
        operation: Operation,
        values: dict[str, Any],
        claims: Claims,
        record: Record,
        executor: Executor | None = None,
    ) -> dict[str, Any] | Kept:
        """The answer's body: a Kept one if it is about the schema alone; without data for a dry run.

        executor: replaces the usual one for this operation. Raises RequestErrors for invalid variables, and the errors
        of `db.errors` that end the request, such as OutOfTime if the operation takes longer than it may.
        """
        variables = coerce_variables(self._schema, operation, values, self._limits.tokens)
        executor = executor or self._executor
        if not operation.introspects:
            return await self._answer(operation, variables, claims, record, executor)
        told = await self._introspection.answer(operation, variables)
        if told.body is not None:
            record.executor = "introspection"
            return told.body
        body = await self._answer(told.data, variables, claims, record, executor)
        return body if body["data"] is None else {**body, "data": told.beside(body["data"])}

    async def _answer(
        self,
        operation: Operation,
        variables: VariableValues,
        claims: Claims,
        record: Record,
        executor: Executor,
    ) -> dict[str, Any]:
        """The body of the answer to an operation that reads data; its one transaction begins before its first field."""
        await executor.prepare(operation)
        begun = executor.begin(operation, variables)
        record.meter.quote(begun.price())
        if record.is_dry_run:
            return {"data": None}
        if not operation.needs_database:
            return await self._execute(begun, None, record)
        terms = Terms(Deadline(record.started + self._limits.seconds), record.address)
        try:
            with TimeLimit(terms.deadline.seconds_left(self._limits.seconds)):
                for _ in range(TRIES - 1):
                    # The cause lies in the database, not in the operation. Reads change nothing, so they may run again.
                    with suppress(ReadInterrupted):
                        return await self._read(begun, claims, record, terms)
                    record.meter.restart()
                    begun = executor.begin(operation, variables)
                return await self._read(begun, claims, record, terms)
        except TimeoutError as failure:
            raise OutOfTime from failure

    async def _read(self, begun: Begun, claims: Claims, record: Record, terms: Terms) -> dict[str, Any]:
        async with self._database.read(claims, begun.claims, is_lone=begun.is_lone, terms=terms) as session:
            try:
                return await self._execute(begun, session, record)
            finally:
                record.statements += session.statements
                record.database_milliseconds += session.milliseconds

    async def _execute(self, begun: Begun, session: Session | None, record: Record) -> dict[str, Any]:
        result = await begun.execute(self._make_context(session, record.request_id, record.meter))
        record.executor, record.left = result.executor, result.left
        if not result.errors:
            return {"data": result.data}
        raise_ending(result.errors)
        return {"errors": present(result.errors, None, record.request_id), "data": result.data}
