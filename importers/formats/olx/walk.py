"""The tree of a course: all blocks in preorder. Each is read from its file when the walk comes to it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from xml.etree.ElementTree import Element

from importers.formats.olx.availability import times_of
from importers.formats.olx.source import Source, is_true
from importers.kit.times import ALWAYS, Times, Warn, silent
from importers.refusal import ImportRefused

MODULES = {
    "chapter": "chapter",
    "sequential": "section",
    "videosequence": "section",
    "problemset": "section",
    "vertical": "unit",
    "split_test": "other",
    "library_content": "other",
    "conditional": "other",
    "randomize": "other",
    "wrapper": "other",
}
"""The blocks that hold other blocks, and the kind of module that each becomes."""

TITLES = {
    "html": "Text",
    "split_test": "Content experiment",
    "library_content": "Randomized content",
    "word_cloud": "Word cloud",
    "openassessment": "Open response assessment",
    "lti_consumer": "External tool",
    "lti": "External tool",
    "drag-and-drop-v2": "Drag and drop",
}
HOLDER = "module made here"  # for content that lies in no module at its source
BESIDE = ("wiki", "textbook")  # children of a course that are not blocks
MAX_BLOCKS = 200_000
MAX_LEVELS = 60
MAX_NAME = 200


@dataclass(frozen=True, slots=True)
class Node:
    """A block in its place.

    key: identifies the block within the course. parent: its parent's key; null at the top. sequence: its place among
    its siblings, from 1. file: the file that defines it. is_missing: whether that file does not exist.
    """

    key: str
    kind: str
    title: str
    parent: str | None
    sequence: int
    element: Element
    attributes: Mapping[str, str]
    file: str
    is_module: bool
    is_draft: bool = False
    is_live: bool = True
    is_graded: bool = False
    is_missing: bool = False
    times: Times = ALWAYS

    @property
    def label(self) -> str:
        """The report's name for the block's kind."""
        return f"draft {self.kind}" if self.is_draft and self.kind != HOLDER else self.kind


@dataclass(slots=True)
class Walk:
    """A walk over the blocks of a course.

    policy: the settings of blocks in the course's policy, by type and name. last: the place of each block's last child,
    by the block's key. defined: the files that blocks were read from. warn: told of settings that can't be followed.
    """

    source: Source
    policy: Mapping[str, Mapping[str, str]]
    last: dict[str | None, int] = field(default_factory=dict[str | None, int])
    defined: set[str] = field(default_factory=set[str])
    warn: Warn = silent
    _times: dict[str, int] = field(default_factory=dict[str, int])
    _path: list[tuple[bool, str]] = field(default_factory=list[tuple[bool, str]])
    _count: int = 0

    def children(
        self, parent: Node | None, element: Element, file: str, *, is_draft: bool = False
    ) -> Iterator[Node]:
        """Yield the blocks in `element`, and all blocks below them."""
        for child in element:
            if parent is None and child.tag in BESIDE:
                continue
            sequence = self.last.get(parent.key if parent else None, 0) + 1
            yield from self.block(parent, child, file, sequence, is_draft=is_draft)

    def block(
        self, parent: Node | None, reference: Element, file: str, sequence: int, *, is_draft: bool = False
    ) -> Iterator[Node]:
        """Yield the block that an element is or refers to, and all blocks below it.

        Raises `ImportRefused` for a block that holds itself, for more than 60 levels or 200,000 blocks, and for a name
        that leads out of the course.
        """
        self.last[parent.key if parent else None] = sequence
        node, name = self._node(parent, reference, file, sequence, is_draft=is_draft)
        step = (is_draft, f"{node.kind}/{name}")
        if step in self._path:
            circle = [name for _, name in self._path[self._path.index(step) :]]
            raise self._refuse(file, reference, f"the block holds itself: {' → '.join([*circle, step[1]])}")
        if len(self._path) == MAX_LEVELS:
            raise self._refuse(file, reference, f"blocks nest deeper than {MAX_LEVELS} levels")
        self._count += 1
        if self._count > MAX_BLOCKS:
            raise self._refuse(file, reference, f"the course has more than {MAX_BLOCKS:,} blocks")
        if parent is None and not node.is_module:
            parent = _holder(node)
            yield parent
            node = replace(node, parent=parent.key, sequence=1)
        yield node
        if node.is_module:
            self._path.append(step)
            yield from self.children(node, node.element, node.file, is_draft=is_draft)
            self._path.pop()

    def _node(
        self, parent: Node | None, reference: Element, file: str, sequence: int, *, is_draft: bool
    ) -> tuple[Node, str]:
        kind = reference.tag
        above = parent.key.split("/", 1)[-1] if parent else "course"
        name = reference.get("url_name") or reference.get("slug") or f"{above}.{sequence}"
        if max(len(name), len(kind)) > MAX_NAME:
            raise self._refuse(file, reference, f"the name is longer than {MAX_NAME} characters")
        element, defined, is_missing = self._definition(reference, name, file, is_draft=is_draft)
        attributes = {**element.attrib, **self.policy.get(f"{kind}/{name}", {})}
        node = Node(
            self._key(f"{'draft/' if is_draft else ''}{kind}/{name}"),
            kind,
            attributes.get("display_name", "").strip()
            or TITLES.get(kind, kind.replace("_", " ").capitalize()),
            parent.key if parent else None,
            sequence,
            element,
            attributes,
            defined,
            kind in MODULES or self._holds_blocks(element, is_draft=is_draft),
            is_draft,
            not is_draft,
            is_true(attributes, "graded") or (parent is not None and parent.is_graded),
            is_missing,
            times_of(attributes, f"{kind}/{name}", self.warn),
        )
        return node, name

    def _key(self, key: str) -> str:
        """The key of the next block of this name. A block that is used in two places becomes two blocks."""
        times = self._times[key] = self._times.get(key, 0) + 1
        return key if times == 1 else f"{key}#{times}"

    def _definition(
        self, reference: Element, name: str, file: str, *, is_draft: bool
    ) -> tuple[Element, str, bool]:
        """The element and the file that define a block, and whether that file is missing."""
        if not is_pointer(reference):
            return reference, file, False
        path = self._path_of(reference, file, name)
        for folder in ("drafts/", "") if is_draft else ("",):
            member = f"{folder}{reference.tag}/{path}.xml"
            if self.source.exists(member):
                element = self.source.xml(member)
                self.defined.add(member)
                if element.tag != reference.tag:
                    raise self.source.refuse(member, "", f"expected <{reference.tag}>, found <{element.tag}>")
                return element, member, False
            if reference.tag == "html" and self.source.exists(member.removesuffix(".xml") + ".html"):
                return Element("html", {"filename": path, "url_name": name}), member, False
        return reference, file, True

    def _path_of(self, reference: Element, file: str, name: str) -> str:
        path = name.replace(":", "/")
        if "\\" in path or path.startswith("/") or ".." in PurePosixPath(path).parts:
            raise self._refuse(file, reference, "the name leads out of the course")
        return path

    def _holds_blocks(self, element: Element, *, is_draft: bool) -> bool:
        """Whether a block of an unknown type holds others, by referring to their files."""
        for child in element:
            if is_pointer(child) and "/" not in (name := child.get("url_name", "")):
                files = [f"{child.tag}/{name}.xml", *([f"drafts/{child.tag}/{name}.xml"] if is_draft else [])]
                if any(self.source.exists(file) for file in files):
                    return True
        return False

    def _refuse(self, file: str, element: Element, reason: str) -> ImportRefused:
        return self.source.refuse(
            file, f'<{element.tag} url_name="{element.get("url_name", "")[:100]}">', reason
        )


def is_pointer(element: Element) -> bool:
    """Whether an element only refers to a block that is defined in a file of its own."""
    extra = ("org", "course") if element.tag == "course" else ()
    is_empty = len(element) == 0 and not (element.text or "").strip()
    return is_empty and "url_name" in element.attrib and set(element.attrib) <= {"url_name", *extra}


def _holder(node: Node) -> Node:
    """A module for content at the top of a course, where there can only be modules."""
    return Node(
        f"holder/{node.key}", HOLDER, node.title, None, node.sequence, Element("holder"), {}, node.file,
        is_module=True, is_draft=node.is_draft, is_live=node.is_live, times=node.times,
    )  # fmt: skip
