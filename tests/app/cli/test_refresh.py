"""`lyceum refresh` at the command line: what it says, and what it heals when nobody ran it for long."""

import asyncio
from typing import Any

import asyncpg
import pytest

from tests.app.cli.conftest import Lyceum
from tests.support.databases import Database

TENANTS = ("brightpath", "lindenau", "meridian", "northfield", "riverbend")
NOTHING = "0 rows written, 0 removed"
MONTHS = (
    "SELECT count(*) FROM pg_class WHERE relnamespace = 'logs'::regnamespace AND relkind = 'r'"
    " AND relname ~ '^events_[0-9]{4}_[0-9]{2}$'"
    " AND substr(relname, 8) >= to_char(now() AT TIME ZONE 'UTC', 'YYYY_MM')"
)
PLACES = "SELECT DISTINCT tableoid::regclass::text FROM {} WHERE id >= app.first_id(date_trunc('month', now(), 'UTC'))"


def ask(database: Database, *statements: str) -> list[Any]:
    """Runs statements as a superuser; what the last one gives."""

    async def run() -> list[Any]:
        connection = await asyncpg.connect(database.admin_url)
        try:
            for statement in statements[:-1]:
                await connection.execute(statement)
            return [row[0] for row in await connection.fetch(statements[-1])]
        finally:
            await connection.close()

    return asyncio.run(run())


@pytest.fixture
def environ(own_demo_database: Database) -> dict[str, str]:
    return {"LYCEUM_OWNER_DATABASE_URL": own_demo_database.owner_url}


def test_every_tenant_is_told_of(
    lyceum: Lyceum, environ: dict[str, str], own_demo_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.cli.progress.LOG_SECONDS", -1.0)
    ask(own_demo_database, "DELETE FROM course_statistics", "DELETE FROM metrics_daily", "SELECT 1")
    lost = {
        code: count
        for code in TENANTS
        for count in ask(
            own_demo_database, f"SELECT count(*) FROM courses WHERE {of(code)} AND deleted_at IS NULL"
        )
    }
    metrics = "SELECT count(*) FROM metrics_daily WHERE {}"
    first = lyceum("refresh", **environ)
    days = {code: count for code in TENANTS for count in ask(own_demo_database, metrics.format(of(code)))}
    assert (first.status, first.output.splitlines()) == (
        0,
        [f"{code}: {lost[code] + days[code]} rows written, 0 removed" for code in TENANTS],
    )
    assert all(count > 0 for count in (*lost.values(), *days.values()))
    assert first.errors.splitlines() == [
        f"lyceum: refreshing: {code} ({number} of 5)" for number, code in enumerate(TENANTS, 1)
    ]
    for again in (lyceum("refresh", **environ), lyceum("refresh", "--whole", **environ)):
        assert again.output.splitlines() == [f"{code}: {NOTHING}" for code in TENANTS]


def test_one_tenant_is_refreshed_alone(
    lyceum: Lyceum, environ: dict[str, str], own_demo_database: Database
) -> None:
    ask(own_demo_database, "DELETE FROM tutor_loads", "SELECT 1")
    done = lyceum("refresh", "--tenant", "northfield", **environ)
    assert (done.status, done.errors) == (0, "")
    assert done.output.startswith("northfield: ")
    assert done.output.count("\n") == 1
    there = "SELECT DISTINCT short_code FROM tenants t JOIN tutor_loads l ON l.tenant_id = t.id"
    assert set(ask(own_demo_database, there)) <= {"northfield"}
    unknown = lyceum("refresh", "--tenant", "nowhere", **environ)
    assert (unknown.status, unknown.output, unknown.errors) == (
        1,
        "",
        'lyceum: there is no tenant with the code "nowhere"\n',
    )


def test_whole_counts_again_what_was_lost_of_days_without_new_events(
    lyceum: Lyceum, environ: dict[str, str], own_demo_database: Database
) -> None:
    lost = "DELETE FROM metrics_daily WHERE day = (SELECT min(day) FROM metrics_daily) RETURNING metric"
    ask(own_demo_database, "UPDATE metrics_daily SET updated_at = now() + interval '2 days'", "SELECT 1")
    count = len(ask(own_demo_database, lost))
    assert count > 0
    assert NOTHING in lyceum("refresh", "--tenant", "meridian", **environ).output
    written = [int(line.split()[1]) for line in lyceum("refresh", "--whole", **environ).output.splitlines()]
    assert sum(written) == count


def test_where_nobody_ran_it_when_the_month_turned_nothing_is_lost(
    lyceum: Lyceum, environ: dict[str, str], own_demo_database: Database
) -> None:
    this = "to_char(now() AT TIME ZONE 'UTC', '_YYYY_MM')"
    drop = (
        "DO $$ DECLARE part text; BEGIN FOR part IN SELECT relname FROM pg_class"
        " WHERE relnamespace = 'logs'::regnamespace AND relkind = 'r' AND relname ~ '[0-9]$'"
        f" AND right(relname, 8) >= {this} LOOP EXECUTE format('DROP TABLE logs.%I', part); END LOOP; END $$"
    )
    change = f"UPDATE courses SET description = 'In the new month' WHERE {of('northfield')}"
    event = f"INSERT INTO events (tenant_id, name) SELECT id, 'signed_in' FROM tenants WHERE {of('northfield', 'id')}"
    assert ask(own_demo_database, drop, MONTHS) == [0]
    changed = ask(own_demo_database, f"SELECT count(*) FROM courses WHERE {of('northfield')}")
    ask(own_demo_database, change, event, "SELECT 1")
    for log in ("audit_logs", "events"):
        assert ask(own_demo_database, PLACES.format(log)) == [f"logs.{log}_rest"]
    assert lyceum("refresh", **environ).status == 0
    [now] = ask(own_demo_database, f"SELECT {this}")
    for log in ("audit_logs", "events"):
        assert ask(own_demo_database, PLACES.format(log)) == [f"logs.{log}{now}"]
    assert ask(own_demo_database, MONTHS) == [4], "this month, and three ahead"
    told = "SELECT count(*) FROM audit_logs WHERE after ->> 'description' = 'In the new month'"
    assert ask(own_demo_database, told) == changed


def of(code: str, column: str = "tenant_id") -> str:
    """The condition that a row is the tenant's."""
    return f"{column} = (SELECT id FROM tenants WHERE short_code = '{code}')"
