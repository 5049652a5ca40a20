"""A plan: how one operation runs, level by level. Each level is one batch for all of its parents.

`app/execution/compile.py` makes plans; nothing here looks at a document or a schema.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import Table

from app.execution.collect import Condition, Place
from app.execution.source import Source
from app.execution.state import NotAnswered, State
from db.statements import Join

if TYPE_CHECKING:
    from app.execution.outline import Batch

Rows = Sequence[Any]


class Columns:
    """The columns that a batch selects, in order. `base`: how many values stand before them in a row.

    named: whether rows are read by name, because the statement is not ours to order. few: whether the batch is known
    to have few rows, so that what they link to is read along with them. given: whether the rows come from a resolver,
    so that nothing is sure about their values; they are read by name.
    """

    def __init__(self, base: int, *, named: bool = False, few: bool = False, given: bool = False) -> None:
        self.base = base
        self.named = named or given
        self.few = few
        self.given = given
        self.names: list[str] = []
        self.joins: list[Join] = []

    def at(self, name: str) -> int | str:
        """Where a row holds the column; it is selected from now on."""
        if name not in self.names:
            self.names.append(name)
        return name if self.named else self.base + self.names.index(name)

    def along(self, table: Table, key: str) -> "Joined":
        """The row of `table` whose id is in the column `key`, read along with each row."""
        join = Join(f"j{len(self.joins)}", table, key if "." in key else f"t.{key}")
        self.joins.append(join)
        return Joined(self, f"{join.alias}.")

    @property
    def selected(self) -> tuple[str, ...]:
        """The columns to select."""
        return tuple(self.names)


@dataclass(frozen=True, slots=True)
class Joined:
    """The columns of a row that is read along with another."""

    columns: Columns
    prefix: str

    def at(self, name: str) -> int | str:
        """Where the other row holds this one's column."""
        return self.columns.at(f"{self.prefix}{name}")

    def along(self, table: Table, key: str) -> "Joined":
        """The row that this one links to, read along as well."""
        return self.columns.along(table, f"{self.prefix}{key}")


@dataclass(slots=True)
class Step:
    """One relation of a level: what it gives each row, aligned with the rows.

    guards: the conditions of which one must hold for it to be asked for; none for one that always is.
    words: where rows are of several kinds, the words of those that ask for it, null among them for any other word.
    """

    values: Callable[[Rows, State], Awaitable[list[Any]]]
    guards: tuple[int, ...] = ()
    words: frozenset[str | None] = frozenset()


@dataclass(slots=True)
class Level:
    """What is made of the rows of one entity: the relations to follow first, then the function that writes objects.

    function: its name in the source. kind: where rows are of several kinds, where a row holds the word that tells its
    own. words: those that are known.
    """

    source: Source
    function: str = ""
    steps: list[Step] = field(default_factory=list[Step])
    kind: int | str | None = None
    words: frozenset[str] = frozenset()

    async def objects(self, rows: Rows, state: State) -> list[dict[str, Any]]:
        """The response object of each row."""
        if not rows:
            return []
        values: list[list[Any]] = []
        for step in self.steps:
            if step.guards and not any(state.on[guard] for guard in step.guards):
                values.append([None] * len(rows))
            elif len(step.words) in (0, len(self.words) + 1):
                values.append(await step.values(rows, state))
            else:
                values.append(await self._some(step, step.words, rows, state))
        return self.source.names[self.function](rows, state.on, values)

    async def _some(self, step: Step, words: frozenset[str | None], rows: Rows, state: State) -> list[Any]:
        """The values of a relation that only some kinds of row ask for."""
        assert self.kind is not None
        found_words = (row[self.kind] for row in rows)
        places = [n for n, word in enumerate(found_words) if (word if word in self.words else None) in words]
        found: list[Any] = [None] * len(rows)
        if places:
            some = await step.values([rows[n] for n in places], state)
            for place, value in zip(places, some, strict=True):
                found[place] = value
        return found


@dataclass(slots=True)
class Root:
    """One field of the query root. guards: as for a step."""

    value: Callable[[State], Awaitable[Any]]
    guards: tuple[int, ...] = ()


@dataclass(slots=True)
class Plan:
    """A compiled operation. batches: what it will ask, for people to read."""

    source: Source
    roots: dict[str, Root]
    places: list[Place]
    constants: dict[str, str]
    batches: "list[Batch]"

    async def run(self, state: State) -> dict[str, Any]:
        """The operation's data. Raises NotAnswered, or what a batch raises."""
        conditions: list[Condition] = list(self.source.conditions)
        state.decide(conditions)
        data: dict[str, Any] = {}
        for place in self.places:
            if not holds(self.source, place, state):
                continue
            if place.key in self.constants:
                data[place.key] = self.constants[place.key]
            else:
                data[place.key] = await self.roots[place.key].value(state)
        return data


def holds(source: Source, place: Place, state: State) -> bool:
    """Whether a response key stands at this place in this run."""
    if not place.when and not place.unless:
        return True
    number = source.condition
    return (not place.when or state.on[number(place.when)]) and not any(
        state.on[number(other)] for other in place.unless
    )


def required(values: list[Any]) -> list[Any]:
    """The values, none of which may be null."""
    if None in values:
        raise NotAnswered("a field that is never null would be")
    return values
