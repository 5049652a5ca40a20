"""What is published never changes, whoever tries; standards keep their names, and a changed file is a new version."""

import asyncio
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from db.models import Base
from db.writes.upsert import Conflict, upsert
from tests.db.test_races import settled
from tests.support.databases import Database
from tests.support.rows import Draft
from tests.support.viewers import ISSUER

CODE = "oak"
SETUP = """
INSERT INTO tenants (id, name, short_code, kind) VALUES ('{tenant}', 'Oak', 'oak', 'district');
INSERT INTO standards_frameworks (code, name) VALUES ('NGSS', 'Next Generation Science Standards');
INSERT INTO standards (framework_id, code, description)
    SELECT id, w, w FROM standards_frameworks, unnest('{{S1,S2}}'::text[]) w;
INSERT INTO identity.accounts (email) VALUES ('ada@oak.test');
INSERT INTO identity.account_identities (account_id, issuer, subject)
    SELECT id, '{issuer}', 'ada' FROM identity.accounts;
"""
ALIGN = (
    "INSERT INTO lesson_standards (tenant_id, lesson_version_id, standard_id)"
    " SELECT $1, v, s.id FROM standards s, unnest($2::uuid[]) v WHERE s.code = 'S1'"
)
PUBLISH = "UPDATE lesson_versions SET published_at = now() WHERE version_no = 1"
ROLES = ("owner", "writer", "superuser")
PUBLISHED = "(SELECT id FROM lesson_versions WHERE version_no = 1)"
UNPUBLISHED = "(SELECT id FROM lesson_versions WHERE version_no = 2)"


@dataclass
class School:
    """A tenant with one lesson: its first version is published, its second is not."""

    database: Database
    draft: Draft

    async def enter(self, role: str) -> "asyncpg.Connection[Any]":
        """A connection of the role, in a transaction that has entered the tenant; the writer as an administrator."""
        urls = {
            "owner": self.database.owner_url,
            "writer": self.database.writer_url,
            "superuser": self.database.admin_url,
        }
        connection = await asyncpg.connect(urls[role])
        await connection.transaction().start()
        if role == "writer":
            await connection.execute(
                "SELECT app.enter($1, $2, 'ada', '', NULL)", self.draft.tenant_id, ISSUER
            )
        elif role == "owner":
            await connection.execute("SELECT app.enter_tenant($1)", self.draft.tenant_id)
        return connection


@pytest.fixture
async def school(database: Database) -> School:
    draft = Draft(CODE)
    connection = await asyncpg.connect(database.admin_url)
    await connection.execute(SETUP.format(tenant=draft.tenant_id, issuer=ISSUER))
    account = await connection.fetchval("SELECT id::text FROM identity.accounts")
    ada = draft.add("users", "ada", account_id=account, email="ada@oak.test", full_name="Ada")
    draft.add("user_roles", "ada", user_id=ada, role="tenant_admin")
    lesson = draft.add("lessons", "webs", owner_id=ada, title="Webs", subject="Science", grade_level="5")
    draft.add("lessons", "other", owner_id=ada, title="Other", subject="Science", grade_level="5")
    versions = [
        draft.add("lesson_versions", f"{n}", lesson_id=lesson, version_no=n, objective="Draw a web.")
        for n in (1, 2)
    ]
    file = {"asset_type": "pdf", "storage_uri": "s3://1", "filename": "a.pdf", "checksum": "sha256:1"}
    asset = draft.add("assets", "file", external_id="t:file", **file)
    for n, version in enumerate(versions, 1):
        draft.add(
            "lesson_blocks",
            f"{n}",
            lesson_version_id=version,
            block_type="engage",
            sequence_index=1,
            content_md="Ask.",
        )
        draft.add("lesson_assets", f"{n}", lesson_version_id=version, asset_id=asset)
    async with connection.transaction():
        await connection.execute("SELECT app.enter_tenant($1)", draft.tenant_id)
        await draft.write(connection)
        await connection.execute(ALIGN, draft.tenant_id, versions)
        await connection.execute(PUBLISH)
    await connection.close()
    return School(database, draft)


CHANGES = [
    f"UPDATE lesson_versions SET objective = 'Another' WHERE id = {PUBLISHED}",
    f"UPDATE lesson_versions SET objective = 'Another' WHERE id = {UNPUBLISHED}",
    f"UPDATE lesson_versions SET flow = '[1]' WHERE id = {PUBLISHED}",
    f"UPDATE lesson_versions SET version_no = 7 WHERE id = {PUBLISHED}",
    f"UPDATE lesson_versions SET published_at = NULL WHERE id = {PUBLISHED}",
    f"UPDATE lesson_versions SET published_at = '2020-01-01' WHERE id = {PUBLISHED}",
    f"DELETE FROM lesson_versions WHERE id = {PUBLISHED}",
    f"DELETE FROM lesson_versions WHERE id = {UNPUBLISHED}",
    f"UPDATE lesson_blocks SET content_md = 'Tell.' WHERE lesson_version_id = {PUBLISHED}",
    (
        f"UPDATE lesson_blocks SET lesson_version_id = {PUBLISHED}, sequence_index = 2"
        f" WHERE lesson_version_id = {UNPUBLISHED}"
    ),
    (
        f"UPDATE lesson_blocks SET lesson_version_id = {UNPUBLISHED}, sequence_index = 2"
        f" WHERE lesson_version_id = {PUBLISHED}"
    ),
    f"DELETE FROM lesson_blocks WHERE lesson_version_id = {PUBLISHED}",
    (
        "INSERT INTO lesson_blocks (tenant_id, lesson_version_id, block_type, sequence_index, content_md)"
        " SELECT tenant_id, lesson_version_id, block_type, 2, '' FROM lesson_blocks"
        f" WHERE lesson_version_id = {PUBLISHED}"
    ),
    (
        "UPDATE lesson_standards SET standard_id = (SELECT id FROM standards WHERE code = 'S2')"
        f" WHERE lesson_version_id = {PUBLISHED}"
    ),
    f"DELETE FROM lesson_standards WHERE lesson_version_id = {PUBLISHED}",
    (
        "INSERT INTO lesson_standards (tenant_id, lesson_version_id, standard_id)"
        " SELECT l.tenant_id, l.lesson_version_id,"
        f" s.id FROM lesson_standards l, standards s WHERE l.lesson_version_id = {PUBLISHED} AND s.code = 'S2'"
    ),
    f"UPDATE lesson_assets SET asset_version = 2 WHERE lesson_version_id = {PUBLISHED}",
    f"UPDATE lesson_assets SET purpose = 'slide' WHERE lesson_version_id = {PUBLISHED}",
    f"DELETE FROM lesson_assets WHERE lesson_version_id = {PUBLISHED}",
    "DELETE FROM lessons WHERE title = 'Webs'",
]


@pytest.mark.parametrize("role", ROLES)
async def test_nothing_published_changes(school: School, role: str) -> None:
    connection = await school.enter(role)
    for statement in CHANGES:
        await connection.execute("SAVEPOINT s")
        # Without a tenant entered, what a superuser adds has no audience either.
        with pytest.raises((asyncpg.CheckViolationError, asyncpg.NotNullViolationError)):
            await connection.execute(statement)
        await connection.execute("ROLLBACK TO s")
    await connection.close()


@pytest.mark.parametrize("role", ROLES)
async def test_what_is_not_published_can_be_edited_and_then_published_once(school: School, role: str) -> None:
    connection = await school.enter(role)
    for statement in (
        f"UPDATE lesson_blocks SET content_md = 'Tell.' WHERE lesson_version_id = {UNPUBLISHED}",
        f"DELETE FROM lesson_standards WHERE lesson_version_id = {UNPUBLISHED}",
        f"UPDATE lesson_assets SET purpose = 'handout' WHERE lesson_version_id = {UNPUBLISHED}",
        f"UPDATE lesson_versions SET published_at = now() WHERE id = {UNPUBLISHED}",
    ):
        assert (await connection.execute(statement)).split()[-1] == "1", statement
    with pytest.raises(asyncpg.CheckViolationError, match="never change"):
        await connection.execute(
            f"UPDATE lesson_versions SET published_at = '2020-01-01' WHERE id = {UNPUBLISHED}"
        )
    await connection.close()


async def test_who_may_read_it_still_follows_the_lesson(school: School) -> None:
    connection = await school.enter("owner")
    query = "SELECT audience::text FROM lesson_blocks WHERE lesson_version_id = " + PUBLISHED
    assert await connection.fetchval(query) == "staff"
    await connection.execute("UPDATE lessons SET status = 'published', visibility = 'public'")
    assert await connection.fetchval(query) == "public"
    assert await connection.fetchval(query.replace(PUBLISHED, UNPUBLISHED)) == "staff"
    await connection.close()


async def test_a_lesson_that_was_deleted_softly_can_be_deleted_with_all_its_versions(school: School) -> None:
    connection = await school.enter("owner")
    await connection.execute("UPDATE lessons SET deleted_at = now()")
    await connection.execute("DELETE FROM lessons")
    for table in ("lesson_versions", "lesson_blocks", "lesson_standards", "lesson_assets"):
        assert await connection.fetchval(f"SELECT count(*) FROM {table}") == 0
    await connection.close()


async def test_a_tenant_can_be_deleted_with_all_it_has(school: School) -> None:
    connection = await school.enter("superuser")
    await connection.execute("DELETE FROM tenants")
    assert await connection.fetchval("SELECT count(*) FROM lesson_versions") == 0
    await connection.close()


async def test_the_version_in_use_is_one_of_the_lessons_own(school: School) -> None:
    connection = await school.enter("owner")
    await connection.execute(f"UPDATE lessons SET current_version_id = {PUBLISHED} WHERE title = 'Webs'")
    with pytest.raises(asyncpg.ForeignKeyViolationError):
        await connection.execute(f"UPDATE lessons SET current_version_id = {PUBLISHED} WHERE title = 'Other'")
    await connection.close()


async def test_two_who_save_the_next_version_at_once_do_not_get_one_number(school: School) -> None:
    first, second = await school.enter("writer"), await school.enter("writer")
    save = (
        "INSERT INTO lesson_versions (tenant_id, lesson_id, version_no)"
        " SELECT tenant_id, id, 3 FROM lessons WHERE title = 'Webs'"
    )
    await first.execute(save)
    later = asyncio.create_task(second.execute(save))
    await first.execute("COMMIT")
    with pytest.raises(asyncpg.UniqueViolationError):
        await later
    for connection in (first, second):
        await connection.close()


async def test_a_block_that_is_added_while_its_version_is_published_is_refused(school: School) -> None:
    first, second = await school.enter("writer"), await school.enter("writer")
    await first.execute(f"UPDATE lesson_versions SET published_at = now() WHERE id = {UNPUBLISHED}")
    later = asyncio.create_task(
        second.execute(
            "INSERT INTO lesson_blocks (tenant_id, lesson_version_id, block_type, sequence_index, content_md)"
            f" SELECT tenant_id, id, 'engage', 2, '' FROM lesson_versions WHERE id = {UNPUBLISHED}"
        )
    )
    watching = await asyncpg.connect(school.database.admin_url)
    await settled(later, second.get_server_pid(), watching)
    await first.execute("COMMIT")
    with pytest.raises(asyncpg.CheckViolationError, match="published"):
        await later
    for connection in (first, second, watching):
        await connection.close()


async def test_the_same_import_again_is_no_change(school: School) -> None:
    connection = await school.enter("owner")
    for table, key in (
        ("lesson_standards", ("lesson_version_id", "standard_id")),
        ("lesson_assets", ("lesson_version_id", "asset_id")),
    ):
        found = await connection.fetch(f"SELECT {', '.join(f'{name}::text' for name in key)} FROM {table}")
        written = await upsert(
            connection,
            Base.metadata.tables[table],
            UUID(school.draft.tenant_id),
            [dict(r) for r in found],
            Conflict(key),
        )
        assert (written.created, written.updated) == (set(), set())
        assert len(written.ids) == 2
    await connection.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE standards SET code = 'S9' WHERE code = 'S1'",
        "UPDATE standards SET source_guid = 'b' WHERE code = 'S2'",
        "UPDATE standards_frameworks SET code = 'TEKS'",
        "UPDATE standards_frameworks SET language = 'fr'",
    ],
)
async def test_a_standard_keeps_what_it_is_known_by(school: School, statement: str) -> None:
    connection = await school.enter("superuser")
    await connection.execute(
        "UPDATE standards SET source_guid = 'a', description = 'Better said' WHERE code = 'S2'"
    )
    with pytest.raises(asyncpg.CheckViolationError, match="keeps"):
        await connection.execute(statement)
    await connection.close()


async def test_a_changed_file_is_a_new_version_and_the_former_is_kept(school: School) -> None:
    connection = await school.enter("owner")
    await connection.execute("UPDATE assets SET size_bytes = 3, filename = 'b.pdf', version = 9")
    assert await connection.fetchval("SELECT version FROM assets") == 1
    await connection.execute("UPDATE assets SET storage_uri = 's3://2', checksum = 'sha256:2'")
    assert await connection.fetchval("SELECT version FROM assets") == 2
    kept = await connection.fetch("SELECT storage_uri, version, metadata ->> 'checksum' FROM asset_versions")
    assert [tuple(row) for row in kept] == [("s3://1", 1, "sha256:1")]
    assert await connection.fetchval("SELECT asset_version FROM lesson_assets LIMIT 1") == 1
    await connection.close()
