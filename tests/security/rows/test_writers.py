"""What row-level security lets the writer's role insert, update and delete for each viewer is what the matrix says."""

from collections.abc import AsyncIterator, Sequence
from typing import Any

import asyncpg
import orjson
import pytest

from db.models import Base
from tests.security.matrix import APPENDED, FROZEN, KEPT_FOR_UNDOING, UNREACHABLE, UNWRITTEN, WRITES
from tests.security.proof import Proof, tenant_key
from tests.security.reading import ASKING
from tests.support import world
from tests.support.viewers import Viewer

GRANTED = [table for table in WRITES if table not in {*UNREACHABLE, "tenants", *APPENDED, *UNWRITTEN}]
SAMPLE = 8
LEAVES = """
SELECT c.relname FROM pg_class c WHERE c.relname = ANY ($1) AND c.relkind = 'r'
  AND NOT EXISTS (SELECT FROM pg_constraint k JOIN pg_class b ON b.oid = k.conrelid
    WHERE k.confrelid = c.oid AND k.contype = 'f' AND b.relname <> ALL ($2))
"""
# Inserts each row on its own, and says for each whether row-level security let it pass; what else stands against it
# (a unique key, a check) comes later in PostgreSQL's own order, so it does not matter here.
TRY_INSERT = """
CREATE FUNCTION proof.try_insert(relation text, rows jsonb) RETURNS boolean[] LANGUAGE plpgsql AS $$
DECLARE
    found boolean[] := '{}';
    passed boolean;
    line jsonb;
BEGIN
    FOR line IN SELECT * FROM jsonb_array_elements(rows) LOOP
        BEGIN
            EXECUTE format('INSERT INTO %1$I SELECT * FROM jsonb_populate_record(NULL::%1$I, $1)', relation)
            USING line || jsonb_build_object('id', gen_random_uuid());
            passed := true;
        EXCEPTION WHEN insufficient_privilege THEN passed := false;
                  WHEN integrity_constraint_violation THEN passed := true;
        END;
        found := found || passed;
    END LOOP;
    RETURN found;
END
$$;
GRANT USAGE ON SCHEMA proof TO lyceum_writer;
"""


@pytest.fixture(scope="module")
async def samples(proof: Proof) -> dict[str, list[dict[str, Any]]]:
    """Some rows of each table, of the viewer's tenant and of another, as JSON."""
    found: dict[str, list[dict[str, Any]]] = {}
    for table in [*GRANTED, *APPENDED]:
        rows = await proof.connection.fetch(
            "SELECT line FROM (SELECT to_jsonb(r) AS line, t.short_code,"
            " row_number() OVER (PARTITION BY r.tenant_id ORDER BY md5(r.id::text)) AS n"
            f" FROM {table} r JOIN tenants t ON t.id = r.tenant_id) s"
            f" WHERE (short_code = '{world.OPEN}' AND n <= {SAMPLE}) OR (short_code = '{world.OTHER}' AND n <= 2)"
        )
        found[table] = [orjson.loads(row[0]) for row in rows]
    await proof.connection.execute(TRY_INSERT)
    return found


@pytest.fixture(params=ASKING, ids=str)
async def writer(
    request: pytest.FixtureRequest, proof: Proof
) -> AsyncIterator[tuple["asyncpg.Connection[Any]", Viewer]]:
    """A transaction of the writer's role for each viewer, rolled back at the end."""
    viewer: Viewer = request.param
    connection = await asyncpg.connect(proof.database.writer_url)
    transaction = connection.transaction()
    await transaction.start()
    await enter(connection, viewer)
    yield connection, viewer
    await transaction.rollback()
    await connection.close()


async def enter(connection: "asyncpg.Connection[Any]", viewer: Viewer) -> None:
    """Begins the viewer's work in the transaction."""
    claims = viewer.claims
    await connection.execute(
        "SELECT app.enter((SELECT app.tenant_of($1)), $2, $3, $4, $5)",
        claims.tenant, claims.issuer, claims.subject, " ".join(claims.scopes),
        None if claims.roles is None else " ".join(claims.roles),
    )  # fmt: skip


async def granted(proof: Proof, table: str, viewer: Viewer, rows: Sequence[str] | None = None) -> set[str]:
    """The ids of the rows that the matrix lets the viewer write; of `rows`, whatever their state, where given."""
    wanted, arguments = f"({WRITES[table]})", [viewer.key]
    if rows is not None:
        wanted += " AND r.id = ANY ($2::text[]::uuid[])"
        arguments.append(rows)  # pyright: ignore[reportArgumentType]
    elif table not in KEPT_FOR_UNDOING:
        columns = await proof.connection.fetchval(
            "SELECT count(*) FROM pg_attribute WHERE attrelid = $1::text::regclass AND attname = 'deleted_at'",
            table,
        )
        wanted += " AND r.deleted_at IS NULL" if columns else ""
    found = await proof.connection.fetch(
        f"SELECT r.id::text FROM proof.who v JOIN {table} r ON r.{tenant_key(table)} = v.tenant_id"
        f" WHERE v.key = $1 AND {wanted}",
        *arguments,
    )
    return {row[0] for row in found}


async def test_every_table_says_who_writes(proof: Proof) -> None:
    assert set(WRITES) == set(proof.tables)


async def test_updates_are_those_of_the_matrix(
    proof: Proof, writer: tuple["asyncpg.Connection[Any]", Viewer]
) -> None:
    connection, viewer = writer
    for table in GRANTED:
        # FOR UPDATE gives the rows that the policies for reading and for updating both admit.
        rows = await connection.fetch(f"SELECT id::text FROM {table} FOR UPDATE")
        assert {row[0] for row in rows} == await granted(proof, table, viewer), table


async def test_deletions_are_those_of_the_matrix(
    proof: Proof, writer: tuple["asyncpg.Connection[Any]", Viewer]
) -> None:
    connection, viewer = writer
    leaves = [row[0] for row in await proof.connection.fetch(LEAVES, GRANTED, list(UNWRITTEN))]
    assert leaves
    for table in leaves:
        loose = f"NOT {FROZEN[table]}" if table in FROZEN else "true"
        rows = await connection.fetch(f"DELETE FROM {table} r WHERE {loose} RETURNING id::text")
        kept = await proof.connection.fetch(f"SELECT r.id::text FROM {table} r WHERE NOT ({loose})")
        assert {row[0] for row in rows} == await granted(proof, table, viewer) - {row[0] for row in kept}, (
            table
        )
        assert bool(kept) == (table in FROZEN)


async def test_insertions_are_those_of_the_matrix(
    proof: Proof, writer: tuple["asyncpg.Connection[Any]", Viewer], samples: dict[str, list[dict[str, Any]]]
) -> None:
    connection, viewer = writer
    for table in [*GRANTED, *APPENDED]:
        rows = samples[table]
        passed = await connection.fetchval(
            "SELECT proof.try_insert($1, $2)", table, orjson.dumps(rows).decode()
        )
        admitted = {row["id"] for row, is_passed in zip(rows, passed, strict=True) if is_passed}
        assert admitted == await granted(proof, table, viewer, [row["id"] for row in rows]), table


@pytest.mark.parametrize("table", sorted(APPENDED))
async def test_what_is_only_added_to_can_not_be_changed(proof: Proof, table: str) -> None:
    connection = await asyncpg.connect(proof.database.writer_url)
    try:
        for statement in (f"UPDATE {table} SET id = id", f"DELETE FROM {table}", f"TRUNCATE {table}"):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await connection.execute(statement)
    finally:
        await connection.close()


@pytest.mark.parametrize("table", ["tenants", *UNREACHABLE, *sorted(UNWRITTEN)])
async def test_what_only_maintenance_writes_is_refused(proof: Proof, table: str) -> None:
    connection = await asyncpg.connect(proof.database.writer_url)
    name = next(made.fullname for made in Base.metadata.tables.values() if made.name == table)
    try:
        for statement in (
            f"UPDATE {name} SET id = id",
            f"DELETE FROM {name}",
            f"INSERT INTO {name} DEFAULT VALUES",
        ):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await connection.execute(statement)
    finally:
        await connection.close()


PRIVATE_RUN = (
    "(SELECT o.id FROM course_offerings o JOIN courses c ON c.id = o.course_id"
    " WHERE c.title = 'Private' AND o.term_name = 'open')"
)


@pytest.mark.parametrize(
    ("column", "value"), [("tenant_id", f"app.tenant_of('{world.OTHER}')"), ("offering_id", PRIVATE_RUN)]
)
async def test_a_row_can_not_be_moved_out_of_what_the_viewer_may_write(
    proof: Proof, column: str, value: str
) -> None:
    viewer = world.person(world.OPEN, "scoped school_admin")
    connection = await asyncpg.connect(proof.database.writer_url)
    try:
        async with connection.transaction():
            await enter(connection, viewer)
            with pytest.raises(asyncpg.InsufficientPrivilegeError, match="row-level security"):
                await connection.execute(
                    f"UPDATE enrollments SET {column} = {value}"
                    " WHERE id = (SELECT id FROM enrollments WHERE app.manages(organization_id) LIMIT 1)"
                )
    finally:
        await connection.close()
