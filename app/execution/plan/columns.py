"""What a batch selects: columns of its own rows, parts of documents, and columns of rows that are joined to its own."""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Table

from db.statements.selection import Join, Parts, Selection
from db.statements.shapes import FEW
from resolvers.kit.declaring.relations import Relation

SOME = 100
"""The most rows of a page to which shared rows are joined. With more, the same joined row would be sent too often."""
MOST_JOINS = 6


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a batch before it runs.

    named: whether rows are read by column name, because the order of the statement's columns is not ours to choose.
    most: how many rows the batch has at most, if that is known; if they are few, the rows they link to are joined.
    joins: whether rows can be joined to the statement. is_page: whether the batch is one page, to which rows are joined
    all at once. alike: columns in which all rows of one parent have the same value. given: whether a resolver returned
    the rows; then nothing is certain about their values, and they are read by name.
    """

    named: bool = False
    most: int | None = None
    joins: bool = False
    is_page: bool = False
    alike: tuple[str, ...] = ()
    given: bool = False


class Head(Protocol):
    """A list whose statement also reads the lists below it, `levels` deep.

    below: the column in which rows name their parent; null if the statement reads no lists below.
    """

    relation: Relation
    below: str | None
    levels: int


@dataclass(frozen=True, slots=True)
class Chain:
    """Rows that the statement of `head` reads. level: how deep they lie; 1 for the head's own rows."""

    head: Head
    level: int


class Columns:
    """What a batch selects, in order. base: how many values stand before the columns in a row, such as parent keys."""

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
        """The place of the column in a row. From now on the batch selects it."""
        if name not in self._names:
            self._names.append(name)
        return name if self.named else self.base + self._names.index(name)

    def selects(self, name: str) -> bool:
        """Whether the column is selected already."""
        return name in self._names

    def part(self, name: str, kind: str, words: Sequence[str], key: str) -> tuple[int | str, int]:
        """The place in a row of a list of the document's values, and the place in that list of the value of `key`.

        Only rows whose column `kind` holds one of the words have the value there. A key has one place for all its
        words: after `part("data", "content_type", ["video"], "a")`, and the same of `["video", "quiz"]` and `"b"`, the
        list of a video is `[a, b]` and that of a quiz is `[null, b]`.
        """
        lists = [self._parts.setdefault(name, (kind, {}))[1].setdefault(word, []) for word in words]
        known = {keys.index(key) if key in keys else None for keys in lists}
        place = known.pop() if len(known) == 1 else None
        if place is None:
            place = max(map(len, lists))
            for keys in lists:
                keys += [None] * (place - len(keys)) + [key]
        return self.at(parts_of(name)), place

    def along(self, table: Table, on: Sequence[tuple[str, str]], *, is_own: bool) -> "Joined | None":
        """Joins the row of `table` that `on` names (`db.statements.selection.Join`); null if that would not pay.

        is_own: whether no two rows share the joined row, so that no row is sent twice.
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
        """The same columns, for the rows one level deeper in a chain; the same statement reads them."""
        assert self.chain is not None
        below = copy(self)
        below.chain = Chain(self.chain.head, self.chain.level + 1)
        return below

    def named_in(self, name: str) -> str:
        """The name of the column in the statement."""
        return name

    @property
    def selection(self) -> Selection:
        """What to select."""
        parts = [
            Parts(parts_of(name), name, kind, tuple((word, tuple(wanted)) for word, wanted in keys.items()))
            for name, (kind, keys) in self._parts.items()
        ]
        return Selection(tuple(self._names), tuple(self._joins), tuple(parts))

    @property
    def width(self) -> int:
        """How many values a row has up to the last column."""
        return self.base + len(self._names)

    @property
    def size(self) -> int:
        """How much is selected. It only grows: two selections of one batch with the same size are the same."""
        keys = sum(len(wanted) for _, words in self._parts.values() for wanted in words.values())
        return len(self._names) + len(self._joins) + keys


def parts_of(document: str) -> str:
    """The name under which the list of a document's parts is selected."""
    return f"{document}[]"


@dataclass(frozen=True, slots=True)
class Joined:
    """The columns of a row that is joined to another."""

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
        """The place of this row's column in the other row."""
        return self.columns.at(f"{self.prefix}{name}")

    def selects(self, name: str) -> bool:
        """Whether this row's column is selected already."""
        return self.columns.selects(f"{self.prefix}{name}")

    def named_in(self, name: str) -> str:
        """The name of this row's column in the statement."""
        return f"{self.prefix}{name}"

    def part(self, name: str, kind: str, words: Sequence[str], key: str) -> tuple[int | str, int]:
        """The place of parts of this row's document in the other row."""
        return self.columns.part(f"{self.prefix}{name}", f"{self.prefix}{kind}", words, key)

    def along(self, table: Table, on: Sequence[tuple[str, str]], *, is_own: bool) -> "Joined | None":
        """Joins the row that this one leads to."""
        return self.columns.along(
            table, [(column, f"{self.prefix}{key}") for column, key in on], is_own=is_own
        )
