"""A catalogue as an object of courses by code, with prerequisite trees by code in a second file.

This is the layout of the QuATALOG data on Rensselaer's catalogue: `catalog.json` and `prerequisites.json`.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from db.models.catalogue import PrerequisiteKind
from importers.formats.catalogue.records import KINDS, Catalogue, CatalogueCourse, Need
from importers.formats.catalogue.requirements import check_tree, needs_of
from importers.kit.fields import MAX_KEY, Record
from importers.kit.lists import good
from importers.kit.text.jsonstream import Element, elements
from importers.refusal import Bad, BadRecord
from importers.report import Report

CATALOG, TREES = "catalog.json", "prerequisites.json"
COURSE = ("subj", "crse", "name", "description", "source")
REQUIREMENT = ("attributes", "corequisites", "cross_listings", "prerequisites")
SIMPLIFIED = (
    "prerequisites with an `and` within an `or`: given as alternatives, exact in the course's metadata"
)


def open_rpi(catalog: Path, bad: Bad) -> Catalogue:
    """Open the catalogue at `catalog`. Its prerequisites, if any, are in the same folder.

    bad: called with each record of either file that can't be read.
    """
    trees = catalog.with_name(TREES)
    found, count = _requirements(trees, bad) if trees.exists() else ({}, 0)

    def read(report: Report | None) -> Iterator[CatalogueCourse]:
        return _read(catalog, found, report, bad)

    return Catalogue(
        catalog.name, read, states_needs=trees.exists(), beside={trees.name: count}, needs_file=trees.name
    )


def _read(
    catalog: Path, requirements: dict[str, dict[str, Any]], report: Report | None, bad: Bad
) -> Iterator[CatalogueCourse]:
    codes: set[str] = set()

    def course(element: Element) -> CatalogueCourse:
        record = Record.of(catalog.name, element.place, element.value, COURSE)
        code = _code(element.key or "")
        if not code or len(code) > MAX_KEY:
            reason = f"the key must be a course code, of at most {MAX_KEY} characters"
            raise BadRecord(catalog.name, element.place, reason)
        requirement = requirements.get(code, {})
        needs, is_exact = _needs(requirement)
        found = CatalogueCourse(
            element.place,
            code,
            record.text("name"),
            record.optional("description"),
            level="graduate" if record.text("crse")[0] in "6789" else "undergraduate",
            department=record.text("subj"),
            needs=needs,
            metadata={"source": record.optional("source")} | requirement,
        )
        codes.add(code)
        if report is not None and not is_exact:
            report.warn(SIMPLIFIED, code)
        return found

    yield from good(elements(catalog, bad=bad), course, bad)
    if report is not None:
        _note_strays(report, requirements, codes)


def _needs(requirement: dict[str, Any]) -> tuple[list[Need], bool]:
    needs, is_exact = needs_of(requirement.get("prerequisites"))
    together = [Need(code, PrerequisiteKind.co_requisite) for code in requirement.get("corequisites", [])]
    return [*needs, *together], is_exact


def _note_strays(report: Report, requirements: dict[str, dict[str, Any]], codes: set[str]) -> None:
    """Count the prerequisites that are stated for courses that are not in the catalogue."""
    for code, requirement in requirements.items():
        if code not in codes:
            report.warn("prerequisites are stated for a course that is not in the catalogue", code)
            for need in _needs(requirement)[0]:
                tally = report.of(KINDS[need.kind.name])
                tally.read += 1
                tally.skip("the course is not in the catalogue")


def _requirements(trees: Path, bad: Bad) -> tuple[dict[str, dict[str, Any]], int]:
    """The requirements by the code of the course, and how many records the file holds."""
    found: dict[str, dict[str, Any]] = {}
    faults: list[BadRecord] = []

    def take(element: Element) -> None:
        record = Record.of(trees.name, element.place, element.value, REQUIREMENT)
        code = _code(element.key or "")
        if code in found:
            raise BadRecord(trees.name, element.place, f"{code} occurs twice")
        tree = record.fields.get("prerequisites")
        stated = {
            "attributes": record.texts("attributes"),
            "cross_listings": [_code(other) for other in record.texts("cross_listings")],
            "corequisites": [_code(other) for other in record.texts("corequisites")],
            "prerequisites": None if tree is None else check_tree(record, "prerequisites", tree, _code),
        }
        found[code] = {name: value for name, value in stated.items() if value}

    count = sum(1 for _ in good(elements(trees, bad=faults.append), take, faults.append))
    for fault in faults:
        bad(fault)
    return found, count + len(faults)


def _code(text: str) -> str:
    """The course code in one spelling: `CSCI 1200` and `CSCI-1200` are the same course."""
    return "-".join(text.split())
