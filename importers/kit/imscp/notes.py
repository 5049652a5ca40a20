"""What is odd about a manifest, though it can be imported: a warning for each."""

from collections.abc import Iterator
from urllib.parse import unquote

from importers.kit.fields import MAX_KEY
from importers.kit.imscp.manifest import Item, Manifest
from importers.kit.imscp.names import children, text_of
from importers.kit.packages.package import Package
from importers.report import Report


def note(manifest: Manifest, package: Package, report: Report) -> None:
    """Warn of items without a title, of titles that are cut, and of metadata whose file is not there."""
    for item in _items(manifest):
        stated = text_of(item.element.find("title")) or ""
        if not stated:
            report.warn("an item without a title goes by its identifier", item.identifier)
        elif len(stated) > MAX_KEY:
            report.warn(f"a title is cut to {MAX_KEY} characters", f"{item.identifier}: {stated[:40]}…")
    for metadata in manifest.element.iter("metadata"):
        for location in children(metadata, "location"):
            name = (location.text or "").strip()
            if not {manifest.root + name, manifest.root + unquote(name)} & package.sizes.keys():
                report.warn("metadata that the manifest names is not in the package", name or "no name")


def _items(manifest: Manifest) -> Iterator[Item]:
    """All items, without the single root of a cartridge, which has no title."""
    for organization in manifest.organizations:
        top = organization.items
        if len(top) == 1 and top[0].items and top[0].resource is None and not top[0].title:
            top = top[0].items
        for item in top:
            yield from item.walk()
