"""Where the files of a package are put: a folder, or a bucket of an S3-compatible server.

A key is derived from the content, so a file that is there already is the right one and is left as it is. Files are
stored before the rows that refer to them are committed, so that no row ever refers to a file that is not there.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from storage.folder import Folder
from storage.refusal import StorageRefused, refused
from storage.s3 import Bucket
from storage.signature import Signer


@dataclass(frozen=True, slots=True)
class StorageChoice:
    """What the operator chose: a folder's path or `s3://bucket/prefix`, and for a bucket the server and the keys.

    endpoint: the server's URL; null for Amazon's in the region.
    """

    place: str
    endpoint: str | None = None
    region: str = "us-east-1"
    access_key: str | None = None
    secret_key: str | None = None


class Store(Protocol):
    """A place for files, by key: a path that begins with a tenant's id. Several threads may use it at once."""

    def uri(self, key: str) -> str:
        """Return the value of `assets.storage_uri` for a key."""
        ...

    def key_of(self, uri: str) -> str | None:
        """Return the key of a value of `assets.storage_uri`; null if the file lies elsewhere."""
        ...

    def holds(self, key: str, size: int) -> bool:
        """Whether a file of this size is stored under the key. Raises `StorageRefused` if that can't be found out."""
        ...

    def put(self, key: str, source: Path, size: int, sha256: str) -> None:
        """Store a copy of the file under the key. Raises `StorageRefused` if that fails."""
        ...

    def close(self) -> None:
        """Close whatever is open."""
        ...


def open_store(choice: StorageChoice) -> Folder | Bucket:
    """Return the place that an operator chose. Raises `StorageRefused` for a bucket without its keys."""
    if not choice.place.startswith("s3://"):
        return Folder(Path(choice.place))
    url = urlsplit(choice.place)
    if not choice.access_key or not choice.secret_key:
        reason = "a bucket needs keys: set LYCEUM_STORAGE_ACCESS_KEY and LYCEUM_STORAGE_SECRET_KEY"
        raise refused(choice.place, reason)
    endpoint = choice.endpoint or f"https://s3.{choice.region}.amazonaws.com"
    signer = Signer(choice.region, choice.access_key, choice.secret_key)
    return Bucket(url.netloc, url.path.strip("/"), endpoint, signer)


__all__ = ["StorageChoice", "StorageRefused", "Store", "open_store"]
