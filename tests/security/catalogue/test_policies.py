"""The policy lint: what the catalogue says of row-level security, roles, rights and functions."""

import re
from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest

from db.roles import GATEWAY, OWNER, WRITER
from tests.security.proof import TENANT_TABLES
from tests.support.databases import Database

Connection = "asyncpg.Connection[Any]"

POLICIES = """
SELECT tablename, policyname, permissive, roles::text[], cmd, qual, with_check,
    coalesce(qual, '') || ' ' || coalesce(with_check, '') AS said
FROM pg_policies ORDER BY 1, 2
"""
OURS = "('public', 'app', 'identity', 'gateway')"
OVER_CLAIMS = (
    "tenant_id", "user_id", "audience", "permits", "permitted_tenant", "reaches", "reaches_in", "is_person",
    "is_family", "is_pupil", "belongs", "teaches", "manages", "holds", "takes", "has_keys", "attempts",
)  # fmt: skip
"""The functions that a policy may call: each reads one claim, or asks two that do."""
CLOCK = "statement_timestamp"
"""The time of the statement, which policies compare with the time that a row is open: PostgreSQL's own, and stable."""
PERMITTED = "CASE WHEN app.permits(scope) THEN app.tenant_id() ELSE NULL::uuid END"
"""All that `app.permitted_tenant` returns."""
MAINTENANCE = (
    "app.enter_client", "app.enter_tenant", "app.tell_workers", "app.distribute", "app.replicate", "app.audit",
    "app.make_partition", "app.keep_partitions", "app.forget", "app.drop_empty_partitions", "app.redact",
)  # fmt: skip
FOR_EVERYONE = (
    "app.check_certificate",
    "app.client",
    "app.dealt_with",
    "app.enter",
    "app.tenant_of",
    "app.region_of",
    "app.stay_in",
    "app.schema_revision",
)
"""SECURITY DEFINER functions that the gateway calls: before and on entry, where a mask asks, and for its health."""


@pytest.fixture(scope="module")
async def catalogue(module_database: Database) -> AsyncIterator["asyncpg.Connection[Any]"]:
    """A superuser's connection to a migrated database."""
    connection = await asyncpg.connect(module_database.admin_url)
    yield connection
    await connection.close()


async def column(connection: "asyncpg.Connection[Any]", query: str, *arguments: object) -> list[Any]:
    """The first column of a query."""
    return [row[0] for row in await connection.fetch(query, *arguments)]


async def test_every_tenant_table_is_enabled_and_forced(catalogue: "asyncpg.Connection[Any]") -> None:
    tables = await column(catalogue, TENANT_TABLES)
    forced = await column(
        catalogue,
        "SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity AND relkind IN ('r', 'p')",
    )
    assert len(tables) > 20
    assert set(tables) <= set(forced)
    assert set(await column(catalogue, "SELECT DISTINCT tablename FROM pg_policies")) == set(tables)


async def test_every_policy_is_bound_to_the_tenant_and_to_named_roles(
    catalogue: "asyncpg.Connection[Any]",
) -> None:
    for row in await catalogue.fetch(POLICIES):
        name = f"{row['tablename']}.{row['policyname']}"
        assert row["permissive"] == "PERMISSIVE", name
        assert set(row["roles"]) <= {GATEWAY, WRITER, OWNER}, name
        if GATEWAY in row["roles"]:
            assert row["cmd"] == "SELECT", f"{name}: the gateway only reads"
        if row["tablename"] == "tenants" and row["roles"] == [OWNER]:
            continue  # Making a tenant, and finding one by its code, comes before any claim.
        key = "id" if row["tablename"] == "tenants" else "tenant_id"
        is_whole = key == "id" or row["roles"] == [OWNER]
        whose = r"tenant_id\(\)" if is_whole else r"permitted_tenant\('[a-z_]+(:read|:write)?'::text\)"
        for condition in filter(None, (row["qual"], row["with_check"])):
            stripped = condition.strip("(")
            assert re.match(rf"{key} = app\.{whose}", stripped), name
            assert not re.match(rf"{key} = app\.{whose}\)? OR", stripped), name


async def test_a_deleted_row_is_seen_by_nobody(catalogue: "asyncpg.Connection[Any]") -> None:
    deletable = set(
        await column(
            catalogue,
            "SELECT c.relname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
            " WHERE a.attname = 'deleted_at' AND c.relkind IN ('r', 'p')",
        )
    )
    read = {
        row["tablename"]: row["qual"] for row in await catalogue.fetch(POLICIES) if row["cmd"] == "SELECT"
    }
    assert deletable <= set(read)
    by_audience = {name for name in deletable if "(deleted_at IS NULL)" not in read[name]}
    for name in by_audience:
        # `nobody` lies below the lowest circle that a viewer may name, and is what a deletion makes of the audience.
        assert "audience >= app.audience()" in read[name], name
        [kept] = await column(
            catalogue,
            "SELECT pg_get_functiondef(tgfoid) FROM pg_trigger"
            " WHERE tgrelid = $1::text::regclass AND tgname = 'inherit'",
            name,
        )
        assert "WHEN NEW.deleted_at IS NOT NULL THEN 'nobody'" in kept, name
    assert len(deletable - by_audience) > 5 < len(by_audience)


async def test_no_policy_holds_a_query(catalogue: "asyncpg.Connection[Any]") -> None:
    found = await catalogue.fetch(
        "SELECT polrelid::regclass::text, polname FROM pg_policy"
        " WHERE coalesce(polqual::text, '') || coalesce(polwithcheck::text, '') ~ '\\{(SUBLINK|QUERY|RANGETBLENTRY)'"
    )
    assert [tuple(row) for row in found] == []


async def test_every_function_of_a_policy_is_stable_and_reads_one_claim(
    catalogue: "asyncpg.Connection[Any]",
) -> None:
    called: set[str] = set()
    for row in await catalogue.fetch(POLICIES):
        called |= set(re.findall(r"(?<![\w.])((?:\w+\.)?\w+)\(", row["said"])) - {"AND", "OR", "NOT", "ANY"}
    assert CLOCK in called
    called.remove(CLOCK)
    assert called <= {f"app.{name}" for name in OVER_CLAIMS}
    assert {"app.tenant_id", "app.reaches"} <= called
    for name in called:
        rows = await catalogue.fetch(
            "SELECT provolatile::text AS volatility, prosecdef, pg_get_functiondef(oid) AS body FROM pg_proc"
            " WHERE pronamespace = 'app'::regnamespace AND proname = $1",
            name.removeprefix("app."),
        )
        [function] = rows
        assert function["volatility"] in ("s", "i"), name
        assert not function["prosecdef"], f"{name} needs no rights"
        if name == "app.permitted_tenant":
            assert function["body"].rstrip().endswith(f"RETURN {PERMITTED}")
        else:
            assert function["body"].count("current_setting('app.") == 1, f"{name} reads one claim"
        assert not re.search(r"\bSELECT\b|\bFROM\b", function["body"].split("RETURN", 1)[1]), name
    enums = await column(
        catalogue,
        "SELECT DISTINCT p.oid::regprocedure::text FROM pg_depend d JOIN pg_policy y ON y.oid = d.objid"
        " JOIN pg_proc p ON p.oid = d.refobjid"
        " WHERE d.classid = 'pg_policy'::regclass AND d.refclassid = 'pg_proc'::regclass",
    )
    assert {name.split("(")[0] for name in enums} == called, (
        "the catalogue's own list of dependencies says the same"
    )


async def test_every_column_of_a_policy_leads_an_index(catalogue: "asyncpg.Connection[Any]") -> None:
    missing: list[str] = []
    for row in await catalogue.fetch(
        "SELECT y.polrelid, y.polrelid::regclass::text AS name, array_agg(DISTINCT a.attname::text) AS columns"
        " FROM pg_policy y JOIN pg_depend d ON d.classid = 'pg_policy'::regclass AND d.objid = y.oid"
        " JOIN pg_attribute a ON a.attrelid = y.polrelid AND d.refclassid = 'pg_class'::regclass"
        "   AND d.refobjid = y.polrelid AND a.attnum = d.refobjsubid GROUP BY 1, 2"
    ):
        led = await leading(catalogue, row["polrelid"])
        missing += [f"{row['name']}.{name}" for name in row["columns"] if name not in led]
    assert missing == []


async def leading(connection: "asyncpg.Connection[Any]", relation: int) -> set[str]:
    """The columns that lead an index of the table, or come first after the tenant."""
    indexes = await column(
        connection,
        "SELECT array(SELECT a.attname::text FROM unnest(i.indkey::int2[]) WITH ORDINALITY k (n, place)"
        " LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.n ORDER BY place)"
        " FROM pg_index i WHERE i.indrelid = $1",
        relation,
    )
    return {keys[0] for keys in indexes} | {
        keys[1] for keys in indexes if len(keys) > 1 and keys[0] == "tenant_id"
    }


async def test_the_serving_roles_own_nothing_and_can_bypass_nothing(
    catalogue: "asyncpg.Connection[Any]",
) -> None:
    for role in (GATEWAY, WRITER):
        owned = await column(
            catalogue,
            "SELECT classid::regclass::text FROM pg_shdepend WHERE deptype = 'o' AND refobjid = $1::text::regrole",
            role,
        )
        assert owned == [], f"{role} owns nothing"
        member = await column(
            catalogue,
            "SELECT roleid::regrole::text FROM pg_auth_members WHERE member = $1::text::regrole",
            role,
        )
        assert member == [], f"{role} is a member of no role"
    mighty = await column(
        catalogue,
        "SELECT rolname FROM pg_roles WHERE rolname LIKE 'lyceum%'"
        " AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication)",
    )
    assert mighty == []


RIGHTS = f"""
SELECT n.nspname || '.' || c.relname AS name, a.privilege_type AS right
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace, aclexplode(c.relacl) a
WHERE n.nspname IN {OURS} AND a.grantee = $1::oid ORDER BY 1, 2
"""


async def test_the_gateway_may_only_select_and_only_in_the_open_schema(
    catalogue: "asyncpg.Connection[Any]",
) -> None:
    gateway = await catalogue.fetchval("SELECT $1::text::regrole::oid", GATEWAY)
    rights = await catalogue.fetch(RIGHTS, gateway)
    assert {row["right"] for row in rights} == {"SELECT"}
    assert {row["name"].split(".")[0] for row in rights} == {"public"}
    assert "public.alembic_version" not in {row["name"] for row in rights}
    writer = await catalogue.fetchval("SELECT $1::text::regrole::oid", WRITER)
    rights = await catalogue.fetch(RIGHTS, writer)
    assert {row["right"] for row in rights} == {"SELECT", "INSERT", "UPDATE", "DELETE"}
    assert {row["name"].split(".")[0] for row in rights} == {"public"}
    columns = await column(
        catalogue, "SELECT attrelid::regclass::text FROM pg_attribute WHERE attacl IS NOT NULL AND attnum > 0"
    )
    assert [name for name in columns if "pg_" not in name] == []
    for schema in ("identity", "gateway"):
        for role in (GATEWAY, WRITER):
            assert not await catalogue.fetchval("SELECT has_schema_privilege($1, $2, 'USAGE')", role, schema)
    for schema in ("public", "app"):
        for role in (GATEWAY, WRITER):
            assert not await catalogue.fetchval("SELECT has_schema_privilege($1, $2, 'CREATE')", role, schema)
    for role in (GATEWAY, WRITER):
        assert not await catalogue.fetchval(
            "SELECT has_database_privilege($1, current_database(), 'CREATE,TEMPORARY')", role
        )


async def test_the_months_of_a_log_are_reached_through_the_log_alone(
    catalogue: "asyncpg.Connection[Any]",
) -> None:
    months = await catalogue.fetch(
        "SELECT c.relname, c.relrowsecurity, c.relispartition, c.relacl IS NULL AS is_the_owners_own,"
        " c.relowner::regrole::text AS owner FROM pg_class c"
        " WHERE c.relnamespace = 'logs'::regnamespace AND c.relkind IN ('r', 'p')"
    )
    assert len(months) >= 2 * 5, "four months and the rest, of two logs"
    for row in months:
        wanted = (True, True, True, OWNER)
        assert tuple(row)[1:] == wanted, row["relname"]
    for role in (GATEWAY, WRITER):
        assert not await catalogue.fetchval("SELECT has_schema_privilege($1, 'logs', 'USAGE')", role)


async def test_everyone_else_may_nothing(catalogue: "asyncpg.Connection[Any]") -> None:
    assert [tuple(row) for row in await catalogue.fetch(RIGHTS, 0)] == []
    schemas = await column(
        catalogue,
        f"SELECT nspname || ' ' || a.privilege_type FROM pg_namespace, aclexplode(nspacl) a"
        f" WHERE nspname IN {OURS} AND a.grantee = 0",
    )
    assert set(schemas) <= {"public USAGE"}
    database = await column(
        catalogue,
        "SELECT a.privilege_type FROM pg_database, aclexplode(datacl) a"
        " WHERE datname = current_database() AND a.grantee = 0",
    )
    assert database == []


async def test_maintenance_is_not_for_the_serving_roles(catalogue: "asyncpg.Connection[Any]") -> None:
    for role in (GATEWAY, WRITER):
        may = await column(
            catalogue,
            "SELECT oid::regproc::text FROM pg_proc WHERE pronamespace = 'app'::regnamespace"
            " AND prorettype <> 'trigger'::regtype AND has_function_privilege($1, oid, 'EXECUTE')", role,
        )  # fmt: skip
        assert not set(may) & set(MAINTENANCE), role
        assert set(FOR_EVERYONE) <= set(may)


async def test_a_function_with_its_owners_rights_has_a_fixed_search_path(
    catalogue: "asyncpg.Connection[Any]",
) -> None:
    rows = await catalogue.fetch(
        "SELECT p.oid::regproc::text AS name, p.proconfig, p.prorettype = 'trigger'::regtype AS is_trigger,"
        " p.proowner::regrole::text AS owner FROM pg_proc p"
        f" WHERE p.pronamespace::regnamespace::text IN {OURS} AND p.prosecdef"
    )
    assert rows
    for row in rows:
        assert row["owner"] == OWNER, row["name"]
        settings = [setting for setting in row["proconfig"] if not setting.startswith("plan_cache_mode=")]
        assert settings == ["search_path=pg_catalog, public, pg_temp"], row["name"]
    assert {row["name"] for row in rows if not row["is_trigger"]} == {*FOR_EVERYONE, "app.enter_client"}


async def test_a_trigger_function_can_not_be_called_to_act_with_its_owners_rights(
    catalogue: "asyncpg.Connection[Any]",
) -> None:
    loose = await column(
        catalogue,
        "SELECT p.oid::regproc::text FROM pg_proc p LEFT JOIN pg_trigger t ON t.tgfoid = p.oid"
        " WHERE p.pronamespace = 'app'::regnamespace AND p.prorettype = 'trigger'::regtype AND t.oid IS NULL",
    )
    assert loose == [], "every trigger function serves a trigger"
    assert not await catalogue.fetchval(f"SELECT has_table_privilege('{WRITER}', 'courses', 'TRIGGER')")


async def test_nothing_else_opens_a_way_around_the_policies(catalogue: "asyncpg.Connection[Any]") -> None:
    # Views run with their owner's rights, and rules and inheritance bypass the policies of the table that is asked.
    assert await column(
        catalogue,
        f"SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        f" WHERE n.nspname IN {OURS} AND c.relkind NOT IN ('r', 'p', 'i', 'I', 't')",
    ) == []  # fmt: skip
    assert await column(catalogue, "SELECT extname FROM pg_extension") == ["plpgsql"]


@pytest.mark.parametrize(
    "scopes", ["everything", "catalogue:read staff", "staff:read everything ", ":read", "sensitive"]
)
async def test_a_partner_can_not_be_given_a_word_that_only_roles_reach(
    catalogue: "asyncpg.Connection[Any]", scopes: str
) -> None:
    with pytest.raises(asyncpg.CheckViolationError):
        await catalogue.execute(
            "INSERT INTO gateway.clients (tenant_id, issuer, subject, name, scopes)"
            " VALUES (uuidv7(), 'i', 's', 'n', $1)",
            scopes,
        )
