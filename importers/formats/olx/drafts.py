"""Drafts: versions that are not published yet. They become unpublished content below the blocks they belong to."""

import re
from collections.abc import Collection, Iterator
from xml.etree.ElementTree import Element

from importers.formats.olx.walk import HOLDER, MODULES, Node, Walk

PLACE = re.compile(r"(?:type@|/)(\w+)(?:\+block@|/)([^/@+]+)$")
FOLDER = "drafts"


def drafts(walk: Walk, modules: Collection[str]) -> Iterator[Node]:
    """Yield the draft blocks: each below the published parent that it names, all others in one module "Drafts".

    modules: the keys of the published modules.
    """
    rest: list[str] = []
    for name, parent in _roots(walk, modules):
        if parent is None:
            rest.append(name)
        else:
            yield from _draft(walk, name, _published(parent))
    # Then the drafts that no other refers to. Those that may hold others come first.
    rest += sorted(_files(walk), key=lambda name: (name.split("/")[1] not in MODULES, name))
    holder: Node | None = None
    for name in dict.fromkeys(rest):
        if name not in walk.defined:
            if holder is None:
                holder = _holder(walk)
                yield holder
            yield from _draft(walk, name, holder)


def _roots(walk: Walk, modules: Collection[str]) -> list[tuple[str, str | None]]:
    """The drafts that name a parent, in the order of their places below it; each with the parent's key if known."""
    found: list[tuple[str, int, str, str | None]] = []
    for name in _files(walk):
        element = walk.source.xml(name)
        url = element.get("parent_url")
        if url is not None:
            place = PLACE.search(url)
            key = f"{place[1]}/{place[2]}" if place else None
            found.append((url, _index(element), name, key if key in modules else None))
    return [(name, key) for _, _, name, key in sorted(found, key=lambda root: root[:3])]


def _files(walk: Walk) -> list[str]:
    return [name for name in walk.source.names(FOLDER) if name.endswith(".xml") and name.count("/") == 2]


def _index(element: Element) -> int:
    text = element.get("index_in_children_list", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _draft(walk: Walk, file: str, parent: Node) -> Iterator[Node]:
    _, kind, name = file.removesuffix(".xml").split("/")
    sequence = walk.last.get(parent.key, 0) + 1
    reference = Element(kind, {"url_name": name})
    return walk.block(parent, reference, file, sequence, is_draft=True)


def _published(key: str) -> Node:
    """A stand-in for a published module, with only what its drafts need."""
    return Node(key, key.split("/")[0], "", None, 0, Element("parent"), {}, "", is_module=True)


def _holder(walk: Walk) -> Node:
    sequence = walk.last[None] = walk.last.get(None, 0) + 1
    return Node(
        FOLDER, HOLDER, "Drafts", None, sequence, Element("holder"), {}, FOLDER,
        is_module=True, is_draft=True, is_live=False,
    )  # fmt: skip
