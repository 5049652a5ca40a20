"""The names of a package's members: how each is spelled in one way, and how a reference finds the member it means.

Archives, file systems and manifests spell one name in many ways: with composed or decomposed letters, with `\\` between
folders, percent-encoded, in another case. Everything that reads a package goes through this module.
"""

import struct
import unicodedata
import zlib
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from importers.refusal import refused

REPLACED = "\ufffd"  # what `unquote` puts in place of bytes that are no UTF-8
UNICODE_PATH = 0x7075  # the extra field that holds a name in UTF-8 (APPNOTE.TXT, 4.6.9)
IN_UTF8 = 0x800  # the flag of a name in UTF-8 (APPNOTE.TXT, 4.4.4, bit 11)
MAX_PART, MAX_PARTS = 255, 50


def plain(name: str) -> str:
    """The one spelling of a name: composed letters, `/` between folders, no empty parts."""
    parts = unicodedata.normalize("NFC", name).replace("\\", "/").split("/")
    return "/".join(part for part in parts if part not in ("", "."))


def safe(package: str, name: str) -> str:
    """The one spelling of a member's name. Raises `ImportRefused` for a name that leads out of the package."""
    path = name.replace("\\", "/")
    found = plain(name)
    parts = found.split("/")
    if path.startswith("/") or parts[0][1:2] == ":":
        raise refused(package, name, "is an absolute path; paths must be relative")
    if ".." in parts:
        raise refused(package, name, "climbs out of the archive")
    if not is_text(name):
        raise refused(package, name[:100], "the name is not UTF-8, or holds control characters")
    if any(len(part.encode()) > MAX_PART for part in parts) or len(parts) > MAX_PARTS:
        raise refused(package, name[:100], "the path is too long")
    return found


def is_text(name: str) -> bool:
    """Whether a name holds no control characters, no line separators, and no bytes that could not be decoded."""
    return all(unicodedata.category(sign) not in ("Cc", "Cs", "Zl", "Zp") for sign in name)


def zip_name(decoded: str, flags: int, extra: bytes) -> str:
    """The name of a zip archive's member.

    decoded: the name as `zipfile` read it: as UTF-8 if the flag says so, else as code page 437. Many tools write UTF-8
    without the flag. So a name without it is read from the extra field for such names, else as UTF-8 if it is UTF-8.
    """
    if flags & IN_UTF8:
        return decoded
    raw = decoded.encode("cp437")
    said = _unicode_path(raw, extra)
    for data in (raw,) if said is None else (said, raw):
        try:
            return data.decode()
        except UnicodeDecodeError:
            continue
    return decoded


def _unicode_path(raw: bytes, extra: bytes) -> bytes | None:
    """The name in the extra field; null if there is none, or if it belongs to another name than `raw`."""
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        data, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == UNICODE_PATH and len(data) > 5 and data[0] == 1:
            (checksum,) = struct.unpack_from("<L", data, 1)
            return data[5:] if checksum == zlib.crc32(raw) else None
    return None


class Names:
    """The members of a package, by every way in which a reference may spell them."""

    def __init__(self, members: Mapping[str, int]) -> None:
        self._members = members
        self._loose: dict[str, str | None] | None = None

    def find(self, reference: str) -> str | None:
        """The member that a relative reference without `..` means; null if there is none.

        A reference is a URI, but many tools write a bare name instead: so the name as it stands comes first, then the
        name decoded, without its query and fragment; and last, without regard to case, if only one member fits.
        """
        for name in spellings(reference):
            if (found := plain(name)) in self._members:
                return found
        for name in spellings(reference):
            if (member := self._index.get(_loosely(name))) is not None:
                return member
        return None

    @property
    def _index(self) -> Mapping[str, str | None]:
        """The members by their loose spelling; null where several share one."""
        if self._loose is None:
            self._loose = {}
            for member in self._members:
                key = _loosely(member)
                self._loose[key] = None if key in self._loose else member
        return self._loose


def spellings(reference: str) -> Iterator[str]:
    """The names that a reference may stand for, the likeliest first."""
    path = reference.partition("#")[0].partition("?")[0]
    yield reference
    yield from (unquote(part) for part in (reference, path) if REPLACED not in unquote(part))
    yield path
    if REPLACED in unquote(path):
        yield unquote(path, encoding="latin-1")
    yield unquote(unquote(path))


def _loosely(name: str) -> str:
    return unicodedata.normalize("NFC", plain(unquote(name)).casefold())
