"""Chooses each viewer's budget for an operation, and tells the client the cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.observability.record import Record
from db.reads.claims import Claims
from resolvers.kit.reading.budget import Budget

DRY_RUN = "x-lyceum-dry-run"
TELL_COST = "x-lyceum-cost"


@dataclass(frozen=True, slots=True)
class Budgets:
    """The budget of each kind of viewer: a visitor without a token, a person, or a client whose token has scopes."""

    visitor: Budget = field(default_factory=lambda: Budget(200_000, 20_000, 4_000_000, 60))
    person: Budget = field(default_factory=lambda: Budget(500_000, 50_000, 8_000_000, 100))
    client: Budget = field(default_factory=lambda: Budget(1_000_000, 100_000, 16_000_000, 200))

    def of(self, claims: Claims) -> Budget:
        """The viewer's budget."""
        if claims.subject is None:
            return self.visitor
        return self.client if claims.scopes else self.person

    def open(self, record: Record, claims: Claims, headers: Mapping[str, str]) -> None:
        """Give the request's meter the viewer's budget, and note what its headers ask about the cost.

        `X-Lyceum-Dry-Run: cost` asks for the price alone, `X-Lyceum-Cost: tell` for the answer and its cost.
        """
        record.is_dry_run = headers.get(DRY_RUN) == "cost"
        record.meter.budget = self.of(claims)
        record.meter.is_told = record.is_dry_run or headers.get(TELL_COST) == "tell"


def with_cost(result: dict[str, Any], record: Record) -> dict[str, Any]:
    """The answer, with its cost in `extensions` if the client asked for it."""
    meter = record.meter
    if not meter.is_told:
        return result
    cost: dict[str, Any] = {"price": meter.price, "limit": meter.budget.price}
    if not record.is_dry_run:
        cost |= {
            "objects": meter.objects,
            "bytes": meter.bytes,
            "statements": meter.statements,
            "milliseconds": round(record.milliseconds(), 1),
        }
    return {**result, "extensions": {**result.get("extensions", {}), "cost": cost}}
