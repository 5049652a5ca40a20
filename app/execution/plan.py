"""A plan: how one operation runs, level by level. Each level is one batch for all of its parents.

`app/execution/compile.py` makes plans; nothing here looks at a document or a schema.
"""

from collections.abc import Awaitable, Callable, Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import Table

from app.execution.collect import Condition, Place
from app.execution.source import Source
from app.execution.state import NotAnswered, State
from db.statements.selection import Join, Parts, Selection
from db.statements.shapes import FEW

if TYPE_CHECKING:
    from app.execution.outline import Batch
    from app.execution.steps import ListStep

Rows = Sequence[Any]


class NotPlanned(Exception):
    """The operation needs what a plan can't do; the message says what, for the operator."""


SOME = 100
"""The most rows of a page to which what they share is joined: of more, it would be sent too often."""
MOST_JOINS = 6


class Columns:
    """What a batch selects, in order. `base`: how many values stand before the columns in a row.

    named: whether rows are read by name, because the statement is not ours to order. most: how many rows the batch has
    at most, where that is known; of few rows, what they link to is read along with them. joins: whether the statement
    can read anything along. is_page: whether it is one page, to which rows are joined at once. alike: columns in which
    the rows of one parent are alike. given: whether the rows come from a resolver, so that nothing is sure about their
    values; they are read by name.
    """

    def __init__(
        self,
        base: int,
        *,
        named: bool = False,
        most: int | None = None,
        joins: bool = False,
        is_page: bool = False,
        alike: tuple[str, ...] = (),
        given: bool = False,
    ) -> None:
        self.base = base
        self.named = named or given
        self.most = most
        self.joins = joins or most is not None
        self.is_page = is_page
        self.alike = alike
        self.given = given
        self.chain: Chain | None = None
        self._names: list[str] = []
        self._joins: list[Join] = []
        self._parts: dict[str, tuple[str, dict[str, list[str | None]]]] = {}

    def at(self, name: str) -> int | str:
        """Where a row holds the column; it is selected from now on."""
        if name not in self._names:
            self._names.append(name)
        return name if self.named else self.base + self._names.index(name)

    def part(self, name: str, kind: str, words: Sequence[str], key: str) -> tuple[int | str, int]:
        """Where a row holds a list of parts of a document, and at which place in it the value of `key`, in rows whose
        column `kind` holds one of the words.
        """
        lists = [self._parts.setdefault(name, (kind, {}))[1].setdefault(word, []) for word in words]
        known = {keys.index(key) if key in keys else None for keys in lists}
        place = known.pop() if len(known) == 1 else None
        if place is None:
            place = max(map(len, lists))
            for keys in lists:
                keys += [None] * (place - len(keys)) + [key]
        return self.at(_parts_of(name)), place

    def along(self, table: Table, on: Sequence[tuple[str, str]], *, is_own: bool) -> "Joined | None":
        """The row of `table` that `on` tells (`db.statements.selection.Join`), read along; null where that won't pay.

        is_own: whether no two rows have the same one, so that none is read twice.
        """
        is_at_once = self.is_page and not any("." in key for _, key in on)
        pays = is_own or (self.most is not None and self.most <= (SOME if is_at_once else FEW))
        if not pays or not self.joins or self.given or len(self._joins) == MOST_JOINS:
            return None
        told = tuple((column, key if "." in key else f"t.{key}") for column, key in on)
        join = Join(f"j{len(self._joins)}", table, told)
        self._joins.append(join)
        return Joined(self, f"{join.alias}.")

    def deeper(self) -> "Columns":
        """The same columns of the rows one level deeper in a chain, which come by the same statement."""
        assert self.chain is not None
        below = copy(self)
        below.chain = Chain(self.chain.step, self.chain.level + 1)
        return below

    def named_in(self, name: str) -> str:
        """What the statement calls the column."""
        return name

    @property
    def selection(self) -> Selection:
        """What to select."""
        parts = [
            Parts(_parts_of(name), name, kind, tuple((word, tuple(wanted)) for word, wanted in keys.items()))
            for name, (kind, keys) in self._parts.items()
        ]
        return Selection(tuple(self._names), tuple(self._joins), tuple(parts))

    @property
    def width(self) -> int:
        """How many values a row has up to the last column."""
        return self.base + len(self._names)

    @property
    def size(self) -> int:
        """How much is selected. It only grows, so that it tells an earlier selection from a later one."""
        keys = sum(len(wanted) for _, words in self._parts.values() for wanted in words.values())
        return len(self._names) + len(self._joins) + keys


def _parts_of(document: str) -> str:
    """What the list of a document's parts is selected as."""
    return f"{document}[]"


@dataclass(frozen=True, slots=True)
class Joined:
    """The columns of a row that is read along with another."""

    columns: Columns
    prefix: str
    given = False
    chain = None
    alike = ()

    @property
    def most(self) -> int | None:
        """How many rows there are at most, where that is known."""
        return self.columns.most

    def at(self, name: str) -> int | str:
        """Where the other row holds this one's column."""
        return self.columns.at(f"{self.prefix}{name}")

    def named_in(self, name: str) -> str:
        """What the statement calls this row's column."""
        return f"{self.prefix}{name}"

    def part(self, name: str, kind: str, words: Sequence[str], key: str) -> tuple[int | str, int]:
        """Where the other row holds parts of this one's document."""
        return self.columns.part(f"{self.prefix}{name}", f"{self.prefix}{kind}", words, key)

    def along(self, table: Table, on: Sequence[tuple[str, str]], *, is_own: bool) -> "Joined | None":
        """The row that this one leads to, read along as well."""
        return self.columns.along(
            table, [(column, f"{self.prefix}{key}") for column, key in on], is_own=is_own
        )


@dataclass(frozen=True, slots=True)
class Chain:
    """Rows that a step has read together with those below them. level: how deep they lie, from 1."""

    step: "ListStep"
    level: int


@dataclass(slots=True)
class Step:
    """One relation of a level: what it gives each row, aligned with the rows.

    guards: the conditions of which one must hold for it to be asked for; none for one that always is.
    words: where rows are of several kinds, the words of those that ask for it, null among them for any other word.
    follows: what gives the values, one of `app/execution/steps.py`; null for a resolver.
    """

    values: Callable[[Rows, State], Awaitable[list[Any]]]
    guards: tuple[int, ...] = ()
    words: frozenset[str | None] = frozenset()
    follows: object = None


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
    """One field of the query root. prepare: finishes what hangs on variables, if any does.

    is_lone: whether a single statement reads it all, in a run with these variables.
    """

    value: Callable[[State], Awaitable[Any]]
    prepare: Callable[[State], None] | None = None
    is_lone: Callable[[State], bool] = lambda _: False


@dataclass(slots=True, weakref_slot=True)
class Plan:
    """A compiled operation. batches: what it will ask, for people to read.

    claims: of those that `app.enter` works out on demand, the ones that the policies in its way read.
    """

    source: Source
    roots: dict[str, Root]
    places: list[Place]
    constants: dict[str, str]
    batches: "list[Batch]"
    claims: set[str]

    def claims_for(self, state: State) -> frozenset[str]:
        """The claims that a run with the state's variables needs."""
        for root in self.roots.values():
            if root.prepare is not None:
                root.prepare(state)
        return frozenset(self.claims)

    def is_lone(self, state: State) -> bool:
        """Whether a single statement reads all that a run with the state's variables needs."""
        return len(self.roots) == 1 and all(root.is_lone(state) for root in self.roots.values())

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
