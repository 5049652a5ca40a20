"""A package of QTI 2.0 to 3.0 files: which are tests, which are items, and which refer to which."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from importers.formats.qti.names import classic
from importers.kit.imscp.manifest import ADDRESS, MANIFEST
from importers.kit.imscp.names import local
from importers.kit.packages.names import spellings
from importers.kit.packages.package import Package
from importers.kit.text.decoding import decode
from importers.kit.text.xml import parse
from importers.refusal import ImportRefused, refused
from importers.report import Report

ROOTS = {
    "assessmentTest": "test", "qti-assessment-test": "test", "assessmentItem": "item", "qti-assessment-item": "item",
    "assessmentSection": "section", "qti-assessment-section": "section",
    "assessmentStimulus": "stimulus", "qti-assessment-stimulus": "stimulus",
}  # fmt: skip
QTI12 = "questestinterop"
READ = (".xml", ".qti")
SCHEMAS = (".xsd", ".dtd")


@dataclass(slots=True)
class Files:
    """The files of a package by kind."""

    package: Package
    kinds: dict[str, str] = field(default_factory=dict[str, str])
    used: set[str] = field(default_factory=set[str])

    @classmethod
    def sorted(cls, package: Package) -> "Files":
        """Look into every XML file to find its kind. Raises `ImportRefused` for a file that is not well-formed."""
        found = cls(package)
        for member in sorted(package.sizes, key=_natural):
            if member.lower().endswith(READ) and member.rpartition("/")[2] != MANIFEST:
                root = local(parse(package.read(member), package.title(member)).tag)
                found.kinds[member] = ROOTS.get(root, root)
        return found

    def of(self, kind: str) -> list[str]:
        """The members of one kind, in order."""
        return [member for member, found in self.kinds.items() if found == kind]

    def media(self) -> list[str]:
        """The members that are shown to people: not the XML files, nor the schemas that describe them."""
        return sorted(name for name in self.package.sizes if name not in self.kinds and not _is_about(name))

    def element(self, member: str) -> Element:
        """The root element of a member, with plain names. The member counts as used from now on."""
        self.used.add(member)
        return classic(parse(self.package.read(member), self.package.title(member)))

    def text(self, member: str) -> str:
        """The text of a member in UTF-8 or UTF-16, as it was written."""
        return decode(self.package.read(member), self.package.title(member))

    def resolve(self, member: str, href: str) -> str | None:
        """The member that a reference in `member` leads to; null for an address elsewhere, or a missing member.

        Raises `ImportRefused` for a reference that leads out of the package.
        """
        if ADDRESS.match(href) or not href:
            return None
        folder = posixpath.dirname(member)
        for name in spellings(href):
            path = posixpath.normpath(posixpath.join(folder, name.replace("\\", "/")))
            if path.startswith(("../", "/")) or path == "..":
                raise self.refuse(member, f'"{href[:100]}"', "the reference leads out of the package")
        return self.package.find(posixpath.normpath(posixpath.join(folder, href.replace("\\", "/"))))

    def account(self, report: Report) -> None:
        """Count the XML files by whether they were used."""
        tally = report.of("XML file")
        tally.read, tally.used = len(self.kinds), len(self.used)
        for member, kind in self.kinds.items():
            if member not in self.used:
                tally.skip(
                    "it is not a QTI test or item" if kind not in ROOTS.values() else "nothing refers to it"
                )
                report.warn("an XML file that is left out", f"{member}: <{kind}>")

    def refuse(self, member: str, place: str, reason: str) -> ImportRefused:
        """Return the refusal of a place in a member."""
        return refused(self.package.title(member), place, reason)


def _is_about(name: str) -> bool:
    return name.rpartition("/")[2] == MANIFEST or name.lower().endswith(SCHEMAS)


def _natural(name: str) -> tuple[object, ...]:
    """A sort key that puts `item2` before `item10`."""
    return tuple(_runs(name))


def _runs(name: str) -> Iterator[tuple[int, str]]:
    run = ""
    for sign in name:
        if run and run[-1].isdigit() != sign.isdigit():
            yield _run(run)
            run = ""
        run += sign
    yield _run(run)


def _run(run: str) -> tuple[int, str]:
    return (int(run), "") if run.isascii() and run.isdigit() and len(run) < 18 else (-1, run)
