"""Statements that a step has written before, for the arguments that it meets again."""

from collections.abc import Callable, Hashable

from db.statements.parameters import Statement

MOST = 64
MOST_CHARACTERS = 32_000
"""Of all their texts together: one is some thousand characters long."""


class Kept:
    """At most MOST statements of MOST_CHARACTERS, by what they depend on; if there would be more, all are forgotten."""

    __slots__ = ("_characters", "_statements")

    def __init__(self) -> None:
        self._statements: dict[Hashable, Statement] = {}
        self._characters = 0

    def statement(self, key: Hashable, write: Callable[[], Statement]) -> Statement:
        """The statement for `key`, written when it is first asked for."""
        found = self._statements.get(key)
        if found is None:
            found = write()
            if len(self._statements) >= MOST or self._characters + len(found.sql) > MOST_CHARACTERS:
                self._statements.clear()
                self._characters = 0
            self._statements[key] = found
            self._characters += len(found.sql)
        return found
