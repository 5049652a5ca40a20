"""The rows of a cartridge: course, files, modules, assessments and content."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from db.models.curriculum import ContentItem, ContentType
from db.payloads import Payload
from db.payloads.embedded import ExternalKind, ExternalPayload
from db.payloads.text import HeadingBlock, TextPayload
from db.writes.lookups import reserved_ids
from importers.formats.cartridge.course import HOLDER, ITEM, UNPLACED, Cartridge, Place
from importers.formats.cartridge.quiz import Quiz, read_bank, read_quiz
from importers.formats.cartridge.resources import kind_of
from importers.formats.cartridge.roles import times_of_roles
from importers.formats.qti.model import Paper
from importers.formats.qti.write import write_papers
from importers.kit.imscp.files import FILE, asset_row, hold, store, write_assets
from importers.kit.imscp.syllabus import (
    ContentNode,
    course_row,
    retire_rest,
    write_course,
    write_items,
    write_modules,
)
from importers.kit.times import ALWAYS, narrowest
from importers.target import Target

BELONG = """
UPDATE assets a SET content_item_id = f.item FROM unnest($2::uuid[], $3::uuid[]) AS f (asset, item)
WHERE a.tenant_id = $1 AND a.id = f.asset AND a.content_item_id IS DISTINCT FROM f.item
"""
"""Says to which content each file belongs; to none, where it is null."""
LABELS = {"holder": HOLDER, "rest": HOLDER, "resource": UNPLACED}


async def write(course: Cartridge, target: Target) -> None:
    """Write everything. The files are put into storage before the commit."""
    manifest, prefix, reader = course.manifest, course.prefix, course.reader
    file = reader.package.title(manifest.place)
    holding = hold(reader.package, course.files, manifest.root, "cartridge", target)
    written = await write_course(_course(course), file, target)
    parts = [f"{prefix}/{part.key}" for part in (*course.modules, *course.places)]
    await retire_rest(written, parts, [f"{prefix}/file/{name}" for name in holding.files], target, LABELS)
    private = _for_staff(course)
    rows = [
        asset_row(
            held, holding.key(name), prefix, written.id, target,
            kind="source" if manifest.root + name in private else "media",
        )
        for name, held in holding.files.items()
    ]  # fmt: skip
    target.report.of(FILE).read = len(rows)
    assets = await write_assets(rows, target)
    start = f"{prefix}/file/"
    reader.links.assets = {
        manifest.root + key.removeprefix(start): str(found) for key, found in assets.items()
    }
    modules = await write_modules(written, course.modules, target)
    reserved = await reserved_ids(
        target.rows_of(ContentItem.__table__), [f"{prefix}/{place.key}" for place in course.places]
    )
    _tell_links(course, modules, reserved)
    quizzes = _quizzes(course)
    papers: list[Paper] = [quiz.paper for quiz in quizzes.values()]
    papers += [paper for paper in (read_bank(reader, entry) for entry in course.banks) if paper is not None]
    assessments = await write_papers(prefix, written.id, papers, target, is_whole=True)
    items = (
        replace(item, id=reserved[f"{prefix}/{item.key}"]) for item in _items(course, quizzes, assessments)
    )
    ids = await write_items(written, modules, items, len(course.places), target)
    places = {
        reader.links.assets[name]: str(ids[key])
        for name, key in _placed(course).items()
        if name in reader.links.assets
    }
    owned = [(asset, places.get(asset)) for asset in reader.links.assets.values()]
    await target.connection.execute(
        BELONG, target.tenant_id, [asset for asset, _ in owned], [item for _, item in owned]
    )
    await store([(holding.key(name), held) for name, held in holding.files.items()], target)


def _tell_links(course: Cartridge, modules: Mapping[str, UUID], ids: Mapping[str, UUID]) -> None:
    """Say which content shows each resource, and which module or content each item of the organisation has become."""
    links = course.reader.links
    named = {
        key.partition("/")[2]: f"module:{found}" for key, found in modules.items() if key.startswith(ITEM)
    }
    items: dict[str, str] = {}
    for place in course.places:
        found = str(ids[f"{course.prefix}/{place.key}"])
        named.setdefault(place.key.partition("/")[2].removesuffix("/content"), f"item:{found}")
        if place.entry is not None:
            items.setdefault(place.entry.identifier, found)
    links.items, links.modules = items, named


def _quizzes(course: Cartridge) -> dict[str, Quiz]:
    """The assessments, by the identifier of their resource."""
    entries = {place.entry.identifier: place.entry for place in course.places if place.entry is not None}
    found = {
        name: read_quiz(course.reader, entry)
        for name, entry in entries.items()
        if kind_of(entry) == "QTI assessment"
    }
    learners = {
        place.entry.identifier
        for place in course.places
        if place.entry is not None and not place.times.is_for_staff
    }
    return {
        name: quiz if name in learners else replace(quiz, paper=replace(quiz.paper, is_published=False))
        for name, quiz in found.items()
        if quiz is not None
    }


def _placed(course: Cartridge) -> dict[str, str]:
    """The place of each file that belongs to one place alone: who sees that sees the file."""
    found: dict[str, set[str]] = {}
    for place in course.places:
        for name in place.entry.files if place.entry is not None else ():
            found.setdefault(name, set()).add(place.key)
    return {name: keys.pop() for name, keys in found.items() if len(keys) == 1}


def _for_staff(course: Cartridge) -> set[str]:
    """The files of resources that are for staff, and of no others."""
    private: set[str] = set()
    shown: set[str] = set()
    for entry in course.manifest.resources.values():
        is_private = narrowest(
            course.canvas.times.get(entry.identifier, ALWAYS), times_of_roles(entry.element)
        ).is_for_staff
        (private if is_private else shown).update(entry.files)
    return private - shown


def _items(
    course: Cartridge, quizzes: Mapping[str, Quiz], assessments: Mapping[str, UUID]
) -> Iterator[ContentNode]:
    """Yield the content. Each item is made only when it is needed, because payloads may be long."""
    for place in course.places:
        entry = place.entry
        if entry is None:
            yield _node(place, *_without(place), title=place.title)
        elif entry.identifier in quizzes:
            quiz = quizzes[entry.identifier]
            yield _node(
                place, ContentType.quiz, quiz.payload, title=place.title or quiz.paper.title,
                is_live=place.is_live and quiz.is_live, attempts=quiz.attempts,
                assessment_id=assessments[quiz.paper.key], times=narrowest(place.times, quiz.times),
            )  # fmt: skip
        else:
            found = course.reader.content(entry)
            yield _node(
                place, found.type, found.payload, title=place.title or found.title,
                is_live=place.is_live and found.is_live, asset_id=None if found.asset is None else UUID(found.asset),
                times=narrowest(place.times, found.times),
            )  # fmt: skip


def _without(place: Place) -> tuple[ContentType, Payload]:
    """An item without a resource becomes a heading; one whose resource is missing becomes content that says so."""
    if place.reference is None:
        return ContentType.text, TextPayload(layout="heading", blocks=[HeadingBlock(text=place.title)])
    notice = "This part of the course is missing: it was not in the imported package."
    return ContentType.external, ExternalPayload(kind=ExternalKind.unsupported, notice=notice)


def _node(place: Place, kind: ContentType, payload: Payload, **said: Any) -> ContentNode:
    usual: dict[str, Any] = {"is_live": place.is_live, "times": place.times}
    return ContentNode(
        key=place.key,
        module=place.module,
        type=kind.name,
        sequence=place.sequence,
        label=place.label,
        payload=payload,
        **(usual | said),
    )


def _course(course: Cartridge) -> dict[str, Any]:
    manifest, canvas = course.manifest, course.canvas.settings
    return course_row(
        course.prefix, course.title, manifest, course.lom, version=manifest.version, canvas=canvas
    )
