"""Runs operations by plans, and leaves to graphql-core what a plan can't answer (decision 10).

graphql-core gives every answer that contains an error. When a plan meets an error, its own answer is thrown away, and
graphql-core reports the error as the specification says, with its path and location. Queries change nothing, so a
second run in the same snapshot finds the same rows; in a later snapshot it finds the rows of a moment later.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from dataclasses import dataclass, replace

import strawberry
from graphql import GraphQLError, OperationType
from graphql.execution.values import VariableValues

from app.collector import note_document
from app.execution.compiling.compiler import Compiler
from app.execution.plan.plan import Plan
from app.execution.plan.state import State
from app.execution.running.forgetting import forget_with, take_apart
from app.execution.running.outcome import Outcome
from app.execution.running.price import Price
from app.execution.running.reference import Reference, Referred
from app.execution.running.size import measure
from app.execution.unanswered import NotAnswered, NotPlanned
from app.lru import LRU
from app.operations.operation import Operation
from app.operations.prepare import TOKENS_PER_ENTRY
from db.errors import ends_request
from db.reads.session import AnotherStatement
from db.unshown import seen
from resolvers.kit.reading.context import Context

log = logging.getLogger(__name__)

ASIDE_TOKENS = 500
"""The plan of a document with this many tokens takes some milliseconds to make."""


class Planner:
    """Plans and runs operations of one schema. left: how many operations it left to graphql-core, by reason."""

    def __init__(self, schema: strawberry.Schema, plans: int = 1_000) -> None:
        self.reference = Reference(schema)
        self.schema = self.reference.schema
        self.left: Counter[str] = Counter()
        self._strawberry = schema
        self._short = asyncio.Lock()
        self._long = asyncio.Lock()
        self._plans: LRU[tuple[str, str | None], Plan | NotPlanned] = LRU(plans, plans * TOKENS_PER_ENTRY)

    async def prepare(self, operation: Operation) -> None:
        """Makes new plans one at a time, so that others are served in between; large ones in a thread."""
        key, size = (operation.digest, operation.name), operation.document.token_count or 1
        if self._plans.get(key) is not None:
            return
        if size < ASIDE_TOKENS:
            async with self._short:
                await asyncio.sleep(0)
                self.plan(operation)
            return
        async with self._long:
            if self._plans.get(key) is None:
                dropped = self._keep(key, await asyncio.to_thread(self._compile, operation), size)
                # To take a plan apart takes as long as a fifth of making it.
                await asyncio.to_thread(dropped.clear)

    def begin(self, operation: Operation, variables: VariableValues) -> Planned | Referred:
        """A run of the operation: by its plan, if it has one."""
        plan = self.plan(operation)
        if isinstance(plan, NotPlanned):
            return self.leave(operation, variables, str(plan))
        return Planned(self, operation, plan, State(variables))

    def plan(self, operation: Operation) -> Plan | NotPlanned:
        """The operation's plan, made once, or why it has none."""
        key = (operation.digest, operation.name)
        known = self._plans.get(key)
        if known is None:
            known = self._compile(operation)
            self._keep(key, known, operation.document.token_count or 1)
        return known

    def _keep(
        self, key: tuple[str, str | None], made: Plan | NotPlanned, tokens: int
    ) -> list[Plan | NotPlanned]:
        """Keeps a plan. Gives those that it replaces."""
        dropped = self._plans.put(key, made, tokens)
        note_document(tokens)
        return dropped

    def _compile(self, operation: Operation) -> Plan | NotPlanned:
        if operation.kind is not OperationType.QUERY:
            return NotPlanned(operation.kind.value)
        compiler = Compiler(self._strawberry, self.schema, operation)
        try:
            plan = compiler.plan()
        except NotPlanned as reason:
            take_apart(compiler)
            return NotPlanned(*reason.args)
        forget_with(plan, compiler, plan.roots, plan.batches)
        return plan

    def leave(self, operation: Operation, variables: VariableValues, reason: str) -> Referred:
        """A run by graphql-core. The reason is counted."""
        self.left[reason] += 1
        return Referred(self.reference, operation, variables, reason)


@dataclass(frozen=True, slots=True)
class Planned:
    """A run by a plan. One state serves the whole run, from the claims that it needs to the last row."""

    planner: Planner
    operation: Operation
    plan: Plan
    state: State

    @property
    def claims(self) -> frozenset[str] | None:
        """The claims on demand that the policies of the operation's tables need; null for all of them."""
        try:
            return self.plan.claims_for(self.state)
        except (GraphQLError, NotPlanned):
            return None

    @property
    def is_lone(self) -> bool:
        """Whether a single statement reads everything, unless it returns more rows than may be held."""
        try:
            return self.plan.is_lone(self.state)
        except (GraphQLError, NotPlanned):
            return False

    def price(self) -> int:
        """The points that the run could cost; 0 if its arguments are invalid, so that it reads nothing."""
        plan, state, points = self.plan, self.state, 0
        try:
            plan.claims_for(state)
            state.decide(list(plan.source.conditions))
            for key in plan.held(state):
                for follows, rows in plan.roots[key].reads(state):
                    points += self._price_of(follows, rows)
        except (GraphQLError, NotPlanned, NotAnswered):
            return points
        return points

    def _price_of(self, follows: object, rows: int) -> int:
        """What a root costs that reads on from so many rows. If it is the same in every run, the plan keeps it."""
        known = self.plan.prices.get((id(follows), rows))
        if known is not None:
            return known
        price = Price(self.state)
        price.follow(follows, rows)
        if price.is_fixed:
            self.plan.prices[id(follows), rows] = price.points
        return price.points

    async def execute(self, context: object) -> Outcome:
        """The operation's data and errors."""
        assert isinstance(context, Context), "plans read through our own context"
        try:
            return await self._run(self.state, context)
        except AnotherStatement:
            await context.restart()
            return await replace(self, state=State(self.state.variables)).execute(context)
        except Exception as error:
            if ends_request(error):
                raise
            log.debug("A plan left its operation to graphql-core: %r", error)
            await context.restart()
            left = self.planner.leave(self.operation, self.state.variables, reason_of(error))
            return await left.execute(context)

    async def _run(self, state: State, context: Context) -> Outcome:
        reference, operation, variables = self.planner.reference, self.operation, state.variables
        # The lambda must not capture `self`: run and state would hold each other, and all rows with them.
        state.open(context, lambda: reference.executor(operation, variables, context))
        before = seen()
        data = await self.plan.run(state)
        if seen() != before:
            raise NotAnswered("a value that GraphQL can't show")
        meter = context.meter
        meter.check()
        if meter.is_unsettled:
            # Reading every value of an answer takes a tenth of a second, so a thread does it while others are served.
            meter.settle(*await asyncio.to_thread(measure, data))
        return Outcome(data, None, "compiled")


def reason_of(error: Exception) -> str:
    """Why a plan gave up, as one of a few texts, so that the reasons can be counted."""
    if isinstance(error, NotAnswered):
        return str(error)
    return "an error to tell" if isinstance(error, GraphQLError) else type(error).__name__
