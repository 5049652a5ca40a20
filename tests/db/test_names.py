"""A column may bear any name, a word of SQL or one that statements use: no statement, writer or trigger stumbles on it.

A table with a column for every such name is made in a copy of the project, written and read.
"""

import json
import shutil
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy import Column, MetaData, Table, Text

from db.models.assemble import check_name
from db.models.base import Base
from db.models.names import UNKNOWN_TO_SQLALCHEMY, quoted
from tests.conftest import clone
from tests.support.checkout import SOURCE, Checkout
from tests.support.databases import Clones, Database

HERE = Path(__file__).parent
USED = (
    "above", "claim", "count", "ids", "is_new", "j", "j0", "level", "mark", "masks", "n", "new_rows", "o", "odds",
    "old_rows", "omitted", "one", "p", "page", "pair", "place", "r", "r0", "r1", "t", "tenant", "tree", "up",
)  # fmt: skip
"""What statements, functions and triggers call things."""


async def words(database: Database) -> list[str]:
    """Every word of PostgreSQL's."""
    connection = await asyncpg.connect(database.admin_url)
    try:
        return [row[0] for row in await connection.fetch("SELECT word FROM pg_get_keywords()")]
    finally:
        await connection.close()


async def test_a_table_with_odd_names_is_written_read_and_logged(
    tmp_path: Path, clones: Clones, database: Database
) -> None:
    checkout = Checkout(tmp_path)
    # `path` is refused, below.
    names = sorted({*USED, *await words(database)} - {"path"})
    assert len(names) > 500
    shutil.copytree(SOURCE / "importers", tmp_path / "importers")
    shutil.copytree(SOURCE / "storage", tmp_path / "storage")
    shutil.copy(HERE / "odd_names.py", tmp_path / "db" / "models")
    (tmp_path / "db" / "models" / "odd_names.json").write_text(json.dumps(names))
    shutil.copy(HERE / "odd_run.py", tmp_path)
    checkout.change("__init__", '    "mentoring",\n', '    "mentoring",\n    "odd_names",\n')
    async with clone(clones, "template0") as empty:
        assert await checkout.done("odd_run.py", empty.owner_url) == ""


async def test_a_name_is_quoted_where_postgresql_asks_for_it(database: Database) -> None:
    connection = await asyncpg.connect(database.admin_url)
    try:
        for word in await words(database):
            async with connection.transaction():
                await connection.execute(f'CREATE TEMPORARY TABLE odd ("{word}" integer) ON COMMIT DROP')
                await connection.execute(f"INSERT INTO odd ({quoted(word)}) VALUES (7)")
                await connection.execute(f"UPDATE odd SET {quoted(word)} = {quoted(word)} + 1")
                assert await connection.fetchval(f"SELECT {quoted(word)} FROM odd") == 8, word
    finally:
        await connection.close()
    assert quoted("lateral") == '"lateral"'
    assert {quoted(word) for word in UNKNOWN_TO_SQLALCHEMY} == {f'"{word}"' for word in UNKNOWN_TO_SQLALCHEMY}


@pytest.mark.parametrize("name", ["path", "k0", "k12", "c0", "Title", "two words", "one.two", "#id", ""])
def test_a_name_that_statements_keep_for_themselves_is_refused(name: str) -> None:
    table = Table("odds", MetaData(), Column(name or "x", Text()))
    column = table.columns[name or "x"]
    column.name = name
    with pytest.raises(ValueError, match="a column's name is small letters, digits and _"):
        check_name(column)


def test_the_models_bear_no_such_name() -> None:
    for table in Base.metadata.tables.values():
        for column in table.columns:
            check_name(column)
