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

FREE = 4_000
"""How many values of an operation are not measured, if each stands in one place: the rows hold as many bytes."""
TEXT = 40
"""Bytes that a text takes which is not measured."""
CURSOR = 200
"""Bytes that a cursor takes."""
NAME = 60
"""Bytes that an id takes, or the name of a type."""
VALUE = 24
"""Bytes that any other value takes: a number, a time, a word."""
SMALLEST = 2
"""How many bytes an object within a document takes at least."""
DOCUMENT = 10
"""How many texts a document counts for, and at how many bytes of it a part of its own can begin at most."""


@dataclass(slots=True)
class Weight:
    """The weight of a level. frame: bytes of each object whatever its row holds.

    texts: how often the object shows the text at a place in its row. documents: likewise, with the bytes that what is
    selected of each part of the document adds. unmeasured: how many values of an object may stay unmeasured, at least
    one; more than FREE if they must be measured. usual: bytes that such an object takes.
    """

    frame: int = 2
    texts: dict[Place, int] = field(default_factory=dict[Place, int])
    documents: dict[Place, tuple[int, int]] = field(default_factory=dict[Place, tuple[int, int]])
    unmeasured: int = field(init=False, default=1)
    usual: int = field(init=False, default=2)

    def __post_init__(self) -> None:
        """Derive what is counted of most objects."""
        is_plain = not self.documents and all(copies == 1 for copies in self.texts.values())
        self.unmeasured = max(1, len(self.texts)) if is_plain else FREE + 1
        self.usual = self.frame + len(self.texts) * TEXT

    def add(self, key: str, value: int = VALUE) -> None:
        """A field under the response key, whose value takes so many bytes."""
        self.frame += len(key) + 4 + value
        self.__post_init__()

    def add_text(self, key: str, place: Place) -> None:
        """A field that shows the text at the place."""
        self.texts[place] = self.texts.get(place, 0) + 1
        self.add(key, 0)

    def add_document(self, key: str, place: Place, part: int) -> None:
        """A field that shows the document at the place, or some of it. part: bytes that are selected of each part."""
        copies, parts = self.documents.get(place, (0, 0))
        self.documents[place] = copies + 1, parts + part
        self.add(key, 0)

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

    def count(self, rows: Sequence[Any], meter: Meter, times: int) -> None:
        """Count the objects of the rows. times: in how many places one of them stands at most."""
        count = len(rows)
        unmeasured = meter.unmeasured + count * self.unmeasured
        if times == 1 and unmeasured <= FREE:
            # Most levels end here, so this is written out: a call would take as long again. `check` follows later.
            meter.unmeasured = unmeasured
            meter.objects += count
            meter.bytes += count * self.usual
            return
        meter.count(count, self.frame * count, times)
        if self.texts:
            meter.count(0, self._of_texts(rows, meter, times), times)
        if self.documents:
            size = self._of_documents(rows, meter, times)
            meter.count(0, size, times)
            meter.more_objects += size // SMALLEST * times

    def _of_texts(self, rows: Sequence[Any], meter: Meter, times: int) -> int:
        values = len(rows) * len(self.texts)
        if _is_free(values, times * max(self.texts.values()), meter):
            return values * TEXT
        size = 0
        for place, copies in self.texts.items():
            shown: Any = filter(None, map(itemgetter(place), rows))
            size += copies * sum(map(len, shown))
        return size

    def _of_documents(self, rows: Sequence[Any], meter: Meter, times: int) -> int:
        values = DOCUMENT * len(rows) * sum(copies for copies, _ in self.documents.values())
        if _is_free(values, times, meter):
            return values * TEXT
        size = 0
        for place, (copies, part) in self.documents.items():
            length = sum(map(len, map(orjson.dumps, map(itemgetter(place), rows))))
            size += copies * length + part * (length // DOCUMENT)
        return size


def _is_free(values: int, copies: int, meter: Meter) -> bool:
    """Whether so many texts are among the first of the operation, which are not measured. Texts that stand in several
    places are always measured: in the answer they take more than the rows that hold them.
    """
    if copies > 1 or meter.unmeasured + values > FREE:
        return False
    meter.unmeasured += values
    return True
