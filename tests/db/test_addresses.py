"""What a browser opens is an address of the web: each column whose name says so is declared, or it is said why not."""

import re

import asyncpg
import pytest

from db.models.addresses import is_web
from db.models.base import Base
from tests.support.databases import Database

SOUNDS = re.compile(r"(^|_)(url|uri|href|link|address|website|path)$")
OTHERS = {
    "assets.storage_uri": "where storage keeps it, for the gateway alone",
    "asset_versions.storage_uri": "the same",
    "scorm_packages.launch_path": "a path inside the package",
    "scorm_files.file_path": "the same",
}
"""Columns that no page follows, each with what it is."""
REFUSED = (
    "javascript:alert(1)", " javascript:alert(1)", "JaVaScript:alert(1)", "java\nscript:alert(1)", "data:text/html,x",
    "file:///etc/passwd", "vbscript:x", "//evil.example", "/relative", "https://a b", "http://", "x https://a", "",
)  # fmt: skip
ADMITTED = ("https://a.example", "HTTP://A.example/b?c=d#e", "https://münchen.example/ü", "https://[::1]/")


def test_whatever_sounds_like_an_address_is_one_or_it_is_said_what_it_is() -> None:
    found = {
        f"{table.name}.{column.name}": bool(column.info.get("is_address"))
        for table in Base.metadata.tables.values()
        for column in table.columns
        if SOUNDS.search(column.name)
    }
    assert {name for name, declared in found.items() if not declared} == set(OTHERS)
    assert sum(found.values()) >= 5


@pytest.mark.parametrize(
    ("text", "admitted"), [*((t, False) for t in REFUSED), *((t, True) for t in ADMITTED)]
)
async def test_postgresql_and_python_admit_the_same(database: Database, text: str, admitted: bool) -> None:
    assert is_web(text) is admitted
    connection = await asyncpg.connect(database.owner_url)
    statement = (
        "INSERT INTO tenants (name, short_code, kind, website_url) VALUES ('A', 'a', 'university', $1)"
    )
    try:
        if admitted:
            await connection.execute(statement, text)
        else:
            with pytest.raises(asyncpg.CheckViolationError):
                await connection.execute(statement, text)
    finally:
        await connection.close()
