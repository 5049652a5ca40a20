"""Unpacking an untrusted tar archive, one member at a time.

`tarfile` only finds the members. This module writes them to disk, so that an archive can't choose a place, a link, an
owner or a mode. It reads everything to the end, so that it notices a truncated or damaged archive.
"""

import tarfile
import zlib
from collections.abc import Callable
from gzip import BadGzipFile, GzipFile
from pathlib import Path
from typing import IO, BinaryIO, Protocol, cast

from importers.kit.packages.names import safe
from importers.refusal import ImportRefused, refused
from importers.report import Progress

MAX_MEMBERS = 100_000
MAX_TOTAL = 4_000_000_000  # bytes unpacked
MAX_RATIO = 200  # of unpacked to packed bytes, checked above MIN_SUSPECT
MIN_SUSPECT = 20_000_000
MAX_HEADER = 1_000_000  # bytes between two members
BLOCK = 1 << 16
END_MARK = 1024  # an archive ends in at least this many zero bytes


def unpack(path: Path, folder: Path, is_wanted: Callable[[str], bool], progress: Progress) -> dict[str, int]:
    """Write the wanted members of a tar archive below `folder`; return the size of every member, wanted or not.

    Raises `ImportRefused`, naming the member, for an archive that is damaged or truncated, names a path outside itself
    or the same path twice, holds links, devices or sparse files, or unpacks to more than the limits allow.
    """
    with path.open("rb") as packed:
        source = _Metered(packed, path)
        try:
            sizes = _members(source, path, folder, is_wanted, progress)
            source.drain()
        except (tarfile.TarError, EOFError, BadGzipFile, zlib.error) as error:
            raise refused(
                path.name, source.place, f"the archive is truncated or damaged ({_reason(error)})"
            ) from None
    return sizes


def _members(
    source: "_Metered", path: Path, folder: Path, is_wanted: Callable[[str], bool], progress: Progress
) -> dict[str, int]:
    sizes: dict[str, int] = {}
    total = path.stat().st_size
    stream = cast("IO[bytes]", source)  # tarfile only calls `read`
    with tarfile.open(fileobj=stream, mode="r|", bufsize=BLOCK, errorlevel=2) as archive:
        for member in archive:
            source.place = member.name
            if not member.isdir():
                name = _safe_name(path.name, member)
                if name in sizes:
                    raise refused(path.name, name, "is in the archive twice")
                if len(sizes) == MAX_MEMBERS:
                    raise refused(path.name, name, f"the archive holds more than {MAX_MEMBERS:,} files")
                _copy(archive, member, folder / name if is_wanted(name) else None, source)
                sizes[name] = member.size
            else:
                safe(path.name, member.name)
            # A stream can't be rewound, so the headers that tarfile would remember are of no use.
            archive.members = []  # pyright: ignore[reportAttributeAccessIssue]
            source.allow(MAX_HEADER)
            progress("unpacking", source.packed, total)
    return sizes


def _safe_name(archive: str, member: tarfile.TarInfo) -> str:
    if member.issym() or member.islnk():
        raise refused(archive, member.name, f"is a link to {member.linkname}; links are not allowed")
    if not member.isreg() or member.issparse():
        raise refused(archive, member.name, "is neither a plain file nor a folder")
    return safe(archive, member.name)


def _copy(archive: tarfile.TarFile, member: tarfile.TarInfo, target: Path | None, source: "_Metered") -> None:
    """Read a member to its end; write it to `target`, if there is one."""
    content = archive.extractfile(member)
    if content is None:
        return
    if target is not None:
        target.parent.mkdir(parents=True, exist_ok=True)
    output = None if target is None else target.open("xb")
    try:
        while True:
            source.allow(2 * BLOCK)
            block = content.read(BLOCK)
            if not block:
                return
            if output is not None:
                output.write(block)
    finally:
        if output is not None:
            output.close()


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class _Metered:
    """The unpacked bytes, with three limits: in total, in proportion to the packed bytes, and between two members."""

    def __init__(self, packed: BinaryIO, path: Path) -> None:
        self.place = ""
        self._packed = packed
        self._path = path
        self._bytes: _Readable = packed if path.name.lower().endswith(".tar") else GzipFile(fileobj=packed)
        self._read = 0
        self._allowed = MAX_HEADER
        self._end = b""

    @property
    def packed(self) -> int:
        """How many packed bytes were read."""
        return self._packed.tell()

    def allow(self, size: int) -> None:
        """Permit the next `size` bytes to be read without a header between them."""
        self._allowed = size + BLOCK

    def read(self, size: int = -1) -> bytes:
        """Read at most `size` bytes."""
        block = self._bytes.read(min(size, BLOCK) if size >= 0 else BLOCK)
        self._read += len(block)
        self._allowed -= len(block)
        self._end = (self._end + block)[-END_MARK:]
        if self._allowed < 0:
            raise self._refuse(f"a header of the archive is longer than {MAX_HEADER:,} bytes")
        if self._read > MAX_TOTAL:
            raise self._refuse(f"the archive unpacks to more than {MAX_TOTAL:,} bytes")
        if self._read > MIN_SUSPECT and self._read > MAX_RATIO * self.packed:
            raise self._refuse(f"the archive unpacks to more than {MAX_RATIO} times its size")
        return block

    def drain(self) -> None:
        """Read to the end, which verifies the checksum. Raises `EOFError` if the archive's end mark is missing."""
        while True:
            self.allow(BLOCK)
            if not self.read(BLOCK):
                break
        if len(self._end) < END_MARK or any(self._end):
            raise EOFError("its end is missing")

    def _refuse(self, reason: str) -> ImportRefused:
        return refused(self._path.name, self.place, reason)


def _reason(error: Exception) -> str:
    if isinstance(error, EOFError):
        return "it ends too early"
    return "checksum or format wrong" if isinstance(error, BadGzipFile | zlib.error) else str(error)
