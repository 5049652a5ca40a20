"""The rows of a course: the course and its run, then modules from the top down, then content in batches."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from db.models.catalogue import Course
from db.models.curriculum import ContentItem, ContentType, Module
from db.models.delivery import CourseOffering
from db.payloads import PayloadRefused, check
from db.writes.lookups import foreign_codes
from db.writes.retire import retire
from importers.formats.olx.content.kinds import content, text
from importers.formats.olx.course import OlxCourse, course_row, offering_row
from importers.formats.olx.pages import MODULE, Page
from importers.formats.olx.source import Source
from importers.formats.olx.survey import Survey, nodes
from importers.formats.olx.walk import Node
from importers.kit.addresses import without_others
from importers.kit.times import ALWAYS
from importers.report import NOT_HELD
from importers.target import Target, batches

CONTENT_BATCH = 100  # payloads may be long


async def write(
    course: OlxCourse, source: Source, found: Survey, pages: Sequence[Page], target: Target
) -> None:
    """Write everything that the survey found."""
    taken = await foreign_codes(target.connection, target.tenant_id, {course.code: course.prefix})
    if taken:
        raise source.refuse("course.xml", course.code, "another course of the tenant has this code")
    report = target.report
    report.of("course").read = report.of("run").read = 1
    row = course_row(course, source) | {"status": target.course_status}
    ids = await target.write(Course.__table__, [row], "course", once=("status", "visibility"))
    target.note_draft()
    course_id = ids[course.prefix]
    run = offering_row(course, str(course_id), source)
    await target.write(CourseOffering.__table__, [run], "run", once=("visibility",))
    for table in (ContentItem.__table__, Module.__table__):
        prefix = f"{course.prefix}/"
        for key in await retire(target.rows_of(table), course_id, prefix, found.labels):
            report.of(_former(key, prefix)).remove(NOT_HELD, [key.removeprefix(prefix)])
    modules = await _modules(found, course_id, target)
    done = 0
    rows = _items(course, source, modules, str(course_id), pages)
    for batch in batches(rows, CONTENT_BATCH):
        await target.write(ContentItem.__table__, batch, found.labels.__getitem__)
        done += len(batch)
        target.progress("content", done, found.items + len(pages))


async def _modules(found: Survey, course_id: UUID, target: Target) -> dict[str, UUID]:
    """Write the modules level by level, so that a parent is written before its children; return their ids."""
    ids: dict[str, UUID] = {}
    done = 0
    for level in range(1 + max((depth for depth, _ in found.modules), default=-1)):
        for batch in batches(module for depth, module in found.modules if depth == level):
            rows = [_module_row(module, course_id, ids) for module in batch]
            ids |= await target.write(Module.__table__, rows, found.labels.__getitem__)
            done += len(batch)
            target.progress("modules", done, len(found.modules))
    return ids


def _module_row(module: Mapping[str, Any], course_id: UUID, ids: Mapping[str, UUID]) -> dict[str, Any]:
    row = {name: value for name, value in module.items() if name != "parent"}
    parent = module["parent"]
    return row | {"course_id": str(course_id), "parent_id": None if parent is None else str(ids[parent])}


def _items(
    course: OlxCourse, source: Source, modules: Mapping[str, UUID], course_id: str, pages: Sequence[Page]
) -> Iterator[dict[str, Any]]:
    """Yield the rows of the content. Each row is made only when it is needed, because payloads may be long."""
    for node in nodes(course, source):
        if not node.is_module:
            yield _item(course, source, node, str(modules[f"{course.prefix}/{node.parent}"]), course_id)
    for sequence, page in enumerate(pages, 1):
        yield {
            "external_id": f"{course.prefix}/{page.key}",
            "module_id": str(modules[f"{course.prefix}/{MODULE}"]),
            "course_id": course_id,
            "content_type": ContentType.text.name,
            "title": page.title,
            "sequence_index": sequence,
            "estimated_duration_seconds": None,
            "attempts_limit": None,
            "is_active": page.is_live,
            **ALWAYS.chosen(),
            "data": text(page.html).stored(),
        }


def _item(course: OlxCourse, source: Source, node: Node, module_id: str, course_id: str) -> dict[str, Any]:
    found = content(node, source, course.language)
    data = without_others(found.payload.stored(), node.key, source.report.warn)
    try:
        check(found.type.name, data)
    except PayloadRefused as error:
        raise source.refuse(node.file, node.key, str(error)) from None
    return {
        "external_id": f"{course.prefix}/{node.key}",
        "module_id": module_id,
        "course_id": course_id,
        "content_type": found.type.name,
        "title": node.title,
        "sequence_index": node.sequence,
        "estimated_duration_seconds": found.duration,
        "attempts_limit": found.attempts,
        "is_active": node.is_live,
        **node.times.chosen(),
        "data": data,
    }


def _former(key: str, prefix: str) -> str:
    """The report's name for the kind of a block that is gone, from its external id."""
    kind, _, rest = key.removeprefix(prefix).partition("/")
    return f"draft {rest.split('/')[0]}" if kind == "draft" else kind
