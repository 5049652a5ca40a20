"""Base backups: complete and verified copies of a running server's data, made by PostgreSQL's own programs."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import IO

from db.embedded.backups.manifest import ALGORITHM, Progress, verify_backup
from db.embedded.binaries import EmbeddedError, binary, environment
from db.embedded.status import last_error

COPIED = re.compile(r"(\d+)/(\d+) kB")


def take_backup(url: str, folder: Path, progress: Progress) -> None:
    """Copy the data of the server at `url` into the new folder `folder`, and verify the copy.

    url: the URL of a role that may replicate. The folder gets its name only when the copy is complete. Raises
    `EmbeddedError` if the folder exists already, a program is missing, or the copy fails.
    """
    program = binary("pg_basebackup")
    if folder.exists():
        raise EmbeddedError(f"{folder} exists, and a backup overwrites nothing: name a new folder")
    unfinished = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(unfinished, ignore_errors=True)
    try:
        unfinished.mkdir(parents=True, mode=0o700)
        _copy(program, url, unfinished, progress)
        verify_backup(unfinished, progress)
        unfinished.rename(folder)
    except OSError as error:
        raise EmbeddedError(f"the backup can't be written to {folder}: {error.strerror}") from None
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _copy(program: Path, url: str, folder: Path, progress: Progress) -> None:
    command = [
        program,
        "--dbname",
        url,
        "--pgdata",
        folder,
        "--checkpoint=fast",
        "--wal-method=stream",
        "--progress",
        f"--manifest-checksums={ALGORITHM}",
    ]
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,  # reads carriage returns, which end each line of progress, as ends of lines
        env=environment(),
    ) as copying:
        assert copying.stderr is not None
        said = _follow(copying.stderr, progress)
    if copying.returncode != 0:
        raise EmbeddedError(f"the backup failed: {last_error(said)}")


def _follow(output: IO[str], progress: Progress) -> str:
    """Show the progress of the copy; return the rest of the output."""
    said: list[str] = []
    for line in output:
        copied = COPIED.search(line)
        if copied:
            progress("kB", int(copied[1]), max(int(copied[1]), int(copied[2])))
        else:
            said.append(line)
    return "".join(said)
