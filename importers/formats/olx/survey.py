"""The first walk over a course: its modules, and the names of everything else."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from importers.formats.olx.content.kinds import warn_missing
from importers.formats.olx.course import OlxCourse, groups_of, open_part
from importers.formats.olx.drafts import drafts
from importers.formats.olx.pages import MODULE, Page
from importers.formats.olx.source import Source, decoded
from importers.formats.olx.walk import HOLDER, MODULES, Node, Walk
from importers.kit.times import ALWAYS, Warn, silent

UNSAID = ("url_name", "display_name", "parent_url", "index_in_children_list", "filename")


@dataclass(slots=True)
class Survey:
    """The modules of a course, parents first, each with its depth; the kind of every block by its external id."""

    modules: list[tuple[int, dict[str, Any]]] = field(default_factory=list[tuple[int, dict[str, Any]]])
    labels: dict[str, str] = field(default_factory=dict[str, str])
    items: int = 0


def nodes(course: OlxCourse, source: Source, warn: Warn = silent) -> Iterator[Node]:
    """Yield every block of the course, the published ones first. warn: told of settings that can't be followed."""
    walk = Walk(source, course.policy, warn=warn)
    published: set[str] = set()
    for node in walk.children(None, course.element, course.file):
        if node.is_module:
            published.add(node.key)
        yield node
    yield from drafts(walk, published)


def survey(course: OlxCourse, source: Source, pages: list[Page]) -> Survey:
    """Walk the course, count its blocks, and check that they form a tree."""
    found = Survey()
    depths: dict[str, int] = {}
    groups: dict[str, Mapping[str, str]] = {}
    names = groups_of(course)
    top = 0
    for node in nodes(course, source, source.report.warn):
        key = f"{course.prefix}/{node.key}"
        found.labels[key] = node.label
        source.report.of(node.label).read += 1
        if node.attributes.get("group_access", "{}").strip() not in ("", "{}", "null"):
            source.report.warn("shown to all, though the source limits it to some groups", node.key)
        if not node.is_module:
            found.items += 1
            continue
        if node.is_missing:
            warn_missing(node, source)
        depths[node.key] = 0 if node.parent is None else depths[node.parent] + 1
        top = max(top, node.sequence) if node.parent is None else top
        if node.kind == "split_test":
            groups[node.key] = _groups(node, names)
            source.report.warn("a content experiment: the content of every group is shown to all", node.key)
        if node.kind not in MODULES and node.kind != HOLDER:
            source.report.warn("a block of an unknown type that holds others is kept as a module", node.key)
        note = groups.get(node.parent or "", {}).get(node.key.split("/")[-1].split("#")[0])
        found.modules.append((depths[node.key], _module(course, node, note, _settings(node, source))))
    if pages:
        found.modules.append((0, _pages_module(course, top + 1)))
        found.labels[f"{course.prefix}/{MODULE}"] = HOLDER
        source.report.of(HOLDER).read += 1
        found.labels |= {f"{course.prefix}/{page.key}": "page" for page in pages}
        source.report.of("page").read = len(pages)
    return found


def _groups(node: Node, names: Mapping[str, str]) -> dict[str, str]:
    """The group that each child of an experiment is shown to, by the child's name."""
    children = decoded(node.attributes.get("group_id_to_child", "{}"))
    if not isinstance(children, dict):
        return {}
    return {
        str(child).replace("@", "/").split("/")[-1]: f"For the group {names[str(group)]}."
        for group, child in cast("dict[Any, Any]", children).items()
        if str(group) in names
    }


def _settings(node: Node, source: Source) -> dict[str, Any]:
    """A block's settings, such as how it is graded; empty for an unknown type, whose settings may hold answers."""
    if node.kind not in MODULES:
        return {}
    said = {name: decoded(value) for name, value in node.attributes.items() if name not in UNSAID}
    return cast("dict[str, Any]", open_part(said, source))


def _module(
    course: OlxCourse, node: Node, description: str | None, settings: Mapping[str, Any]
) -> dict[str, Any]:
    return {
        "external_id": f"{course.prefix}/{node.key}",
        "parent": None if node.parent is None else f"{course.prefix}/{node.parent}",
        "module_type": MODULES.get(node.kind, "other"),
        "title": node.title,
        "description": description,
        "sequence_index": node.sequence,
        "status": "draft" if node.is_draft else "ready",
        "is_published": node.is_live,
        **node.times.chosen(),
        "resource_ref": {"format": "olx", "block": node.key, "settings": settings},
    }


def _pages_module(course: OlxCourse, sequence: int) -> dict[str, Any]:
    return {
        "external_id": f"{course.prefix}/{MODULE}",
        "parent": None,
        "module_type": "resource",
        "title": "Pages",
        "description": None,
        "sequence_index": sequence,
        "status": "ready",
        "is_published": True,
        **ALWAYS.chosen(),
        "resource_ref": None,
    }
