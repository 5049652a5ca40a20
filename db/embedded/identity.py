"""Which system user runs PostgreSQL: it refuses to run as root."""

import os
import pwd
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from db.embedded.binaries import EmbeddedError

NOBODY = "nobody"


class ProcessUser(TypedDict, total=False):
    """The arguments of `subprocess.Popen` that start a process as another user."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True, slots=True)
class Runner:
    """The system user that PostgreSQL runs as; without ids it is the user of this process."""

    uid: int | None = None
    gid: int | None = None

    def process(self) -> ProcessUser:
        """Return the arguments of `subprocess.Popen` that start a process as this user."""
        if self.uid is None or self.gid is None:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def give(self, folder: Path) -> None:
        """Make this user the owner of one empty folder."""
        if self.uid is not None and self.gid is not None:
            os.chown(folder, self.uid, self.gid)


def runner_for(data: Path) -> Runner:
    """Return who runs the server over the folder `data`: its owner if it exists, else `nobody` for root."""
    if os.geteuid() != 0:
        return Runner()
    if data.exists():
        owner = data.stat()
        if owner.st_uid != 0:
            return Runner(owner.st_uid, owner.st_gid)
    try:
        nobody = pwd.getpwnam(NOBODY)
    except KeyError:
        raise EmbeddedError("PostgreSQL doesn't run as root, and this system has no user `nobody`") from None
    return Runner(nobody.pw_uid, nobody.pw_gid)


def require_reach(runner: Runner, *paths: Path) -> None:
    """Refuse paths that `runner` can't come to because a folder above them is closed to other users."""
    if runner.uid is None:
        return
    for path in paths:
        for folder in path.resolve().parents:
            if not _open_to(runner, folder):
                raise EmbeddedError(
                    f"PostgreSQL doesn't run as root and its user {runner.uid} can't pass through {folder}: "
                    f"move the project, run as an ordinary user, or let others pass with: chmod o+x {folder}"
                )


def _open_to(runner: Runner, folder: Path) -> bool:
    found = folder.stat()
    if found.st_uid == runner.uid:
        return bool(found.st_mode & 0o100)
    if found.st_gid == runner.gid:
        return bool(found.st_mode & 0o010)
    return bool(found.st_mode & 0o001)
