"""The response declarations of QTI 2 and 3: what is right, and what gives points."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

from importers.formats.qti.faults import NO_ANSWER, NO_OPTION, PARTIAL, TWICE, UNLISTED
from importers.formats.qti.interactions import CHOSEN, FREE, KINDS, OTHER
from importers.formats.qti.model import worth


@dataclass(frozen=True, slots=True)
class Declared:
    """A response declaration: the right values, the points of each value or area, and the declaration as written."""

    correct: list[str]
    mapped: Mapping[str, float]
    said: Mapping[str, Any]
    areas: Mapping[str, float] = field(default_factory=dict[str, float])

    @property
    def right(self) -> list[str]:
        """The right values; if none are stated, those that give points, or the most if only one is to be given."""
        if self.correct:
            return self.correct
        good = {key: value for key, value in self.mapped.items() if value > 0} or self.areas
        if self.is_single:
            return [key for key, value in good.items() if value == max(good.values())]
        return list(good)

    @property
    def is_single(self) -> bool:
        """Whether a response is one value."""
        return self.said.get("cardinality") == "single"

    @property
    def partly(self) -> list[str]:
        """The values that give points, but do not count as right."""
        good = [*self.areas, *(key for key, value in self.mapped.items() if value > 0)]
        return [key for key in good if key not in self.right]

    @property
    def most(self) -> float | None:
        """The points of the best response; null if no mapping states points."""
        good = [value for value in (*self.mapped.values(), *self.areas.values()) if value > 0]
        bound = worth(str(self.said.get("upper_bound", "")))
        if not good:
            return None
        best = max(good) if self.is_single else sum(good)
        return round(best if bound is None else min(best, bound), 2)


NOTHING = Declared([], {}, {})


def declared(element: Element) -> Declared:
    """Read a response declaration with plain names."""
    correct = [(value.text or "").strip() for value in element.findall("correctResponse/value")]
    mapped: dict[str, float] = {}
    for entry in element.findall("mapping/mapEntry"):
        try:
            mapped[entry.get("mapKey", "")] = float(entry.get("mappedValue", ""))
        except ValueError:
            continue
    mapping = element.find("mapping")
    bounds = {} if mapping is None else mapping.attrib
    listed = element.findall("areaMapping/areaMapEntry")
    areas = [dict(entry.attrib) for entry in listed]
    said = {
        "cardinality": element.get("cardinality"),
        "base_type": element.get("baseType"),
        "correct": correct,
        "mapping": mapped,
        "default": bounds.get("defaultValue"),
        "lower_bound": bounds.get("lowerBound"),
        "upper_bound": bounds.get("upperBound"),
        "areas": areas,
    }
    good = {
        f"{one.get('shape', '')} {one.get('coords', '')}": _number(one.get("mappedValue")) for one in listed
    }
    return Declared(
        correct,
        mapped,
        {name: value for name, value in said.items() if value},
        {area: points for area, points in good.items() if points > 0},
    )


def _number(text: str | None) -> float:
    try:
        return float(text or "0")
    except ValueError:
        return 0.0


def faults(interaction: Element, found: Declared, offered: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What is wrong with the key of an interaction. offered: the identifiers of its choices."""
    kind = KINDS[interaction.tag]
    if kind.key == FREE:
        return
    if not found.right:
        yield (NO_OPTION if kind.key == CHOSEN else NO_ANSWER), ""
    counted = Counter(offered)
    for key in found.right if kind.key == CHOSEN else ():
        if counted[key] != 1:
            yield (TWICE if counted[key] else UNLISTED), key
    named = {one.get("identifier", "") for one in interaction.iter()}
    for key in found.right if kind.key == OTHER and offered else ():
        if not set(key.split()) <= named:
            yield UNLISTED, key
    if kind.key == CHOSEN and found.right and not set(found.right) & set(offered):
        yield NO_OPTION, ""
    yield from ((PARTIAL, key) for key in found.partly if kind.key == CHOSEN)
