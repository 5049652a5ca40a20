"""What holds for every format: unknown names, unreachable databases, and transactions."""

import asyncio
import json
from pathlib import Path

import pytest

import importers
from db.errors import DatabaseUnavailable
from tests.importers.conftest import CODE, Tenant


def test_each_format_says_what_it_is() -> None:
    assert set(importers.FORMATS) == {
        "universities",
        "catalogue",
        "olx",
        "oneroster",
        "standards",
        "scorm",
        "qti",
        "cartridge",
    }
    assert all(importers.FORMATS.values())


async def test_an_unknown_format_is_refused(tenant: Tenant) -> None:
    reason = await tenant.refused("xlsx", tenant.file("a.json", "[]"))
    assert reason == f'there is no format "xlsx"; known are {", ".join(importers.FORMATS)}'


async def test_a_missing_file_is_refused(tenant: Tenant) -> None:
    path = tenant.path / "nowhere.json"
    assert await tenant.refused("universities", path) == f"{path}: no such file or folder"


async def test_an_unknown_tenant_is_refused(tenant: Tenant) -> None:
    path = tenant.file("a.json", "[]")
    with pytest.raises(importers.ImportRefused, match='there is no tenant with the code "elsewhere"'):
        await asyncio.to_thread(
            importers.run,
            importers.Import("universities", path, "elsewhere"),
            tenant.database.owner_url,
            tenant.storage,
            lambda *_: None,
        )


async def test_a_database_that_is_not_there_is_unavailable(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("[]")
    with pytest.raises(DatabaseUnavailable):
        await asyncio.to_thread(
            importers.run,
            importers.Import("universities", path, CODE),
            f"postgresql:///x?host={tmp_path}",
            importers.StorageChoice(str(tmp_path)),
            lambda *_: None,
        )


async def test_a_folder_is_no_list(tenant: Tenant) -> None:
    folder = tenant.folder("lists", {"a.json": "[]"})
    assert await tenant.refused("universities", folder) == "lists: expected a JSON file, found a folder"


async def test_an_import_writes_to_its_own_tenant(tenant: Tenant) -> None:
    await tenant.rows(
        "INSERT INTO tenants (name, short_code, kind) VALUES ('Elsewhere', 'elsewhere', 'university')"
    )
    course = json.dumps([{"code": "MA1", "title": "Analysis"}])
    await tenant.load("catalogue", tenant.file("a.json", course))
    owners = await tenant.rows("SELECT t.short_code FROM courses c JOIN tenants t ON t.id = c.tenant_id")
    assert owners == [{"short_code": CODE}]


async def test_progress_is_told(tenant: Tenant) -> None:
    told: list[tuple[str, int, int | None]] = []
    path = tenant.file("a.json", json.dumps([{"code": "MA1", "title": "Analysis"}]))
    await asyncio.to_thread(
        importers.run,
        importers.Import("catalogue", path, CODE),
        tenant.database.owner_url,
        tenant.storage,
        lambda *step: told.append(step),
    )
    assert told == [("courses", 1, 1)]


async def test_two_imports_at_once_wait_for_each_other(tenant: Tenant) -> None:
    path = tenant.file(
        "a.json", json.dumps([{"code": f"MA{number}", "title": "Analysis"} for number in range(50)])
    )
    reports = await asyncio.gather(*(tenant.load("catalogue", path) for _ in range(3)))
    assert sorted(report.kinds["course"].created for report in reports) == [0, 0, 50]
