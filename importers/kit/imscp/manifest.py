"""`imsmanifest.xml`: the trees of items that learners see, and the resources that they refer to.

IMS Content Packaging 1.1 to 1.2, https://www.imsglobal.org/content/packaging
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import unquote, urljoin
from xml.etree.ElementTree import Element

from importers.kit.imscp.names import children, namespaces, plain_names, text_of
from importers.kit.packages.names import plain
from importers.kit.packages.package import Package
from importers.kit.text.xml import parse
from importers.refusal import ImportRefused, refused

MANIFEST = "imsmanifest.xml"
ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:|//")
MAX_KEY = 200
MAX_ITEMS = 50_000
MAX_LEVELS = 60


@dataclass(frozen=True, slots=True)
class Item:
    """An item of an organisation. element: its element in the manifest, with plain names."""

    identifier: str
    title: str
    resource: str | None
    parameters: str
    is_visible: bool
    element: Element
    items: "list[Item]"

    def walk(self) -> "Iterator[Item]":
        """Yield the item and all items below it, in preorder."""
        yield self
        for item in self.items:
            yield from item.walk()


@dataclass(frozen=True, slots=True)
class Organization:
    """One of the ways through a package that its author planned."""

    identifier: str
    title: str
    element: Element
    items: list[Item]


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource. href and files: members of the package. url: the resource's address if it lies elsewhere."""

    identifier: str
    type: str
    href: str | None
    url: str | None
    query: str
    files: list[str]
    missing: list[str]
    dependencies: list[str]
    element: Element


@dataclass(frozen=True, slots=True)
class Manifest:
    """A manifest.

    root: the folder of the manifest in the package, with a slash at the end. default: the chosen organisation's id.
    """

    identifier: str
    schema: str
    version: str
    root: str
    namespaces: frozenset[str]
    metadata: Element | None
    organizations: list[Organization]
    default: str | None
    resources: Mapping[str, Resource]
    element: Element = field(repr=False)

    @property
    def place(self) -> str:
        """The manifest's own path in the package."""
        return self.root + MANIFEST


def read_manifest(package: Package) -> Manifest:
    """Read the manifest of a package: at its root, or in the one folder that holds everything.

    Raises `ImportRefused` if there is no manifest, if it lacks an identifier or gives one twice, or if a name in it
    leads out of the package.
    """
    member = _find(package)
    tree = parse(package.read(member), package.title(member))
    found = frozenset(namespaces(tree))
    root = plain_names(tree)
    if root.tag != "manifest":
        raise refused(package.title(member), "", f"expected <manifest>, found <{root.tag}>")
    metadata = root.find("metadata")
    listed = root.find("organizations")
    reader = _Reader(package, member, member.removesuffix(MANIFEST))
    return Manifest(
        identifier=reader.identifier(root),
        schema=_said(metadata, "schema"),
        version=_said(metadata, "schemaversion"),
        root=reader.root,
        namespaces=found,
        metadata=metadata,
        organizations=[reader.organization(one) for one in _children(listed, "organization")],
        default=None if listed is None else listed.get("default"),
        resources=reader.resources(root),
        element=root,
    )


def _find(package: Package) -> str:
    found = sorted(
        (name for name in package.sizes if PurePosixPath(name).name == MANIFEST),
        key=lambda name: (name.count("/"), name),
    )
    if not found:
        raise refused(package.name, "", f"holds no {MANIFEST}; a package has one at its root")
    if len(found) > 1 and found[0].count("/") == found[1].count("/"):
        raise refused(package.name, found[1], f"is a second manifest beside {found[0]}; import one at a time")
    return found[0]


class _Reader:
    """Reads the parts of one manifest."""

    def __init__(self, package: Package, member: str, root: str) -> None:
        self.root = root
        self._package = package
        self._member = member
        self._seen: set[str] = set()

    def identifier(self, element: Element) -> str:
        found = element.get("identifier", "").strip()
        if not found or len(found) > MAX_KEY or not found.isprintable():
            reason = f'must have an identifier of at most {MAX_KEY} characters, found "{found[:40]}"'
            raise self._refuse(f"<{element.tag}>", reason)
        if found in self._seen:
            raise self._refuse(f'<{element.tag} identifier="{found}">', "the identifier occurs twice")
        self._seen.add(found)
        return found

    def organization(self, element: Element) -> Organization:
        identifier = self.identifier(element)
        return Organization(identifier, _title(element), element, self._items(element, 1))

    def resources(self, root: Element) -> dict[str, Resource]:
        top, listed = root.find("resources"), dict[str, Resource]()
        if top is None:
            return listed
        base = based(root.get("base", ""), top.get("base", ""))
        for element in top.iter("resource"):
            found = self._resource(element, base)
            listed[found.identifier] = found
        return listed

    def _items(self, element: Element, level: int) -> list[Item]:
        if level > MAX_LEVELS:
            raise self._refuse("<organization>", f"items nest deeper than {MAX_LEVELS} levels")
        found: list[Item] = []
        for one in children(element, "item"):
            identifier = self.identifier(one)
            if len(self._seen) > MAX_ITEMS:
                raise self._refuse("<organization>", f"the manifest has more than {MAX_ITEMS:,} items")
            found.append(
                Item(
                    identifier,
                    _title(one),
                    one.get("identifierref", "").strip() or None,
                    one.get("parameters", ""),
                    one.get("isvisible", "true").strip().lower() not in ("false", "0"),
                    one,
                    self._items(one, level + 1),
                )
            )
        return found

    def _resource(self, element: Element, base: str) -> Resource:
        identifier, base = self.identifier(element), based(base, element.get("base", ""))
        said = element.get("href")
        href, url, query = self._resolved(base, said, element) if said is not None else (None, None, "")
        files: list[str] = []
        missing: list[str] = []
        for file in children(element, "file"):
            name, outside, _ = self._resolved(base, file.get("href", ""), file)
            if name is not None and name not in files:
                files.append(name)
            elif outside is not None:
                missing.append(outside)
        if href is not None and href not in files:
            files.insert(0, href)
        missing += [name for name in files if name not in self._package]
        return Resource(
            identifier,
            element.get("type", "").strip(),
            href,
            url,
            query,
            [name for name in files if name in self._package],
            missing,
            [one.get("identifierref", "") for one in children(element, "dependency")],
            element,
        )

    def _resolved(self, base: str, said: str, element: Element) -> tuple[str | None, str | None, str]:
        """Where a reference leads: a member of the package, or else an address; and its query with the fragment.

        `xml:base` is a URI, of which only the part up to the last slash counts. Many tools take it for a folder's name
        instead, so a file that is there under that name is found too.
        """
        target = based(base, said.strip())
        if ADDRESS.match(target):
            return None, target, ""
        path, mark, rest = _cut(target)
        as_folder = [f"{base}/{said.strip()}"] if base and not base.endswith("/") else []
        for one in (target, *as_folder):
            inside = self._inside(one, element)
            member = self._package.find(inside)
            if member is not None:
                return member, None, "" if member in (inside, unquote(inside)) else mark + rest
        return self._inside(unquote(path), element), None, mark + rest

    def _inside(self, path: str, element: Element) -> str:
        parts: list[str] = []
        for part in plain(self.root + path).split("/"):
            if part == ".." and parts:
                parts.pop()
            elif part == "..":
                raise self._refuse(f"<{element.tag}>", f'the name "{path[:100]}" leads out of the package')
            else:
                parts.append(part)
        found = "/".join(parts)
        if not found.startswith(self.root) or path.startswith(("/", "\\")):
            raise self._refuse(f"<{element.tag}>", f'the name "{path[:100]}" leads out of the package')
        return found

    def _refuse(self, place: str, reason: str) -> ImportRefused:
        return refused(self._package.title(self._member), place, reason)


def based(base: str, reference: str) -> str:
    """A reference under the base `base`, which may itself be relative to the package; `..` is kept."""
    if not base or ADDRESS.match(reference) or reference.startswith(("/", "\\")):
        return reference
    if ADDRESS.match(base):
        return urljoin(base, reference)
    folder = base.replace("\\", "/").partition("?")[0].partition("#")[0].rpartition("/")
    return "".join(folder[:2]) + reference


def _cut(target: str) -> tuple[str, str, str]:
    """Split a reference before its query or fragment: the part before, the sign `?` or `#`, and the part after."""
    places = [place for place in (target.find("?"), target.find("#")) if place >= 0]
    if not places:
        return target, "", ""
    first = min(places)
    return target[:first], target[first], target[first + 1 :]


def _title(element: Element) -> str:
    return (text_of(element.find("title")) or "")[:MAX_KEY]


def _said(metadata: Element | None, name: str) -> str:
    return text_of(None if metadata is None else metadata.find(name)) or ""


def _children(element: Element | None, name: str) -> list[Element]:
    return [] if element is None else list(children(element, name))
