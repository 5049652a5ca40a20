"""Starting, sharing and stopping the embedded PostgreSQL."""

import fcntl
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self
from urllib.parse import quote

from db.embedded.backups.archive import archive_settings, make_archive
from db.embedded.binaries import EmbeddedError, binary, environment
from db.embedded.cluster import make_cluster
from db.embedded.identity import runner_for
from db.embedded.keeper import Keeper
from db.embedded.sockets import SOCKET_NAME, choose_folder, is_listening, remove_folder
from db.embedded.status import last_error, read_status
from db.embedded.tuning import DURABLE, server_settings

DATABASE = "lyceum"
START_SECONDS = 120  # recovery after a crash takes its time
STOP_SECONDS = 30
LOG_LIMIT = 10_000_000


class EmbeddedServer:
    """PostgreSQL over one folder, shared by every process that starts it there.

    The first to start it runs it and stops it; the others attach. It also stops when its starter is killed.
    Everyone who can reach the socket may be any role (trust authentication); the socket is closed to other users.

    `directory` holds the data (`postgres/`), the log and the locks. `settings` are server settings in addition to
    those for this machine's memory; see `db.embedded.tuning`. `archive` is the folder that the write-ahead log is
    archived in, if it is: by the server that this object starts, not by one that it finds running. `start_seconds` is
    how long a start may take; meanwhile `while_starting` is called with what the server has written to its log.
    """

    def __init__(
        self,
        directory: Path,
        settings: Mapping[str, str] = DURABLE,
        *,
        archive: Path | None = None,
        start_seconds: float = START_SECONDS,
        while_starting: Callable[[str], None] | None = None,
    ) -> None:
        self.directory = directory.resolve()
        self.data = self.directory / "postgres"
        self.log = self.directory / "postgres.log"
        self._settings = settings
        self._archive = archive
        self._start_seconds = start_seconds
        self._while_starting = while_starting
        self._process: subprocess.Popen[bytes] | None = None
        self._keeper: Keeper | None = None
        self._sockets: Path | None = None
        self._claim: BinaryIO | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def is_ours(self) -> bool:
        """Whether this object runs the server, rather than sharing that of another process."""
        return self._process is not None

    def url(self, role: str, database: str = DATABASE) -> str:
        """Return the connection URL of a role for a database of the running server."""
        if self._sockets is None:
            raise EmbeddedError("the embedded PostgreSQL is not running")
        return f"postgresql://{quote(role)}@/{quote(database)}?host={quote(str(self._sockets), safe='/')}"

    def start(self) -> None:
        """Start the server, or attach to the one that runs over this folder; return when it takes connections.

        Raises `EmbeddedError` with the reason and the remedy.
        """
        try:
            self.directory.mkdir(parents=True, exist_ok=True)
            with (self.directory / "start.lock").open("a") as turn:
                fcntl.flock(turn, fcntl.LOCK_EX)
                self._attach_or_launch()
        except PermissionError as error:
            raise EmbeddedError(
                f"no permission for {error.filename}: start with the user who made {self.directory}, or remove it"
            ) from None

    def stop(self, *, is_kept: bool = True) -> None:
        """Stop the server if this object runs it; clients are cut off, committed data is kept.

        is_kept: False for data that nobody wants any more, which then need not be written out.
        """
        process, self._process = self._process, None
        if process is None:
            self._sockets = None
            return
        self._release()
        for sign in (*([signal.SIGINT] if is_kept else []), signal.SIGQUIT, signal.SIGKILL):
            process.send_signal(sign)
            try:
                process.wait(STOP_SECONDS)
                break
            except subprocess.TimeoutExpired:
                continue
        if self._keeper is not None:
            self._keeper.dismiss()
        self._forget_sockets(self._sockets)
        self._sockets = None

    def _attach_or_launch(self) -> None:
        """Launch if nothing runs, attach if a server runs that is to stay, else wait for the one that is stopping."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            life = (self.directory / "server.lock").open("ab")
            if _take(life):
                with life:
                    self._launch(life)
                return
            life.close()
            status = read_status(self.data)
            if (
                status is not None
                and status.is_ready
                and self._has_starter()
                and is_listening(status.sockets)
            ):
                self._sockets = status.sockets
                return
            time.sleep(0.05)
        raise EmbeddedError(
            f"another process holds the database in {self.data} and it takes no connections; see {self.log}"
        )

    def _launch(self, life: BinaryIO) -> None:
        """Start the server. It inherits the lock `life`: as long as any of its processes lives, the lock is held."""
        runner = runner_for(self.data, binary("postgres"))
        make_cluster(self.data, runner, is_durable=self._settings.get("fsync") != "off")
        self._clear_stale()
        self._sockets = choose_folder(self.data, runner)
        settings = server_settings(self._settings) | {"unix_socket_directories": str(self._sockets)}
        if self._archive is not None:
            make_archive(self._archive, runner)
            settings |= archive_settings(self._archive)
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
            self.log.replace(self.log.with_suffix(".log.1"))
        start_of_log = self.log.stat().st_size if self.log.exists() else 0
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                runner.command(
                    binary("postgres"),
                    *("-D", self.data),
                    *(f"--{name}={value}" for name, value in settings.items()),
                ),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.data,
                env=environment(),
                pass_fds=[life.fileno()],
                start_new_session=True,  # Ctrl-C is for the gateway, which then stops the server in order
            )
        self._claim_server()
        self._keeper = Keeper(self._process.pid, self._sockets if self._sockets != self.data else None)
        self._wait_until_ready(start_of_log)

    def _has_starter(self) -> bool:
        """Return whether the process that runs the server lives and keeps it; otherwise the server is about to stop."""
        with (self.directory / "starter.lock").open("ab") as claim:
            return not _take(claim)

    def _claim_server(self) -> None:
        """Hold a new lock file: the old one may be held by a starter that does not know that its server has died."""
        path = self.directory / "starter.lock"
        path.unlink(missing_ok=True)
        self._claim = path.open("ab")
        fcntl.flock(self._claim, fcntl.LOCK_EX)

    def _release(self) -> None:
        claim, self._claim = self._claim, None
        if claim is not None:
            claim.close()

    def _clear_stale(self) -> None:
        """Remove what a killed server left. We hold its lock, so no process of it lives, whatever the pid says."""
        status = read_status(self.data)
        for name in ("postmaster.pid", SOCKET_NAME, f"{SOCKET_NAME}.lock"):
            (self.data / name).unlink(missing_ok=True)
        if status is not None:
            self._forget_sockets(status.sockets)

    def _forget_sockets(self, folder: Path | None) -> None:
        if folder is not None and folder != self.data:
            remove_folder(folder)

    def _wait_until_ready(self, start_of_log: int) -> None:
        assert self._process is not None
        deadline = time.monotonic() + self._start_seconds
        while time.monotonic() < deadline and self._process.poll() is None:
            status = read_status(self.data)
            if status is not None and status.is_ready:
                return
            if self._while_starting is not None:
                self._while_starting(self._written(start_of_log))
            time.sleep(0.01)
        self.stop()
        written = self._written(start_of_log)
        raise EmbeddedError(f"PostgreSQL did not start: {last_error(written)} (see {self.log})")

    def _written(self, start_of_log: int) -> str:
        return self.log.read_bytes()[start_of_log:].decode(errors="replace")


def _take(lock: BinaryIO) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
