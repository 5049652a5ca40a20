"""The statements that imports and the demo run keep the rules by which a cluster accepts them."""

import asyncio
import json
import re
from typing import Any

import asyncpg
import pytest

import demo
from db.connection import DatabaseConnection
from db.models import Base
from tests.conftest import clone
from tests.importers.cartridge_package import FILES as CARTRIDGE
from tests.importers.conftest import Tenant
from tests.importers.courses import load
from tests.importers.packages import loaded
from tests.importers.qti_package import FILES as QTI
from tests.importers.rosters import FILES as ROSTER
from tests.importers.rosters import members
from tests.importers.scorm_package import FILES
from tests.importers.test_catalogue import CSV
from tests.importers.test_standards import SCIENCE
from tests.support.databases import Clones, quiet
from tests.support.sql import levels, sources, without_tenant

OWNED = {table.name for table in Base.metadata.tables.values() if "tenant_id" in table.columns}
WHOSE = r"\$1|tenant\b|app\.tenant_id\(\)"


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The statements of every connection that is opened from now on."""
    found: set[str] = set()
    connect = asyncpg.connect

    async def recording(*arguments: Any, **options: Any) -> DatabaseConnection:
        connection = await connect(*arguments, **options)
        connection.add_query_logger(lambda ran: found.add(ran.query))
        return connection

    monkeypatch.setattr(asyncpg, "connect", recording)
    return found


async def test_imports_write_as_a_cluster_allows(tenant: Tenant, written: set[str]) -> None:
    universities = json.dumps(
        [
            {
                "name": "Ulm",
                "country": "Germany",
                "alpha_two_code": "DE",
                "domains": ["uni-ulm.de"],
                "web_pages": ["http://uni-ulm.de"],
            }
        ]
    )
    scorm, qti, cartridge = FILES, QTI, CARTRIDGE
    for _ in range(2):  # The second time updates what the first one made.
        await load(tenant)
        await tenant.load("catalogue", tenant.file("courses.csv", CSV))
        await tenant.load("universities", tenant.file("universities.json", universities))
        await loaded(tenant, "scorm", scorm)
        await loaded(tenant, "qti", qti)
        await loaded(tenant, "cartridge", cartridge)
        cartridge = {name: text for name, text in CARTRIDGE.items() if name != "loose.txt"}
        qti = {"test.xml": QTI["test.xml"], "items/entry.xml": QTI["items/entry.xml"]}
        await tenant.load("oneroster", tenant.folder("roster", members(ROSTER)))
        await tenant.load("oneroster", tenant.folder("roster", members(ROSTER, mode="delta")))
        await tenant.load("standards", tenant.file("science.json", json.dumps(SCIENCE)))
        universities = universities.replace("Ulm", "Universität Ulm")
        scorm = FILES | {"imsmanifest.xml": str(FILES["imsmanifest.xml"]).replace("Another", "Final")}
    hold(written)


async def test_the_demo_writes_as_a_cluster_allows(clones: Clones, written: set[str]) -> None:
    async with clone(clones, clones.template) as database:
        await asyncio.to_thread(demo.load, database.owner_url, quiet)
    hold(written)


def hold(written: set[str]) -> None:
    """Holds each statement to the rules."""
    writing = [
        sql for sql in written if re.match(r"\s*(WITH|INSERT|UPDATE|DELETE|SELECT)", sql, re.IGNORECASE)
    ]
    assert any(sql.startswith("INSERT") for sql in writing)
    for sql in writing:
        # Rows that are inserted carry their tenant; what is read, updated or deleted is found by it.
        target = re.match(r"INSERT INTO (?:public\.)?(\w+)", sql)
        loose = without_tenant(sql, OWNED, WHOSE)
        assert [name for name in loose if target is None or name.split()[0] != target[1]] == [], sql
        if target and target[1] in OWNED:
            assert "tenant_id" in sql.split("SELECT")[0].split("VALUES")[0], sql
        for level in levels(sql):
            assert not re.search(r"\bSEARCH\b|\bCYCLE\b|\bMERGE\b|\bCOPY\b", level), sql
            update = level.partition("DO UPDATE SET")[2]
            assert not re.search(r"now\(\)|\(query\)", update), (
                f"what is set comes from the row itself: {sql}"
            )
        if target and target[1] in OWNED and "SELECT" in sql:
            assert "RETURNING" in sql or "ON CONFLICT" in sql, f"it would go by COPY: {sql}"
    assert sources("INSERT INTO courses SELECT 1 FROM modules m") == [
        ("courses", "courses"),
        ("modules", "m"),
    ]
