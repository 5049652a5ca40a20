"""What leads from one schema to another, both ways; what is refused, with the place and the remedy."""

import asyncio
from collections.abc import Sequence

import asyncpg
import pytest

from db.roles import OWNER
from migrations.changes import Ungenerated, Wish, changes, widens
from migrations.dumped import Schema, dump
from tests.conftest import clone
from tests.support.databases import Clones

START = (
    "CREATE SCHEMA app",
    "CREATE TYPE mood AS ENUM ('glum', 'glad')",
    "CREATE TABLE wholes (tenant_id uuid NOT NULL, id uuid NOT NULL, PRIMARY KEY (tenant_id, id))",
    (
        "CREATE TABLE parts (tenant_id uuid NOT NULL, id uuid NOT NULL, whole_id uuid, name text, size integer,"
        " mood mood DEFAULT 'glad' NOT NULL, PRIMARY KEY (tenant_id, id))"
    ),
    (
        "CREATE FUNCTION app.tenant_id() RETURNS uuid LANGUAGE sql STABLE"
        " RETURN nullif(current_setting('app.tenant_id', true), '')::uuid"
    ),
    "CREATE FUNCTION app.distribute(relation text, key text) RETURNS void LANGUAGE sql AS ''",
    "CREATE FUNCTION app.replicate(relation text) RETURNS void LANGUAGE sql AS ''",
    *(
        statement
        for table in ("wholes", "parts")
        for statement in (
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
            f"CREATE POLICY maintain ON {table} TO {OWNER} USING (tenant_id = app.tenant_id())",
        )
    ),
)
USED = (
    "CREATE FUNCTION app.suits(mood mood) RETURNS boolean LANGUAGE sql IMMUTABLE RETURN mood <> 'glum'",
    "REVOKE EXECUTE ON FUNCTION app.suits(mood) FROM PUBLIC",
    "ALTER TABLE parts ADD CONSTRAINT ck_mood CHECK (mood <> 'glum' OR size > 0)",
    "CREATE INDEX ix_glum ON parts (id) WHERE mood = 'glum'",
    "CREATE POLICY read ON parts FOR SELECT TO lyceum_gateway USING (app.suits(mood))",
    "COMMENT ON TYPE mood IS 'How one feels.'",
    "COMMENT ON COLUMN parts.mood IS 'How it feels.'",
)
KEY = "ALTER TABLE parts ADD CONSTRAINT fk_whole FOREIGN KEY (tenant_id, whole_id) REFERENCES wholes (tenant_id, id)"
LOSSLESS = Wish(dropped=())
BACK = Wish()


async def run(url: str, statements: Sequence[str]) -> None:
    """Run statements in one transaction."""
    connection = await asyncpg.connect(url)
    try:
        async with connection.transaction():
            for statement in statements:
                await connection.execute(statement)
    finally:
        await connection.close()


async def made(clones: Clones, statements: Sequence[str]) -> Schema:
    """The schema that statements make of nothing."""
    async with clone(clones, "template0") as database:
        await run(database.owner_url, statements)
        return await asyncio.to_thread(dump, database.admin_url)


async def played(clones: Clones, start: Sequence[str], more: Sequence[str]) -> tuple[list[str], list[str]]:
    """The statements that make the difference and take it back, once both have been seen to do so."""
    old, new = await made(clones, start), await made(clones, (*start, *more))
    up, down = changes(old, new, LOSSLESS), changes(new, old, BACK)
    async with clone(clones, "template0") as database:
        await run(database.owner_url, start)
        for statements, wanted in ((up, new), (down, old), (up, new)):
            await run(database.owner_url, statements)
            assert await asyncio.to_thread(dump, database.admin_url) == wanted
    return up, down


GENERATED: dict[str, tuple[Sequence[str], list[str], list[str]]] = {
    "an index": (
        ["CREATE INDEX ix_name ON parts (tenant_id, name)"],
        ["CREATE INDEX ix_name ON parts USING btree (tenant_id, name)"],
        ["DROP INDEX ix_name"],
    ),
    "a column with a default": (
        ["ALTER TABLE parts ADD COLUMN note text DEFAULT 'none; yet' NOT NULL"],
        ["ALTER TABLE parts ADD COLUMN note text DEFAULT 'none; yet'::text NOT NULL"],
        ["ALTER TABLE parts DROP COLUMN note"],
    ),
    "a column whose name is a word of SQL": (
        [
            'ALTER TABLE parts ADD COLUMN "order" integer',
            "COMMENT ON COLUMN parts.\"order\" IS 'Its place.'",
            'CREATE INDEX ix_order ON parts ("order")',
        ],
        [
            'ALTER TABLE parts ADD COLUMN "order" integer',
            "COMMENT ON COLUMN parts.\"order\" IS 'Its place.'",
            'CREATE INDEX ix_order ON parts USING btree ("order")',
        ],
        ["DROP INDEX ix_order", 'ALTER TABLE parts DROP COLUMN "order"'],
    ),
    "a generated column": (
        ["ALTER TABLE parts ADD COLUMN twice integer GENERATED ALWAYS AS (size * 2) STORED"],
        ["ALTER TABLE parts ADD COLUMN twice integer GENERATED ALWAYS AS ((size * 2)) STORED"],
        ["ALTER TABLE parts DROP COLUMN twice"],
    ),
    "a comment": (
        ["COMMENT ON TABLE parts IS 'They''re small.'"],
        ["COMMENT ON TABLE parts IS 'They''re small.'"],
        ["COMMENT ON TABLE parts IS NULL"],
    ),
    "a null that is refused": (
        ["ALTER TABLE parts ALTER COLUMN name SET NOT NULL"],
        ["ALTER TABLE parts ALTER COLUMN name SET NOT NULL"],
        ["ALTER TABLE parts ALTER COLUMN name DROP NOT NULL"],
    ),
    "a wider type": (
        ["ALTER TABLE parts ALTER COLUMN size TYPE bigint"],
        ["ALTER TABLE parts ALTER COLUMN size TYPE bigint USING size::bigint"],
        ["ALTER TABLE parts ALTER COLUMN size TYPE integer USING size::integer"],
    ),
    "a foreign key": (
        [KEY],
        [
            "ALTER TABLE parts NO FORCE ROW LEVEL SECURITY",
            "ALTER TABLE wholes NO FORCE ROW LEVEL SECURITY",
            (
                "ALTER TABLE parts ADD CONSTRAINT fk_whole FOREIGN KEY (tenant_id, whole_id)"
                " REFERENCES wholes(tenant_id, id)"
            ),
            "ALTER TABLE parts FORCE ROW LEVEL SECURITY",
            "ALTER TABLE wholes FORCE ROW LEVEL SECURITY",
        ],
        ["ALTER TABLE parts DROP CONSTRAINT fk_whole"],
    ),
    "rights": (
        ["GRANT SELECT, INSERT ON parts TO lyceum_writer", "GRANT USAGE ON SCHEMA app TO lyceum_gateway"],
        [
            "GRANT USAGE ON SCHEMA app TO lyceum_gateway",
            "GRANT SELECT,INSERT ON TABLE parts TO lyceum_writer",
        ],
        [
            "REVOKE SELECT,INSERT ON TABLE parts FROM lyceum_writer",
            "REVOKE USAGE ON SCHEMA app FROM lyceum_gateway",
        ],
    ),
    "a word": (
        ["ALTER TYPE mood ADD VALUE 'calm' BEFORE 'glad'", "ALTER TYPE mood ADD VALUE 'wild'"],
        ["ALTER TYPE mood ADD VALUE 'calm' BEFORE 'glad'", "ALTER TYPE mood ADD VALUE 'wild'"],
        [
            "ALTER TYPE mood RENAME TO mood_former",
            "CREATE TYPE mood AS ENUM (\n    'glum',\n    'glad'\n)",
            "ALTER TABLE parts ALTER COLUMN mood DROP DEFAULT",
            "ALTER TABLE parts ALTER COLUMN mood TYPE mood USING mood::text::mood",
            "ALTER TABLE parts ALTER COLUMN mood SET DEFAULT 'glad'::mood",
            "DROP TYPE mood_former",
        ],
    ),
}


@pytest.mark.parametrize("what", GENERATED)
async def test_what_is_generated_leads_there_and_back(clones: Clones, what: str) -> None:
    more, up, down = GENERATED[what]
    assert await played(clones, START, more) == (up, down)


async def test_a_word_goes_again_whatever_depends_on_its_type(clones: Clones) -> None:
    _, down = await played(clones, (*START, *USED), ["ALTER TYPE mood ADD VALUE 'calm' BEFORE 'glad'"])
    assert [statement for statement in down if statement.startswith("DROP")] == [
        "DROP POLICY read ON parts",
        "DROP INDEX ix_glum",
        "DROP FUNCTION app.suits(public.mood)",
        "DROP TYPE mood_former",
    ]
    assert down[-2] == "REVOKE ALL ON FUNCTION app.suits(mood mood) FROM PUBLIC"


async def test_tables_that_refer_to_each_other_come_and_go_together(clones: Clones) -> None:
    more = [
        "CREATE TABLE ones (tenant_id uuid NOT NULL, id uuid NOT NULL, other_id uuid, PRIMARY KEY (tenant_id, id))",
        "CREATE TABLE others (tenant_id uuid NOT NULL, id uuid NOT NULL, one_id uuid, PRIMARY KEY (tenant_id, id))",
        "ALTER TABLE ones ADD CONSTRAINT fk_other FOREIGN KEY (tenant_id, other_id) REFERENCES others (tenant_id, id)",
        "ALTER TABLE others ADD CONSTRAINT fk_one FOREIGN KEY (tenant_id, one_id) REFERENCES ones (tenant_id, id)",
        "CREATE FUNCTION app.count() RETURNS bigint LANGUAGE sql STABLE RETURN (SELECT count(*) FROM ones)",
    ]
    up, down = await played(clones, START, more)
    assert up[:2] == [
        (
            "CREATE TABLE ones (\n    tenant_id uuid NOT NULL,\n    id uuid NOT NULL,\n    other_id uuid,\n"
            "    CONSTRAINT ones_pkey PRIMARY KEY (tenant_id, id)\n)"
        ),
        "SELECT app.distribute('ones', 'tenant_id')",
    ]
    assert down == [
        "ALTER TABLE ones DROP CONSTRAINT fk_other",
        "ALTER TABLE others DROP CONSTRAINT fk_one",
        "DROP TABLE others",
        "DROP FUNCTION app.count()",
        "DROP TABLE ones",
    ]


TENANT, WHOLE = "00000000-0000-7000-8000-00000000000a", "00000000-0000-7000-8000-00000000000b"


@pytest.mark.parametrize("is_there", [True, False])
async def test_a_foreign_key_is_checked_for_all_tenants(clones: Clones, is_there: bool) -> None:
    old, new = await made(clones, START), await made(clones, (*START, KEY))
    async with clone(clones, "template0") as database:
        await run(database.owner_url, START)
        whole = WHOLE if is_there else TENANT
        await run(
            database.admin_url,
            [
                f"INSERT INTO wholes VALUES ('{TENANT}', '{whole}')",
                f"INSERT INTO parts VALUES ('{TENANT}', '{TENANT}', '{WHOLE}')",
            ],
        )
        statements = changes(old, new, LOSSLESS)
        if is_there:
            await run(database.owner_url, statements)
            assert await asyncio.to_thread(dump, database.admin_url) == new
        else:
            with pytest.raises(asyncpg.ForeignKeyViolationError):
                await run(database.owner_url, statements)
            assert await asyncio.to_thread(dump, database.admin_url) == old


LOST = (
    "the models no longer have this {}, and dropping it loses what it holds. If it bears another name now, keep the "
    "old name, or add the new {} first (docs/migrating.md). To drop it: --drop {}"
)
REFUSED: dict[str, tuple[Sequence[str], str]] = {
    "a table gone": (["DROP TABLE parts"], "parts: " + LOST.format("table", "table", "parts")),
    "a column gone": (
        ["ALTER TABLE parts DROP COLUMN name"],
        "parts.name: " + LOST.format("column", "column", "parts.name"),
    ),
    "a column renamed": (
        ["ALTER TABLE parts RENAME COLUMN name TO title"],
        "parts.name: " + LOST.format("column", "column", "parts.name"),
    ),
    "a column without a value": (
        ["ALTER TABLE parts ADD COLUMN note text NOT NULL"],
        (
            "parts.note: rows that are there have no value for it. Give it a default, or let it be null (`… | None`) "
            "until they have one (docs/migrating.md)"
        ),
    ),
    "a narrower type": (
        ["ALTER TABLE parts ALTER COLUMN size TYPE smallint"],
        (
            "parts.size: from integer to smallint values may be lost or refused; add another column, and fill it "
            "(docs/migrating.md)"
        ),
    ),
    "another generated value": (
        [
            "ALTER TABLE parts DROP COLUMN size",
            "ALTER TABLE parts ADD COLUMN size integer GENERATED ALWAYS AS (1) STORED",
        ],
        "parts.size: what is generated can't be changed in place; add another column (docs/migrating.md)",
    ),
    "a word gone": (
        [
            "ALTER TABLE parts DROP COLUMN mood",
            "DROP TYPE mood",
            "CREATE TYPE mood AS ENUM ('glad')",
            "ALTER TABLE parts ADD COLUMN mood mood DEFAULT 'glad' NOT NULL",
        ],
        (
            "mood: a word of an enum can't be taken away or moved while rows may hold it: 'glum'. Keep it where it is, "
            "and say in its comment that it is no longer used (docs/migrating.md)"
        ),
    ),
    "a view": (
        ["CREATE VIEW seen AS SELECT 1 AS one"],
        "view seen: nobody has said yet how it is generated",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
async def test_what_is_not_generated_is_named_with_its_remedy(clones: Clones, what: str) -> None:
    more, reason = REFUSED[what]
    old, new = await made(clones, START), await made(clones, (*START, *more))
    with pytest.raises(Ungenerated) as caught:
        changes(old, new, LOSSLESS)
    assert str(caught.value) == reason


async def test_what_may_be_lost_is_dropped(clones: Clones) -> None:
    old, new = await made(clones, START), await made(clones, (*START, "ALTER TABLE parts DROP COLUMN name"))
    assert changes(old, new, Wish(dropped=["parts.name"])) == ["ALTER TABLE parts DROP COLUMN name"]


async def test_the_order_of_columns_is_no_difference(clones: Clones) -> None:
    pairs = await made(clones, ["CREATE TABLE pairs (a int, b text)"])
    assert pairs == await made(clones, ["CREATE TABLE pairs (b text, a int)"])
    assert pairs != await made(clones, ["CREATE TABLE pairs (b text, a text)"])


@pytest.mark.parametrize(
    ("old", "new", "is_wider"),
    [
        ("integer", "bigint", True),
        ("bigint", "integer", False),
        ("integer", "numeric", False),
        ("character varying(5)", "text", True),
        ("text", "character varying(5)", False),
        ("numeric(5,2)", "numeric(6,2)", True),
        ("numeric(5,2)", "numeric(6,4)", False),
        ("numeric(5,2)", "numeric", True),
        ("numeric", "numeric(5,2)", False),
        ("uuid", "text", False),
    ],
)
def test_a_type_is_wider_where_every_value_stays_as_it_is(old: str, new: str, is_wider: bool) -> None:
    assert widens(old, new) is is_wider
