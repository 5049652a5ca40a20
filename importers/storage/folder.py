"""A folder as a place for files."""

import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from importers.refusal import refused


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
            raise refused("storage", key, reason) from None

    def close(self) -> None:
        """Nothing is held open."""
