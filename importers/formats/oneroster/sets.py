"""A set of OneRoster files: the manifest, and the tables that it lists."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from importers.kit.fields import Record
from importers.kit.packages.package import Package
from importers.kit.text.csvrows import rows
from importers.refusal import refused
from importers.target import Target

MANIFEST = "manifest.csv"
VERSIONS = ("1.1", "1.2", "1.2.1")
MODES = ("bulk", "delta", "absent")
ROSTER = ("academicSessions", "orgs", "courses", "classes", "users", "roles", "demographics", "enrollments")
"""The files that are imported."""
OTHERS = (
    "categories", "classResources", "courseResources", "lineItems", "lineItemLearningObjectiveIds",
    "lineItemScoreScales", "resources", "results", "resultLearningObjectiveIds", "resultScoreScales", "scoreScales",
    "userProfiles", "userResources",
)  # fmt: skip
"""The files that are not imported: resources, the gradebook, and people's sign-ins to other systems."""


@dataclass(frozen=True, slots=True)
class Table:
    """One file of the set. A delta holds the changes since the last set, a bulk file holds all records."""

    name: str
    path: Path
    is_delta: bool


@dataclass(frozen=True, slots=True)
class RosterSet:
    """The set: its version of OneRoster, and its tables by name."""

    version: str
    tables: Mapping[str, Table]


def open_set(package: Package, target: Target) -> RosterSet:
    """Read the manifest, and compare it with the files. Records that are not imported are counted.

    Raises `ImportRefused` for a missing or unknown manifest, and for a listed file that is missing.
    """
    stated = dict(_manifest(package, target))
    version = stated.get("oneroster.version")
    if version not in VERSIONS:
        found = f'found "{version[:20]}"' if version else "found none"
        raise refused(
            package.name, MANIFEST, f"oneroster.version must be one of {', '.join(VERSIONS)}; {found}"
        )
    tables: dict[str, Table] = {}
    for name in (*ROSTER, *OTHERS):
        mode = stated.get(f"file.{name}", "absent").lower()
        if mode not in MODES:
            reason = f'file.{name} must be one of {", ".join(MODES)}, found "{mode[:20]}"'
            raise refused(package.name, MANIFEST, reason)
        _check_presence(package, name, mode, target)
        if mode != "absent":
            tables[name] = Table(name, package.path(f"{name}.csv"), mode == "delta")
    _count_strangers(package, target)
    for name in OTHERS:
        if name in tables:
            _count_unused(tables.pop(name), target)
    return RosterSet(version, tables)


def _manifest(package: Package, target: Target) -> Iterator[tuple[str, str]]:
    if MANIFEST not in package:
        raise refused(package.name, MANIFEST, "is missing; a OneRoster set has it at its root")
    tally = target.report.of("property")
    seen: set[str] = set()
    for row in rows(package.path(MANIFEST), ("propertyName", "value"), ("propertyName", "value")):
        record = Record(MANIFEST, row.place, row.cells)
        name = record.text("propertyName")
        if name in seen:
            raise record.refuse("propertyName", f'"{name[:60]}" occurs twice')
        seen.add(name)
        tally.read += 1
        tally.used += 1
        yield name, record.key("value") or ""


def _check_presence(package: Package, name: str, mode: str, target: Target) -> None:
    there = f"{name}.csv" in package
    if mode != "absent" and not there:
        raise refused(package.name, f"{name}.csv", f"is missing, though {MANIFEST} says it is {mode}")
    if mode == "absent" and there:
        target.report.warn(f"a file that {MANIFEST} does not list is left out", f"{name}.csv")


def _count_strangers(package: Package, target: Target) -> None:
    known = {MANIFEST, *(f"{name}.csv" for name in (*ROSTER, *OTHERS))}
    for member in sorted(set(package.sizes) - known):
        target.report.warn("a file that does not belong to OneRoster is left out", member)


def _count_unused(table: Table, target: Target) -> None:
    tally = target.report.of(table.name)
    tally.read = sum(1 for _ in rows(table.path, None, ("sourcedId",)))
    if tally.read:
        tally.skip("resources, gradebooks and sign-ins are not imported", tally.read)
