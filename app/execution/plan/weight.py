"""What the objects of a level weigh in the answer: the bytes of their keys and values, without what lies below them.

Most values have a size that hardly varies. Texts and documents can have any, so they are measured, except the first
few of an operation: measuring takes some 70 ns a value.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

import orjson

from resolvers.kit.reading.budget import Meter

Place = int | str

FREE = 1_000
"""How many texts of an operation are not measured. Together they are too small to matter."""
TEXT = 40
"""Bytes that a text takes which is not measured."""
CURSOR = 200
"""Bytes that a cursor takes."""
NAME = 60
"""Bytes that an id takes, or the name of a type."""
VALUE = 24
"""Bytes that any other value takes: a number, a time, a word."""
DOCUMENT = 10
"""How many texts a document counts for, and at how many bytes of it a part of its own can begin at most."""


@dataclass(slots=True)
class Weight:
    """The weight of a level. frame: bytes of each object whatever its row holds.

    texts: how often the object shows the text at a place in its row. documents: likewise, with the bytes that what is
    selected of each part of the document adds.
    """

    frame: int = 2
    texts: dict[Place, int] = field(default_factory=dict[Place, int])
    documents: dict[Place, tuple[int, int]] = field(default_factory=dict[Place, tuple[int, int]])
    _usual: tuple[int, int] | None = None

    def add(self, key: str, value: int = VALUE) -> None:
        """A field under the response key, whose value takes so many bytes."""
        self.frame += len(key) + 4 + value

    def add_text(self, key: str, place: Place) -> None:
        """A field that shows the text at the place."""
        self.add(key, 0)
        self.texts[place] = self.texts.get(place, 0) + 1

    def add_document(self, key: str, place: Place, part: int) -> None:
        """A field that shows the document at the place, or some of it. part: bytes that are selected of each part."""
        self.add(key, 0)
        copies, parts = self.documents.get(place, (0, 0))
        self.documents[place] = copies + 1, parts + part

    def or_else(self, other: "Weight") -> "Weight":
        """The weight of an object that is of either kind, as the heavier of both."""
        documents = dict(self.documents)
        for place, (copies, part) in other.documents.items():
            known = documents.get(place, (0, 0))
            documents[place] = max(copies, known[0]), max(part, known[1])
        texts = {
            place: max(self.texts.get(place, 0), other.texts.get(place, 0))
            for place in self.texts | other.texts
        }
        return Weight(max(self.frame, other.frame), texts, documents)

    def of(self, rows: Sequence[Any], meter: Meter) -> int:
        """The bytes that the objects of the rows take."""
        values, usual = self._usual or self._find_usual()
        unmeasured = meter.unmeasured + len(rows) * values
        if unmeasured <= FREE or not values:
            meter.unmeasured = unmeasured
            return len(rows) * usual
        size = self.frame * len(rows)
        for place, copies in self.texts.items():
            shown: Any = filter(None, map(itemgetter(place), rows))
            size += copies * sum(map(len, shown))
        for place, (copies, part) in self.documents.items():
            length = sum(map(len, map(orjson.dumps, map(itemgetter(place), rows))))
            size += copies * length + part * (length // DOCUMENT)
        return size

    def _find_usual(self) -> tuple[int, int]:
        """How many texts an object has, and the bytes that it takes if they are not measured: the same for all runs."""
        values = sum(self.texts.values()) + DOCUMENT * len(self.documents)
        self._usual = values, self.frame + values * TEXT
        return self._usual
