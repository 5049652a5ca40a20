"""What one operation may cost, and the meter that counts its cost while it runs (decision 44).

Plans, graphql-core, and whatever else makes an answer all use the same meter. The meter counts objects as they stand in
the answer: a row that is shown in 200 places counts 200 times.
"""

from dataclasses import dataclass
from typing import Any, Literal

from db.errors import GatewayError

Unit = Literal["price", "objects", "bytes", "statements"]

TOLD: dict[Unit, str] = {
    "price": "The operation could cost {amount:,} points; it may cost {limit:,}.",
    "objects": "The answer would hold more than {limit:,} objects.",
    "bytes": "The answer would be larger than {limit:,} bytes.",
    "statements": "The operation needs more than {limit:,} SQL statements.",
}
REMEDY = "Ask for fewer rows, fields or levels at once, and page through long lists (docs/limits.md)."


@dataclass(frozen=True, slots=True)
class Budget:
    """The most that one operation may cost. An operation that passes one of these limits is refused.

    price: points, worked out before it runs (`app/execution/running/price.py`). objects: JSON objects in the answer.
    bytes: the size of the answer, worked out before it is written. statements: SQL statements.
    """

    price: int = 1_000_000
    objects: int = 100_000
    bytes: int = 16_000_000
    statements: int = 100


DEFAULT = Budget()
UNLIMITED = Budget(1 << 62, 1 << 62, 1 << 62, 1 << 62)
"""A budget that nothing exceeds: for tests that compare answers, whatever they cost."""


class BudgetExceeded(GatewayError):
    """The operation costs more than its budget. It ends without any part of an answer.

    amount: what the operation had cost when it was stopped; for the price, what it could cost.
    """

    code = "COST_LIMIT_EXCEEDED"
    status = 400

    def __init__(self, unit: Unit, amount: int, limit: int, price: int = 0) -> None:
        super().__init__(f"{TOLD[unit].format(amount=amount, limit=limit)} {REMEDY}")
        self.unit: Unit = unit
        self.amount = amount
        self.limit = limit
        self.price = price

    @property
    def extensions(self) -> dict[str, Any]:
        """The code, which limit was passed, and the operation's price."""
        return {"code": self.code, "unit": self.unit, "limit": self.limit, "price": self.price}


@dataclass(slots=True)
class Meter:
    """Counts what one operation costs. Each count raises BudgetExceeded once it passes its limit.

    objects and bytes count each object of the answer once. An object can stand in several places: more_objects and
    more_bytes are what the other places add at most. unmeasured: values whose size was assumed (`Weight.count`); what
    counts them leaves it to others to `check`. is_told: whether the client wants to be told the cost.
    """

    budget: Budget = DEFAULT
    price: int = 0
    objects: int = 0
    bytes: int = 0
    more_objects: int = 0
    more_bytes: int = 0
    statements: int = 0
    unmeasured: int = 0
    is_told: bool = False

    def quote(self, price: int) -> None:
        """Take note of the price, before the operation runs."""
        self.price = price
        if price > self.budget.price:
            raise self._exceeded("price", price)

    def count(self, objects: int, size: int, times: int) -> None:
        """Count objects of the answer and their bytes in all. times: in how many places one object stands at most."""
        self.objects += objects
        self.bytes += size
        if times != 1:
            self.more_objects += objects * (times - 1)
            self.more_bytes += size * (times - 1)
        self.check()

    def check(self) -> None:
        """Check what was counted so far: before each statement, and at the end."""
        if self.objects > self.budget.objects:
            raise self._exceeded("objects", self.objects)
        if self.bytes > self.budget.bytes:
            raise self._exceeded("bytes", self.bytes)

    def count_statement(self) -> None:
        """Count a statement that is about to be sent."""
        self.check()
        self.statements += 1
        if self.statements > self.budget.statements:
            raise self._exceeded("statements", self.statements)

    @property
    def is_unsettled(self) -> bool:
        """Whether the answer must be measured: it could pass a limit, or the client wants to be told the cost."""
        return (
            self.is_told
            or self.objects + self.more_objects > self.budget.objects
            or self.bytes + self.more_bytes > self.budget.bytes
        )

    def settle(self, objects: int, size: int) -> None:
        """Check the answer before it is written, by its objects and bytes as they were measured."""
        self.objects, self.bytes = objects, size
        self.more_objects = self.more_bytes = 0
        self.check()

    def check_written(self, size: int) -> None:
        """Check the answer as it was written: before that, the size of its first texts is assumed, and characters that
        take several bytes count as one.
        """
        if size > self.budget.bytes:
            raise self._exceeded("bytes", size)

    def restart(self) -> None:
        """Forget the answer so far, which is thrown away, but not its statements, which were sent all the same."""
        self.objects = self.bytes = self.more_objects = self.more_bytes = self.unmeasured = 0

    def _exceeded(self, unit: Unit, amount: int) -> BudgetExceeded:
        return BudgetExceeded(unit, amount, getattr(self.budget, unit), self.price)
