"""A folder as a place for files."""

import os
import shutil
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from storage.refusal import refused


@dataclass(frozen=True, slots=True)
class Found:
    """A file that is there, and what the system says of it."""

    path: Path
    facts: os.stat_result


@dataclass(frozen=True, slots=True)
class Folder:
    """Files lie below `root`, each under its key. A row holds only the key, so that the folder can be moved."""

    root: Path

    def uri(self, key: str) -> str:
        """Return the key."""
        return key

    def holds(self, key: str, size: int) -> bool:
        """Whether a file of this size is stored under the key."""
        place = self.root / key
        return place.is_file() and place.stat().st_size == size

    def put(self, key: str, source: Path, size: int, sha256: str) -> None:
        """Store a copy of the file under the key: the whole file or, if that fails, nothing."""
        place = self.root / key
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=place.parent, prefix=".unfinished-")
            try:
                with os.fdopen(handle, "wb") as target, source.open("rb") as content:
                    shutil.copyfileobj(content, target)
                Path(name).chmod(0o644)
                Path(name).replace(place)
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise
        except OSError as error:
            reason = (
                f"can't be written: {error.strerror or 'unknown reason'}; LYCEUM_STORAGE names the folder"
            )
            raise refused(key, reason) from None

    def key_of(self, uri: str) -> str | None:
        """The key that a row holds; null for the address of another place."""
        return None if "://" in uri else uri

    def find(self, key: str) -> Found | None:
        """The regular file under the key; null if there is none, or if the key or a link leads out of the folder."""
        if not is_plain(key):
            return None
        root = self.root.resolve()
        try:
            place = (root / key).resolve(strict=True)
            facts = place.stat()
        except (OSError, RuntimeError):  # a circle of links
            return None
        if not place.is_relative_to(root) or not stat.S_ISREG(facts.st_mode):
            return None
        return Found(place, facts)

    def close(self) -> None:
        """Nothing is held open."""


def is_plain(key: str) -> bool:
    """Whether the key is a path of plain names, which leads nowhere but down."""
    parts = key.split("/")
    return "\0" not in key and "\\" not in key and not any(part in ("", ".", "..") for part in parts)
