"""Statements that a step has written before, for the arguments that it meets again."""

from collections.abc import Callable, Hashable

from db.statements.parameters import Statement

MOST = 64


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
