"""Archiving the write-ahead log of the embedded PostgreSQL: what lets a backup be restored to any later moment."""

import shlex
from pathlib import Path

from db.embedded.binaries import EmbeddedError
from db.embedded.identity import NONE, Runner, closed_folders

ARCHIVE_SECONDS = 60
"""A segment that isn't full is archived after this time: the most that is lost with the whole machine."""

# The server runs it for each finished segment, again and again until it succeeds. A file appears under its name only
# when it is whole, and none is ever overwritten by another.
COMMAND = (
    'if [ -f {0}/%f ]; then cmp -s "%p" {0}/%f; '
    'else cp "%p" {0}/%f.part && sync {0}/%f.part && mv {0}/%f.part {0}/%f; fi'
)


def make_archive(folder: Path, runner: Runner) -> None:
    """Make the folder of the archive where it is missing, for the server's user.

    Raises `EmbeddedError` where that user can't come to it.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise EmbeddedError(f"the archive {folder} can't be made: {error.strerror}") from None
    if runner.uid is None or runner.gid is None:
        return
    closed = closed_folders(folder / "segment", runner.uid, runner.gid)[:-1]
    if closed and runner.capability == NONE:
        raise EmbeddedError(
            f"PostgreSQL's user {runner.uid} can't pass {closed[0]} to the archive {folder}: "
            f"choose another folder, or let others pass with: chmod o+x {closed[0]}"
        )
    runner.give(folder)


def archive_settings(folder: Path) -> dict[str, str]:
    """Return the server settings that archive every segment in `folder`."""
    return {
        "wal_level": "replica",
        "archive_mode": "on",
        "archive_timeout": f"{ARCHIVE_SECONDS}s",
        "archive_command": COMMAND.format(_in_command(folder)),
    }


def restore_command(folder: Path) -> str:
    """Return the command by which a recovering server takes a segment from `folder`."""
    return f'cp {_in_command(folder)}/%f "%p"'


def _in_command(folder: Path) -> str:
    return shlex.quote(str(folder.resolve())).replace("%", "%%")
