"""A person is erased from the whole database, and written down from the whole of it; the record stays."""

import asyncio
import hashlib
import json
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from sqlalchemy import CheckConstraint, Column, Date, DefaultClause, Table

from db.embedded import EmbeddedServer
from db.maintenance import persons
from db.maintenance.identities import Unidentified
from db.maintenance.lifecycle import ExportRefused, erase_person, export_person
from db.models import Base
from db.models.emptying import ERASED
from tests.conftest import clone
from tests.db.lifecycle_world import MARK, TENANT_ID, TOKEN_HASH, Filled, fill, records, search
from tests.support.databases import Clones, Database
from tests.support.world.facts import OPEN


class Marked:
    """The small world with its marks."""

    def __init__(self, database: Database, connection: "asyncpg.Connection[Any]", filled: Filled) -> None:
        self.database = database
        self.connection = connection
        self.filled = filled


@pytest.fixture(scope="module")
async def template(clones: Clones, world_template: str) -> AsyncIterator[tuple[str, Filled]]:
    """The name of a database to clone, and what stands in it."""
    async with clone(clones, world_template) as database:
        connection = await asyncpg.connect(database.admin_url)
        filled = await fill(connection)
        await connection.close()
        yield database.name, filled


@pytest.fixture
async def marked(clones: Clones, template: tuple[str, Filled]) -> AsyncIterator[Marked]:
    name, filled = template
    async with clone(clones, name) as database:
        connection = await asyncpg.connect(database.admin_url)
        try:
            yield Marked(database, connection, filled)
        finally:
            await connection.close()


async def test_an_erased_person_is_found_nowhere_but_in_the_record(marked: Marked) -> None:
    before = await search(marked.connection)
    assert {mark for mark in marked.filled.closed if not takes_no_text(mark)} == set()
    assert {mark for _, mark in before} >= marked.filled.placed
    assert {mark for table, mark in before if table.startswith("logs.audit_logs")} >= {"users.full_name"}
    for person in sorted(marked.filled.people):
        await erase_person(marked.database.owner_url, OPEN, str(person))
    after = await search(marked.connection)
    kept = {f"{table.fullname}.{column.name}" for table in persons.tables() for column in records(table)}
    assert {mark for _, mark in after} == kept & marked.filled.placed
    assert "certificates.code" in kept & marked.filled.placed
    assert not any(table.startswith("logs.audit_logs") for table, _ in after)

    person = min(marked.filled.people)
    row = await marked.connection.fetchrow("SELECT * FROM users WHERE id = $1", person)
    assert row is not None
    gone = ("email", "given_name", "family_name", "phone", "external_id", "account_id", "avatar_asset_id")
    assert [row[name] for name in gone] == [None] * len(gone)
    assert (row["full_name"], row["status"], row["is_listed"]) == (ERASED, "inactive", False)
    assert row["deleted_at"] is not None
    for table in persons.tables():
        for column in persons.personal(table):
            if f"{table.fullname}.{column.name}" in marked.filled.closed:
                assert await still_told(marked, table, column) == 0, column
    for table in ("identity.reset_tokens", "identity.invitations"):
        left = f"SELECT count(*) FROM {table} WHERE token_hash = $1"
        assert await marked.connection.fetchval(left, TOKEN_HASH) == 0


def takes_no_text(name: str) -> bool:
    """Whether a column takes no marker: it holds a date, or a check of its table says what it may hold."""
    table = Base.metadata.tables[name.rpartition(".")[0]]
    column = name.rpartition(".")[2]
    checks = [str(rule.sqltext) for rule in table.constraints if isinstance(rule, CheckConstraint)]
    return isinstance(table.columns[column].type, Date) or any(
        re.search(rf"\b{column}\b", check) for check in checks
    )


async def still_told(marked: Marked, table: Table, column: "Column[object]") -> int:
    """How many rows about the marked people still hold something else in the column than what it is emptied to."""
    about, value = persons.condition(table, "ANY ($2)"), persons.emptied(column)
    if isinstance(column.server_default, DefaultClause):
        value = value.replace("DEFAULT", str(column.server_default.arg))
    return await marked.connection.fetchval(
        f"SELECT count(*) FROM {table.fullname} WHERE tenant_id = $1 AND ({about})"
        f" AND {table.fullname}.{column.name} IS DISTINCT FROM {value}",
        TENANT_ID, list(marked.filled.people),
    )  # fmt: skip


async def test_erasing_leaves_the_record_and_everyone_else(marked: Marked) -> None:
    count = "SELECT count(*), avg(final_score) FROM course_grades WHERE tenant_id = $1"
    grades = await marked.connection.fetchrow(count, TENANT_ID)
    person = await marked.connection.fetchval(
        "SELECT user_id FROM course_grades WHERE tenant_id = $1 ORDER BY id", TENANT_ID
    )
    others = f"SELECT md5(string_agg(u::text, ' ' ORDER BY id)) FROM users u WHERE id <> '{person}'"
    profiles = f"SELECT md5(string_agg(p::text, ' ' ORDER BY id)) FROM student_profiles p WHERE user_id <> '{person}'"
    same = [await marked.connection.fetchval(each) for each in (others, profiles)]
    erased = await erase_person(marked.database.owner_url, OPEN, str(person))
    assert erased.person == person
    assert erased.rows["users"] == 1
    assert await marked.connection.fetchrow(count, TENANT_ID) == grades
    assert [await marked.connection.fetchval(each) for each in (others, profiles)] == same
    again = await erase_person(marked.database.owner_url, OPEN, str(person))
    assert (again.rows, again.tenants) == (erased.rows, 0)
    with pytest.raises(Unidentified, match="no person of the tenant is nobody@"):
        await erase_person(marked.database.owner_url, OPEN, "nobody@nowhere.test")
    with pytest.raises(Unidentified, match="there is no tenant with the code nowhere"):
        await erase_person(marked.database.owner_url, "nowhere", str(person))


async def test_a_human_whom_other_tenants_know_keeps_the_account(marked: Marked) -> None:
    person, account = await marked.connection.fetchrow(
        "SELECT id, account_id FROM users WHERE tenant_id = $1 AND account_id IS NOT NULL ORDER BY id LIMIT 1",
        TENANT_ID,
    ) or (None, None)
    other = await marked.connection.fetchval(
        "UPDATE users SET account_id = $2 WHERE id = (SELECT id FROM users WHERE tenant_id <> $1 LIMIT 1) RETURNING id",
        TENANT_ID, account,
    )  # fmt: skip
    exists = "SELECT EXISTS (SELECT FROM identity.accounts WHERE id = $1)"
    assert (await erase_person(marked.database.owner_url, OPEN, str(person))).tenants == 1
    assert await marked.connection.fetchval(exists, account)
    code = await marked.connection.fetchval(
        "SELECT t.short_code FROM tenants t JOIN users u ON u.tenant_id = t.id AND u.id = $1", other
    )
    assert (await erase_person(marked.database.owner_url, code, str(other))).tenants == 0
    assert not await marked.connection.fetchval(exists, account)


async def test_all_that_is_held_about_a_person_is_written_down(
    marked: Marked, server: EmbeddedServer
) -> None:
    folder = server.directory / "exports" / marked.database.name
    held = {mark for _, mark in await search(marked.connection)}
    written: set[str] = set()
    for person in sorted(marked.filled.people):
        into = folder / str(person)
        files = await asyncio.to_thread(export_person, marked.database.owner_url, OPEN, str(person), into)
        text = _check_manifest(into, files)
        written |= {mark for mark in held if f"{MARK}~{mark}~" in text or f"{MARK}~{mark}~".upper() in text}
        assert "password_hash" not in text
        assert TOKEN_HASH not in text
        strangers = await marked.connection.fetch(
            "SELECT id FROM student_profiles WHERE tenant_id = $1 AND user_id <> $2", TENANT_ID, person
        )
        rows = json.loads((into / "student_profiles.json").read_text()) if "student_profiles" in files else []
        assert not {str(row["id"]) for row in strangers} & {row["id"] for row in rows}
    assert written == held
    with pytest.raises(ExportRefused, match="exists, and an export overwrites nothing: name a new folder"):
        await asyncio.to_thread(export_person, marked.database.owner_url, OPEN, str(person), into)


def _check_manifest(folder: Path, files: dict[str, int]) -> str:
    """The manifest tells every file, its rows and its checksum; return the text of them all."""
    manifest = json.loads((folder / "manifest.json").read_text())
    assert {each["file"] for each in manifest["files"]} == {f"{name}.json" for name in files}
    assert {path.name for path in folder.iterdir()} == {f"{name}.json" for name in files} | {"manifest.json"}
    texts: list[str] = []
    for each in manifest["files"]:
        content = (folder / each["file"]).read_bytes()
        assert each["sha256"] == hashlib.sha256(content).hexdigest()
        assert each["rows"] == len(json.loads(content)) == files[each["file"].removesuffix(".json")]
        assert each["holds"]
        texts.append(content.decode())
    return "\n".join(texts)
