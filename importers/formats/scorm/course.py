"""What a package holds, before it is written: its modules, and the content that it launches."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

from db.payloads.embedded import ScormItem, ScormPayload
from importers.formats.scorm.sequencing import attempts, collection, mastery_score, rules
from importers.kit.addresses import is_followed
from importers.kit.imscp.lom import Lom, read_lom
from importers.kit.imscp.manifest import Item, Manifest, Organization, Resource
from importers.kit.imscp.notes import note
from importers.kit.imscp.syllabus import ContentNode, ModuleNode
from importers.kit.packages.package import Package
from importers.refusal import refused
from importers.report import Report

EDITIONS = {"1.2": "1.2", "CAM 1.3": "2004 2nd Edition", "1.3": "2004", "2004": "2004"}
LATER = ("2004 2nd Edition", "2004 3rd Edition", "2004 4th Edition")
NAMESPACES = {"adlcp_rootv1p2": "1.2", "adlcp_v1p3": "2004"}
OTHERS = {"common cartridge": "cartridge", "qti": "qti"}
ORGANIZATION, ITEM = "organization", "item"
UNNAMED = (".xsd", ".dtd", "imsmanifest.xml")  # endings of files that a manifest need not name


@dataclass(slots=True)
class ScormCourse:
    """A package as a course. launches: the file that is launched, by the key of the content."""

    manifest: Manifest
    version: str
    title: str
    lom: Lom
    modules: list[ModuleNode] = field(default_factory=list[ModuleNode])
    items: list[ContentNode] = field(default_factory=list[ContentNode])
    launches: dict[str, str] = field(default_factory=dict[str, str])

    @property
    def prefix(self) -> str:
        """The beginning of the external ids of the course and of its parts."""
        return f"scorm:{self.manifest.identifier}"

    @property
    def launch_path(self) -> str | None:
        """The file that is launched first."""
        found = next(
            (item.payload.launch_path for item in self.items if isinstance(item.payload, ScormPayload)), None
        )
        return found if found is not None and is_followed(found) else None


def read_course(manifest: Manifest, package: Package, report: Report) -> ScormCourse:
    """Read the package. Raises `ImportRefused` if it is no SCORM package, or has no items."""
    version = _version(manifest, package)
    if manifest.version not in (*EDITIONS, *LATER):
        stated = f'"{manifest.version[:40]}"' if manifest.version else "none"
        report.warn("the schema version is not known", f"{stated}; read as SCORM {version}")
    note(manifest, package, report)
    organizations = manifest.organizations
    if not any(organization.items for organization in organizations):
        raise refused(
            package.title(manifest.place), "<organizations>", "holds no item; there is nothing to learn"
        )
    lom = read_lom(manifest.metadata)
    chosen = next((one for one in organizations if one.identifier == manifest.default), organizations[0])
    course = ScormCourse(manifest, version, chosen.title or lom.title or manifest.identifier, lom)
    reader = _Reader(course, report)
    for sequence, organization in enumerate(organizations, 1):
        report.of(ORGANIZATION).read += 1
        reader.organization(organization, sequence)
    reader.account(package)
    return course


def _version(manifest: Manifest, package: Package) -> str:
    said = manifest.version
    for word, name in OTHERS.items():
        if word in manifest.schema.lower():
            reason = f'says it is "{manifest.schema[:60]}": import it as {name}'
            raise refused(package.title(manifest.place), "<schema>", reason)
    found = EDITIONS.get(said) or (said[:40] if said.startswith("2004") else None)
    for name, version in NAMESPACES.items():
        if found is None and any(name in namespace for namespace in manifest.namespaces):
            found = version
    if found is None:
        reason = f'is no SCORM 1.2 or 2004 package: <schemaversion> says "{said[:40]}"'
        raise refused(package.title(manifest.place), "<metadata>", reason)
    return found


class _Reader:
    def __init__(self, course: ScormCourse, report: Report) -> None:
        self._course = course
        self._report = report
        self._shared = collection(course.manifest.element)

    def organization(self, found: Organization, sequence: int) -> None:
        key = f"{ORGANIZATION}/{found.identifier}"
        said = rules(found.element, self._shared)
        is_default = found.identifier == self._course.manifest.default
        reference = {
            "format": "scorm", "organization": found.identifier, "is_default": is_default,
            "attributes": _attributes(found.element), "settings": said,
        }  # fmt: skip
        title = found.title or self._course.title
        self._course.modules.append(
            ModuleNode(key, None, "course_root", title, sequence, ORGANIZATION, resource_ref=reference)
        )
        for place, item in enumerate(found.items, 1):
            self._item(item, key, place, 1)

    def _item(self, item: Item, parent: str, sequence: int, depth: int) -> None:
        self._report.of(ITEM).read += 1
        key = f"{ITEM}/{item.identifier}"
        if item.items or item.resource is None:
            if not item.items:
                self._report.warn("an item launches nothing and holds nothing", item.identifier)
            self._module(item, key, parent, sequence, depth)
            for place, child in enumerate(item.items, 1):
                self._item(child, key, place, depth + 1)
        if item.items and item.resource is not None:
            self._report.warn("an item that holds others also launches a file", item.identifier)
            self._content(item, f"{key}/launch", key, len(item.items) + 1, depth + 1)
        elif item.resource is not None:
            self._content(item, key, parent, sequence, depth)

    def _module(self, item: Item, key: str, parent: str, sequence: int, depth: int) -> None:
        reference = {"format": "scorm", "item": item.identifier, "settings": self._rules(item)}
        self._course.modules.append(
            ModuleNode(
                key, parent, "module" if depth == 1 else "section", item.title, sequence, ITEM,
                description=read_lom(item.element.find("metadata")).description, resource_ref=reference,
            )
        )  # fmt: skip

    def _content(self, item: Item, key: str, module: str, sequence: int, depth: int) -> None:
        course = self._course
        resource = course.manifest.resources.get(item.resource or "")
        launch = self._launch(item, resource)
        if resource is not None and resource.href is not None and not resource.missing:
            course.launches[key] = resource.href.removeprefix(course.manifest.root)
        score = mastery_score(item.element, self._shared, self._report)
        lom = read_lom(item.element.find("metadata"))
        if lom == Lom() and resource is not None:
            lom = read_lom(resource.element.find("metadata"))
        metadata = self._rules(item) | {
            "resource": item.resource,
            "scorm_type": _scorm_type(resource),
            "lom": lom.all or None,
        }
        payload = ScormPayload(
            package_name=course.title,
            version=course.version,
            identifier=course.manifest.identifier,
            launch_path=launch,
            mastery_score=score,
            items=[ScormItem(identifier=item.identifier, title=item.title or None, href=launch, depth=depth)],
            metadata={name: value for name, value in metadata.items() if value is not None},
        )
        course.items.append(
            ContentNode(
                key, module, "scorm", item.title, sequence, ITEM, payload, description=lom.description,
                duration=lom.duration, attempts=attempts(item.element, self._shared), threshold=score,
            )
        )  # fmt: skip

    def _launch(self, item: Item, resource: Resource | None) -> str | None:
        if resource is None:
            self._report.warn("an item refers to a resource that the manifest lacks", item.identifier)
            return None
        if resource.url is not None:
            return resource.url + item.parameters
        if resource.href is None:
            self._report.warn("an item's resource names no file to launch", item.identifier)
            return None
        if resource.href in resource.missing:
            self._report.warn(
                "the file that an item launches is missing", f"{item.identifier}: {resource.href}"
            )
        return _joined(
            resource.href.removeprefix(self._course.manifest.root) + resource.query, item.parameters
        )

    def _rules(self, item: Item) -> dict[str, Any]:
        said = rules(item.element, self._shared)
        return said if item.is_visible else said | {"is_visible": False}

    def account(self, package: Package) -> None:
        """Count the resources that no item launches; warn of files that are missing or that nothing names."""
        resources = self._course.manifest.resources
        tally = self._report.of("resource")
        tally.read = len(resources)
        used = _used(self._course.manifest)
        tally.used = len(used)
        if len(resources) > len(used):
            tally.skip("no item launches it; its files are kept", len(resources) - len(used))
        named: set[str] = set()
        for resource in resources.values():
            named.update(resource.files)
            for name in resource.missing:
                self._report.warn("a file that the manifest names is missing", name)
        for name in sorted(set(package.sizes) - named):
            if not name.lower().endswith(UNNAMED):
                self._report.warn("a file that the manifest does not name is kept too", name)


def _used(manifest: Manifest) -> set[str]:
    """The resources that items launch, and the resources that these depend on."""
    found: set[str] = set()
    queue = [
        item.resource or "" for one in manifest.organizations for top in one.items for item in top.walk()
    ]
    while queue:
        name = queue.pop()
        if name in manifest.resources and name not in found:
            found.add(name)
            queue += manifest.resources[name].dependencies
    return found


def _joined(href: str, parameters: str) -> str:
    """The launch address with an item's parameters, joined as SCORM demands (CAM 3.4.1.14)."""
    said = parameters.strip().lstrip("?&")
    if not said:
        return href
    if said.startswith("#"):
        return href if "#" in href else href + said
    return f"{href}{'&' if '?' in href else '?'}{said}"


def _scorm_type(resource: Resource | None) -> str | None:
    said = {} if resource is None else resource.element.attrib
    return said.get("scormtype") or said.get("scormType")


def _attributes(element: Element) -> Mapping[str, str]:
    return {name: value for name, value in element.attrib.items() if name != "identifier"}


def items_of(course: ScormCourse) -> Iterator[str]:
    """The external ids of the modules and the content."""
    for part in (*course.modules, *course.items):
        yield f"{course.prefix}/{part.key}"
