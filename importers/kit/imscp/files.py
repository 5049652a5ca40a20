"""The files of a package, into storage and into assets. The key of a file is never used for any other content."""

import asyncio
import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any
from uuid import UUID

from db.models.assets import Asset
from importers.kit.packages.media import asset_type, media_type
from importers.kit.packages.package import Package
from importers.refusal import refused
from importers.target import Target, batches

AT_ONCE = 8
BLOCK = 1 << 20
MAX_PATH = 900  # bytes: the path is part of a key, and both indexes and buckets limit the length of keys
FILE, STORED = "file", "file in storage"


@dataclass(frozen=True, slots=True)
class Held:
    """A file to store. path: its name in the package. source: where it is now."""

    path: str
    source: Path
    size: int
    sha256: str

    @property
    def media_type(self) -> str:
        """The media type that goes with the file's name."""
        return media_type(self.path)


@dataclass(frozen=True, slots=True)
class Holding:
    """The files of a package, and their folder in storage, which is named by their content and so is theirs alone."""

    folder: str
    files: Mapping[str, Held]

    def key(self, path: str) -> str:
        """The storage key of a file."""
        return f"{self.folder}/{path}"


def hold(package: Package, members: Iterable[str], root: str, kind: str, target: Target) -> Holding:
    """Compute the digests of some members of a package. In the result, paths are relative to the folder `root`."""
    files: dict[str, Held] = {}
    whole = hashlib.sha256()
    for done, member in enumerate(sorted(members), 1):
        path = member.removeprefix(root)
        if len(path.encode()) > MAX_PATH:
            raise refused(package.name, path[:100], f"the path is longer than {MAX_PATH:,} bytes")
        held = held_file(path, package.path(member))
        files[path] = held
        whole.update(f"{path}\0{held.sha256}\0".encode())
        target.progress("reading files", done, len(package.sizes))
    return Holding(f"{target.tenant_id}/{kind}/{whole.hexdigest()[:32]}", files)


def held_file(path: str, source: Path) -> Held:
    """Compute the digest of one file."""
    digest, size = hashlib.sha256(), 0
    with source.open("rb") as stream:
        while block := stream.read(BLOCK):
            digest.update(block)
            size += len(block)
    return Held(path, source, size, digest.hexdigest())


def asset_row(
    held: Held, key: str, prefix: str, course_id: UUID | None, target: Target, **more: Any
) -> dict[str, Any]:
    """The asset that a file becomes, as a row. more: columns that replace the usual ones."""
    return {
        "external_id": f"{prefix}/file/{held.path}",
        "course_id": None if course_id is None else str(course_id),
        "kind": "media",
        "asset_type": asset_type(held.media_type),
        "role": None,
        "storage_uri": target.store.uri(key),
        "filename": PurePosixPath(held.path).name,
        "mime_type": held.media_type,
        "size_bytes": held.size,
        "checksum": f"sha256:{held.sha256}",
        "metadata": {"path": held.path},
    } | more


async def write_assets(rows: Sequence[Mapping[str, Any]], target: Target) -> dict[str, UUID]:
    """Write the assets; return their ids by external id."""
    ids: dict[str, UUID] = {}
    for batch in batches(rows):
        ids |= await target.write(Asset.__table__, batch, FILE, once=("is_active",))
        target.progress("files", len(ids), len(rows))
    return ids


async def store(files: Collection[tuple[str, Held]], target: Target) -> None:
    """Put files into storage under their keys, several at a time. Files that are there already are left as they are."""
    tally = target.report.of(STORED)
    tally.read = len(files)
    for batch in batches(files, AT_ONCE):
        fresh = await asyncio.gather(*(asyncio.to_thread(_put, key, held, target) for key, held in batch))
        tally.created += sum(fresh)
        tally.unchanged += len(fresh) - sum(fresh)
        target.progress("storing files", tally.created + tally.unchanged, len(files))


def _put(key: str, held: Held, target: Target) -> bool:
    if target.store.holds(key, held.size):
        return False
    target.store.put(key, held.source, held.size, held.sha256)
    return True
