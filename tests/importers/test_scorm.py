"""SCORM packages: what becomes of a manifest, and of the files."""

import hashlib
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

import importers
from importers.imscp.lom import seconds
from tests.importers.bucket import ACCESS, REGION, Server
from tests.importers.conftest import Tenant
from tests.importers.packages import (
    SCORM2004,
    assert_all_accounted,
    assert_second_run_changes_nothing,
    loaded,
    manifest,
    numbers,
    package,
    stored,
)

ITEMS = (
    "<title>Safety at work</title>"
    '<item identifier="I1"><title>Ladders</title>'
    '<item identifier="I2" identifierref="R1"><title>Read</title></item>'
    '<item identifier="I3" identifierref="R2" parameters="?set=1" isvisible="false"><title>Test</title>'
    "<adlcp:prerequisites type='aicc_script'>I2</adlcp:prerequisites><adlcp:masteryscore>80</adlcp:masteryscore>"
    "<adlcp:maxtimeallowed>00:30:00</adlcp:maxtimeallowed><adlcp:datafromlms>level=1</adlcp:datafromlms></item></item>"
    '<item identifier="I4" identifierref="R2" parameters="set=2"><title>Another test</title></item>'
)
RESOURCES = (
    '<resource identifier="R1" type="webcontent" adlcp:scormtype="asset" href="a%20b/read.html">'
    '<file href="a%20b/read.html"/><file href="a b/picture.png"/></resource>'
    '<resource identifier="R2" type="webcontent" adlcp:scormtype="sco" href="test.html?x=1" xml:base="quiz/">'
    '<file href="test.html"/><dependency identifierref="R3"/></resource>'
    '<resource identifier="R3" type="webcontent" adlcp:scormtype="asset"><file href="shared.js"/></resource>'
    '<resource identifier="R4" type="webcontent" adlcp:scormtype="asset" href="spare.html"/>'
)
FILES = {
    "imsmanifest.xml": manifest(ITEMS, RESOURCES),
    "a b/read.html": "<p>Hold on.</p>",
    "a b/picture.png": b"\x89PNG",
    "quiz/test.html": "<p>1 + 1?</p>",
    "shared.js": "",
    "spare.html": "<p>Nobody comes here.</p>",
    "found.css": "p {}",
    "adlcp_rootv1p2.xsd": "<schema/>",
}
CONTENT = "SELECT * FROM content_items WHERE deleted_at IS NULL ORDER BY external_id"
DATA = "RuntimeBasicCalls_SCORM12", "RuntimeMinimumCalls_SCORM12", "RuntimeBasicCalls_SCORM20043rdEdition"


async def test_a_package_becomes_a_course(tenant: Tenant) -> None:
    report = await loaded(tenant, "scorm", FILES)

    assert numbers(report) == {
        "organization": (1, 1, 0, 0, 0),
        "item": (4, 4, 0, 0, 0),
        "course": (1, 1, 0, 0, 0),
        "file": (9, 9, 0, 0, 0),
        "package": (1, 1, 0, 0, 0),
        "package file": (8, 8, 0, 0, 0),
        "file in storage": (9, 9, 0, 0, 0),
    }
    assert report.kinds["resource"].used == 3
    assert report.kinds["resource"].skipped == {"no item launches it; its files are kept": 1}
    assert report.warnings == ["a file that the manifest does not name is kept too (1): found.css"]
    assert_all_accounted(report)
    course = (await tenant.rows("SELECT * FROM courses"))[0]
    assert (course["title"], course["code"], course["external_id"], course["status"], course["visibility"]) == (
        "Safety at work", "PACKAGE-1", "scorm:PACKAGE-1", "published", "org",
    )  # fmt: skip
    modules = await tenant.rows(
        "SELECT m.title, m.module_type, m.sequence_index, p.title AS parent FROM modules m "
        "LEFT JOIN modules p ON p.id = m.parent_id ORDER BY m.depth"
    )
    assert [tuple(row.values()) for row in modules] == [
        ("Safety at work", "course_root", 1, None),
        ("Ladders", "module", 1, "Safety at work"),
    ]
    items = await tenant.rows(
        "SELECT c.title, c.content_type, m.title AS module, c.sequence_index, c.threshold_score "
        "FROM content_items c JOIN modules m ON m.id = c.module_id ORDER BY c.external_id"
    )
    assert [tuple(row.values()) for row in items] == [
        ("Read", "scorm", "Ladders", 1, None),
        ("Test", "scorm", "Ladders", 2, 80),
        ("Another test", "scorm", "Safety at work", 2, None),
    ]


async def test_what_an_item_says_is_kept(tenant: Tenant) -> None:
    await loaded(tenant, "scorm", FILES)

    read, test, other = [row["data"] for row in await tenant.rows(CONTENT)]
    asset = await tenant.value("SELECT id::text FROM assets WHERE role = 'scorm_package'")
    assert test == {
        "package_name": "Safety at work",
        "version": "1.2",
        "identifier": "PACKAGE-1",
        "launch_path": "quiz/test.html?x=1&set=1",
        "asset_id": asset,
        "mastery_score": 80.0,
        "items": [{"identifier": "I3", "title": "Test", "href": "quiz/test.html?x=1&set=1", "depth": 2}],
        "metadata": {
            "prerequisites": "I2",
            "mastery_score": "80",
            "max_time_allowed": "00:30:00",
            "data_from_lms": "level=1",
            "is_visible": False,
            "resource": "R2",
            "scorm_type": "sco",
        },
    }
    assert (read["launch_path"], other["launch_path"]) == ("a b/read.html", "quiz/test.html?x=1&set=2")


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


async def test_sequencing_of_scorm_2004_is_kept(tenant: Tenant) -> None:
    items = (
        "<title>Course</title>"
        '<item identifier="I1" identifierref="R1"><title>One</title>'
        '<imsss:sequencing IDRef="shared"><imsss:limitConditions attemptLimit="3"/></imsss:sequencing>'
        '<adlcp:completionThreshold completedByMeasure="true" minProgressMeasure="0.75"/>'
        "<adlnav:presentation><adlnav:navigationInterface><adlnav:hideLMSUI>exit</adlnav:hideLMSUI>"
        "</adlnav:navigationInterface></adlnav:presentation></item>"
        '<item identifier="I2" identifierref="R1"><title>Two</title><imsss:sequencing><imsss:objectives>'
        '<imsss:primaryObjective satisfiedByMeasure="true">'
        "<imsss:minNormalizedMeasure>-0.5</imsss:minNormalizedMeasure>"
        "</imsss:primaryObjective></imsss:objectives></imsss:sequencing></item>"
        '<imsss:sequencing><imsss:controlMode choice="false" flow="true"/></imsss:sequencing>'
    )
    shared = (
        '<imsss:sequencingCollection><imsss:sequencing ID="shared"><imsss:objectives>'
        '<imsss:primaryObjective satisfiedByMeasure="true"><imsss:minNormalizedMeasure>0.6</imsss:minNormalizedMeasure>'
        '</imsss:primaryObjective></imsss:objectives><imsss:limitConditions attemptLimit="9"/>'
        "</imsss:sequencing></imsss:sequencingCollection>"
    )
    lom = (
        "<lom><general><title><string>Other</string></title><description><string>About it</string></description>"
        "<language>fr-CA</language></general></lom>"
    )
    resources = '<resource identifier="R1" type="webcontent" adlcp:scormType="sco" href="a.html"/>'
    text = manifest(items, resources, names=SCORM2004, version="2004 4th Edition", more=shared, metadata=lom)
    report = await loaded(tenant, "scorm", {"imsmanifest.xml": text, "a.html": ""})

    one, two = await tenant.rows(CONTENT)
    assert (one["threshold_score"], one["attempts_limit"], one["data"]["mastery_score"]) == (60, 3, 60.0)
    assert one["data"]["metadata"]["sequencing"] == {
        "IDRef": "shared",
        "limitConditions": [{"attemptLimit": "3"}],
        "objectives": [
            {"primaryObjective": [{"satisfiedByMeasure": "true", "minNormalizedMeasure": [{"text": "0.6"}]}]}
        ],
    }
    assert one["data"]["metadata"]["completion_threshold"]["minProgressMeasure"] == "0.75"
    assert one["data"]["metadata"]["presentation"] == {
        "navigationInterface": [{"hideLMSUI": [{"text": "exit"}]}]
    }
    assert two["threshold_score"] is None
    assert report.warnings == [
        "a score that passes is no share of the whole and is kept as a note only (1): I2: -0.5"
    ]
    reference = await tenant.value("SELECT resource_ref FROM modules")
    assert reference["settings"] == {"sequencing": {"controlMode": [{"choice": "false", "flow": "true"}]}}
    course = (await tenant.rows("SELECT * FROM courses"))[0]
    assert (course["title"], course["description"], course["language_code"]) == (
        "Course",
        "About it",
        "fr-CA",
    )


async def test_odd_items_are_kept_and_named(tenant: Tenant) -> None:
    items = (
        '<item identifier="I1" identifierref="R1"><title>Both</title>'
        '<item identifier="I2"><title>Empty</title></item></item>'
        '<item identifier="I3" identifierref="R9"/><item identifier="I4" identifierref="R2"/>'
        '<item identifier="I5" identifierref="R3"/>'
    )
    resources = (
        '<resource identifier="R1" type="webcontent" href="a.html"/>'
        '<resource identifier="R2" type="webcontent" href="gone.html"/>'
        '<resource identifier="R3" type="webcontent" href="https://example.org/course"/>'
    )
    report = await loaded(tenant, "scorm", {"imsmanifest.xml": manifest(items, resources), "a.html": ""})

    assert set(report.warnings) == {
        "an item that holds others launches something too (1): I1",
        "an item launches nothing and holds nothing (1): I2",
        "an item refers to a resource that the manifest lacks (1): I3",
        "the file that an item launches is missing (1): I4: gone.html",
        "a file that the manifest names is missing (1): gone.html",
    }
    rows = await tenant.rows(CONTENT)
    assert {row["external_id"].rsplit(":")[-1]: row["data"].get("launch_path") for row in rows} == {
        "PACKAGE-1/item/I1/launch": "a.html",
        "PACKAGE-1/item/I3": None,
        "PACKAGE-1/item/I4": "gone.html",
        "PACKAGE-1/item/I5": "https://example.org/course",
    }
    assert (await tenant.value("SELECT title FROM courses")) == "PACKAGE-1"


async def test_a_folder_and_a_package_within_a_folder_are_read_too(tenant: Tenant) -> None:
    folder = tenant.path / "unpacked"
    for name, content in FILES.items():
        tenant.file(f"unpacked/inner/{name}", content)
    report = await tenant.load("scorm", folder)
    assert numbers(report)["file"] == (8, 8, 0, 0, 0)
    assert (await tenant.value("SELECT count(*) FROM assets WHERE asset_type = 'scorm_package'")) == 0
    rows = await tenant.rows(CONTENT)
    assert rows[0]["data"]["launch_path"] == "a b/read.html", "paths begin where the manifest lies"


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({"a.html": ""}, "holds no imsmanifest.xml; a package has one at its root"),
        ({"imsmanifest.xml": "<a/>"}, "imsmanifest.xml: expected <manifest>, found <a>"),
        ({"imsmanifest.xml": "<manifest"}, "imsmanifest.xml: line 1, column 1: not well-formed XML: unclosed token"),
        (
            {"imsmanifest.xml": "<manifest/>"},
            'imsmanifest.xml: <manifest>: must have an identifier of at most 200 characters, found ""',
        ),
        (
            {"imsmanifest.xml": '<!DOCTYPE a [<!ENTITY e "x"><!ENTITY f "&e;&e;">]><manifest identifier="&f;"/>'},
            'imsmanifest.xml: declares the entity "e"; entities are not allowed',
        ),
        (
            {"imsmanifest.xml": manifest("", "")},
            "imsmanifest.xml: <organizations>: holds no item; there is nothing to learn",
        ),
        (
            {"imsmanifest.xml": manifest(ITEMS + '<item identifier="I1"/>', "")},
            'imsmanifest.xml: <item identifier="I1">: the identifier stands twice',
        ),
        (
            {"imsmanifest.xml": manifest("<item identifier='I'/>", "", version="1.1", names="")},
            'imsmanifest.xml: <metadata>: is no SCORM 1.2 or 2004 package: <schemaversion> says "1.1"',
        ),
        (
            {"imsmanifest.xml": manifest(ITEMS, "", schema="IMS Common Cartridge", version="1.3.0")},
            'imsmanifest.xml: <schema>: says it is "IMS Common Cartridge": import it as cartridge',
        ),
        *(
            (
                {"imsmanifest.xml": manifest(ITEMS, f'<resource identifier="R1" href="{name}"/>')},
                f'imsmanifest.xml: <resource>: the name "{shown}" leads out of the package',
            )
            for name, shown in (
                ("../evil.html", "../evil.html"), ("a/%2e%2e/%2e%2e/x", "a/../../x"), ("/etc/passwd", "/etc/passwd"),
                ("..\\evil.html", "..\\evil.html"),
            )
        ),
        (
            {"imsmanifest.xml": manifest('<item identifier="I">' * 70 + "</item>" * 70, "").replace(
                '"I"', '"I{}"').format(*range(70))},
            "imsmanifest.xml: <organization>: items nest deeper than 60 levels",
        ),
        (
            {"a/imsmanifest.xml": "<manifest/>", "b/imsmanifest.xml": "<manifest/>"},
            "b/imsmanifest.xml: is a second manifest beside a/imsmanifest.xml; import one at a time",
        ),
    ],
)  # fmt: skip
async def test_a_broken_package_is_refused(tenant: Tenant, files: dict[str, str], reason: str) -> None:
    said = await tenant.refused("scorm", package(tenant, files))
    assert said == f"package.zip: {reason}"
    assert stored(tenant) == {}


async def test_hostile_archives_are_refused(tenant: Tenant) -> None:
    bomb = FILES | {"zeros.html": "0" * 40_000_000}
    assert await tenant.refused("scorm", package(tenant, bomb)) == (
        "package.zip: zeros.html: the archive unpacks to more than 200 times its size"
    )
    assert await tenant.refused("scorm", package(tenant, FILES | {"../evil.html": ""})) == (
        "package.zip: ../evil.html: climbs out of the archive"
    )
    deep = "/".join(["folder" * 20] * 10) + "/a.html"
    assert await tenant.refused("scorm", package(tenant, FILES | {deep: ""})) == (
        f"package.zip: {deep[:100]}: the path is longer than 900 bytes"
    )
    assert await tenant.refused("scorm", tenant.file("package.zip", b"no archive")) == (
        "package.zip: the archive is truncated or damaged (not a zip archive)"
    )
    assert stored(tenant) == {}


async def test_another_package_of_the_same_identifier_is_refused(tenant: Tenant) -> None:
    await loaded(tenant, "scorm", FILES)
    other = manifest(ITEMS.replace("Safety at work", "First aid"), RESOURCES)
    assert await tenant.refused("scorm", package(tenant, FILES | {"imsmanifest.xml": other})) == (
        "package.zip: imsmanifest.xml: PACKAGE-1: the tenant has a course from a package of this identifier called "
        "“Safety at work”, and this one is called “First aid”; give the package an identifier of its own, or the "
        "course this title"
    )


async def test_a_course_of_the_same_code_from_elsewhere_is_refused(tenant: Tenant) -> None:
    await tenant.rows(
        "INSERT INTO courses (tenant_id, title, code) SELECT id, 'Ours', 'PACKAGE-1' FROM tenants"
    )
    assert await tenant.refused("scorm", package(tenant, FILES)) == (
        "package.zip: imsmanifest.xml: PACKAGE-1: the tenant has a course of this code that is not this one; "
        "give one of them another code"
    )
    assert stored(tenant) == {}


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


@pytest.mark.parametrize("name", DATA)
async def test_a_real_package(tenant: Tenant, data: Path, name: str) -> None:
    """The golf examples by Rustici Software; the counts are read from the archive with the standard library."""
    path = data / "scorm" / f"{name}.zip"
    with zipfile.ZipFile(path) as archive:
        sizes = {member.filename: member.file_size for member in archive.infolist() if not member.is_dir()}
        root = ElementTree.fromstring(archive.read("imsmanifest.xml"))
    found = [element.tag.rpartition("}")[2] for element in root.iter()]
    report = await tenant.load("scorm", path)

    assert report.kinds["item"].created == found.count("item")
    assert report.kinds["resource"].read == report.kinds["resource"].used == found.count("resource")
    assert report.kinds["file"].created == len(sizes) + 1
    assert report.warnings == []
    assert_all_accounted(report)
    files = await tenant.rows("SELECT file_path, size_bytes FROM scorm_files")
    assert {row["file_path"]: row["size_bytes"] for row in files} == sizes
    leaves = [
        element
        for element in root.iter()
        if "identifierref" in element.attrib and element.tag.endswith("item")
    ]
    launched = await tenant.rows("SELECT data FROM content_items ORDER BY id")
    assert len(launched) == len(leaves)
    assert {row["data"]["launch_path"].split("?")[0] for row in launched} <= set(sizes)
    await assert_second_run_changes_nothing(tenant, "scorm", path, report)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("PT1H30M", 5400),
        ("P1DT2S", 86402),
        ("PT90.5S", 90),
        ("00:45:00", 2700),
        ("PT0S", None),
        ("P1Y", None),
        ("soon", None),
        (f"PT{'9' * 50}S", None),
        (None, None),
    ],
)
def test_durations_are_seconds(text: str | None, found: int | None) -> None:
    assert seconds(text) == found


async def test_how_long_an_item_takes_is_kept(tenant: Tenant) -> None:
    lom = (
        "<metadata><lom><educational><typicalLearningTime><duration>PT20M</duration></typicalLearningTime>"
        "</educational></lom></metadata>"
    )
    items = f'<item identifier="I1" identifierref="R1"><title>One</title>{lom}</item>'
    resources = '<resource identifier="R1" type="webcontent" href="a.html"/>'
    await loaded(tenant, "scorm", {"imsmanifest.xml": manifest(items, resources), "a.html": ""})
    assert await tenant.value("SELECT estimated_duration_seconds FROM content_items") == 1200
