"""What a cartridge holds, before it is written: the modules in their places, and the content in them."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from importers.formats.cartridge.canvas import FOLDER, Canvas, read_canvas
from importers.formats.cartridge.links import Links
from importers.formats.cartridge.resources import Reader, kind_of
from importers.formats.cartridge.roles import times_of_roles
from importers.kit.imscp.lom import Lom, read_lom
from importers.kit.imscp.manifest import MANIFEST, Item, Manifest, Organization
from importers.kit.imscp.manifest import Resource as Entry
from importers.kit.imscp.notes import note
from importers.kit.imscp.syllabus import ModuleNode
from importers.kit.packages.package import Package
from importers.kit.times import ALWAYS, Times, narrowest
from importers.refusal import refused
from importers.report import Report

ITEM, HOLDER, UNPLACED = "item", "module made here", "resource outside of the organisation"
VERSIONS = ("1.0", "1.1", "1.2", "1.3", "1.4")
REST = {
    "page": "Pages",
    "discussion topic": "Discussions",
    "assignment": "Assignments",
    "QTI assessment": "Assessments",
    "web link": "Links and tools",
    "LTI link": "Links and tools",
    "resource of an unknown type": "Other resources",
}
"""The modules for resources that the organisation does not place. Files need no module: they are assets."""

FILES = ("web file", "associated content")
DESCRIBED = (".xml", ".qti")  # files that describe others


@dataclass(frozen=True, slots=True)
class Place:
    """The place of a piece of content. entry: its resource; null for a heading."""

    key: str
    module: str
    title: str
    sequence: int
    label: str
    entry: Entry | None
    reference: str | None = None
    is_live: bool = True
    times: Times = ALWAYS


@dataclass(slots=True)
class Cartridge:
    """A cartridge as a course. files: the members that become assets."""

    manifest: Manifest
    reader: Reader
    canvas: Canvas
    lom: Lom
    title: str
    modules: list[ModuleNode] = field(default_factory=list[ModuleNode])
    places: list[Place] = field(default_factory=list[Place])
    banks: list[Entry] = field(default_factory=list[Entry])
    files: list[str] = field(default_factory=list[str])

    @property
    def prefix(self) -> str:
        """The beginning of the external ids of the course and of its parts."""
        return f"cartridge:{self.manifest.identifier}"


def read_course(manifest: Manifest, package: Package, report: Report) -> Cartridge:
    """Read a cartridge. Raises `ImportRefused` if it is no cartridge, or one of an unknown version."""
    _refuse_others(manifest, package)
    note(manifest, package, report)
    lom = read_lom(manifest.metadata)
    titles = (lom.title, *(one.title for one in manifest.organizations), manifest.identifier)
    links = Links(package, manifest.root, report, manifest.resources)
    reader = Reader(package, manifest.root, report, manifest.resources, links)
    title = next(one for one in titles if one)
    course = Cartridge(manifest, reader, read_canvas(manifest, package, report), lom, title)
    walk = _Walk(course, report)
    for organization in manifest.organizations:
        walk.organization(organization)
    walk.rest()
    walk.files()
    return course


def _refuse_others(manifest: Manifest, package: Package) -> None:
    place, schema = package.title(manifest.place), manifest.schema.lower()
    if "common cartridge" not in schema:
        other = "scorm" if "scorm" in schema else "qti" if "qti" in schema else None
        remedy = f": import it as {other}" if other else "; a cartridge says IMS Common Cartridge"
        raise refused(place, "<schema>", f'says it is "{manifest.schema[:60]}"{remedy}')
    if not manifest.version.startswith(VERSIONS):
        reason = f'version "{manifest.version[:20]}" is not known; known are 1.0 to 1.3'
        raise refused(place, "<schemaversion>", reason)


class _Walk:
    def __init__(self, course: Cartridge, report: Report) -> None:
        self._course = course
        self._report = report
        self._placed: set[str] = set()
        self._top = 0

    def organization(self, organization: Organization) -> None:
        """Place the items. The standard demands a single root; if that has no title, its items take its place."""
        items = organization.items
        if len(items) == 1 and items[0].resource is None and not items[0].title:
            self._report.of(ITEM).read += 1
            self._report.of(ITEM).skip("the root without a title, which the standard asks for")
            items = items[0].items
        for item in items:
            self._top += 1
            parent = None
            if not item.items:
                parent = f"holder/{item.identifier}"
                self._add(
                    ModuleNode(
                        parent,
                        None,
                        "module",
                        item.title,
                        self._top,
                        HOLDER,
                        self._is_live(item),
                        times=self._times(item),
                    )
                )
            self._item(item, parent, self._top if parent is None else 1)

    def _item(self, item: Item, parent: str | None, sequence: int) -> None:
        key = f"{ITEM}/{item.identifier}"
        self._report.of(ITEM).read += 1
        if not item.items:
            assert parent is not None
            self._place(item, key, parent, sequence)
            return
        kind = "module" if parent is None else "section"
        self._add(
            ModuleNode(
                key, parent, kind, item.title, sequence, ITEM, self._is_live(item), times=self._times(item)
            )
        )
        for place, child in enumerate(item.items, 1):
            self._item(child, key, place)
        if item.resource is not None:
            self._report.warn("an item that holds others also has content of its own", item.identifier)
            self._place(item, f"{key}/content", key, len(item.items) + 1)

    def _place(self, item: Item, key: str, module: str, sequence: int) -> None:
        entry = self._course.manifest.resources.get(item.resource or "")
        if item.resource is not None and entry is None:
            self._report.warn("an item refers to a resource that the manifest lacks", item.identifier)
        if entry is not None:
            self._placed.add(entry.identifier)
        self._course.places.append(
            Place(
                key,
                module,
                item.title,
                sequence,
                ITEM,
                entry,
                item.resource,
                self._is_live(item),
                self._times(item, entry),
            )
        )

    def _add(self, module: ModuleNode) -> None:
        if module.label == HOLDER:
            self._report.of(HOLDER).read += 1
        reference = {"format": "cartridge", "item": module.key.partition("/")[2]}
        self._course.modules.append(replace(module, resource_ref=reference))

    def _times(self, item: Item, entry: Entry | None = None) -> Times:
        """When learners see an item: as Canvas says, and never where it or its resource is for those who teach."""
        said = [self._course.canvas.times.get(item.identifier, ALWAYS), times_of_roles(item.element)]
        return narrowest(*said, *(self._times_of(entry) if entry is not None else ()))

    def _times_of(self, entry: Entry) -> tuple[Times, ...]:
        return self._course.canvas.times.get(entry.identifier, ALWAYS), times_of_roles(entry.element)

    def _is_live(self, item: Item) -> bool:
        return item.is_visible and item.identifier not in self._course.canvas.hidden

    def rest(self) -> None:
        """Place the resources that the organisation does not name."""
        modules: dict[str, int] = {}
        for entry in self._course.manifest.resources.values():
            kind = kind_of(entry)
            tally = self._report.of(kind)
            tally.read += 1
            tally.used += 1
            if kind == "QTI question bank":
                if not self._is_beside(entry):
                    self._course.banks.append(entry)
            elif entry.identifier not in self._placed and kind in REST:
                if self._is_settings(entry):
                    continue
                title = REST[kind]
                key = f"rest/{title.lower().replace(' ', '-')}"
                if key not in modules:
                    self._top += 1
                    self._add(ModuleNode(key, None, "module", title, self._top, HOLDER))
                modules[key] = modules.get(key, 0) + 1
                self._report.of(UNPLACED).read += 1
                self._course.places.append(
                    Place(
                        f"resource/{entry.identifier}",
                        key,
                        "",
                        modules[key],
                        UNPLACED,
                        entry,
                        times=narrowest(*self._times_of(entry)),
                    )
                )

    def _is_settings(self, entry: Entry) -> bool:
        start = self._course.manifest.root + FOLDER
        return bool(entry.files) and all(
            file.startswith(start) and not file.endswith(".html") for file in entry.files
        )

    def _is_beside(self, entry: Entry) -> bool:
        """Whether a file of questions is only a fuller form of an assessment that the cartridge has as well."""
        names = {file.rpartition("/")[2].removesuffix(".xml.qti") for file in entry.files}
        return bool(names & self._course.manifest.resources.keys() - {entry.identifier})

    def files(self) -> None:
        """Find the members that become assets; warn of files that are missing, and of those that nothing names."""
        named: set[str] = {self._course.manifest.place, *self._course.canvas.used}
        files: list[str] = []
        for entry in self._course.manifest.resources.values():
            named.update(entry.files)
            files += self._assets_of(entry)
            for name in entry.missing:
                self._report.warn("a file that the manifest names is missing", name)
        for name in sorted(set(self._course.reader.package.sizes) - named):
            if not name.endswith(MANIFEST) and name.startswith(self._course.manifest.root):
                self._report.warn("a file that the manifest does not name is kept too", name)
                files.append(name)
        self._course.files = list(dict.fromkeys(files))

    def _assets_of(self, entry: Entry) -> Iterator[str]:
        kind = kind_of(entry)
        start = self._course.manifest.root + FOLDER
        for number, file in enumerate(entry.files):
            is_read = number == 0 and kind not in FILES
            is_text = kind == "assignment" and file.endswith((".html", ".htm"))
            is_described = file.endswith(DESCRIBED) and kind != "web file"
            if not (is_read or is_text or is_described or file.startswith(start)):
                yield file
