"""A command that can't do what it is asked says so in one line."""

import asyncio
import itertools
from pathlib import Path

import asyncpg
import pytest

from app.cli.explain import explain
from app.cli.schema import first_difference
from tests.app.cli.conftest import Lyceum
from tests.support.databases import Clones, Database

NOWHERE = "postgresql://lyceum_owner:hidden@127.0.0.1:1/lyceum"
CHECK = "check LYCEUM_DATABASE_URL and LYCEUM_OWNER_DATABASE_URL"


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        ([], "lyceum: the following arguments are required: COMMAND (see lyceum --help)"),
        (["frobnicate"], "lyceum: argument COMMAND: invalid choice: 'frobnicate' (choose from "),
        (["migrate", "now"], "lyceum: unrecognized arguments: now (see lyceum --help)"),
        (["token", "--user", "a@b.c"], "lyceum token: the following arguments are required: --tenant (see "),
        (["token", "--tenant", "t"], "lyceum token: one of the arguments --user --client is required (see "),
        (
            ["token", "--tenant", "t", "--user", "a@b.c", "--expires", "soon"],
            "lyceum token: argument --expires: soon is no time: write a number with s, m, h or d, at most 366d (see ",
        ),
        (
            ["serve", "--port", "70000"],
            "lyceum serve: argument --port: a whole number from 0 to 65535 is wanted (see ",
        ),
    ],
)
def test_wrong_usage_is_one_line_and_status_2(lyceum: Lyceum, arguments: list[str], line: str) -> None:
    outcome = lyceum(*arguments)
    assert outcome.errors.startswith(line)
    assert outcome.errors.count("\n") == 1
    assert (outcome.status, outcome.output) == (2, "")


@pytest.mark.parametrize(
    ("environ", "line"),
    [
        ({"LYCEUM_PROT": "1"}, "lyceum: LYCEUM_PROT is not a setting; docs/settings.md lists them"),
        ({"LYCEUM_PORT": "x"}, "lyceum: LYCEUM_PORT must be a whole number from 0 to 65535"),
        ({"LYCEUM_OWNER_DATABASE_URL": NOWHERE}, f"lyceum: the database can't be reached; {CHECK}"),
        (
            {"LYCEUM_OWNER_DATABASE_URL": NOWHERE.replace("127.0.0.1", "nowhere.invalid")},
            f"lyceum: the database's host is not known; {CHECK}",
        ),
        (
            {"LYCEUM_DATABASE_URL": NOWHERE},
            "lyceum: set LYCEUM_OWNER_DATABASE_URL too: the URL of LYCEUM_DATABASE_URL's database for its owner",
        ),
    ],
)
def test_a_failure_is_one_line_and_status_1(lyceum: Lyceum, environ: dict[str, str], line: str) -> None:
    outcome = lyceum("migrate", **environ)
    assert (outcome.status, outcome.output, outcome.errors) == (1, "", f"{line}\n")


@pytest.mark.parametrize("role", ["lyceum_gateway", "nobody_we_know"])
def test_a_role_that_may_not_migrate_is_told_so(lyceum: Lyceum, database: Database, role: str) -> None:
    outcome = lyceum("migrate", LYCEUM_OWNER_DATABASE_URL=database.owner_url.replace("lyceum_owner", role))
    reason = {
        "lyceum_gateway": "the database role lacks a permission; LYCEUM_OWNER_DATABASE_URL must be that of the role "
        "that owns the tables",
        "nobody_we_know": f"the database refuses the login; {CHECK}",
    }
    assert (outcome.status, outcome.errors) == (1, f"lyceum: {reason[role]}\n")


def test_an_unexpected_error_is_no_traceback_unless_asked_for(
    lyceum: Lyceum, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise LookupError("SELECT secret FROM somewhere")

    monkeypatch.setattr("app.cli.schema.sdl", fail)
    outcome = lyceum("schema", "print")
    assert outcome.errors == "lyceum: an unexpected error, LookupError; LYCEUM_LOG_LEVEL=debug shows where\n"
    assert "Traceback" in lyceum("schema", "print", LYCEUM_LOG_LEVEL="debug").errors


def test_the_cause_is_what_counts() -> None:
    wrapped = RuntimeError("(sqlalchemy) [SQL: SELECT 1]")
    wrapped.__cause__ = asyncpg.UndefinedTableError('relation "tenants" does not exist')
    assert explain(wrapped) == "the database was not migrated; run: lyceum migrate"


def test_migrate_runs_what_is_missing(lyceum: Lyceum, clones: Clones) -> None:
    empty = asyncio.run(clones.create("template0"))
    try:
        first = lyceum("migrate", LYCEUM_OWNER_DATABASE_URL=empty.owner_url)
        again = lyceum("migrate", LYCEUM_OWNER_DATABASE_URL=empty.owner_url)
    finally:
        asyncio.run(clones.drop(empty))
    count = len(list((Path(__file__).parents[3] / "migrations" / "versions").glob("[0-9]*.py")))
    assert first.output.endswith(f"; {count} migration{'s' if count > 1 else ''} ran.\n")
    assert again.output.endswith("; nothing to do.\n")


def test_a_database_that_was_not_migrated_is_named(lyceum: Lyceum, clones: Clones) -> None:
    empty = asyncio.run(clones.create("template0"))
    try:
        outcome = lyceum("token", "--tenant", "t", "--user", "u", LYCEUM_OWNER_DATABASE_URL=empty.owner_url)
    finally:
        asyncio.run(clones.drop(empty))
    assert outcome.errors == "lyceum: the database was not migrated; run: lyceum migrate\n"


def test_schema_print_and_check_agree(lyceum: Lyceum, tmp_path: Path) -> None:
    printed = lyceum("schema", "print")
    assert printed.status == 0
    file = tmp_path / "schema.graphql"
    file.write_text(printed.output)
    assert lyceum("schema", "check", str(file)).status == 0

    lines = printed.output.splitlines(keepends=True)
    file.write_text("".join(itertools.chain(lines[:4], ["# changed\n"], lines[5:])))
    changed = lyceum("schema", "check", str(file))
    assert (changed.status, changed.errors) == (
        1,
        f"lyceum: {file} line 5 differs from the code; run: make schema\n",
    )
    file.unlink()
    assert lyceum("schema", "check", str(file)).errors == f"lyceum: {file}: No such file or directory\n"


@pytest.mark.parametrize(
    ("kept", "line"), [("a\nb\n", 0), ("a\n", 2), ("a\nb\nc\n", 3), ("x\nb\n", 1), ("", 1)]
)
def test_the_first_difference_is_a_line_number(kept: str, line: int) -> None:
    assert first_difference(kept, "a\nb\n") == line
