"""The second reading of a publication: its rows. They belong to no tenant, and every tenant reads them."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from db.models.taxonomy import AssociationKind, Standard, StandardAssociation, StandardsFramework
from db.writes.upsert import Conflict, Written
from importers.formats.standards.records import ASSOCIATION, STANDARD, Publication, Statement
from importers.formats.standards.statements import (
    codes_of,
    codes_taken,
    foreign_standards,
    forget_associations,
    standards_beyond,
)
from importers.formats.standards.survey import Survey, fresh
from importers.refusal import refused
from importers.report import Tally
from importers.target import Shared, batches

FRAMEWORK = "framework"
GUID = ("source_guid",)
ENDS = ("from_id", "kind", "to_id")
DEFAULT_LANGUAGE = "en"


async def write(publication: Publication, found: Survey, shared: Shared) -> None:
    """Write the framework, its standards and their relations."""
    framework_id = await _framework(publication, found, shared)
    await _refuse_foreign(publication, found, framework_id, shared)
    await _settle(found, framework_id, shared)
    ids = await _standards(publication, found, framework_id, shared)
    await _associations(found, ids, framework_id, shared)


async def _framework(publication: Publication, found: Survey, shared: Shared) -> UUID:
    stated = publication.framework
    language = _language(publication, found, shared)
    row = {
        "source_guid": stated.guid,
        "code": stated.title,
        "name": stated.title,
        "language": language,
        "metadata": _with_loose(stated.metadata, found, stated.guid),
    }
    if await codes_taken(shared.connection, stated.title, language, stated.guid):
        shared.report.warn(
            "the title is the code of another framework; the identifier is added", stated.title
        )
        row["code"] = f"{stated.title} ({stated.guid})"
    # Code and language are set only when the framework is created; the jurisdiction is not in the file.
    written = await shared.upsert(
        StandardsFramework.__table__,
        [row],
        Conflict(GUID, once=("code", "language")),
    )
    tally = shared.report.of(FRAMEWORK)
    tally.read = 1
    _count(tally, 1, written)
    return written.ids[(stated.guid,)]


def _language(publication: Publication, found: Survey, shared: Shared) -> str:
    if publication.framework.language is not None:
        return publication.framework.language
    if len(found.languages) == 1 and None not in found.languages:
        return next(language for language in found.languages if language is not None)
    shared.report.warn(f"no single language is stated; assumed to be {DEFAULT_LANGUAGE}")
    return DEFAULT_LANGUAGE


async def _refuse_foreign(
    publication: Publication, found: Survey, framework_id: UUID, shared: Shared
) -> None:
    """Refuse a publication with a standard that belongs to another framework."""
    for guids in batches(found.codes):
        for guid, name in await foreign_standards(shared.connection, framework_id, guids):
            raise refused(publication.name, guid, f"is a standard of another framework, {name}")


async def _settle(found: Survey, framework_id: UUID, shared: Shared) -> None:
    """Settle the codes: a standard keeps its first code, and a new one does not get a code that another has."""
    there = await codes_of(shared.connection, framework_id)
    taken = set(there.values())
    for guid, code in found.codes.items():
        if guid in there and there[guid] != code:
            shared.report.warn("a standard keeps the code that it came with", f"{there[guid]}, now {code}")
        elif guid not in there and code in taken:
            shared.report.warn("another standard has the code; the new one gets its identifier added", code)
        else:
            continue
        found.codes[guid] = there.get(guid, f"{code} ({guid})")


async def _standards(
    publication: Publication, found: Survey, framework_id: UUID, shared: Shared
) -> dict[str, UUID]:
    ids: dict[str, UUID] = {}
    tally = shared.report.of(STANDARD)
    for batch in batches(fresh(publication.statements(), set())):
        rows = [_row(statement, found, framework_id) for statement in batch]
        written = await shared.upsert(Standard.__table__, rows, Conflict(GUID))
        _count(tally, len(rows), written)
        ids |= {guid: key for (guid,), key in written.ids.items()}
        shared.progress("standards", len(ids), len(found.codes))
    tally.absent = await standards_beyond(shared.connection, framework_id, len(found.codes))
    return ids


def _row(statement: Statement, found: Survey, framework_id: UUID) -> dict[str, Any]:
    return {
        "source_guid": statement.guid,
        "framework_id": str(framework_id),
        "code": found.codes[statement.guid],
        "grade_band": statement.grade_band,
        "subject": statement.subject,
        "description": statement.text,
        "tags": statement.tags,
        "sequence_index": found.places[statement.guid],
        "metadata": _with_loose({"case": statement.metadata}, found, statement.guid),
    }


def _with_loose(metadata: dict[str, Any], found: Survey, guid: str) -> dict[str, Any]:
    return metadata | ({"associations": found.loose[guid]} if guid in found.loose else {})


async def _associations(found: Survey, ids: dict[str, UUID], framework_id: UUID, shared: Shared) -> None:
    """Give the framework exactly the relations that the publication states."""
    tally = shared.report.of(ASSOCIATION)
    ends = {**found.known, **ids}
    kept: list[UUID] = []
    for batch in batches(_numbered(found)):
        rows = [
            {
                "from_id": str(ends[origin]),
                "kind": kind.name,
                "to_id": str(ends[destination]),
                "sequence_index": place,
                "framework_id": str(framework_id),
            }
            for origin, kind, destination, place in batch
        ]
        # An association that two frameworks state belongs to the one that was imported first.
        written = await shared.upsert(
            StandardAssociation.__table__,
            rows,
            Conflict(ENDS, once=("framework_id",)),
        )
        _count(tally, len(rows), written)
        kept += written.ids.values()
        shared.progress("associations", len(kept), len(found.links))
    gone = await forget_associations(shared.connection, framework_id, kept)
    tally.remove("which the package no longer states", [" ".join(stated) for stated in gone])


def _numbered(found: Survey) -> list[tuple[str, AssociationKind, str, int]]:
    """Each relation with its place: a child's among its siblings, any other's among those of the same standard."""
    order = sorted(found.links, key=lambda link: (link.sequence is None, link.sequence or 0))
    counted: dict[tuple[AssociationKind, str], int] = defaultdict(int)
    numbered: list[tuple[str, AssociationKind, str, int]] = []
    for link in order:
        group = (link.kind, link.destination if link.kind is AssociationKind.is_child_of else link.origin)
        counted[group] += 1
        numbered.append((link.origin, link.kind, link.destination, counted[group]))
    return numbered


def _count(tally: Tally, rows: int, written: Written) -> None:
    tally.created += len(written.created)
    tally.updated += len(written.updated)
    tally.unchanged += rows - len(written.created) - len(written.updated)
