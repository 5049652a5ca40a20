"""Signals that end a command: it cleans up, and says by its exit status which one it was."""

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import asyncpg
import pytest

from app.cli import main, schema
from db.embedded import EmbeddedServer
from tests.importers.conftest import zipped
from tests.importers.scorm_package import FILES
from tests.support.databases import Database

ROOT = Path(__file__).parents[3]
SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
TENANT = "INSERT INTO tenants (name, short_code, kind) VALUES ('Elm', 'elm', 'university')"


@pytest.mark.parametrize("sign", SIGNALS)
def test_an_import_that_a_signal_ends_leaves_nothing(
    database: Database, server: EmbeddedServer, tmp_path: Path, sign: signal.Signals
) -> None:
    asyncio.run(ended(database, server, tmp_path, sign))


async def ended(database: Database, server: EmbeddedServer, folder: Path, sign: signal.Signals) -> None:
    """Let an import wait for a lock when it has unpacked its package, and send it a signal."""
    scratch = folder / "tmp"
    scratch.mkdir()
    (folder / "golf.zip").write_bytes(zipped(FILES))
    connection = await asyncpg.connect(database.admin_url)
    try:
        await connection.execute(TENANT)
        async with connection.transaction():
            await connection.execute("LOCK TABLE courses IN ACCESS EXCLUSIVE MODE")
            process = started(database, server, folder, scratch)
            try:
                while not await waiting(connection):
                    assert process.poll() is None, process.communicate(timeout=60)
                    await asyncio.sleep(0.05)
                assert [found.name.startswith("lyceum-import-") for found in scratch.iterdir()] == [True]
                process.send_signal(sign)
                status = await asyncio.to_thread(process.wait, 60)
            finally:
                process.kill()
                process.communicate(timeout=60)
        assert (status, list(scratch.iterdir())) == (128 + sign, [])
        assert await connection.fetchval("SELECT count(*) FROM courses") == 0
    finally:
        await connection.close()


def started(
    database: Database, server: EmbeddedServer, folder: Path, scratch: Path
) -> "subprocess.Popen[bytes]":
    """Start the import, with the signals' usual handling: a job that a shell started with `&` ignores SIGINT, and one
    under `nohup` SIGHUP.
    """
    program = (
        "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); "
        "signal.signal(signal.SIGHUP, signal.SIG_DFL); "
        "from app.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    return subprocess.Popen(
        [sys.executable, "-c", program, "import", "scorm", str(folder / "golf.zip"), "--tenant", "elm"],
        cwd=ROOT,
        env={
            **os.environ,
            "TMPDIR": str(scratch),
            "LYCEUM_OWNER_DATABASE_URL": database.owner_url,
            "LYCEUM_DATABASE_URL": database.gateway_url,
            "LYCEUM_DATA_DIRECTORY": str(server.directory),
            "LYCEUM_STORAGE": str(folder / "storage"),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


async def waiting(connection: "asyncpg.Connection[asyncpg.Record]") -> bool:
    """Whether another connection waits for a lock on the table."""
    return await connection.fetchval(
        "SELECT EXISTS (SELECT FROM pg_locks WHERE relation = 'courses'::regclass AND NOT granted)"
    )


@pytest.mark.parametrize("sign", SIGNALS)
def test_a_command_cleans_up_before_it_ends(monkeypatch: pytest.MonkeyPatch, sign: signal.Signals) -> None:
    before = signal.signal(sign, signal.default_int_handler if sign == signal.SIGINT else signal.SIG_DFL)
    left: list[str] = []

    def run(*_: object) -> int:
        try:
            signal.raise_signal(sign)
        finally:
            signal.raise_signal(sign)  # a second one doesn't interrupt the cleaning up
            left.append("cleaned up")
        return 0

    monkeypatch.setattr(schema, "run", run)
    try:
        assert main(["schema", "print"]) == 128 + sign
        assert signal.getsignal(sign) in (signal.SIG_DFL, signal.default_int_handler)
    finally:
        signal.signal(sign, before)
    assert left == ["cleaned up"]


def test_an_ignored_signal_stays_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)

    def run(*_: object) -> int:
        signal.raise_signal(signal.SIGHUP)
        return 0

    monkeypatch.setattr(schema, "run", run)
    try:
        assert main(["schema", "print"]) == 0
    finally:
        signal.signal(signal.SIGHUP, before)
