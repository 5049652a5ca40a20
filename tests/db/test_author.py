"""A change of the models becomes a revision by itself: the guide's example, and a change of every kind, are played on a
database with data, in a copy of the project.
"""

from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import orjson
import pytest

from db.maintenance import migrate
from tests.conftest import clone
from tests.db.model_changes import CHANGES
from tests.support.checkout import SOURCE, Checkout
from tests.support.databases import Clones, Database
from tests.support.dumps import dump

NEWEST = migrate.head()
NEXT = f"{int(NEWEST) + 1:04}"
TABLES = """
SELECT c.oid::regclass::text FROM pg_class c
WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relname NOT IN ('alembic_version', 'audit_logs')
  AND c.relnamespace::regnamespace::text IN ('public', 'identity', 'gateway')
"""
DESCRIBE = """
import asyncio, sys, asyncpg
from db.derived import ddl
async def make():
    connection = await asyncpg.connect(sys.argv[1])
    async with connection.transaction():
        for statement in ddl.statements():
            await connection.execute(statement)
asyncio.run(make())
"""
MOVE = """
import sys
from db.maintenance import migrate
getattr(migrate, sys.argv[1])(sys.argv[2], revision=sys.argv[3])
"""


@pytest.fixture
async def peopled(clones: Clones, world_template: str) -> AsyncIterator[Database]:
    """A migrated database with the small world, of the test's own."""
    async with clone(clones, world_template) as made:
        yield made


async def rows(database: Database) -> dict[str, int]:
    """How many rows each table holds."""
    connection = await asyncpg.connect(database.admin_url)
    try:
        names = [row[0] for row in await connection.fetch(TABLES)]
        return {name: await connection.fetchval(f"SELECT count(*) FROM {name}") for name in names}
    finally:
        await connection.close()


async def leads_to_the_models(checkout: Checkout, database: Database, clones: Clones) -> None:
    """Upgrade the database, and compare it with what the models describe; then there is nothing more to do."""
    await checkout.done("-c", MOVE, "upgrade", database.owner_url, "head")
    async with clone(clones, "template0") as described:
        await checkout.done("-c", DESCRIBE, described.owner_url)
        assert await dump(database.admin_url) == await dump(described.admin_url)
    said = await checkout.done("-m", "migrations.author", "something_else")
    assert said == "There is nothing to do: the revisions lead to what the models say."


def guides_model() -> str:
    """The guide's example of a model, under a name that the project doesn't have yet."""
    guide = (SOURCE / "docs" / "contributing.md").read_text()
    model = guide.partition("**The model**")[2].partition("```python\n")[2].partition("```")[0]
    return model.replace("certificates", "diplomas").replace("Certificate", "Diploma")


async def test_the_guides_example_becomes_a_revision(
    tmp_path: Path, clones: Clones, peopled: Database
) -> None:
    checkout = Checkout(tmp_path)
    was, held, before = await dump(peopled.admin_url), await rows(peopled), checkout.revisions()
    (tmp_path / "db" / "models" / "honours.py").write_text(guides_model())
    checkout.change("__init__", '    "grading",\n', '    "grading",\n    "honours",\n')
    said = await checkout.done("-m", "migrations.author", "honours")
    assert said == f"migrations/versions/{NEXT}_honours.sql: read it; this is what will run."
    after = checkout.revisions()
    assert {name: after[name] for name in before} == before
    assert set(after) - set(before) == {f"{NEXT}_honours.py", f"{NEXT}_honours.sql"}
    assert "SELECT app.audit('diplomas', " in after[f"{NEXT}_honours.sql"]

    await leads_to_the_models(checkout, peopled, clones)
    assert await rows(peopled) == held | {"diplomas": 0}
    again = await checkout.run("-m", "migrations.author", "honours")
    assert (again.returncode, again.stdout) == (1, "")
    assert again.stderr == (
        f"author: the revision {NEXT}_honours is there, and a revision is never written again: choose another "
        "topic, or, while no database but your own has run it, remove its two files first\n"
    )
    assert checkout.revisions() == after

    await checkout.done("-c", MOVE, "downgrade", peopled.owner_url, NEWEST)
    assert (await dump(peopled.admin_url), await rows(peopled)) == (was, held)


async def logged(database: Database) -> list[tuple[dict[str, str], dict[str, str]]]:
    """What the audit log says, before and after, of a change of a person's names."""
    connection = await asyncpg.connect(database.owner_url)
    tenant = "(SELECT id FROM tenants ORDER BY id LIMIT 1)"
    try:
        async with connection.transaction():
            await connection.execute(f"SELECT app.enter_tenant({tenant})")
            await connection.execute(
                "UPDATE users SET nickname = 'Bo', given_name = 'Robert', family_name = 'Tables'"
                " WHERE id = (SELECT min(id::text)::uuid FROM users)"
            )
            found = await connection.fetch(
                "SELECT before, after FROM audit_logs WHERE table_name = 'users' AND created_at = now()"
            )
        return [(orjson.loads(row[0]), orjson.loads(row[1])) for row in found]
    finally:
        await connection.close()


async def test_a_change_of_every_kind_becomes_a_revision(
    tmp_path: Path, clones: Clones, peopled: Database
) -> None:
    checkout = Checkout(tmp_path)
    was, held = await dump(peopled.admin_url), await rows(peopled)
    for file, old, new in CHANGES:
        checkout.change(file, old, new)
    await checkout.done("-m", "migrations.author", "every_kind")
    await checkout.keeps_the_rules_of_a_cluster()

    await leads_to_the_models(checkout, peopled, clones)
    assert await rows(peopled) == held | {"praises": 0}
    ((_, told),) = await logged(peopled)
    assert told == {"nickname": "(masked)", "given_name": "(masked)", "family_name": "Tables"}

    await checkout.done("-c", MOVE, "downgrade", peopled.owner_url, NEWEST)
    assert (await dump(peopled.admin_url), await rows(peopled)) == (was, held)
    await checkout.done("-c", MOVE, "upgrade", peopled.owner_url, "head")
    ((_, told),) = await logged(peopled)
    assert told == {"nickname": "(masked)"}


async def test_a_column_is_renamed_as_the_page_on_migrating_says(
    tmp_path: Path, clones: Clones, peopled: Database
) -> None:
    checkout = Checkout(tmp_path)
    badge = next(line for line in checkout.model("recognition") if line.startswith("    badge: "))
    award = badge.replace("badge:", "award:")
    held = await column(peopled, "badge")
    assert any(held)
    checkout.change("recognition", badge, award + badge)
    await checkout.done("-m", "migrations.author", "award")
    await checkout.done("-c", MOVE, "upgrade", peopled.owner_url, "head")
    page = (SOURCE / "docs" / "migrating.md").read_text()
    await run(peopled.owner_url, page.partition("```sql\n")[2].partition("```")[0])
    assert await column(peopled, "award") == held

    checkout.change("recognition", award + badge, award)
    refused = await checkout.run("-m", "migrations.author", "award_only")
    assert refused.returncode == 1
    assert refused.stderr == (
        "author: achievements.badge: the models no longer have this column, and dropping it loses what it holds. If it "
        "bears another name now, keep the old name, or add the new column first (docs/migrating.md). To drop it: "
        "--drop achievements.badge\n"
    )
    assert not [name for name in checkout.revisions() if "award_only" in name]
    await checkout.done("-m", "migrations.author", "award_only", "--drop", "achievements.badge")
    await leads_to_the_models(checkout, peopled, clones)
    assert await column(peopled, "award") == held
    await checkout.done("-c", MOVE, "downgrade", peopled.owner_url, NEWEST)
    assert await column(peopled, "badge") == [None] * len(held)


async def column(database: Database, name: str) -> list[str | None]:
    """What a column of the achievements holds."""
    connection = await asyncpg.connect(database.admin_url)
    try:
        return [
            row[0]
            for row in await connection.fetch(f"SELECT {name} FROM achievements ORDER BY tenant_id, id")
        ]
    finally:
        await connection.close()


async def run(url: str, statement: str) -> None:
    """Run a statement of one's own."""
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
