"""The system user that runs PostgreSQL, which refuses to run as root."""

import os
import pwd
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from db.embedded.binaries import EmbeddedError

NOBODY = "nobody"
STEP_DOWN = Path(__file__).with_name("step_down.py")

# Capabilities (capability.h) that let a process pass closed folders. The first also lets it run closed programs.
DAC_OVERRIDE = 1
DAC_READ_SEARCH = 2
SETPCAP = 8  # needed to hand on any capability
NONE = -1


@dataclass(frozen=True, slots=True)
class SystemUser:
    """The system user that PostgreSQL runs as; without ids, the user of this process."""

    uid: int | None = None
    gid: int | None = None
    capability: int = NONE

    def command(self, program: Path, *arguments: str | Path) -> list[str | Path]:
        """Return the command line that runs a program as this user."""
        if self.uid is None:
            return [program, *arguments]
        ids = (str(self.uid), str(self.gid), str(self.capability))
        return [sys.executable, "-I", "-S", STEP_DOWN, *ids, program, *arguments]

    def give(self, folder: Path) -> None:
        """Make this user the owner of one empty folder."""
        if self.uid is not None and self.gid is not None:
            os.chown(folder, self.uid, self.gid)


def system_user_for(data: Path, program: Path) -> SystemUser:
    """Return the user that runs the server `program` on the folder `data`.

    That is this process's user, unless it is root; then it is the folder's owner, or `nobody` if it is new or root's.
    Raises `EmbeddedError` if that user can't reach the folder or the program.
    """
    if os.geteuid() != 0:
        return SystemUser()
    uid, gid = _owner(data)
    closed = [*closed_folders(data, uid, gid), *closed_folders(program, uid, gid)]
    is_runnable = _is_open(program, uid, gid)
    if not closed and is_runnable:
        return SystemUser(uid, gid)
    wanted = (DAC_READ_SEARCH, DAC_OVERRIDE) if is_runnable else (DAC_OVERRIDE,)
    held = _capabilities()
    for capability in wanted:
        if held >> capability & held >> SETPCAP & 1:
            return SystemUser(uid, gid, capability)
    place = closed[0] if closed else program
    raise EmbeddedError(
        f"PostgreSQL doesn't run as root, and its user {uid} can't pass {place}: "
        f"move the project, run as an ordinary user, or let others pass with: chmod o+x {place}"
    )


def closed_folders(path: Path, uid: int, gid: int) -> list[Path]:
    """Return the folders above `path` that are closed to a user, the topmost first."""
    return [folder for folder in reversed(path.resolve().parents) if not _is_open(folder, uid, gid)]


def _owner(data: Path) -> tuple[int, int]:
    if data.exists() and data.stat().st_uid != 0:
        return data.stat().st_uid, data.stat().st_gid
    try:
        nobody = pwd.getpwnam(NOBODY)
    except KeyError:
        raise EmbeddedError("PostgreSQL doesn't run as root, and this system has no user `nobody`") from None
    return nobody.pw_uid, nobody.pw_gid


def _is_open(path: Path, uid: int, gid: int) -> bool:
    """Whether the user may pass a folder, or run a file."""
    found = path.stat()
    shift = 6 if found.st_uid == uid else 3 if found.st_gid == gid else 0
    return bool(found.st_mode >> shift & 1)


def _capabilities() -> int:
    """The capabilities that this process may pass on, one per bit; none on a system without capabilities."""
    try:
        status = Path("/proc/self/status").read_text()
    except OSError:
        return 0
    match = re.search(r"^CapPrm:\s*([0-9a-f]+)$", status, re.MULTILINE)
    return int(match[1], 16) if match else 0
