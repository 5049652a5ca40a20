"""The limit takes our statements from PostgreSQL's log as they were sent, and pgbench runs them as they are."""

from pathlib import Path

import pytest

from bench.peers import pgbench
from db.embedded import SUPERUSER, EmbeddedServer

HEAD = "2026-11-29 01:02:03.456 UTC [17] lyceum_gateway@bench_1 "
LONE = f"""{HEAD}LOG:  statement: COMMIT
{HEAD}LOG:  execute __asyncpg_stmt_5__: SELECT $1::text AS a,
\t    $2::text[] AS b, $10 AS c
{HEAD}DETAIL:  Parameters: $1 = 'it''s $2', $2 = '{{x,y}}', $10 = NULL
"""
SEVERAL = f"""{HEAD}LOG:  statement: COMMIT; BEGIN; SELECT app.enter('t', NULL)
{HEAD}LOG:  execute __asyncpg_stmt_6__: SELECT $1::int
{HEAD}DETAIL:  Parameters: $1 = '7'
{HEAD}LOG:  execute __asyncpg_stmt_7__: SELECT 2
"""


def test_values_are_written_into_the_statements() -> None:
    lone = "SELECT 'it''s $2'::text AS a,\n    '{x,y}'::text[] AS b, NULL AS c"
    assert pgbench.statements(LONE) == [lone]
    assert pgbench.script([lone]) == f"{lone};\n"


def test_several_statements_are_one_transaction_sent_together() -> None:
    assert pgbench.script(pgbench.statements(SEVERAL)) == (
        "\\startpipeline\nBEGIN;\nSELECT app.enter('t', NULL);\nSELECT '7'::int;\nSELECT 2;\nCOMMIT;\n\\endpipeline\n"
    )


def test_pgbench_runs_them(server: EmbeddedServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pgbench, "FOLDER", tmp_path)
    paths = (tmp_path / "one.sql", tmp_path / "several.sql")
    said = (
        r"SELECT 1 / (('roster:read at 10:30:00 \' || ':x'::text = 'roster' || ':read at 10:30:00 \:x'))::int"
    )
    paths[0].write_text(pgbench.script([said]))
    paths[1].write_text("\\startpipeline\nBEGIN;\nSELECT 1;\nCOMMIT;\n\\endpipeline\n")
    scripts = pgbench.Scripts(paths, server.url(SUPERUSER, "postgres"))
    found = pgbench.run(scripts, 2, 1)
    assert found.requests > 10
    assert 0 < found.p50 <= found.p95 <= found.p99
    paths[0].write_text("SELECT 1 / 0;\n")
    with pytest.raises(SystemExit, match="division by zero"):
        pgbench.run(scripts, 1, 1)
