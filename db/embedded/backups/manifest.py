"""Verifying a base backup by its manifest, as `pg_verifybackup` does.

The wheel's `pg_verifybackup` crashes when it starts, and its work takes only a page: compare the checksum of every file
and of the manifest itself, and read through the log that the backup needs.
"""

import hashlib
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

from db.embedded.binaries import EmbeddedError, binary, environment
from db.embedded.status import last_error

Progress = Callable[[str, int, int | None], None]
"""Called with the work that is being done, how much of it is done, and how much there is (null if not known)."""

ALGORITHM = "SHA256"
"""The kind of checksum in our backups. Python can't compute PostgreSQL's default, CRC-32C."""

NOT_LISTED = frozenset({"backup_manifest", "postgresql.auto.conf", "recovery.signal", "standby.signal"})
"""Files that may differ from the manifest or be absent from it, because a restore changes them."""


def verify_backup(folder: Path, progress: Progress) -> None:
    """Compare every file of a backup with its manifest, and read the log that the backup needs.

    Raises `EmbeddedError` if it is not a backup, or is not complete.
    """
    try:
        text = (folder / "backup_manifest").read_bytes()
    except OSError:
        raise EmbeddedError(
            f"{folder} is not a backup made by `lyceum backup`: it has no backup_manifest"
        ) from None
    try:
        _verify_files(folder, _manifest(text), progress)
    except OSError as error:
        raise _damaged(folder, f"{error.filename}: {error.strerror}") from None
    except (ValueError, KeyError, TypeError) as error:
        raise _damaged(folder, f"its manifest can't be read: {error}") from None


def _manifest(text: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(text)
    covered = text[: text.rindex(b'"Manifest-Checksum"')]
    if hashlib.sha256(covered).hexdigest() != found["Manifest-Checksum"]:
        raise ValueError("its own checksum differs")
    return found


def _verify_files(folder: Path, manifest: dict[str, Any], progress: Progress) -> None:
    listed: dict[str, dict[str, Any]] = {_path(entry): entry for entry in manifest["Files"]}
    present = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    missing = sorted(listed.keys() - present)
    if missing:
        raise _damaged(folder, f"it lacks {missing[0]}")
    foreign = sorted(name for name in present - listed.keys() - NOT_LISTED if not name.startswith("pg_wal/"))
    if foreign:
        raise _damaged(folder, f"it holds {foreign[0]}, which was not backed up")
    for done, (name, entry) in enumerate(sorted(listed.items()), 1):
        if name not in NOT_LISTED:
            _verify_file(folder, name, entry)
        progress("verified files", done, len(listed))
    for part in manifest["WAL-Ranges"]:
        _verify_log(folder, part)


def _path(entry: dict[str, Any]) -> str:
    return (
        entry["Path"]
        if "Path" in entry
        else bytes.fromhex(entry["Encoded-Path"]).decode(errors="surrogateescape")
    )


def _verify_file(folder: Path, name: str, entry: dict[str, Any]) -> None:
    if entry.get("Checksum-Algorithm") != ALGORITHM:
        raise _damaged(folder, f"{name} has no {ALGORITHM} checksum; make backups with `lyceum backup`")
    with (folder / name).open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != entry["Checksum"]:
        raise _damaged(folder, f"{name} differs from what was backed up")


def _verify_log(folder: Path, part: dict[str, Any]) -> None:
    done = subprocess.run(
        [
            binary("pg_waldump"),
            "--quiet",
            f"--path={folder / 'pg_wal'}",
            f"--timeline={part['Timeline']}",
            f"--start={part['Start-LSN']}",
            f"--end={part['End-LSN']}",
        ],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env=environment(),
        check=False,
    )
    if done.returncode != 0:
        raise _damaged(folder, f"its log can't be read: {last_error(done.stderr)}")


def _damaged(folder: Path, what: str) -> EmbeddedError:
    return EmbeddedError(f"the backup {folder} is damaged: {what}")
