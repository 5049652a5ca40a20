"""The migrations keep the rules by which one server and a cluster both accept them."""

import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.maintenance.migrate import MIGRATIONS
from db.models import Base
from tests.support.sql import without_tenant

SOURCE = Path(__file__).parents[2]
REVISIONS = sorted(path.stem for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))
OWNED = {table.fullname for table in Base.metadata.tables.values() if "tenant_id" in table.columns}
GLOBAL = {table.fullname for table in Base.metadata.tables.values()} - OWNED - {"tenants"}
FUNCTION = re.compile(r"CREATE (?:OR REPLACE )?FUNCTION (app\.\w+)\(")
# What a revision does, in the order in which it must.
PHASES = (
    (
        r"CREATE (SCHEMA|TYPE)|ALTER TYPE \S+ ADD VALUE|COMMENT ON (SCHEMA|TYPE)"
        r"|(GRANT|REVOKE) (USAGE|ALL) ON SCHEMA"
    ),
    r"(--.*\n)*(CREATE|REVOKE EXECUTE ON) FUNCTION app\.(distribute|replicate)\(",
    (
        r"CREATE TABLE|ALTER TABLE \S+ (ADD|ALTER) COLUMN|COMMENT ON (TABLE|COLUMN)"
        r"|SELECT app\.(distribute|replicate)"
    ),
    (
        r"ALTER TABLE \S+ (ADD CONSTRAINT \S+ (FOREIGN KEY|CHECK|UNIQUE)|DROP CONSTRAINT \S+$)"
        r"|ALTER TABLE \S+ (NO )?FORCE ROW LEVEL SECURITY"
    ),
    r"(CREATE (UNIQUE )?|DROP )INDEX",
    (r"(--.*\n)*CREATE (OR REPLACE )?FUNCTION|(CREATE|DROP) TRIGGER|REVOKE EXECUTE|SELECT app\.audit\("),
    (
        r"GRANT|REVOKE|ALTER TABLE \S+ ((ENABLE|DISABLE)|(NO )?FORCE) ROW LEVEL SECURITY"
        r"|(CREATE|DROP) POLICY|SELECT app\.(keep_partitions|reckon_everything)\("
        r"|(--.*\n)*INSERT INTO countries \("
    ),
    r"DROP (FUNCTION|TYPE|TABLE|SCHEMA)|ALTER TABLE \S+ DROP COLUMN|SELECT app\.keep_partitions\(",
)
"""A form that stands in two phases may come in either."""


def statements(revision: str, way: str = "UP") -> list[str]:
    """The statements of a revision."""
    return getattr(importlib.import_module(f"migrations.versions.{revision}"), way)


def every(way: str = "UP") -> Iterator[tuple[str, str]]:
    """Every statement of all revisions, with its revision."""
    for revision in REVISIONS:
        for statement in statements(revision, way):
            yield revision, statement


def outside_bodies(statement: str) -> str:
    """A statement without comments, and without what stands in quotes: texts, and the bodies of functions."""
    statement = re.sub(r"(?m)^--.*$", "", statement)
    return re.sub(r"'(?:[^']|'')*'|\$(\w*)\$.*?\$\1\$", "''", statement, flags=re.DOTALL)


@pytest.mark.parametrize("way", ["UP", "DOWN"])
def test_each_message_holds_one_statement(way: str) -> None:
    assert [statement for _, statement in every(way) if ";" in outside_bodies(statement)] == []
    assert len(list(every(way))) > {"UP": 2900, "DOWN": 5}[way]


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_revision_works_in_the_order_that_a_cluster_needs(revision: str) -> None:
    reached, apart = 0, list[str]()
    for statement in statements(revision):
        fitting = [n for n, form in enumerate(PHASES) if re.match(form, statement)]
        later = [n for n in fitting if n >= reached]
        if later:
            reached = later[0]
        else:
            apart.append(statement)
    assert apart == []


def test_each_table_is_spread_once_right_after_it_is_made() -> None:
    made = [m[1] for _, s in every() if (m := re.match(r"CREATE TABLE (\S+) \(", s))]
    assert set(made) == {table.fullname for table in Base.metadata.tables.values()}
    spread = [
        m.groups() for _, s in every() if (m := re.match(r"SELECT app\.(\w+)\('([^']+)'(?:, '(\w+)')?\)", s))
    ]
    wanted = {*(("distribute", name, "tenant_id") for name in OWNED), ("distribute", "tenants", "id")}
    assert set(spread) == wanted | {("replicate", name, None) for name in GLOBAL}
    assert len(spread) == len(made)


def test_a_table_states_inline_only_foreign_keys_between_tenant_tables_that_are_there() -> None:
    there: set[str] = set()
    for _, statement in every():
        match = re.match(r"CREATE TABLE (\S+) \(", statement)
        if match is None:
            continue
        there.add(match[1])
        targets = set(re.findall(r"REFERENCES (\S+) \(", statement))
        assert targets <= there, f"{match[1]}: what it refers to is there"
        if match[1] in OWNED or match[1] == "tenants":
            assert not targets & GLOBAL, f"{match[1]}: a key to a reference table is added after distribution"
        else:
            assert targets <= GLOBAL, f"{match[1]}: a reference table refers to none that is distributed"


FORBIDDEN = {
    "a trigger must be told its table's name": r"\bTG_(TABLE_NAME|RELNAME|RELID|TABLE_SCHEMA)\b",
    "a composite key can't be set to null": r"ON DELETE SET (NULL|DEFAULT)",
    "no default on the tenant": r"tenant_id \w+ (NOT NULL )?DEFAULT",
    "a constraint is added apart from its column": r"ADD COLUMN [^;]*(CHECK|UNIQUE|PRIMARY KEY|REFERENCES)",
    "a notification would come from a worker": r"pg_notify|\bNOTIFY\b",
    "a recursive query holds its own path": r"\bSEARCH (DEPTH|BREADTH)|\bCYCLE \w+ SET",
    "derived tables are plain tables": r"MATERIALIZED VIEW|CREATE VIEW",
    "detach plainly": r"DETACH PARTITION \S+ CONCURRENTLY",
    "COPY does not work under row-level security": r"\bCOPY\b",
    "core PostgreSQL only": r"CREATE EXTENSION",
}


@pytest.mark.parametrize("reason", FORBIDDEN)
def test_no_statement_does_what_a_cluster_refuses(reason: str) -> None:
    assert [
        s for way in ("UP", "DOWN") for _, s in every(way) if re.search(FORBIDDEN[reason], s, re.IGNORECASE)
    ] == []


def test_no_policy_holds_a_query() -> None:
    policies = [s for _, s in every() if s.startswith("CREATE POLICY")]
    assert len(policies) > 60
    assert [
        s
        for s in policies
        if re.search(
            r"\bSELECT\b.*\bFROM\b|\bEXISTS\b|\(SELECT", re.split(" USING | WITH CHECK ", s, maxsplit=1)[1]
        )
    ] == []


STATED = re.compile(r"INSERT INTO public\.\w+ \(tenant_id, [^)]*\)(?=\s+SELECT tenant,)")
"""The head of an insertion that states the tenant as its first value."""


def test_the_queries_of_functions_name_the_tenant() -> None:
    loose: dict[str, list[str]] = {}
    tables = {name.removeprefix("gateway.") for name in OWNED} | {"gateway.clients", "tenants"}
    for _, statement in every():
        match = FUNCTION.search(statement)
        if match is None:
            continue
        _, _, body = statement.partition("$$" if "$$" in statement else "RETURN")
        parts = body.split(";") if "$$" in statement else [body]
        found = [
            table
            for part in parts
            for table in without_tenant(
                STATED.sub("", part), tables, r"tenant\b|NEW\.tenant_id|OLD\.tenant_id"
            )
        ]
        if found:
            loose[match[1]] = found
    assert loose.pop("app.tenant_of") == ["tenants t"], (
        "finding a tenant by its code comes before any tenant is known"
    )
    assert loose.pop("app.reckon_everything") == ["tenants t"], "it goes over all tenants"
    assert loose == {}


def test_code_relies_on_no_constraints_name() -> None:
    relying = [
        str(path.relative_to(SOURCE))
        for folder in ("app", "db", "resolvers", "importers", "storage", "demo")
        for path in (SOURCE / folder).rglob("*.py")
        if re.search(r"\.constraint_name|ON CONFLICT ON CONSTRAINT", path.read_text())
    ]
    assert relying == []


def test_names_are_told_by_argument_where_a_function_serves_several_tables() -> None:
    serving: dict[str, set[str]] = {}
    for _, statement in every():
        match = re.match(
            r"CREATE TRIGGER \w+ .*? ON (\S+) FOR EACH ROW.*EXECUTE FUNCTION (\S+?)\(\)", statement, re.DOTALL
        )
        if match:
            serving.setdefault(match[2], set()).add(match[1])
    bodies = {m[1]: s for _, s in every() if (m := FUNCTION.search(s))}
    for function, tables in serving.items():
        if len(tables) > 1:
            assert not re.search(r"\b(FROM|UPDATE|INTO)\s+(public\.)?\w+", bodies[function]), function
