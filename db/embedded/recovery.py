"""Restoring a base backup and the archived log after it, up to a given time."""

import os
import re
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from db.embedded.backups.archive import restore_command
from db.embedded.backups.manifest import Progress, verify_backup
from db.embedded.binaries import EmbeddedError, binary
from db.embedded.identity import SystemUser, system_user_for
from db.embedded.server import EmbeddedServer
from db.embedded.tuning import DURABLE

RECOVERY_SECONDS = 7 * 24 * 3600.0
"""Replaying a long log takes long. Whoever restores may interrupt it."""

TOO_EARLY = "the backup was made after {until}; restore an older one"
REASONS = {
    "recovery ended before configured recovery target was reached": (
        "the archive holds no change after {until}; leave --until out to restore all that it holds"
    ),
    "requested recovery stop point is before consistent recovery point": TOO_EARLY,
    "could not locate required checkpoint record": "the backup's own log is not whole; restore another backup",
}
"""PostgreSQL's messages about a failed recovery, and what to tell the operator."""


@dataclass(frozen=True, slots=True)
class Source:
    """What is restored: a backup, and the archived log after it.

    archive: the folder with the log; without it, the data is as at the end of the backup. until: the time to stop at;
    everything that was committed up to it is restored, and nothing later. timeline: the history to follow, if an
    earlier restore has made more than one.
    """

    backup: Path
    archive: Path | None = None
    until: datetime | None = None
    timeline: str = "latest"


@dataclass(frozen=True, slots=True)
class Target:
    """The embedded server whose data is made, in `directory`.

    archive: the folder in which the restored server archives, from its first change on.
    """

    directory: Path
    archive: Path | None = None


def restore(source: Source, target: Target, progress: Progress) -> None:
    """Make the data of an embedded server. It appears only if everything succeeded. Raises `EmbeddedError`."""
    archive, until = source.archive, source.until
    data = target.directory.resolve() / "postgres"
    if data.exists():
        raise EmbeddedError(f"{data} exists, and a restore overwrites nothing: move it away")
    if until is not None and archive is None:
        raise EmbeddedError(
            "a moment needs the archived log: name its folder in LYCEUM_WAL_ARCHIVE, or by --archive"
        )
    if archive is not None and not archive.is_dir():
        raise EmbeddedError(f"there is no archive {archive}")
    verify_backup(source.backup, progress)
    if until is not None and until < _begun(source.backup):
        raise EmbeddedError(TOO_EARLY.format(until=until))
    work = target.directory.resolve() / "restore.part"
    shutil.rmtree(work, ignore_errors=True)
    try:
        work.mkdir(parents=True)
        _copy(source.backup, work / "postgres", progress)
        if archive is not None:
            _recover(work, restore_command(archive), source, target, progress)
        (work / "postgres").rename(data)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _begun(backup: Path) -> datetime:
    """The time when the backup began, to the second."""
    label = (backup / "backup_label").read_text()
    found = re.search(r"^START TIME: (\S+ \S+) UTC$", label, re.MULTILINE)
    if found is None:
        raise EmbeddedError(f"{backup}/backup_label does not say when the backup began, in UTC")
    return datetime.fromisoformat(f"{found[1]}+00:00")


def _copy(backup: Path, data: Path, progress: Progress) -> None:
    """Copy the files, and give them to the system user that will run the server."""
    total = sum(1 for path in backup.rglob("*") if path.is_file())
    user = system_user_for(data, binary("postgres"))
    done = 0

    def copy(source: str, target: str) -> str:
        nonlocal done
        done += 1
        progress("files", done, total)
        return shutil.copy2(source, target)

    shutil.copytree(backup, data, copy_function=copy)
    data.chmod(0o700)
    _give(data, user)


def _give(data: Path, user: SystemUser) -> None:
    user.give(data)
    for folder, folders, files in os.walk(data):
        for name in (*folders, *files):
            user.give(Path(folder, name))


def _recover(work: Path, command: str, source: Source, target: Target, progress: Progress) -> None:
    """Replay the archived log, and end the recovery: from then on the data has a history of its own.

    command: fetches a segment of the log from the archive.
    """
    (work / "postgres" / "recovery.signal").touch()
    server = EmbeddedServer(
        work,
        {
            **DURABLE,
            "hot_standby": "off",  # nobody reads during the recovery
            "restore_command": command,
            "recovery_target_timeline": source.timeline,
            "recovery_target_action": "promote",
            **({"recovery_target_time": source.until.isoformat()} if source.until else {}),
        },
        archive=target.archive,
        start_seconds=RECOVERY_SECONDS,
        while_starting=lambda log: progress("segments", len(re.findall("restored log file", log)), None),
    )
    try:
        server.start()
    except EmbeddedError as error:
        for said, meaning in REASONS.items():
            if said in str(error):
                raise EmbeddedError(meaning.format(until=source.until)) from None
        raise EmbeddedError(f"the backup can't be restored: {str(error).partition(' (see ')[0]}") from None
    finally:
        server.stop()
