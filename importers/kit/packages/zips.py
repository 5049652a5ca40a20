"""Unpacking an untrusted zip archive.

`zipfile` finds and inflates the members. This module decides where they are written, and how much of them. It doesn't
trust the size that a header states, but counts the bytes as they come.
"""

import lzma
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from importers.kit.packages import tars as archive
from importers.kit.packages.names import safe, zip_name
from importers.kit.packages.tars import BLOCK, MIN_SUSPECT
from importers.refusal import ImportRefused, refused
from importers.report import Progress

MAX_DIRECTORY = 50_000_000  # bytes of the list of members, which zipfile reads whole
KNOWN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
ENCRYPTED = 0x1
END, END_FORMAT = b"PK\x05\x06", "<4s4H2LH"  # the end record of the format (APPNOTE.TXT, 4.3.16)
END64, END64_FORMAT = b"PK\x06\x06", "<4sQ2H2L4Q"
LONGEST_END = 22 + 65_535 + 20 + 56


def unzip(path: Path, folder: Path, is_wanted: Callable[[str], bool], progress: Progress) -> dict[str, int]:
    """Write the wanted members of a zip archive below `folder`; return the size of every member, wanted or not.

    Raises `ImportRefused`, naming the member, for an archive that is damaged or truncated, names a path outside itself
    or the same path twice, holds links or encrypted members, or unpacks to more than the limits allow.
    """
    _refuse_long_directory(path)
    place = ""
    try:
        with zipfile.ZipFile(path) as source:
            members = list(_members(source, path))
            meter = _Meter(path)
            for done, (name, member) in enumerate(members, 1):
                place = name
                _copy(source, member, folder / name if is_wanted(name) else None, meter)
                progress("unpacking", done, len(members))
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, struct.error) as error:
        raise refused(path.name, place, f"the archive is truncated or damaged ({_reason(error)})") from None
    except UnicodeDecodeError:
        raise refused(path.name, place, "the name of a file is marked as UTF-8, but is not UTF-8") from None
    except (NotImplementedError, RuntimeError):
        raise refused(path.name, place, "is packed in a way that is not known; use deflate") from None
    return {name: member.file_size for name, member in members}


def _members(source: zipfile.ZipFile, path: Path) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    """The files of the archive by their safe names; folders are left out."""
    seen: set[str] = set()
    for member in source.infolist():
        said = zip_name(member.orig_filename, member.flag_bits, member.extra)
        name = safe(path.name, said)
        if said.endswith(("/", "\\")):
            continue
        kind = stat.S_IFMT(member.external_attr >> 16)
        if kind == stat.S_IFLNK:
            raise refused(path.name, name, "is a link; links are not allowed")
        if kind not in (0, stat.S_IFREG):
            raise refused(path.name, name, "is neither a plain file nor a folder")
        if member.flag_bits & ENCRYPTED:
            raise refused(path.name, name, "is encrypted; pack the archive without a password")
        if member.compress_type not in KNOWN:
            raise refused(path.name, name, "is packed in a way that is not known; use deflate")
        if not name or name in seen:
            raise refused(path.name, name, "is in the archive twice")
        if len(seen) == archive.MAX_MEMBERS:
            raise refused(path.name, name, f"the archive holds more than {archive.MAX_MEMBERS:,} files")
        seen.add(name)
        yield name, member


class _Meter:
    """Counts unpacked bytes, with two limits: in total, and in proportion to the packed bytes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._packed = path.stat().st_size
        self._read = 0

    def count(self, place: str, size: int) -> None:
        """Count `size` more bytes. Raises `ImportRefused` if a limit is passed."""
        self._read += size
        if self._read > archive.MAX_TOTAL:
            raise self._refuse(place, f"more than {archive.MAX_TOTAL:,} bytes")
        if self._read > MIN_SUSPECT and self._read > archive.MAX_RATIO * self._packed:
            raise self._refuse(place, f"more than {archive.MAX_RATIO} times its size")

    def _refuse(self, place: str, size: str) -> ImportRefused:
        return refused(self._path.name, place, f"the archive unpacks to {size}")


def _copy(source: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path | None, meter: _Meter) -> None:
    """Read a member to its end, which verifies its checksum; write it to `target`, if there is one."""
    if target is not None:
        target.parent.mkdir(parents=True, exist_ok=True)
    output = None if target is None else target.open("xb")
    try:
        with source.open(member) as content:
            while block := content.read(BLOCK):
                meter.count(member.filename, len(block))
                if output is not None:
                    output.write(block)
    finally:
        if output is not None:
            output.close()


def _refuse_long_directory(path: Path) -> None:
    """Refuse an archive whose list of members would fill the memory before the members could be counted."""
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - LONGEST_END))
        tail = stream.read(LONGEST_END)
    sizes = [0]
    for mark, form, field in ((END, END_FORMAT, 5), (END64, END64_FORMAT, 8)):
        start = tail.rfind(mark)
        if 0 <= start <= len(tail) - struct.calcsize(form):
            sizes.append(int(struct.unpack_from(form, tail, start)[field]))
    if min(max(sizes), path.stat().st_size) > MAX_DIRECTORY:
        raise refused(path.name, "", f"the archive's list of files is longer than {MAX_DIRECTORY:,} bytes")


def _reason(error: Exception) -> str:
    if isinstance(error, EOFError):
        return "it ends too early"
    return "not a zip archive" if "not a zip file" in str(error) else "checksum or format wrong"
