"""A course that a package holds: the course, then its modules from the top down, then its content in batches."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from uuid import UUID

from db.models.assets import Asset
from db.models.catalogue import Course
from db.models.curriculum import ContentItem, Module
from db.payloads import Payload, PayloadRefused, check
from db.writes.lookups import foreign_codes
from db.writes.retire import retire
from importers.kit.addresses import without_others
from importers.kit.imscp.files import FILE
from importers.kit.imscp.lom import Lom
from importers.kit.imscp.manifest import Manifest
from importers.kit.times import ALWAYS, Times, Warn
from importers.refusal import refused
from importers.report import NOT_HELD
from importers.target import Target, batches

CONTENT_BATCH = 100  # payloads may be long
TITLE = 500


@dataclass(frozen=True, slots=True)
class ModuleNode:
    """A module to write. key: identifies it within the course. parent: its parent's key; null at the top."""

    key: str
    parent: str | None
    type: str
    title: str
    sequence: int
    label: str
    is_live: bool = True
    description: str | None = None
    resource_ref: Mapping[str, Any] | None = None
    times: Times = ALWAYS


@dataclass(frozen=True, slots=True)
class ContentNode:
    """Content to write: its place, its type and payload, and the values of its columns.

    id: the id that it has or gets, if texts link to it. Either all content of a package has one here, or none has.
    """

    key: str
    module: str
    type: str
    title: str
    sequence: int
    label: str
    payload: Payload
    is_live: bool = True
    description: str | None = None
    duration: int | None = None
    attempts: int | None = None
    threshold: float | None = None
    asset_id: UUID | None = None
    assessment_id: UUID | None = None
    times: Times = ALWAYS
    id: UUID | None = None


@dataclass(frozen=True, slots=True)
class WrittenCourse:
    """A course that has been written. file: its file, for refusals. prefix: its external id, and that of its parts."""

    file: str
    prefix: str
    id: UUID


def course_row(prefix: str, title: str, manifest: Manifest, lom: Lom, **said: Any) -> dict[str, Any]:
    """The course of a package, as a row with the external id `prefix`. said: more entries of its metadata, by name."""
    said |= {
        "identifier": manifest.identifier, "keywords": lom.keywords, "rights": lom.rights, "lom": lom.all,
    }  # fmt: skip
    return {
        "external_id": prefix,
        "code": manifest.identifier,
        "title": title[:TITLE],
        "description": lom.description,
        "level": "other",
        "language_code": lom.language or "en",
        "visibility": "org",
        "metadata": {prefix.partition(":")[0]: {name: value for name, value in said.items() if value}},
    }


async def write_course(row: Mapping[str, Any], file: str, target: Target) -> WrittenCourse:
    """Write the course. Raises `ImportRefused`, naming `file`, if another course has its code."""
    row = {**row, "status": target.course_status}
    code, key = row["code"], row["external_id"]
    if await foreign_codes(target.connection, target.tenant_id, {code: key}):
        reason = "another course of the tenant has this code; change the code of one of them"
        raise refused(file, code, reason)
    target.report.of("course").read = 1
    ids = await target.write(Course.__table__, [row], "course", once=("status", "visibility"))
    target.note_draft()
    return WrittenCourse(file, key, ids[key])


async def retire_rest(
    course: WrittenCourse,
    parts: Collection[str],
    files: Collection[str],
    target: Target,
    labels: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Take out of use what an earlier import made and the package no longer has.

    parts: the external ids of the modules and content to keep. files: those of the assets to keep. labels: the report's
    name for parts, by the first word of their keys, if it differs from that word.
    """
    kept = {ContentItem.__table__: parts, Module.__table__: parts, Asset.__table__: files}
    for table, names in kept.items():
        gone = await retire(target.rows_of(table), course.id, f"{course.prefix}/", names)
        for key in gone:
            name = key.removeprefix(f"{course.prefix}/")
            word = name.partition("/")[0]
            label = FILE if table is Asset.__table__ else labels.get(word, word)
            target.report.of(label).remove(NOT_HELD, [name])


async def write_modules(
    course: WrittenCourse, modules: Sequence[ModuleNode], target: Target
) -> dict[str, UUID]:
    """Write modules level by level, so that a parent is written before its children; return their ids by key."""
    depths: dict[str, int] = {}
    for module in modules:
        depths[module.key] = 0 if module.parent is None else depths[module.parent] + 1
    ids: dict[str, UUID] = {}
    labels = {f"{course.prefix}/{module.key}": module.label for module in modules}
    for level in range(1 + max(depths.values(), default=-1)):
        for batch in batches(module for module in modules if depths[module.key] == level):
            rows = [_module(module, course, ids) for module in batch]
            written = await target.write(Module.__table__, rows, labels.__getitem__)
            ids |= {key.removeprefix(f"{course.prefix}/"): found for key, found in written.items()}
            target.progress("modules", len(ids), len(modules))
    return ids


async def write_items(
    course: WrittenCourse,
    modules: Mapping[str, UUID],
    items: Iterable[ContentNode],
    total: int,
    target: Target,
) -> dict[str, UUID]:
    """Write content, taking from `items` a batch at a time; return the ids by key. total: how many there are."""
    ids: dict[str, UUID] = {}
    for batch in batches(items, CONTENT_BATCH):
        labels = {f"{course.prefix}/{item.key}": item.label for item in batch}
        rows = [_item(item, course, modules, target.report.warn) for item in batch]
        written = await target.write(ContentItem.__table__, rows, labels.__getitem__, once=("id",))
        ids |= {key.removeprefix(f"{course.prefix}/"): found for key, found in written.items()}
        target.progress("content", len(ids), total)
    return ids


def _module(module: ModuleNode, course: WrittenCourse, ids: Mapping[str, UUID]) -> dict[str, Any]:
    return {
        "external_id": f"{course.prefix}/{module.key}",
        "course_id": str(course.id),
        "parent_id": None if module.parent is None else str(ids[module.parent]),
        "module_type": module.type,
        "title": module.title[:TITLE] or module.key.partition("/")[2],
        "description": module.description,
        "sequence_index": module.sequence,
        "status": "ready",
        "is_published": module.is_live,
        **module.times.chosen(),
        "resource_ref": module.resource_ref,
    }


def _item(
    item: ContentNode, course: WrittenCourse, modules: Mapping[str, UUID], warn: Warn
) -> dict[str, Any]:
    data = without_others(item.payload.stored(), item.key, warn)
    try:
        check(item.type, data)
    except PayloadRefused as error:
        raise refused(course.file, item.key, str(error)) from None
    return {
        "external_id": f"{course.prefix}/{item.key}",
        "module_id": str(modules[item.module]),
        "course_id": str(course.id),
        "content_type": item.type,
        "title": item.title[:TITLE] or item.key.partition("/")[2],
        "description": item.description,
        "sequence_index": item.sequence,
        "estimated_duration_seconds": item.duration,
        "attempts_limit": item.attempts,
        "threshold_score": item.threshold,
        "asset_id": None if item.asset_id is None else str(item.asset_id),
        "assessment_id": None if item.assessment_id is None else str(item.assessment_id),
        "is_active": item.is_live,
        **item.times.chosen(),
        "data": data,
    } | ({} if item.id is None else {"id": str(item.id)})
