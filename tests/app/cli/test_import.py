"""`lyceum import` prints the importer's report, or in one line why the input is refused."""

import asyncio
import json
from pathlib import Path

import asyncpg
import pytest

from tests.app.cli.conftest import Lyceum
from tests.support.databases import Database


@pytest.fixture
def elm(database: Database) -> Database:
    """A database with one tenant."""

    async def fill() -> None:
        connection = await asyncpg.connect(database.admin_url)
        try:
            await connection.execute(
                "INSERT INTO tenants (name, short_code, kind) VALUES ('Elm', 'elm', 'university')"
            )
        finally:
            await connection.close()

    asyncio.run(fill())
    return database


@pytest.fixture
def universities(tmp_path: Path) -> Path:
    file = tmp_path / "universities.json"
    listed = {"name": "Ash University", "country": "Norway", "alpha_two_code": "NO", "state-province": None}
    file.write_text(
        json.dumps([listed | {"domains": ["ash.example"], "web_pages": ["https://ash.example/"]}])
    )
    return file


def test_the_report_says_what_was_done(lyceum: Lyceum, elm: Database, universities: Path) -> None:
    arguments = ("import", "universities", str(universities), "--tenant", "elm")
    first, again = (lyceum(*arguments, LYCEUM_OWNER_DATABASE_URL=elm.owner_url) for _ in range(2))
    assert (first.status, first.errors) == (0, "")
    assert first.output.startswith("universities: universities.json into elm\n")
    assert "created 1" in first.output
    assert "created 0, updated 0, unchanged 1" in again.output


def test_an_input_that_is_refused_is_named(lyceum: Lyceum, elm: Database, universities: Path) -> None:
    for tenant, path in (("ash", universities), ("elm", universities.with_name("nothing.json"))):
        outcome = lyceum(
            *("import", "universities", str(path), "--tenant", tenant),
            LYCEUM_OWNER_DATABASE_URL=elm.owner_url,
        )
        assert (outcome.status, outcome.output) == (1, "")
        assert outcome.errors.startswith("lyceum: ")
        assert outcome.errors.count("\n") == 1


def test_a_format_that_is_none_is_wrong_usage(lyceum: Lyceum) -> None:
    outcome = lyceum("import", "scroll", "x", "--tenant", "elm")
    assert outcome.status == 2
    assert outcome.errors.startswith("lyceum import: argument FORMAT: invalid choice: 'scroll' (choose from ")


def test_what_all_tenants_share_is_imported_without_one(
    lyceum: Lyceum, elm: Database, tmp_path: Path
) -> None:
    file = tmp_path / "science.json"
    framework = {"identifier": "d0000000-0000-4000-8000-000000000000", "title": "Science", "language": "en"}
    file.write_text(json.dumps({"CFDocument": framework, "CFItems": [], "CFAssociations": []}))
    done = lyceum("import", "standards", str(file), LYCEUM_OWNER_DATABASE_URL=elm.owner_url)
    assert (done.status, done.errors) == (0, "")
    assert done.output.startswith("standards: science.json into what all tenants share\n")
    named = lyceum(
        "import", "standards", str(file), "--tenant", "elm", LYCEUM_OWNER_DATABASE_URL=elm.owner_url
    )
    assert named.status == 1
    assert named.errors == 'lyceum: what "standards" writes is shared by all tenants: leave out --tenant\n'
