"""A set of OneRoster files: the manifest, and the tables that it lists."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from importers.formats.oneroster.shapes import SHAPES
from importers.kit.fields import Record
from importers.kit.packages.package import Package
from importers.kit.text.csvrows import columns as columns_of
from importers.kit.text.csvrows import rows
from importers.refusal import Bad, BadRecord, refused
from importers.target import Target

MANIFEST = "manifest.csv"
FIRST = "1.0"
VERSIONS = (FIRST, "1.1", "1.1.1", "1.2", "1.2.1")
LATER = ("enabledUser", "agentSourcedIds", "termSourcedIds", "schoolYearSourcedId", "schoolYear", "birthDate")
"""Columns that 1.0 does not have."""
MODES = ("bulk", "delta", "absent")
ROSTER = tuple(SHAPES)
"""The files that are imported."""
OTHERS = (
    "categories", "classResources", "courseResources", "lineItems", "lineItemLearningObjectiveIds",
    "lineItemScoreScales", "resources", "results", "resultLearningObjectiveIds", "resultScoreScales", "scoreScales",
    "userProfiles", "userResources",
)  # fmt: skip
"""The files that are not imported: resources, the gradebook, and people's sign-ins to other systems."""


@dataclass(slots=True)
class Spared:
    """What a file takes nothing away from, because a record of it that is not applied may be what names it.

    is_all: whether that may be anything. records, people, places: the identifiers of such records, and of the people
    and of the classes or orgs that they name.
    """

    is_all: bool = False
    records: set[str] = field(default_factory=set[str])
    people: set[str] = field(default_factory=set[str])
    places: set[str] = field(default_factory=set[str])

    def spare(self, record: Record) -> None:
        """Spare what a record may stand for."""
        identifier = record.fields.get("sourcedId")
        if not isinstance(identifier, str):
            self.is_all = True
            return
        self.records.add(identifier)
        self.people.add(str(record.fields.get("userSourcedId") or identifier))
        for name in ("classSourcedId", "orgSourcedId"):
            if record.fields.get(name):
                self.places.add(str(record.fields[name]))


@dataclass(frozen=True, slots=True)
class Table:
    """One file of the set. A delta holds the changes since the last set, a bulk file holds all records.

    note: called with each record that is bad. circles: of records that lead back to themselves, the way, by identifier.
    """

    name: str
    path: Path
    is_delta: bool
    note: Bad
    spared: Spared = field(default_factory=Spared)
    circles: dict[str, str] = field(default_factory=dict[str, str])

    def unread(self, fault: BadRecord) -> None:
        """Note a row of which not even the cells can be told apart."""
        self.spared.is_all = True
        self.note(fault)

    def has(self, *columns: str) -> bool:
        """Whether the file has all these columns."""
        return set(columns) <= set(columns_of(self.path, SHAPES[self.name].former))


@dataclass(frozen=True, slots=True)
class RosterSet:
    """The set: its version of OneRoster, and its tables by name."""

    version: str
    tables: Mapping[str, Table]


def open_set(package: Package, target: Target) -> RosterSet:
    """Read the manifest, and compare it with the files. Records that are not imported are counted.

    A set without a manifest is one of version 1.0. Raises `ImportRefused` for a missing or unknown manifest, and for a
    listed file that is missing.
    """
    stated = dict(_manifest(package, target)) if MANIFEST in package else _without_manifest(package)
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
            tables[name] = Table(name, package.path(f"{name}.csv"), mode == "delta", target.faults.note)
    _count_strangers(package, target)
    for name in OTHERS:
        if name in tables:
            _count_unused(tables.pop(name), target)
    return RosterSet(version, tables)


def _without_manifest(package: Package) -> dict[str, str]:
    """What a manifest would say of a set of version 1.0: a file is a delta if its records state a status."""
    there = [name for name in ROSTER if f"{name}.csv" in package]
    if not there:
        inner = sorted(member for member in package.sizes if member.endswith(f"/{MANIFEST}"))
        found = inner[:1] or sorted(package.sizes)[:5]
        reason = f"is missing; a OneRoster set has it at its root; found {', '.join(found) or 'no file'}"
        raise refused(package.name, MANIFEST, reason)
    stated = {"oneroster.version": FIRST}
    for name in there:
        path = package.path(f"{name}.csv")
        later = [column for column in columns_of(path) if column in LATER]
        if later:
            reason = f"is missing; only a set of {FIRST} has none, but {path.name} has the column {later[0]}"
            raise refused(package.name, MANIFEST, reason)
        former = SHAPES[name].former
        found = any(row.cells.get("status") for row in rows(path, None, (), lambda _: None, former))
        stated[f"file.{name}"] = "delta" if found else "bulk"
    return stated


def _manifest(package: Package, target: Target) -> Iterator[tuple[str, str]]:
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
