"""Where the links in the texts of a cartridge lead: to its files, which are assets, or to its items and modules.

Canvas writes tokens instead of addresses, such as `$IMS-CC-FILEBASE$` and `$WIKI_REFERENCE$`. Texts also refer to files
by their place beside the file that the text is in.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from importers.kit.imscp.manifest import ADDRESS
from importers.kit.imscp.manifest import Resource as Entry
from importers.kit.packages.package import Package
from importers.report import Report

WEB_FOLDER = "web_resources/"
TOKEN = re.compile(r"(?:\$|%24)([A-Z][A-Z0-9_-]+)(?:\$|%24)(.*)", re.IGNORECASE | re.DOTALL)
FILES = ("IMS-CC-FILEBASE", "IMS_CC_FILEBASE")
WIKI = ("WIKI_REFERENCE",)
MISSING = "a file that a text refers to is not in the cartridge"
LEFT = "a link leads to a part of the former system that is not in the cartridge"


@dataclass(slots=True)
class Links:
    """assets: the ids of the assets by member. items: the ids of the content by the resource that it shows.

    modules: the ids of modules and of content by their items' identifiers.
    """

    package: Package
    root: str
    report: Report
    resources: Mapping[str, Entry]
    assets: Mapping[str, str] = field(default_factory=dict[str, str])
    items: Mapping[str, str] = field(default_factory=dict[str, str])
    modules: Mapping[str, str] = field(default_factory=dict[str, str])

    def linked(self, address: str, member: str) -> str:
        """The address to write in place of one that stands in a text of `member`; itself, if it leads elsewhere."""
        said = address.strip()
        token = TOKEN.fullmatch(said)
        if not said or said.startswith("#") or (token is None and ADDRESS.match(said)):
            return address
        if token is not None:
            word = token[1].upper()
            found, topic = self._of_token(word, token[2]), MISSING if word in FILES else LEFT
        elif said.startswith("/"):
            found, topic = None, LEFT
        else:
            found, topic = self._of_files(self._beside(said, member)), MISSING
        if found is None:
            self.report.warn(topic, f"{member}: {said[:100]}" if member else said[:100])
            return address
        mark, fragment = said.partition("#")[1:]
        return f"{found}{mark}{fragment}"

    def _of_token(self, token: str, rest: str) -> str | None:
        path = rest.partition("#")[0].strip("/")
        if token in FILES:
            return self._of_files(self._at_root(path))
        words = unquote(path.partition("?")[0]).split("/")
        if token in WIKI:
            return self._page(words[-1])
        if words[0] in ("file_ref", "files", "attachments") and len(words) > 1:
            entry = self.resources.get(words[1])
            return None if entry is None else self._of_files(iter(entry.files))
        if words[0] == "pages" and len(words) > 1 and words[-1] not in self.resources:
            return self._page(words[-1])
        return self._named(words[-1])

    def _named(self, identifier: str) -> str | None:
        """The part of the course with this identifier: that of a resource, or of an item."""
        if identifier in self.items:
            return f"item:{self.items[identifier]}"
        return self.modules.get(identifier)

    def _page(self, name: str) -> str | None:
        """The page of this name, which is the name of its file without the ending."""
        for identifier, entry in self.resources.items():
            for file in entry.files:
                stem = file.rpartition("/")[2].rpartition(".")[0]
                if identifier in self.items and unquote(stem).casefold() == name.casefold():
                    return f"item:{self.items[identifier]}"
        return None

    def _of_files(self, references: Iterator[str]) -> str | None:
        """What the first of the references that is a member has become: an asset, or the content made of it."""
        for reference in references:
            member = self.package.find(reference)
            if member is not None:
                return self._of_member(member)
        return None

    def _of_member(self, member: str) -> str | None:
        if member in self.assets:
            return f"asset:{self.assets[member]}"
        shown = (
            name for name, entry in self.resources.items() if member in entry.files and name in self.items
        )
        return next((f"item:{self.items[name]}" for name in shown), None)

    def _at_root(self, path: str) -> Iterator[str]:
        for folder in (WEB_FOLDER, ""):
            yield self.root + re.sub(r"^(\.\./)+", "", posixpath.normpath(folder + path))

    def _beside(self, said: str, member: str) -> Iterator[str]:
        path = said.partition("#")[0].replace("\\", "/")
        yield posixpath.normpath(posixpath.join(posixpath.dirname(member), path))
        yield from self._at_root(path)
