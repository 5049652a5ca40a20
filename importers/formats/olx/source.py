"""The files of a course, found by name. Each file that is used is noted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast
from xml.etree.ElementTree import Element

from importers.kit.packages.names import plain
from importers.kit.packages.package import Package
from importers.kit.text.decoding import decode
from importers.kit.text.jsonstream import document, loads
from importers.kit.text.xml import parse
from importers.refusal import ImportRefused, refused
from importers.report import Report

SUBTITLES = (".srt", ".vtt", ".sjson")
READ = (".xml", ".html", ".htm", ".json", *SUBTITLES)


def is_wanted(member: str) -> bool:
    """Whether the import may read a member of the archive: text is read, and among media only subtitles."""
    is_media = "static" in member.split("/")[:-1]
    return member.endswith(SUBTITLES if is_media else READ)


@dataclass(slots=True)
class Source:
    """A course's package. Its files are named relative to the folder that holds `course.xml`."""

    package: Package
    root: str
    report: Report
    used: set[str] = field(default_factory=set[str])

    @classmethod
    def find(cls, package: Package, report: Report) -> "Source":
        """Find the folder of the course. Raises `ImportRefused` if there is none, or more than one."""
        named = (name for name in package.sizes if name.split("/")[-1] == "course.xml")
        found = sorted(named, key=lambda name: (name.count("/"), name))
        if not found:
            raise refused(package.name, "", "holds no course.xml; an OLX course has one at its root")
        if len(found) > 1 and found[1].count("/") == found[0].count("/"):
            raise refused(
                package.name, found[1], f"is a second course beside {found[0]}; import one at a time"
            )
        return cls(package, found[0].removesuffix("course.xml"), report)

    def exists(self, member: str) -> bool:
        """Whether the course has this file."""
        return plain(self.root + member) in self.package

    def names(self, folder: str) -> list[str]:
        """The files in a folder of the course and in its subfolders, in order."""
        start = self.root + folder + "/"
        return sorted(name.removeprefix(self.root) for name in self.package.sizes if name.startswith(start))

    def xml(self, member: str) -> Element:
        """The root element of a file."""
        return parse(self._read(member), self.title(member))

    def text(self, member: str) -> str:
        """The text of a file."""
        return decode(self._read(member), self.title(member))

    def json(self, member: str) -> dict[str, Any]:
        """The JSON object of a file; empty if the course has no such file."""
        if not self.exists(member):
            return {}
        value = document(self._read(member), self.title(member))
        if not isinstance(value, dict):
            raise refused(self.title(member), "", "expected a JSON object")
        return cast("dict[str, Any]", value)

    def title(self, member: str) -> str:
        """How a refusal or warning names a file."""
        return self.package.title(self.root + member)

    def refuse(self, member: str, place: str, reason: str) -> ImportRefused:
        """Return the refusal of a place in a file."""
        return refused(self.title(member), place, reason)

    def _read(self, member: str) -> bytes:
        named = plain(self.root + member)
        self.used.add(named)
        return self.package.read(named)


def decoded(value: str) -> Any:
    """An attribute's value, decoded: Studio writes lists, objects and some texts as JSON into attributes."""
    if value[:1] in ("[", "{", '"'):
        try:
            return loads(value)
        except (ValueError, RecursionError):
            return value
    return value


def is_true(attributes: Mapping[str, str], name: str) -> bool:
    """Whether an attribute is true."""
    return attributes.get(name, "").lower() == "true"


def whole(attributes: Mapping[str, str], name: str) -> int | None:
    """An attribute as a whole number from 0; null if it isn't one."""
    value = attributes.get(name, "").strip()
    return int(value) if value.isascii() and value.isdigit() and len(value) < 9 else None


def number(attributes: Mapping[str, str], name: str) -> float | None:
    """An attribute as a number from 0; null if it isn't one."""
    try:
        value = float(attributes.get(name, ""))
    except ValueError:
        return None
    return value if 0 <= value < 1e9 else None
