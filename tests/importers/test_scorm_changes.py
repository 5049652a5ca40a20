"""SCORM packages that are imported again, the same or newer."""

from pathlib import Path

from tests.importers.conftest import Tenant
from tests.importers.packages import loaded, manifest
from tests.importers.reports import assert_second_run_changes_nothing, numbers
from tests.importers.scorm_package import FILES, ITEMS, RESOURCES


async def test_a_second_run_changes_nothing(tenant: Tenant) -> None:
    first = await loaded(tenant, "scorm", FILES)
    await assert_second_run_changes_nothing(tenant, "scorm", tenant.path / "package.zip", first)


async def test_a_newer_package_changes_what_differs(tenant: Tenant) -> None:
    await loaded(tenant, "scorm", FILES)
    items = ITEMS.replace("Another test", "Final test").replace(
        '<item identifier="I2" identifierref="R1">', "<item>"
    )
    newer = (
        '<title>Safety at work</title><item identifier="I1"><title>Ladders</title>'
        '<item identifier="I3" identifierref="R1"><title>Test</title></item></item>'
        '<item identifier="I4" identifierref="R2" parameters="set=2"><title>Final test</title></item>'
    )
    assert items != newer
    files = {name: text for name, text in FILES.items() if name != "found.css"}
    report = await loaded(tenant, "scorm", files | {"imsmanifest.xml": manifest(newer, RESOURCES)})

    counted = numbers(report)
    assert counted["item"] == (3, 0, 2, 1, 1)
    assert counted["course"] == (1, 0, 0, 1, 0)
    assert counted["file"] == (8, 0, 8, 0, 1), "a package of other content lies in a folder of its own"
    assert counted["package file"] == (7, 0, 3, 4, 1), "two launch another item, and the manifest"
    links = await tenant.rows(
        "SELECT f.file_path, c.title FROM scorm_files f JOIN content_items c ON c.id = f.content_item_id ORDER BY 1"
    )
    assert [tuple(row.values()) for row in links] == [
        ("a b/read.html", "Test"),
        ("quiz/test.html", "Final test"),
    ]
    for row in await tenant.rows("SELECT storage_uri FROM assets WHERE deleted_at IS NULL"):
        assert (Path(tenant.storage.place) / row["storage_uri"]).is_file()
