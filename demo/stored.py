"""The demo's own files: which of those that its rows name are there, and how they come into storage.

Pictures, logos and sheets are drawn. Films, sound, slides and packages are only named: their rows say that they lie
elsewhere.
"""

import asyncio
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Protocol

import asyncpg

from demo.pictures import pdf, png, svg
from demo.world.draft import Row
from demo.world.storage import ELSEWHERE

DRAWN: Mapping[str, Callable[[str], bytes]] = {"png": png, "svg": svg, "pdf": pdf}
FOLDER = "demo"
TENANT_IDS = "SELECT id FROM tenants WHERE short_code = ANY ($1::text[])"
NAMED = (
    "SELECT storage_uri FROM assets WHERE tenant_id = $1"
    " UNION SELECT storage_uri FROM asset_versions WHERE tenant_id = $1"
)
ENTER = "SELECT app.enter_tenant($1::uuid)"


class Store(Protocol):
    """A place for files, by key."""

    def uri(self, key: str) -> str:
        """What a row says of a file under the key."""
        ...

    def holds(self, key: str, size: int) -> bool:
        """Whether a file of this size is there."""
        ...

    def put(self, key: str, source: Path, size: int, sha256: str) -> None:
        """Store a copy of the file."""
        ...


def laid(rows: Iterable[Row], tenant_id: str, uri: Callable[[str], str]) -> list[Row]:
    """The rows of files: those that are drawn say where they lie, and how large they are.

    uri: what a row says of a file under a key.
    """
    return [_laid(row, tenant_id, uri) for row in rows]


def _laid(row: Row, tenant_id: str, uri: Callable[[str], str]) -> Row:
    name = str(row["storage_uri"]).removeprefix(ELSEWHERE)
    content = drawn(name)
    if content is None:
        return row
    told: Row = {"storage_uri": uri(f"{tenant_id}/{FOLDER}/{name}")}
    if "size_bytes" in row:
        told |= {"size_bytes": len(content), "checksum": f"sha256:{sha256(content).hexdigest()}"}
    return {**row, **told}


def drawn(name: str) -> bytes | None:
    """The content of a file; null if the demo does not have it."""
    draw = DRAWN.get(name.rpartition(".")[-1])
    return draw(name) if draw else None


def store_files(owner_url: str, store: Store, tenants: Sequence[str]) -> int:
    """Put the files that the tenants' rows name into storage, unless they are there; return how many were not.

    Raises the store's errors.
    """
    count = 0
    for uri, start in asyncio.run(_named(owner_url, store, tenants)):
        key = uri[len(store.uri("")) :]
        content = drawn(key.removeprefix(start))
        if content is None or not key.startswith(start) or store.holds(key, len(content)):
            continue
        count += 1
        with tempfile.NamedTemporaryFile() as source:
            source.write(content)
            source.flush()
            store.put(key, Path(source.name), len(content), sha256(content).hexdigest())
    return count


async def _named(owner_url: str, store: Store, tenants: Sequence[str]) -> list[tuple[str, str]]:
    """Where the rows of the tenants say that their files lie, and how the keys of the demo's own files begin there."""
    connection = await asyncpg.connect(owner_url)
    try:
        found: list[tuple[str, str]] = []
        for tenant in await connection.fetch(TENANT_IDS, list(tenants)):
            start = f"{tenant['id']}/{FOLDER}/"
            async with connection.transaction():
                await connection.execute(ENTER, tenant["id"])
                rows = await connection.fetch(NAMED, tenant["id"])
            uris: list[str] = [row["storage_uri"] for row in rows]
            found += [(uri, start) for uri in sorted(uris) if uri.startswith(store.uri(start))]
        return found
    finally:
        await connection.close()
