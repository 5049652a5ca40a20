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
from db.embedded.identity import system_user_for
from db.embedded.keeper import Keeper
from db.embedded.sockets import SOCKET_NAME, choose_folder, is_listening, remove_folder
from db.embedded.status import last_error, read_status
from db.embedded.tuning import DURABLE, server_settings

DATABASE = "lyceum"
START_SECONDS = 120  # recovery after a crash may take this long
STOP_SECONDS = 30
LOG_LIMIT = 10_000_000


class EmbeddedServer:
    """PostgreSQL on one folder, shared by all processes that start it there.

    The first process runs the server and later stops it; the others attach. The server also stops if the first process
    is killed. Whoever can reach the socket may act as any role (trust authentication), but other system users can't.

    directory: holds the data (`postgres/`), the log and the locks. settings: server settings in addition to those for
    this machine's memory; see `db.embedded.tuning`. archive: the folder in which the write-ahead log is archived, or
    null; it has no effect on a server that is already running. start_seconds: how long a start may take.
    while_starting: called again and again during the start, with what the server has written to its log.
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
        """Whether this object runs the server, and doesn't share the server of another process."""
        return self._process is not None

    def url(self, role: str, database: str = DATABASE) -> str:
        """Return the URL by which a role connects to a database of the running server."""
        if self._sockets is None:
            raise EmbeddedError("the embedded PostgreSQL is not running")
        return f"postgresql://{quote(role)}@/{quote(database)}?host={quote(str(self._sockets), safe='/')}"

    def start(self) -> None:
        """Start the server, or attach to the one that runs on this folder; return when it takes connections.

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
        """Stop the server if this object runs it. Clients are cut off; committed data is kept.

        is_kept: False if nobody needs the data any more, so that it need not be written out.
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
        """Launch a server if none runs; attach to one that will stay; wait for one that is stopping."""
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
        """Start the server. Its processes inherit the lock `life`, which is held as long as any of them lives."""
        user = system_user_for(self.data, binary("postgres"))
        make_cluster(self.data, user, is_durable=self._settings.get("fsync") != "off")
        self._clear_stale()
        self._sockets = choose_folder(self.data, user)
        settings = server_settings(self._settings) | {"unix_socket_directories": str(self._sockets)}
        if self._archive is not None:
            make_archive(self._archive, user)
            settings |= archive_settings(self._archive)
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
            self.log.replace(self.log.with_suffix(".log.1"))
        start_of_log = self.log.stat().st_size if self.log.exists() else 0
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                user.command(
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
        """Return whether the process that runs the server still lives and keeps it; if not, the server is stopping."""
        with (self.directory / "starter.lock").open("ab") as claim:
            return not _take(claim)

    def _claim_server(self) -> None:
        """Lock a new file: a process that doesn't know yet that its server has died may still hold the old one."""
        path = self.directory / "starter.lock"
        path.unlink(missing_ok=True)
        self._claim = path.open("ab")
        fcntl.flock(self._claim, fcntl.LOCK_EX)

    def _release(self) -> None:
        claim, self._claim = self._claim, None
        if claim is not None:
            claim.close()

    def _clear_stale(self) -> None:
        """Remove what a killed server left. We hold its lock, so no process of it lives, whatever the pid file says."""
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
