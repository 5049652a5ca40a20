"""What Canvas writes in addition to the standard: the course's settings, and which parts are published."""

from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

from importers.kit.imscp.manifest import Manifest
from importers.kit.imscp.names import as_json, plain_names, text_of
from importers.kit.packages.package import Package
from importers.kit.text.xml import parse

FOLDER = "course_settings/"
MODULES = f"{FOLDER}module_meta.xml"
COURSE = f"{FOLDER}course_settings.xml"
WITHHELD = ("schemaLocation", "root_account_uuid")
HIDDEN = ("unpublished", "deleted", "post_delayed")


@dataclass(slots=True)
class Canvas:
    """settings: the course's settings, by file. hidden: the items of the organisation that learners don't see."""

    settings: dict[str, Any] = field(default_factory=dict[str, Any])
    hidden: set[str] = field(default_factory=set[str])
    used: list[str] = field(default_factory=list[str])


def read_canvas(manifest: Manifest, package: Package) -> Canvas:
    """Read what Canvas wrote; the result is empty if another system made the cartridge."""
    found = Canvas()
    start = manifest.root + FOLDER
    for member in sorted(name for name in package.sizes if name.startswith(start)):
        found.used.append(member)
        if member.endswith(".xml"):
            root = plain_names(parse(package.read(member), package.title(member)))
            if member == manifest.root + MODULES:
                found.hidden |= _hidden(root)
            said = settings_of(root)
            if set(said) - {"identifier"}:
                found.settings[member.removeprefix(start).removesuffix(".xml")] = said
    return found


def settings_of(root: Element) -> dict[str, Any]:
    """The settings of a file as JSON, without those that only concern Canvas."""
    return {name: value for name, value in as_json(root).items() if name not in WITHHELD}


def is_hidden(element: Element) -> bool:
    """Whether a part is marked as invisible to learners."""
    return text_of(element.find("workflow_state")) in HIDDEN


def _hidden(root: Element) -> set[str]:
    found: set[str] = set()
    for one in root.iter():
        if one.tag in ("module", "item") and is_hidden(one):
            found.add(one.get("identifier", ""))
    return found
