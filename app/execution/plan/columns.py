"""What a batch selects: its own columns, parts of documents, and the columns of rows that are read along."""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Table

from db.statements.selection import Join, Parts, Selection
from db.statements.shapes import FEW
from resolvers.kit.declaring.relations import Relation

SOME = 100
"""The most rows of a page to which what they share is joined: of more, it would be sent too often."""
MOST_JOINS = 6


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a batch before it runs.

    named: whether rows are read by name, because the statement is not ours to order. most: how many rows the batch has
    at most, where that is known; of few rows, what they link to is read along with them. joins: whether the statement
    can read anything along. is_page: whether it is one page, to which rows are joined at once. alike: columns in which
    the rows of one parent are alike. given: whether the rows come from a resolver, so that nothing is sure about their
    values; they are read by name.
    """

    named: bool = False
    most: int | None = None
    joins: bool = False
    is_page: bool = False
    alike: tuple[str, ...] = ()
    given: bool = False


class Head(Protocol):
    """A list that can read the rows of the lists below it along, `levels` deep.

    below: the column in which those rows name their parent; null where none are read along.
    """

    relation: Relation
    below: str | None
    levels: int


@dataclass(frozen=True, slots=True)
class Chain:
    """Rows that `head` has read together with those below them. level: how deep they lie, from 1."""

    head: Head
    level: int


class Columns:
    """What a batch selects, in order. `base`: how many values stand before the columns in a row."""

    def __init__(self, base: int, known: Known = Known()) -> None:
        self.base = base
        self.named = known.named or known.given
        self.most = known.most
        self.joins = known.joins or known.most is not None
        self.is_page = known.is_page
        self.alike = known.alike
        self.given = known.given
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
        below.chain = Chain(self.chain.head, self.chain.level + 1)
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
