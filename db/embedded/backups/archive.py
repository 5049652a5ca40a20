"""Archiving the write-ahead log of the embedded PostgreSQL, so that a backup can be restored to any later time."""

import shlex
from pathlib import Path

from db.embedded.binaries import EmbeddedError
from db.embedded.identity import NONE, SystemUser, closed_folders

ARCHIVE_SECONDS = 60
"""A segment that isn't full is archived after this time. If the whole machine is lost, no more than that is lost."""

# The server runs the command for each finished segment, and repeats it until it succeeds. A file gets its name only
# when it is complete, and never overwrites another.
COMMAND = (
    'if [ -f {0}/%f ]; then cmp -s "%p" {0}/%f; '
    'else cp "%p" {0}/%f.part && sync {0}/%f.part && mv {0}/%f.part {0}/%f; fi'
)


def make_archive(folder: Path, user: SystemUser) -> None:
    """Make the folder of the archive for the server's user, if it is missing.

    Raises `EmbeddedError` if that user can't reach it.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise EmbeddedError(f"the archive {folder} can't be made: {error.strerror}") from None
    if user.uid is None or user.gid is None:
        return
    closed = closed_folders(folder / "segment", user.uid, user.gid)[:-1]
    if closed and user.capability == NONE:
        raise EmbeddedError(
            f"PostgreSQL's user {user.uid} can't pass {closed[0]} to the archive {folder}: "
            f"choose another folder, or let others pass with: chmod o+x {closed[0]}"
        )
    user.give(folder)


def archive_settings(folder: Path) -> dict[str, str]:
    """Return the server settings that archive every segment in `folder`."""
    return {
        "wal_level": "replica",
        "archive_mode": "on",
        "archive_timeout": f"{ARCHIVE_SECONDS}s",
        "archive_command": COMMAND.format(_in_command(folder)),
    }


def restore_command(folder: Path) -> str:
    """Return the command by which a recovering server fetches a segment from `folder`."""
    return f'cp {_in_command(folder)}/%f "%p"'


def _in_command(folder: Path) -> str:
    return shlex.quote(str(folder.resolve())).replace("%", "%%")
