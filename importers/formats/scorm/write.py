"""The rows of a package: course, modules, files, content, and the package itself."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

from db.models.catalogue import Course
from db.models.distribution import ScormFile, ScormPackage
from db.payloads.embedded import ScormPayload
from db.writes.lookups import titles
from db.writes.tenant_table import Whole
from importers.formats.scorm.course import ScormCourse, items_of
from importers.formats.scorm.statements import forget_others, unlink_others
from importers.kit.imscp.files import FILE, Holding, asset_row, held_file, hold, store, write_assets
from importers.kit.imscp.syllabus import (
    TITLE,
    course_row,
    retire_rest,
    write_course,
    write_items,
    write_modules,
)
from importers.kit.packages.package import Package
from importers.refusal import refused
from importers.report import NOT_HELD
from importers.target import Target, batches

PACKAGE, PACKAGE_FILE = "package", "package file"


async def write(course: ScormCourse, package: Package, archive: Path | None, target: Target) -> None:
    """Write everything. The files, and the archive if there is one, are put into storage before the commit."""
    manifest, prefix = course.manifest, course.prefix
    file = package.title(manifest.place)
    await _refuse_another(course, file, target)
    members = [name for name in package.sizes if name.startswith(manifest.root)]
    holding = hold(package, members, manifest.root, "scorm", target)
    written = await write_course(_course(course), file, target)
    files = {f"{prefix}/file/{name}": name for name in holding.files}
    whole = f"{prefix}/package"
    kept = [*files, *([whole] if archive else [])]
    await retire_rest(written, list(items_of(course)), kept, target)
    modules = await write_modules(written, course.modules, target)
    stored = [(holding.key(name), held) for name, held in holding.files.items()]
    rows = [asset_row(held, key, prefix, written.id, target) for key, held in stored]
    if archive is not None:
        held = held_file(archive.name, archive)
        stored.append((f"{holding.folder}.zip", held))
        rows.append(
            asset_row(held, f"{holding.folder}.zip", prefix, written.id, target)
            | {"external_id": whole, "kind": "source", "asset_type": "scorm_package", "role": "scorm_package"}
        )
    target.report.of(FILE).read = len(rows)
    assets = await write_assets(rows, target)
    asset_id = assets.get(whole)
    items = [replace(item, payload=_with_asset(item.payload, asset_id)) for item in course.items]
    ids = await write_items(written, modules, items, len(items), target)
    package_id = await _package(course, written.id, asset_id, target)
    starts: dict[str, UUID] = {}
    for key, name in course.launches.items():
        starts.setdefault(name, ids[key])
    await _files(holding, package_id, {files[key]: assets[key] for key in files}, starts, target)
    await store(stored, target)


async def _refuse_another(course: ScormCourse, file: str, target: Target) -> None:
    """Refuse to overwrite a course that has another title: many tools give every package the same identifier."""
    known = await titles(target.connection, Course.__table__, target.tenant_id, [course.prefix])
    title = known.get(course.prefix)
    if title is not None and title != course.title[:TITLE]:
        reason = (
            f"the tenant has a course from a package with this identifier that is called “{title}”, but this one is "
            f"called “{course.title}”; give the package an identifier of its own, or both courses the same title"
        )
        raise refused(file, course.manifest.identifier, reason)


def _course(course: ScormCourse) -> dict[str, Any]:
    manifest = course.manifest
    return course_row(
        course.prefix, course.title, manifest, course.lom,
        version=course.version, schema=manifest.schema, schema_version=manifest.version,
    )  # fmt: skip


async def _package(course: ScormCourse, course_id: UUID, asset_id: UUID | None, target: Target) -> UUID:
    manifest = course.manifest
    target.report.of(PACKAGE).read = 1
    row = {
        "external_id": course.prefix,
        "course_id": str(course_id),
        "asset_id": None if asset_id is None else str(asset_id),
        "package_name": course.title[:TITLE],
        "version": course.version,
        "identifier": manifest.identifier,
        "launch_path": course.launch_path,
        "metadata": {
            "schema": manifest.schema,
            "schema_version": manifest.version,
            "default": manifest.default,
        },
    }
    return (await target.write(ScormPackage.__table__, [row], PACKAGE))[course.prefix]


async def _files(
    holding: Holding,
    package_id: UUID,
    assets: Mapping[str, UUID],
    starts: Mapping[str, UUID],
    target: Target,
) -> None:
    """Write the files of the package. starts: the first content that launches a file, by the file's name."""
    rows = [
        {
            "package_id": str(package_id),
            "content_item_id": str(starts[name]) if name in starts else None,
            "asset_id": str(assets[name]),
            "file_path": name,
            "file_type": held.media_type,
            "size_bytes": held.size,
        }
        for name, held in holding.files.items()
    ]
    tally = target.report.of(PACKAGE_FILE)
    tally.read = len(rows)
    held, whole = target.rows_of(ScormFile.__table__), Whole("package_id", package_id)
    tally.remove(NOT_HELD, await forget_others(held, whole, "file_path", list(holding.files)))
    await unlink_others(held, whole, ("file_path", "content_item_id"), starts)
    for batch in batches(rows):
        await target.write_pairs(
            ScormFile.__table__, batch, lambda _: PACKAGE_FILE, ("package_id", "file_path")
        )


def _with_asset(payload: Any, asset_id: UUID | None) -> Any:
    assert isinstance(payload, ScormPayload)
    return payload if asset_id is None else payload.model_copy(update={"asset_id": str(asset_id)})
