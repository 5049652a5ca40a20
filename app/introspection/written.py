"""A value whose JSON is written already."""

from __future__ import annotations

import orjson


class Written:
    """JSON that stands in an answer as it is. No dataclass: orjson would write its fields."""

    __slots__ = ("text",)

    def __init__(self, text: bytes) -> None:
        self.text = text

    def fragment(self) -> orjson.Fragment:
        """The same for orjson, which copies it."""
        return orjson.Fragment(self.text)
