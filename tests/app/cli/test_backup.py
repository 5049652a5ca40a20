"""A database that loses a table is restored to the moment before, and nothing is ever overwritten."""

import asyncio
import subprocess
from datetime import datetime, timedelta
from pathlib import Path

import asyncpg
import pytest

from db.embedded import SUPERUSER, EmbeddedError, EmbeddedServer, binaries, binary, take_backup
from db.embedded.tuning import DURABLE
from tests.app.cli.conftest import Lyceum, Outcome

CHEAP = {**DURABLE, "fsync": "off", "shared_buffers": "64MB"}


class Place:
    """A folder with a database, its archive and its backups, and what happened there."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "data"
        self.archive = folder / "archive"
        self.backup = folder / "backup"
        self.other = folder / "other"
        self.environ = {"LYCEUM_DATA_DIRECTORY": str(self.data), "LYCEUM_WAL_ARCHIVE": str(self.archive)}

    def server(self) -> EmbeddedServer:
        return EmbeddedServer(self.data, CHEAP, archive=self.archive)


@pytest.fixture
def place(server: EmbeddedServer, request: pytest.FixtureRequest) -> Place:
    return Place(server.directory / f"backup-{abs(hash(request.node.name)):x}")


def ask(server: EmbeddedServer, *statements: str) -> object:
    """Run statements as the superuser; the value of the last."""

    async def run() -> object:
        connection = await asyncpg.connect(server.url(SUPERUSER))
        try:
            for statement in statements[:-1]:
                await connection.execute(statement)
            return await connection.fetchval(statements[-1])
        finally:
            await connection.close()

    return asyncio.run(run())


def dump(server: EmbeddedServer) -> list[str]:
    """Everything in the database, but for the key by which each dump closes itself off."""
    command = [binary("pg_dump"), server.url(SUPERUSER)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    return [line for line in done.stdout.splitlines() if "restrict" not in line]


def now(server: EmbeddedServer) -> datetime:
    found = ask(server, "SELECT clock_timestamp()")
    assert isinstance(found, datetime)
    return found


def last_line(outcome: Outcome) -> str:
    return outcome.errors.splitlines()[-1]


def add(code: str) -> str:
    return f"INSERT INTO countries (iso_code, name) VALUES ('{code}', 'Land of {code}')"


SCRATCHED = (
    'its log can\'t be read: invalid WAL segment size in WAL file "000000010000000000000002" (0 bytes)'
)
OWN_SERVER = (
    "lyceum: backup and restore are for the embedded PostgreSQL; "
    "docs/operating.md says how for a server of your own"
)
CODES = "SELECT string_agg(iso_code, ' ' ORDER BY iso_code) FROM countries WHERE name LIKE 'Land of %'"


def test_a_lost_table_is_back_as_it_was_a_moment_before(lyceum: Lyceum, place: Place) -> None:
    assert lyceum("migrate", **place.environ).status == 0
    with place.server() as server:
        ask(server, add("XA"), CODES)
        before_backup = now(server)
        made = lyceum("backup", str(place.backup), **place.environ)
        assert made.status == 0, made.errors
        assert made.output.endswith(
            "MB, verified.\nThe log is archived: it can be restored to any later moment.\n"
        )
        ask(server, add("XB"), CODES)
        early = now(server)
        ask(server, add("XC"), CODES)
        wanted, good = dump(server), now(server)
        ask(server, "DROP TABLE countries CASCADE", "SELECT 1")
        late = now(server)

    refused = lyceum("restore", str(place.backup), **place.environ)
    assert (refused.status, last_line(refused)) == (
        1,
        f"lyceum: {place.data}/postgres exists, and a restore overwrites nothing: move it away",
    )
    (place.data / "postgres").rename(place.data / "postgres.damaged")
    done = lyceum("restore", str(place.backup), "--until", good.isoformat(), **place.environ)
    assert done.status == 0, done.errors
    assert done.output == f"The database is restored in {place.data} as it was at {good.isoformat()}.\n"
    assert {each.name for each in place.data.iterdir()} >= {"postgres", "postgres.damaged"}
    assert not (place.data / "restore.part").exists()
    with place.server() as server:
        assert dump(server) == wanted
        ask(server, add("XD"), CODES)
    assert "nothing to do" in lyceum("migrate", **place.environ).output

    # The same archive holds the restored database's history too, beside the old one.
    (place.data / "postgres").rename(place.data / "postgres.second")
    assert lyceum("restore", str(place.backup), **place.environ).status == 0
    with place.server() as server:
        assert ask(server, CODES) == "XA XB XC XD"
    assert lyceum(
        "restore", str(place.backup), "--until", early.isoformat(), "--timeline", "1",
        "--into", str(place.other), **place.environ,
    ).status == 0  # fmt: skip
    with EmbeddedServer(place.other, CHEAP) as server:
        assert ask(server, CODES) == "XA XB"

    elsewhere = ("--into", str(place.data / "third"))
    for until, reason in (
        (before_backup - timedelta(days=1), "the backup was made after {}; restore an older one"),
        (
            late + timedelta(days=1),
            "the archive holds no change after {}; leave --until out to restore all that it holds",
        ),
    ):
        failed = lyceum(
            "restore", str(place.backup), "--until", until.isoformat(), *elsewhere, **place.environ
        )
        assert (failed.status, last_line(failed)) == (1, f"lyceum: {reason.format(until)}")
        assert not (place.data / "third" / "postgres").exists()


def test_a_backup_without_an_archive_is_that_moment(
    lyceum: Lyceum, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    environ = {"LYCEUM_DATA_DIRECTORY": str(place.data)}
    missing = lyceum("backup", str(place.backup), **environ)
    assert last_line(missing) == f"lyceum: there is no embedded database in {place.data} to back up"
    with EmbeddedServer(place.data, CHEAP) as server:
        asyncio.run(_make_database(server))
        ask(server, "CREATE TABLE notes AS SELECT 'kept' AS text", "SELECT 1")
        made = lyceum("backup", str(place.backup), **environ)
        assert made.output.endswith(
            "The log is not archived (LYCEUM_WAL_ARCHIVE): only this moment can be restored.\n"
        )
        again = lyceum("backup", str(place.backup), **environ)
        assert last_line(again) == (
            f"lyceum: {place.backup} exists, and a backup overwrites nothing: name a new folder"
        )
    into = ("--into", str(place.other))
    assert lyceum("restore", str(place.backup), *into, **environ).status == 0
    with EmbeddedServer(place.other, CHEAP) as server:
        assert ask(server, "SELECT text FROM notes") == "kept"

    into = ("--into", str(place.data / "third"))
    late = lyceum("restore", str(place.backup), "--until", "2030-01-01T00:00:00Z", *into, **environ)
    assert last_line(late) == (
        "lyceum: a moment needs the archived log: name its folder in LYCEUM_WAL_ARCHIVE, or by --archive"
    )
    none = lyceum("restore", str(place.other), *into, **environ)
    assert last_line(none) == (
        f"lyceum: {place.other} is not a backup made by `lyceum backup`: it has no backup_manifest"
    )
    for damage, reason in (
        (_scratch_log, SCRATCHED),
        (_add_file, "it holds global/stray, which was not backed up"),
        (_change_file, "PG_VERSION differs from what was backed up"),
        (_remove_file, "it lacks global/pg_filenode.map"),
        (_change_manifest, "its manifest can't be read: its own checksum differs"),
    ):
        damage(place.backup)
        damaged = lyceum("restore", str(place.backup), *into, **environ)
        assert (damaged.status, last_line(damaged)) == (
            1,
            f"lyceum: the backup {place.backup} is damaged: {reason}",
        )

    monkeypatch.setattr(binaries, "_folder", lambda: place.data)
    binary.cache_clear()
    try:
        with pytest.raises(EmbeddedError, match="has no program named pg_basebackup"):
            take_backup("postgresql:///nowhere", place.data / "third", print)
    finally:
        binary.cache_clear()


def _scratch_log(backup: Path) -> None:
    (segment,) = (path for path in (backup / "pg_wal").iterdir() if path.is_file())
    segment.write_bytes(bytes(segment.stat().st_size))


def _add_file(backup: Path) -> None:
    (backup / "global" / "stray").touch()


def _change_file(backup: Path) -> None:
    (backup / "global" / "stray").unlink()
    (backup / "PG_VERSION").write_text("17\n")


def _remove_file(backup: Path) -> None:
    (backup / "global" / "pg_filenode.map").unlink()


def _change_manifest(backup: Path) -> None:
    manifest = backup / "backup_manifest"
    manifest.write_text(manifest.read_text().replace("PG_VERSION", "PG_VERSIOM"))


async def _make_database(server: EmbeddedServer) -> None:
    connection = await asyncpg.connect(server.url(SUPERUSER, "postgres"))
    await connection.execute("CREATE DATABASE lyceum")
    await connection.close()


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (
            ("--until", "soon"),
            "argument --until: soon is no time with an offset, such as 2026-11-21T09:41:07Z (see ",
        ),
        (
            ("--until", "2026-11-21T09:41:07"),
            "argument --until: 2026-11-21T09:41:07 is no time with an offset, such as 2026-11-21T09:41:07Z (see ",
        ),
        (("--timeline", "0"), "argument --timeline: 0 is no timeline: write a whole number from 1 (see "),
    ],
)
def test_wrong_usage_is_told(lyceum: Lyceum, arguments: tuple[str, ...], line: str) -> None:
    outcome = lyceum("restore", "somewhere", *arguments)
    assert (outcome.status, last_line(outcome).startswith(f"lyceum restore: {line}")) == (2, True)


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_a_server_of_ones_own_is_backed_up_otherwise(lyceum: Lyceum, command: str) -> None:
    outcome = lyceum(command, "somewhere", LYCEUM_DATABASE_URL="postgresql://localhost:1/lyceum")
    assert (outcome.status, last_line(outcome)) == (
        1,
        OWN_SERVER,
    )
