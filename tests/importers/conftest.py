"""A tenant to import into, and the real files."""

import asyncio
import io
import json
import re
import tarfile
import tempfile
import threading
import zipfile
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg
import pytest

import importers
from tests.storage.bucket import Server
from tests.support.databases import Database

DATA = Path(__file__).parents[3] / "shared" / "data"
CODE = "northfield"
SHARED = ("standards",)
TABLES = (
    "countries", "organizations", "users", "courses", "course_prerequisites", "course_offerings",
    "offering_instructors", "modules", "content_items", "user_roles", "student_profiles", "guardianships",
    "enrollments", "standards_frameworks", "standards", "standard_associations", "assets", "scorm_packages",
    "scorm_files", "assessments", "questions", "answer_options",
)  # fmt: skip


def single(message: str) -> str:
    """The refusal of a list with one bad record, without the number of its records, and without the record's column."""
    found = re.fullmatch(r"(.*): 1 of \d+ records can't be imported, more than .* allows:\n  (.*)", message)
    if found is None:
        return message
    return f"{found[1]}: {re.sub(', column [0-9]+(?=, (element|key|CF))', '', found[2], count=1)}"


@dataclass(frozen=True, slots=True)
class Tenant:
    """A tenant of an otherwise empty database."""

    database: Database
    connection: "asyncpg.Connection[Any]"
    path: Path

    @property
    def storage(self) -> importers.StorageChoice:
        """A folder of its own for the files of packages."""
        return importers.StorageChoice(str(self.path / "storage"))

    async def load(
        self,
        format: str,  # noqa: A002
        path: Path,
        *,
        is_draft: bool = False,
        **tolerance: Any,
    ) -> importers.Report:
        """Run an import as the command line does. tolerance: the fields of `Tolerance`."""
        code = None if format in SHARED else CODE
        wanted = importers.Import(format, path, code, importers.Tolerance(**tolerance), is_draft=is_draft)
        url = self.database.owner_url
        return await asyncio.to_thread(importers.run, wanted, url, self.storage, lambda *_: None)

    async def refused(self, format: str, path: Path) -> str:  # noqa: A002
        """Run an import that must be refused and must change nothing; return what it says, as `single` has it."""
        return single(await self.refused_whole(format, path))

    async def refused_whole(self, format: str, path: Path, **tolerance: Any) -> str:  # noqa: A002
        """Run an import that must be refused and must change nothing; return what it says."""
        before = await self.snapshot()
        with pytest.raises(importers.ImportRefused) as refusal:
            await self.load(format, path, **tolerance)
        assert await self.snapshot() == before
        return str(refusal.value)

    async def rows(self, statement: str, *values: object) -> list[dict[str, Any]]:
        """Rows as the superuser sees them: what is there, whoever may read it."""
        return [dict(row) for row in await self.connection.fetch(statement, *values)]

    async def value(self, statement: str, *values: object) -> Any:
        """The first value of the first row."""
        return next(iter((await self.rows(statement, *values))[0].values()))

    async def snapshot(self) -> dict[str, Any]:
        """A fingerprint of every row that an import may write, down to its time stamps."""
        one = "SELECT '{0}' AS name, count(*), md5(string_agg(t::text, E'\\n' ORDER BY t.id)) FROM {0} t"
        return {
            row["name"]: tuple(row.values())
            for row in await self.rows(" UNION ALL ".join(one.format(table) for table in TABLES))
        }

    def file(self, name: str, content: str | bytes) -> Path:
        """Write a file to import."""
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def folder(self, name: str, files: Mapping[str, str]) -> Path:
        """Write a folder to import."""
        for file, content in files.items():
            self.file(f"{name}/{file}", content)
        return self.path / name

    def archive(self, name: str, files: Mapping[str, str]) -> Path:
        """Write a gzipped tar archive to import."""
        return self.file(name, packed(files))


def packed(files: Mapping[str, str | bytes]) -> bytes:
    """A gzipped tar archive of files."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        for name, content in files.items():
            data = content.encode() if isinstance(content, str) else content
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return buffer.getvalue()


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """A zip archive of files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


@pytest.fixture
async def tenant(module_database: Database, tmp_path: Path) -> AsyncIterator[Tenant]:
    """A tenant to import into. The database is emptied afterwards, which is quicker than to make another."""
    connection = await asyncpg.connect(module_database.admin_url)
    try:
        await connection.execute(
            f"INSERT INTO tenants (name, short_code, kind) VALUES ('Northfield', '{CODE}', 'university')"
        )
        await connection.set_type_codec("jsonb", encoder=str, decoder=json.loads, schema="pg_catalog")
        yield Tenant(module_database, connection, tmp_path)
        # The log of changes is only added to; triggers don't fire for a replica.
        await connection.execute("SET session_replication_role = replica")
        await connection.execute("TRUNCATE tenants, subjects, standards_frameworks CASCADE")
    finally:
        await connection.close()


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where packages are unpacked for the while."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def bucket_server() -> Iterator[Server]:
    """An S3-compatible server on this machine."""
    with Server() as found:
        thread = threading.Thread(target=found.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield found
        found.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of real files."""
    if not DATA.is_dir():
        pytest.skip("the folder ../shared/data with the real files is absent")
    return DATA
