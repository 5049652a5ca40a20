"""The statements of a step: what it asks in a run, and a cache of those it has written."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from db.statements.parameters import Statement

MOST = 64


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list asks in a run. key: all that the statement's text depends on. marks: the values of the cursor."""

    key: Hashable
    write: Callable[[], Statement]
    marks: Sequence[object] = ()


class Kept:
    """A cache of at most MOST statements, by what they depend on. When it is full, it is emptied."""

    __slots__ = ("_statements",)

    def __init__(self) -> None:
        self._statements: dict[Hashable, Statement] = {}

    def statement(self, key: Hashable, write: Callable[[], Statement]) -> Statement:
        """The statement for `key`, which is written on the first call."""
        found = self._statements.get(key)
        if found is None:
            if len(self._statements) >= MOST:
                self._statements.clear()
            found = self._statements[key] = write()
        return found
