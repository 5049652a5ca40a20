"""A value whose JSON is already written."""

from __future__ import annotations

import orjson


class Written:
    """JSON that goes into an answer as it is. Not a dataclass, because orjson would write its fields."""

    __slots__ = ("text",)

    def __init__(self, text: bytes) -> None:
        self.text = text

    def fragment(self) -> orjson.Fragment:
        """The same JSON in a form that orjson copies as it is."""
        return orjson.Fragment(self.text)
