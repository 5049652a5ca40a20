"""The statements of a step: what it asks in a run, and a cache of those it has written."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from db.statements.parameters import Statement

MOST = 64
MOST_CHARACTERS = 32_000
"""Of all their texts together: one is some thousand characters long."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list asks in a run. key: all that the statement's text depends on. marks: the values of the cursor."""

    key: Hashable
    write: Callable[[], Statement]
    marks: Sequence[object] = ()


class Kept:
    """A cache of at most MOST statements of MOST_CHARACTERS, by what they depend on. When it is full, it is emptied."""

    __slots__ = ("_characters", "_statements")

    def __init__(self) -> None:
        self._statements: dict[Hashable, Statement] = {}
        self._characters = 0

    def statement(self, key: Hashable, write: Callable[[], Statement]) -> Statement:
        """The statement for `key`, which is written on the first call."""
        found = self._statements.get(key)
        if found is None:
            found = write()
            if len(self._statements) >= MOST or self._characters + len(found.sql) > MOST_CHARACTERS:
                self._statements.clear()
                self._characters = 0
            self._statements[key] = found
            self._characters += len(found.sql)
        return found
