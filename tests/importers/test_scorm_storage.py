"""Where the files of a package go: a folder or a bucket."""

import hashlib
from pathlib import Path

import pytest

import importers
from tests.importers.conftest import Tenant
from tests.importers.packages import loaded, package
from tests.importers.reports import numbers, stored
from tests.importers.scorm_package import FILES
from tests.storage.bucket import ACCESS, REGION, Server


async def test_files_become_assets_and_lie_in_storage(tenant: Tenant) -> None:
    await loaded(tenant, "scorm", FILES)

    files = await tenant.rows(
        "SELECT f.file_path, f.file_type, f.size_bytes, a.storage_uri, a.checksum, a.mime_type, a.asset_type, c.title "
        "FROM scorm_files f JOIN assets a ON a.id = f.asset_id LEFT JOIN content_items c ON c.id = f.content_item_id"
    )
    assert {row["file_path"]: row["title"] for row in files} == {
        **dict.fromkeys(FILES), "a b/read.html": "Read", "quiz/test.html": "Test",
    }  # fmt: skip
    root = Path(tenant.storage.place)
    for row in files:
        content = FILES[row["file_path"]]
        data = content.encode() if isinstance(content, str) else content
        assert (root / row["storage_uri"]).read_bytes() == data
        assert row["storage_uri"].endswith(f"/{row['file_path']}"), "links between the files hold"
        assert row["checksum"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        assert row["size_bytes"] == len(data)
    picture = next(row for row in files if row["file_path"].endswith(".png"))
    assert (picture["file_type"], picture["mime_type"], picture["asset_type"]) == (
        "image/png",
        "image/png",
        "image",
    )
    whole = (await tenant.rows("SELECT * FROM assets WHERE role = 'scorm_package'"))[0]
    assert (whole["kind"], whole["asset_type"], whole["audience"]) == ("source", "scorm_package", "staff")
    assert (root / whole["storage_uri"]).read_bytes() == (tenant.path / "package.zip").read_bytes()
    tenant_id = str(await tenant.value("SELECT id FROM tenants"))
    assert {place.split("/")[0] for place in stored(tenant)} == {tenant_id}
    found = (await tenant.rows("SELECT * FROM scorm_packages"))[0]
    assert (found["package_name"], found["version"], found["identifier"], found["launch_path"], found["asset_id"]) == (
        "Safety at work", "1.2", "PACKAGE-1", "a b/read.html", whole["id"],
    )  # fmt: skip


async def test_files_go_to_a_bucket(
    tenant: Tenant,
    bucket_server: Server,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    keys = {"access_key": ACCESS, "secret_key": bucket_server.secret}
    choice = importers.StorageChoice("s3://course-files/media", bucket_server.endpoint, REGION, **keys)
    monkeypatch.setattr(Tenant, "storage", choice)
    report = await loaded(tenant, "scorm", FILES)
    assert numbers(report)["file in storage"] == (9, 9, 0, 0, 0)
    rows = await tenant.rows("SELECT storage_uri, size_bytes FROM assets")
    assert {row["storage_uri"]: row["size_bytes"] for row in rows} == {
        f"s3:/{path}": len(content) for path, content in bucket_server.files.items()
    }
    bucket_server.seen.clear()
    again = await loaded(tenant, "scorm", FILES)
    assert numbers(again)["file in storage"] == (9, 0, 0, 9, 0)
    assert {line.split()[0] for line in bucket_server.seen} == {"HEAD"}


async def test_a_bucket_that_refuses_leaves_no_row(
    tenant: Tenant,
    bucket_server: Server,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    keys = {"access_key": ACCESS, "secret_key": "wrong"}
    choice = importers.StorageChoice("s3://course-files", bucket_server.endpoint, REGION, **keys)
    monkeypatch.setattr(Tenant, "storage", choice)
    said = await tenant.refused("scorm", package(tenant, FILES))
    assert "the server answered 403; check the keys, their rights and the region" in said
    assert bucket_server.files == {}
