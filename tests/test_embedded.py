"""The embedded PostgreSQL starts, is shared, stops with its starter, and recovers from what a crash left."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import asyncpg
import pytest

from db.embedded import SUPERUSER, EmbeddedError, EmbeddedServer, binary
from db.embedded.identity import closed_folders, system_user_for
from db.embedded.sockets import is_listening
from db.embedded.status import read_status
from db.embedded.tuning import EPHEMERAL

# A job that a shell started with `&` ignores SIGINT, and so would every process below it.
STARTER = """
import signal, sys
from pathlib import Path
signal.signal(signal.SIGINT, signal.default_int_handler)
from db.embedded import EmbeddedServer
from db.embedded.tuning import EPHEMERAL
with EmbeddedServer(Path(sys.argv[1]), EPHEMERAL) as server:
    print(server.is_ours, server.url("postgres", "postgres"), flush=True)
    sys.stdin.read()
"""


@pytest.fixture(scope="module")
def directory(server: EmbeddedServer) -> Path:
    """The folder of one more server, beside that of the session; each test starts it anew."""
    return server.directory / "embedded"


@pytest.fixture
def new(server: EmbeddedServer, request: pytest.FixtureRequest) -> Path:
    """A folder in which no server has been, for one test."""
    return server.directory / request.node.name[:30]


@pytest.fixture
def starter(directory: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that has started the server."""
    process = start_elsewhere(directory)
    yield process
    process.kill()
    process.communicate(timeout=60)
    wait_until(lambda: not is_running(directory))


async def test_committed_data_is_kept(directory: Path) -> None:
    for expected in ("standard public schema", "here"):
        with EmbeddedServer(directory, EPHEMERAL) as running:
            connection = await asyncpg.connect(running.url(SUPERUSER, "postgres"))
            assert await connection.fetchval("SELECT obj_description('public'::regnamespace)") == expected
            await connection.execute("COMMENT ON SCHEMA public IS 'here'")
            await connection.close()
        assert not is_running(directory)


async def test_text_sorts_alike_everywhere_and_time_is_utc(server: EmbeddedServer) -> None:
    connection = await asyncpg.connect(server.url(SUPERUSER, "postgres"))
    found = await connection.fetchrow(
        "SELECT current_setting('server_version_num')::int / 10000, current_setting('TimeZone'),"
        " current_setting('listen_addresses'), datlocprovider, datlocale,"
        " pg_encoding_to_char(encoding), upper('ümlaut')"
        " FROM pg_database WHERE datname = 'postgres'"
    )
    await connection.close()
    assert found is not None
    assert tuple(found) == (18, "UTC", "", b"b", "C.UTF-8", "UTF8", "ÜMLAUT")


def test_a_second_process_shares_the_server(directory: Path, starter: subprocess.Popen[str]) -> None:
    with EmbeddedServer(directory, EPHEMERAL) as shared:
        assert not shared.is_ours
        assert query(shared, "SELECT 1") == "1"
    assert is_running(directory)
    starter.communicate("", timeout=60)
    assert not is_running(directory)


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_the_server_stops_with_its_starter(
    directory: Path, starter: subprocess.Popen[str], sign: signal.Signals
) -> None:
    starter.send_signal(sign)
    starter.wait(timeout=60)
    with EmbeddedServer(directory, EPHEMERAL) as again:
        assert again.is_ours
        assert query(again, "SELECT 1") == "1"


def test_what_a_crash_left_is_cleared_even_if_its_pid_lives_again(directory: Path) -> None:
    with EmbeddedServer(directory, EPHEMERAL):
        left = (directory / "postgres" / "postmaster.pid").read_text()
    lines = [str(os.getppid()), *left.splitlines()[1:]]
    for name in ("postmaster.pid", ".s.PGSQL.5432.lock"):
        (directory / "postgres" / name).write_text("\n".join(lines))
    with EmbeddedServer(directory, EPHEMERAL) as again:
        assert query(again, "SELECT 1") == "1"


def test_a_killed_postmaster_is_replaced(directory: Path, starter: subprocess.Popen[str]) -> None:
    status = read_status(directory / "postgres")
    assert status is not None
    os.kill(status.pid, signal.SIGKILL)
    wait_until(lambda: not is_running(directory))
    with EmbeddedServer(directory, EPHEMERAL) as again:
        assert again.is_ours
        assert query(again, "SELECT 1") == "1"


@pytest.mark.parametrize("end", ["", None])
def test_a_long_path_gets_a_short_private_socket_folder(directory: Path, end: str | None) -> None:
    deep = directory / ("n" * 60) / ("m" * 60)
    process = start_elsewhere(deep)
    status = read_status(deep / "postgres")
    assert status is not None
    assert status.sockets.parent == Path("/tmp")
    assert status.sockets.stat().st_mode & 0o777 == 0o700
    with EmbeddedServer(deep, EPHEMERAL) as shared:
        assert query(shared, "SELECT 1") == "1"
    if end is None:
        process.kill()
    process.communicate(end, timeout=60)
    wait_until(lambda: not status.sockets.exists())


def test_an_interrupted_creation_is_begun_again(new: Path) -> None:
    half = new / "postgres.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    with EmbeddedServer(new, EPHEMERAL) as running:
        assert query(running, "SELECT 1") == "1"
    assert not half.exists()


def test_data_of_another_version_is_refused(new: Path) -> None:
    data = new / "postgres"
    data.mkdir(parents=True)
    (data / "PG_VERSION").write_text("17\n")
    with pytest.raises(EmbeddedError, match=r"postgres holds no PostgreSQL 18 \(found: 17\); move it away$"):
        EmbeddedServer(new, EPHEMERAL).start()


def test_a_start_that_fails_says_why(directory: Path) -> None:
    with pytest.raises(
        EmbeddedError, match=r"PostgreSQL did not start: .*nosuchname.* \(see .*postgres\.log\)"
    ):
        EmbeddedServer(directory, {**EPHEMERAL, "nosuchname": "1"}).start()
    assert not is_running(directory)


def test_a_folder_closed_to_others_is_no_obstacle(new: Path) -> None:
    """As root the server runs as another user, and a root user's home is closed to all others."""
    new.mkdir()
    new.chmod(0o700)
    with EmbeddedServer(new / "inside", EPHEMERAL) as running:
        assert query(running, "SELECT 1") == "1"


def test_programs_in_a_closed_folder_are_found(new: Path) -> None:
    """By access(2) too, which PostgreSQL asks, and which ignores a capability unless told otherwise."""
    new.mkdir()
    new.chmod(0o700)
    program = new / "program"
    program.write_text("#!/bin/sh\nid -u\n")
    program.chmod(0o755)
    user = system_user_for(new / "data", program)
    found = subprocess.run(
        user.command(Path("/bin/sh"), "-c", f"test -x '{program}' && '{program}'"),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert found.stdout == f"{user.uid or os.getuid()}\n"


def test_closed_folders_are_found_topmost_first(tmp_path: Path) -> None:
    inner = tmp_path / "closed" / "open" / "shut"
    inner.mkdir(parents=True)
    for folder, mode in ((inner, 0o700), (inner.parent, 0o755), (inner.parent.parent, 0o750)):
        folder.chmod(mode)
    stranger = (64_000, 64_000)
    found = [folder for folder in closed_folders(inner / "data", *stranger) if tmp_path in folder.parents]
    assert found == [tmp_path / "closed", inner]
    owner = inner.stat()
    assert inner not in closed_folders(inner / "data", owner.st_uid, owner.st_gid)


def test_without_the_right_to_pass_the_closed_folder_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tmp_path.chmod(0o700)
    stranger = (64_000, 64_000)
    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setattr("db.embedded.identity._owner", lambda _: stranger)
    monkeypatch.setattr("db.embedded.identity._capabilities", lambda: 0)
    first = closed_folders(tmp_path / "data", *stranger)[0]
    with pytest.raises(EmbeddedError, match=rf"its user 64000 can't pass {first}: .* chmod o\+x {first}$"):
        system_user_for(tmp_path / "data", binary("postgres"))


def test_an_unknown_program_is_named() -> None:
    with pytest.raises(EmbeddedError, match="no program named pg_magic"):
        binary("pg_magic")


def start_elsewhere(directory: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", STARTER, directory],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=Path(__file__).parents[1],
    )
    assert process.stdout is not None
    assert process.stdout.readline().startswith("True postgresql://postgres@/postgres?host=")
    return process


def query(server: EmbeddedServer, statement: str) -> str:
    """Run a statement with psql, the program of the wheel."""
    return subprocess.run(
        [binary("psql"), server.url(SUPERUSER, "postgres"), "-XAtc", statement],
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    ).stdout.strip()


def is_running(directory: Path) -> bool:
    status = read_status(directory / "postgres")
    return status is not None and is_listening(status.sockets)


def wait_until(holds: Callable[[], bool], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)
