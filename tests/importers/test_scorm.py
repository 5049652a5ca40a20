"""SCORM packages: what becomes of a manifest."""

import pytest

from importers.kit.imscp.lom import seconds
from tests.importers.conftest import Tenant
from tests.importers.packages import SCORM2004, loaded, manifest
from tests.importers.reports import assert_all_accounted, numbers
from tests.importers.scorm_package import CONTENT, FILES


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
        "a passing score is not a share of the whole and is kept only as a note (1): I2: -0.5"
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
        "an item that holds others also launches a file (1): I1",
        "an item launches nothing and holds nothing (1): I2",
        "an item without a title goes by its identifier (3): I3; I4; I5",
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
