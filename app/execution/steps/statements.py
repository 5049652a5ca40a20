"""The statements of a step: what it asks in a run, and what it has written for arguments that it meets again."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from db.statements.parameters import Statement

MOST = 64


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list asks in a run: its statement, by all that the text depends on, and the values of its cursor."""

    key: Hashable
    write: Callable[[], Statement]
    marks: Sequence[object] = ()


class Kept:
    """At most MOST statements, by what they depend on; all are forgotten when there would be more."""

    __slots__ = ("_statements",)

    def __init__(self) -> None:
        self._statements: dict[Hashable, Statement] = {}

    def statement(self, key: Hashable, write: Callable[[], Statement]) -> Statement:
        """The statement for `key`, written when it is first asked for."""
        found = self._statements.get(key)
        if found is None:
            if len(self._statements) >= MOST:
                self._statements.clear()
            found = self._statements[key] = write()
        return found
