"""Writes Python source while a plan is made: functions that turn rows into response objects.

Each function is compiled once per plan. `lyceum plan FILE --source` prints the source.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from app.execution.asked.selections import ALWAYS, Condition, Place

PIECE = 10_000
"""How many characters are compiled at once, unless a single function is longer: that takes some 5 ms."""


class Source:
    """The functions of one plan: their source, and the names that the source uses."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.names: dict[str, Any] = {}
        self._known: dict[Any, str] = {}
        self._functions = 0
        self._written: dict[tuple[str, ...], str] = {}
        self.conditions: dict[Condition, int] = {}

    def name(self, prefix: str, value: Any, key: Any = None) -> str:
        """A name that stands for `value` in the source. The same `key` gives the same name."""
        key = (prefix, id(value) if key is None else key)
        if key not in self._known:
            self._known[key] = f"{prefix}{len(self._known)}"
            self.names[self._known[key]] = value
        return self._known[key]

    def guard(self, when: Condition, unless: Sequence[Condition] = ()) -> str | None:
        """The Python test that `when` holds and no condition in `unless` does; null if nothing needs testing."""
        parts = [] if when == ALWAYS else [f"on[{self.condition(when)}]"]
        parts += [f"not on[{self.condition(other)}]" for other in unless]
        return " and ".join(parts) or None

    def condition(self, when: Condition) -> int:
        """The number of the condition: a run finds its value at `on[number]`."""
        return self.conditions.setdefault(when, len(self.conditions))

    def object_lines(self, places: Sequence[Place], expressions: dict[str, str]) -> list[str]:
        """The lines that build an object in the variable `o`, with its keys in the order of their places."""
        guards = [(place.key, self.guard(place.when, place.unless)) for place in places]
        plain = [key for key, guard in guards if guard is None]
        if len(plain) == len(guards):
            return [f"o = {literal(plain, expressions)}"]
        lines = ["o = {}"]
        for key, guard in guards:
            lines.append(f"{f'if {guard}: ' if guard else ''}o[{key!r}] = {expressions[key]}")
        return lines

    def function(self, word: str, parameters: str, lines: Sequence[str]) -> str:
        """Adds a function and returns its name, which ends in `word`. An identical function is not written twice."""
        key = (word, parameters, *lines)
        known = self._written.get(key)
        if known is None:
            self._functions += 1
            known = self._written[key] = f"f{self._functions}_{word}"
            body = "\n".join(f"    {line}" for line in lines)
            self.texts.append(f"def {known}({parameters}):\n{body}\n")
        return known

    def compile(self) -> None:
        """Compiles what was written since the last call, and adds the functions to `names`."""
        texts = self.texts[self.names.get("__compiled__", 0) :]
        self.names["__compiled__"] = len(self.texts)
        for text in _pieces(texts):
            exec(compile(text, "<plan>", "exec"), self.names)  # noqa: S102 - the text is our own, values are constants


def _pieces(texts: Sequence[str]) -> Iterator[str]:
    """The texts, joined as long as they are short: while Python compiles a piece, no other thread can run."""
    piece: list[str] = []
    characters = 0
    for text in texts:
        if piece and characters + len(text) > PIECE:
            yield "\n".join(piece)
            piece, characters = [], 0
        piece.append(text)
        characters += len(text)
    yield "\n".join(piece)


def literal(keys: Sequence[str], expressions: dict[str, str]) -> str:
    """A dict display of the keys."""
    return "{" + ", ".join(f"{key!r}: {expressions[key]}" for key in keys) + "}"
