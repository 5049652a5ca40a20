"""A test of QTI 2.0 to 3.0: its parts and sections, and the items that they refer to."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

from importers.formats.qti.interactions import Rewritten, shown
from importers.kit.imscp.names import as_json, children
from importers.kit.text.xml import source

MAX_REFERENCES = 20_000
MAX_LEVELS = 60


@dataclass(frozen=True, slots=True)
class Reference:
    """An item's place in a test: its identifier there, and the reference to its file as the test states it."""

    identifier: str
    href: str


@dataclass(slots=True)
class Structure:
    """A test: its items in their order, and its parts, sections and rules, as JSON."""

    references: list[Reference] = field(default_factory=list[Reference])
    grading: dict[str, Any] = field(default_factory=dict[str, Any])


class Repeated(ValueError):
    """Two places of a test have the same identifier, or there are too many; the message says which."""


Section = Callable[[str], Element]
"""Opens a section that has a file of its own. Raises `ImportRefused`."""


def structure(test: Element, open_section: Section, rewritten: Rewritten) -> Structure:
    """Read a test with plain names. Raises `Repeated`."""
    found = Structure()
    reader = _Reader(found, open_section, rewritten)
    parts = [reader.part(part) for part in children(test, "testPart")]
    outcome = test.find("outcomeProcessing")
    limits = test.find("timeLimits")
    found.grading = {
        name: value
        for name, value in {
            "format": "qti",
            "time_limits": None if limits is None else dict(limits.attrib),
            "parts": parts,
            "feedback": reader.feedback(test),
            "outcome_processing": None if outcome is None else source(outcome),
        }.items()
        if value
    }
    return found


class _Reader:
    def __init__(self, found: Structure, open_section: Section, rewritten: Rewritten) -> None:
        self._found = found
        self._open = open_section
        self._rewritten = rewritten
        self._seen: set[str] = set()

    def part(self, part: Element) -> dict[str, Any]:
        """A part of the test, as JSON."""
        return _kept(
            {
                "identifier": part.get("identifier"),
                "navigation": part.get("navigationMode"),
                "submission": part.get("submissionMode"),
                **self._rules(part),
                "sections": list(self._sections(part, 1)),
                "feedback": self.feedback(part),
            }
        )

    def feedback(self, element: Element) -> list[dict[str, Any]]:
        """The feedback that is shown during or after the test or a part of it."""
        return [
            {
                "when": one.get("access"),
                "for": one.get("identifier"),
                "text": shown(one, None, self._rewritten),
            }
            for one in children(element, "testFeedback")
        ]

    def _sections(self, element: Element, level: int) -> Iterator[dict[str, Any]]:
        if level > MAX_LEVELS:
            raise Repeated(f"sections nest deeper than {MAX_LEVELS} levels")
        for child in element:
            section = self._open(child.get("href", "")) if child.tag == "assessmentSectionRef" else child
            if section.tag == "assessmentSection":
                yield self._section(section, level)

    def _section(self, section: Element, level: int) -> dict[str, Any]:
        parts: list[dict[str, Any]] = []
        for child in section:
            if child.tag == "assessmentItemRef":
                parts.append(self._reference(child))
            elif child.tag in ("assessmentSection", "assessmentSectionRef"):
                holder = Element("holder")
                holder.append(child)
                parts += self._sections(holder, level + 1)
        return _kept(
            {
                "identifier": section.get("identifier"),
                "title": section.get("title"),
                "is_visible": section.get("visible", "true") == "true",
                **self._rules(section),
                "instructions": "\n\n".join(
                    shown(block, None, self._rewritten)
                    for block in children(section, "rubricBlock")
                    if "candidate" in (block.get("view") or "candidate").split()
                ),
                "parts": parts,
            }
        )

    def _reference(self, reference: Element) -> dict[str, Any]:
        identifier = reference.get("identifier", "").strip()
        if not identifier or identifier in self._seen:
            raise Repeated(f'the item reference "{identifier[:60]}" occurs twice or has no identifier')
        if len(self._seen) == MAX_REFERENCES:
            raise Repeated(f"the test refers to more than {MAX_REFERENCES:,} items")
        self._seen.add(identifier)
        self._found.references.append(Reference(identifier, reference.get("href", "").strip()))
        weights = {one.get("identifier", ""): one.get("value") for one in children(reference, "weight")}
        said = {"question": identifier, "category": reference.get("category"), "weights": weights}
        return _kept(said | self._rules(reference))

    def _rules(self, element: Element) -> dict[str, Any]:
        """The rules for going through a part: limits, selection, order, branches."""
        found: dict[str, Any] = {}
        for name in (
            "timeLimits",
            "itemSessionControl",
            "selection",
            "ordering",
            "preCondition",
            "branchRule",
        ):
            said = [as_json(one) for one in children(element, name)]
            if said:
                found[name] = said if name in ("preCondition", "branchRule") else said[0]
        return found


def _kept(said: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in said.items() if value not in (None, "", [], {})}
