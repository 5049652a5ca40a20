"""What Canvas writes in addition to the standard: the course's settings, and which parts are published."""

from dataclasses import dataclass, field, replace
from typing import Any
from xml.etree.ElementTree import Element

from importers.kit.imscp.manifest import Manifest
from importers.kit.imscp.names import as_json, plain_names, text_of
from importers.kit.packages.package import Package
from importers.kit.text.xml import parse
from importers.kit.times import ALWAYS, Times, moment, narrowest, ordered
from importers.report import Report

FOLDER = "course_settings/"
MODULES = f"{FOLDER}module_meta.xml"
FILES = f"{FOLDER}files_meta.xml"
COURSE = f"{FOLDER}course_settings.xml"
WITHHELD = ("schemaLocation", "root_account_uuid")
HIDDEN = ("unpublished", "deleted")


@dataclass(slots=True)
class Canvas:
    """settings: the course's settings, by file. hidden: the items of the organisation that learners don't see.

    times: when learners see those items, and files, by the identifier of the item or the resource.
    """

    settings: dict[str, Any] = field(default_factory=dict[str, Any])
    hidden: set[str] = field(default_factory=set[str])
    times: dict[str, Times] = field(default_factory=dict[str, Times])
    used: list[str] = field(default_factory=list[str])


def read_canvas(manifest: Manifest, package: Package, report: Report) -> Canvas:
    """Read what Canvas wrote; the result is empty if another system made the cartridge."""
    found = Canvas()
    start = manifest.root + FOLDER
    for member in sorted(name for name in package.sizes if name.startswith(start)):
        found.used.append(member)
        if member.endswith(".xml"):
            root = plain_names(parse(package.read(member), package.title(member)))
            if member == manifest.root + MODULES:
                found.hidden |= _hidden(root)
            if member in (manifest.root + MODULES, manifest.root + FILES):
                found.times |= _times(root, report)
            said = settings_of(root)
            if set(said) - {"identifier"}:
                found.settings[member.removeprefix(start).removesuffix(".xml")] = said
    return found


def settings_of(root: Element) -> dict[str, Any]:
    """The settings of a file as JSON, without those that only concern Canvas."""
    return {name: value for name, value in as_json(root).items() if name not in WITHHELD}


def is_hidden(element: Element) -> bool:
    """Whether a part is marked as invisible to learners. A delayed one without a time stays so."""
    state = text_of(element.find("workflow_state"))
    return state in HIDDEN or (state == "post_delayed" and not element.findtext("delayed_post_at"))


def times_of(element: Element, place: str, report: Report) -> Times:
    """When learners see a part: between its `unlock_at` and its `lock_at`, or when a topic is to be posted."""
    starts = [
        moment(element.findtext(name), f"{place} {name}", report.warn)
        for name in ("unlock_at", "delayed_post_at")
    ]
    end = moment(element.findtext("lock_at"), f"{place} lock_at", report.warn)
    start = max((start for start in starts if start is not None), default=None)
    return ordered(Times(start, end), place, report.warn)


def times_of_settings(said: Element, place: str, report: Report) -> Times:
    """When learners see what a file of settings is about: as it says itself, and as its assignment does."""
    graded = said.find("assignment")
    both = [times_of(one, place, report) for one in (said, graded) if one is not None]
    return ordered(narrowest(*both), place, report.warn)


def _times(root: Element, report: Report) -> dict[str, Times]:
    found: dict[str, Times] = {}
    for one in root.iter():
        name = one.get("identifier")
        if one.tag in ("module", "item", "file") and name:
            said = times_of(one, f"{one.tag} {name}", report)
            is_for_staff = one.tag == "file" and text_of(one.find("hidden")) == "true"
            found[name] = replace(said, is_for_staff=is_for_staff)
    return {name: times for name, times in found.items() if times != ALWAYS}


def _hidden(root: Element) -> set[str]:
    found: set[str] = set()
    for one in root.iter():
        if one.tag in ("module", "item") and is_hidden(one):
            found.add(one.get("identifier", ""))
    return found
