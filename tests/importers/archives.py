"""How an archive that means harm is tried, and the names that archives of either kind must not hold."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from importers.kit.packages.package import TAR, open_package
from importers.refusal import ImportRefused

RELATIVE = "is an absolute path; paths must be relative"
HARMFUL = {
    "../evil.xml": "../evil.xml: climbs out of the archive",
    "course/../../evil.xml": "course/../../evil.xml: climbs out of the archive",
    "/etc/evil": f"/etc/evil: {RELATIVE}",
    "C:/evil": f"C:/evil: {RELATIVE}",
    "a\x1b[2J": "a\\x1b[2J: the name is not UTF-8, or holds control characters",
    "x" * 300: "x" * 100 + ": the path is too long",
    "course/one.xml": "course/one.xml: is in the archive twice",
    "course/./one.xml": "course/one.xml: is in the archive twice",
}
"""Names of members beside `course/one.xml`, and what is said of each."""


def attempt(path: Path, endings: Sequence[str] = TAR) -> str:
    """Open a package that must be refused; return what is said."""
    with (
        pytest.raises(ImportRefused) as refusal,
        open_package(path, lambda _: True, lambda *_: None, endings),
    ):
        pytest.fail("the package was opened")
    return str(refusal.value)


def flip(data: bytes, place: int) -> bytes:
    """The data with one byte turned over."""
    return data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :]
