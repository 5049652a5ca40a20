"""The rules that every table obeys, read from PostgreSQL's catalogue, so that a new table can't be forgotten."""

from typing import Any

OURS = "('public', 'identity', 'gateway')"
TABLES = f"""
SELECT c.oid, n.nspname || '.' || c.relname AS name, c.relname AS bare, EXISTS (
    SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant_id') AS is_owned
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND n.nspname IN {OURS} AND c.relname <> 'alembic_version'
"""
GLOBAL = {
    "public.countries", "public.domains", "public.subjects", "public.standards_frameworks", "public.standards",
    "public.standard_associations", "public.tenants", "identity.accounts", "identity.account_identities",
    "identity.reset_tokens", "identity.invitations",
}  # fmt: skip
"""The few tables that belong to no tenant."""


async def test_global_tables_are_few_and_named(catalogue: Any) -> None:
    tables = await catalogue.fetch(TABLES)
    assert {row["name"] for row in tables if not row["is_owned"]} == GLOBAL


async def test_every_primary_key_is_the_id_led_by_the_tenant(catalogue: Any) -> None:
    keys = {
        row["name"]: row["keys"]
        for row in await catalogue.fetch(
            f"SELECT t.name, array(SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY u (n, place)"
            f" JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = u.n ORDER BY place) AS keys"
            f" FROM ({TABLES}) t LEFT JOIN pg_constraint k ON k.conrelid = t.oid AND k.contype = 'p'"
        )
    }
    owned = {row["name"] for row in await catalogue.fetch(TABLES) if row["is_owned"]}
    for name, columns in keys.items():
        assert columns == (["tenant_id", "id"] if name in owned else ["id"]), name


async def test_every_id_is_a_uuid_version_7_made_by_the_database(catalogue: Any) -> None:
    found = await catalogue.fetch(
        f"SELECT t.name, format_type(a.atttypid, NULL) AS kind, pg_get_expr(d.adbin, d.adrelid) AS made"
        f" FROM ({TABLES}) t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attname = 'id'"
        f" LEFT JOIN pg_attrdef d ON d.adrelid = t.oid AND d.adnum = a.attnum"
    )
    assert len(found) == len(await catalogue.fetch(TABLES))
    for row in found:
        assert (row["kind"], row["made"]) == ("uuid", "uuidv7()"), row["name"]


async def test_the_tenant_is_always_stated(catalogue: Any) -> None:
    found = await catalogue.fetch(
        f"SELECT t.name, a.attnotnull, a.atthasdef FROM ({TABLES}) t"
        f" JOIN pg_attribute a ON a.attrelid = t.oid AND a.attname = 'tenant_id'"
    )
    for row in found:
        assert (row["attnotnull"], row["atthasdef"]) == (True, False), row["name"]


INDEXES = f"""
SELECT t.name, t.is_owned, i.indexrelid::regclass::text AS index, i.indisunique, i.indpred IS NOT NULL AS is_partial,
    pg_get_expr(i.indpred, i.indrelid) AS predicate, am.amname, i.indexrelid, k.condeferrable, i.indnullsnotdistinct,
    array(SELECT pg_get_indexdef(i.indexrelid, n, true) FROM generate_series(1, i.indnkeyatts) n) AS keys
FROM ({TABLES}) t JOIN pg_index i ON i.indrelid = t.oid JOIN pg_class c ON c.oid = i.indexrelid
JOIN pg_am am ON am.oid = c.relam LEFT JOIN pg_constraint k ON k.conindid = i.indexrelid AND k.contype IN ('p', 'u')
"""


async def test_every_unique_key_begins_with_the_tenant(catalogue: Any) -> None:
    for row in await catalogue.fetch(INDEXES):
        if row["indisunique"] and row["is_owned"]:
            assert row["keys"][0] == "tenant_id", row["index"]


async def test_every_index_but_those_over_values_begins_with_the_tenant(catalogue: Any) -> None:
    for row in await catalogue.fetch(INDEXES):
        if row["is_owned"] and row["amname"] == "btree":
            assert row["keys"][0] == "tenant_id", row["index"]


async def test_no_index_is_covered_by_another(catalogue: Any) -> None:
    rows = await catalogue.fetch(INDEXES)
    covered = [
        (one["index"], other["index"])
        for one in rows
        for other in rows
        if one["indexrelid"] != other["indexrelid"]
        and one["name"] == other["name"]
        and one["amname"] == other["amname"] == "btree"
        and not one["indisunique"]
        and one["keys"] == other["keys"][: len(one["keys"])]
        and (not other["is_partial"] or one["predicate"] == other["predicate"])
    ]
    assert covered == []
    unique = [
        (one["index"], other["index"])
        for one in rows
        for other in rows
        if one["indexrelid"] < other["indexrelid"]
        and one["name"] == other["name"]
        and one["indisunique"]
        and other["indisunique"]
        and one["keys"] == other["keys"]
        and one["predicate"] == other["predicate"]
    ]
    assert unique == []


FOREIGN_KEYS = f"""
SELECT k.conname, t.name, t.is_owned, r.name AS target, r.is_owned AS target_is_owned, k.confdeltype::text AS on_delete,
    k.confdelsetcols, array(SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY u (n, p)
        JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.n ORDER BY p) AS here,
    array(SELECT a.attname::text FROM unnest(k.confkey) WITH ORDINALITY u (n, p)
        JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.n ORDER BY p) AS there
FROM pg_constraint k JOIN ({TABLES}) t ON t.oid = k.conrelid JOIN ({TABLES}) r ON r.oid = k.confrelid
WHERE k.contype = 'f'
"""


async def test_a_foreign_key_between_tenant_tables_carries_the_tenant(catalogue: Any) -> None:
    rows = await catalogue.fetch(FOREIGN_KEYS)
    assert len(rows) > 60
    for row in rows:
        if row["is_owned"] and row["target_is_owned"]:
            assert row["here"][0] == row["there"][0] == "tenant_id", row["conname"]
            assert row["there"][-1] == "id", row["conname"]
        elif row["target"] == "public.tenants":
            assert (row["here"], row["there"]) == (["tenant_id"], ["id"]), row["conname"]
        elif row["name"] == "public.tenants" and row["target_is_owned"]:
            assert row["here"][0] == "id", row["conname"]
        else:
            assert (len(row["here"]), row["there"]) == (1, ["id"]), row["conname"]


async def test_every_tenant_row_belongs_to_a_tenant_that_exists(catalogue: Any) -> None:
    pointing = {
        row["name"] for row in await catalogue.fetch(FOREIGN_KEYS) if row["target"] == "public.tenants"
    }
    assert pointing == {row["name"] for row in await catalogue.fetch(TABLES) if row["is_owned"]}


ANY_ROW = {
    ("public.audit_logs", "row_id"), ("public.audit_logs", "actor_id"), ("public.events", "subject_id"),
}  # fmt: skip
"""What a log says of a row of any table; it outlives the row."""


async def test_every_column_that_names_a_row_is_a_foreign_key(catalogue: Any) -> None:
    keyed = {(row["name"], column) for row in await catalogue.fetch(FOREIGN_KEYS) for column in row["here"]}
    columns = await catalogue.fetch(
        f"SELECT t.name, a.attname::text AS column FROM ({TABLES}) t JOIN pg_attribute a ON a.attrelid = t.oid"
        f" WHERE a.attnum > 0 AND NOT a.attisdropped AND format_type(a.atttypid, NULL) = 'uuid' AND a.attname <> 'id'"
    )
    loose = {(row["name"], row["column"]) for row in columns} - keyed - ANY_ROW
    traces = {(name, column) for name, column in loose if column in ("created_by", "updated_by")}
    assert loose - traces == set()


async def test_a_foreign_key_cascades_or_takes_no_action(catalogue: Any) -> None:
    rows = await catalogue.fetch(FOREIGN_KEYS)
    assert {row["on_delete"] for row in rows} == {"a", "c"}
    assert [row["conname"] for row in rows if row["confdelsetcols"]] == []


async def test_every_foreign_key_leads_an_index(catalogue: Any) -> None:
    led = [(row["name"], row["keys"]) for row in await catalogue.fetch(INDEXES) if not row["is_partial"]]
    for row in await catalogue.fetch(FOREIGN_KEYS):
        if row["here"] in (["tenant_id"], ["id", "logo_asset_id"]):
            continue  # Every index leads with the tenant; and of tenants there are few.
        column = row["here"][-1]
        wanted = {tuple(row["here"]), ("tenant_id", column)}
        starts = {tuple(keys[:n]) for name, keys in led for n in (1, 2, 3) if name == row["name"]}
        assert starts & wanted, row["conname"]


async def test_everything_is_described(catalogue: Any) -> None:
    silent = await catalogue.fetch(
        f"SELECT t.name, a.attname::text FROM ({TABLES}) t JOIN pg_attribute a ON a.attrelid = t.oid"
        f" WHERE a.attnum > 0 AND NOT a.attisdropped AND coalesce(col_description(t.oid, a.attnum), '') = ''"
        f" UNION ALL SELECT name, NULL FROM ({TABLES}) t WHERE coalesce(obj_description(t.oid, 'pg_class'), '') = ''"
        " UNION ALL SELECT t.typname, 'enum' FROM pg_type t"
        "   WHERE t.typtype = 'e' AND obj_description(t.oid, 'pg_type') IS NULL"
        "   AND t.typnamespace = 'public'::regnamespace"
    )
    assert [tuple(row) for row in silent] == []


async def test_time_is_timestamptz_and_text_is_text(catalogue: Any) -> None:
    kinds = await catalogue.fetch(
        f"SELECT DISTINCT format_type(a.atttypid, a.atttypmod) AS kind, t.typtype::text AS sort FROM ({TABLES}) n"
        f" JOIN pg_attribute a ON a.attrelid = n.oid AND a.attnum > 0 JOIN pg_type t ON t.oid = a.atttypid"
    )
    plain = {row["kind"] for row in kinds if row["sort"] == "b"}
    assert plain == {
        "uuid", "text", "text[]", "boolean", "integer", "bigint", "date", "jsonb", "numeric(4,2)", "numeric(5,2)",
        "numeric(6,2)", "numeric(8,2)", "numeric(10,3)", "numeric(3,2)", "timestamp with time zone",
        "timestamp with time zone[]",
    }  # fmt: skip
    lists = await catalogue.fetch(
        f"SELECT n.name, a.attname::text FROM ({TABLES}) n JOIN pg_attribute a ON a.attrelid = n.oid AND a.attnum > 0"
        f" WHERE a.atttypid = 'timestamptz[]'::regtype"
    )
    assert [tuple(row) for row in lists] == [("public.courses", "openings")], "the only list of moments"


async def test_money_is_whole_minor_units_with_a_currency(catalogue: Any) -> None:
    found = await catalogue.fetch(
        f"SELECT t.name, a.attname::text, format_type(a.atttypid, a.atttypmod), EXISTS (SELECT FROM pg_attribute c"
        f" WHERE c.attrelid = t.oid AND c.attname = 'currency') AS has_currency FROM ({TABLES}) t"
        f" JOIN pg_attribute a ON a.attrelid = t.oid WHERE a.attname ~ '(price|cents|amount|fee(?!dback)|cost)'"
    )
    assert sorted(tuple(row) for row in found) == [
        ("public.courses", "price_cents", "integer", True),
        ("public.finance_records", "amount_minor", "bigint", True),
    ]


async def test_ordered_children_have_one_place_each_that_can_be_exchanged(catalogue: Any) -> None:
    ordered = await catalogue.fetch(
        f"SELECT t.name FROM ({TABLES}) t JOIN pg_attribute a ON a.attrelid = t.oid WHERE a.attname = 'sequence_index'"
    )
    placed = {
        row["name"] for row in await catalogue.fetch(INDEXES)
        if "sequence_index" in row["keys"] and row["indisunique"]
        and row["condeferrable"] and row["indnullsnotdistinct"]
    }  # fmt: skip
    # These places are not their own: two categories or associations may share one, and a standard that its
    # framework no longer states keeps the one it had.
    shared = {"public.categories", "public.standard_associations", "public.standards"}
    assert {row["name"] for row in ordered} - placed == shared


async def test_constraint_names_leave_room_for_the_number_of_a_shard(catalogue: Any) -> None:
    names = await catalogue.fetch(
        f"SELECT conname AS name FROM pg_constraint WHERE connamespace::regnamespace::text IN {OURS}"
        f" UNION SELECT relname FROM pg_class WHERE relnamespace::regnamespace::text IN {OURS}"
    )
    assert [row["name"] for row in names if len(row["name"]) > 55] == []
    unnamed = await catalogue.fetch(
        f"SELECT conname FROM pg_constraint WHERE connamespace::regnamespace::text IN {OURS} AND contype <> 'n'"
        r" AND conname !~ '^(pk|fk|uq|ck)_' AND conname <> 'alembic_version_pkc'"
    )
    assert [row["conname"] for row in unnamed] == [], "names follow the convention"


LOGS = {"public.audit_logs", "public.events"}


async def test_what_people_edit_keeps_its_traces(catalogue: Any) -> None:
    rows = await catalogue.fetch(
        f"SELECT t.name, array_agg(a.attname::text) AS columns, array(SELECT tgname::text FROM pg_trigger"
        f" WHERE tgrelid = t.oid) AS triggers FROM ({TABLES}) t"
        f" JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 GROUP BY t.oid, t.name"
    )
    for row in rows:
        columns, triggers = set(row["columns"]), set(row["triggers"])
        if row["name"] == "public.countries":
            continue
        if row["name"] in LOGS:
            assert {"created_at", "updated_at"} & columns == {"created_at"}, "a log is only added to"
            assert "keep_log" in triggers, row["name"]
            continue
        assert {"created_at", "updated_at"} <= columns, row["name"]
        edited = {"created_by", "updated_by"} & columns
        assert len(edited) in (0, 2), row["name"]
        assert ("keep_editor" if edited else "keep_times") in triggers, row["name"]


async def test_only_core_postgresql_is_needed(catalogue: Any) -> None:
    assert [row[0] for row in await catalogue.fetch("SELECT extname FROM pg_extension")] == ["plpgsql"]
    collations = await catalogue.fetch(
        f"SELECT DISTINCT l.collname::text FROM ({TABLES}) t JOIN pg_attribute a ON a.attrelid = t.oid"
        f" JOIN pg_collation l ON l.oid = a.attcollation"
    )
    assert {row[0] for row in collations} <= {"default", "C"}
