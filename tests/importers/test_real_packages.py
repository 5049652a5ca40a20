"""Real packages: what the reports count is what the archives hold, counted here with the standard library."""

import json
import zipfile
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.importers.conftest import Tenant
from tests.importers.reports import (
    assert_all_accounted,
    assert_nothing_was_here,
    assert_second_run_changes_nothing,
)

SCORM = "RuntimeBasicCalls_SCORM12", "RuntimeMinimumCalls_SCORM12", "RuntimeBasicCalls_SCORM20043rdEdition"
CARTRIDGES = ("allyworkshop.imscc", "grouptest.zip", "multiple-pages.imscc", "canvas_cc_gem_course.imscc")
QTI = ("qti21", "qti21-tests", "qti30-biology-nl.zip")
ITEM_REF = ("itemref", "item-ref")


@pytest.mark.parametrize("name", SCORM)
async def test_a_scorm_package(tenant: Tenant, data: Path, name: str) -> None:
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
    assert_nothing_was_here(report)
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


@pytest.mark.parametrize("name", CARTRIDGES)
async def test_a_cartridge(tenant: Tenant, data: Path, name: str) -> None:
    """Cartridges that Canvas made; the counts are read from the archive with the standard library."""
    path = data / "cartridges" / name
    with zipfile.ZipFile(path) as archive:
        files = {member: archive.read(member) for member in archive.namelist()}
    root = ElementTree.fromstring(files["imsmanifest.xml"])
    tags = Counter(element.tag.rpartition("}")[2] for element in root.iter())
    types = [one.get("type", "") for one in root.iter() if one.tag.endswith("}resource")]
    report = await tenant.load("cartridge", path)

    assert_all_accounted(report)
    assert_nothing_was_here(report)
    item = report.kinds.get("item")
    assert (item.read if item else 0) == tags["item"]
    assert sum(tally.used for tally in report.kinds.values()) == len(types)
    media = {member for member in files if member.startswith("web_resources/")}
    assets = await tenant.rows("SELECT metadata ->> 'path' AS path, size_bytes FROM assets")
    assert {row["path"]: row["size_bytes"] for row in assets} == {one: len(files[one]) for one in media}
    wider = [text for member, text in files.items() if member.endswith(".xml.qti")]
    asked = [
        one for text in wider for one in ElementTree.fromstring(text).iter() if one.tag.endswith("}item")
    ]
    assert await tenant.value("SELECT count(*) FROM questions") == len(asked)
    assert await tenant.value("SELECT count(*) FROM assessments") == len(wider)
    topics = sum(kind.startswith("imsdt") for kind in types)
    tools = sum(kind.startswith("imsbasiclti") for kind in types)
    pages = sum(member.startswith("wiki_content/") for member in files)
    tasks = sum(member.endswith("assignment_settings.xml") for member in files)
    kinds = {
        row["content_type"]: row["n"]
        for row in await tenant.rows("SELECT content_type, count(*) AS n FROM content_items GROUP BY 1")
    }
    quizzes = sum("assessment" in kind for kind in types)
    missing = sum(
        one.get("identifierref")
        not in {each.get("identifier") for each in root.iter() if each.tag.endswith("}resource")}
        for one in root.iter()
        if one.get("identifierref") and one.tag.endswith("}item")
    )
    expected = {
        "interaction": topics, "external": tools + missing, "text": pages, "assignment": tasks, "quiz": quizzes,
    }  # fmt: skip
    assert kinds == {kind: count for kind, count in expected.items() if count}
    await assert_second_run_changes_nothing(tenant, "cartridge", path, report)


async def test_questions_of_canvas_keep_their_keys(tenant: Tenant, data: Path) -> None:
    await tenant.load("cartridge", data / "cartridges" / "grouptest.zip")
    rows = await tenant.rows(
        "SELECT q.question_type, q.correct_answers FROM questions q JOIN assessments a ON a.id = q.assessment_id "
        "WHERE a.title = 'Grouped questions' ORDER BY q.sequence_index"
    )
    assert [row["question_type"] for row in rows] == [
        "true_false",
        "rubric",
        "mcq_multi",
        "fill_blank",
        "rubric",
    ]
    assert json.dumps(rows[3]["correct_answers"], sort_keys=True) == (
        '{"response_393": ["D"], "response_4416": ["B"], "response_6604": ["1713"], "response_7138": ["1713"]}'
    )
    states = await tenant.rows("SELECT DISTINCT audience FROM content_items")
    assert states == [{"audience": "staff"}], "Canvas says that the module is not published"


@pytest.mark.parametrize("name", QTI)
async def test_qti_packages(tenant: Tenant, data: Path, name: str) -> None:
    """Counts are taken from the files with the standard library alone."""
    path = data / "qti" / name
    if path.is_dir():
        texts = {file.name: file.read_text() for file in path.glob("*.xml")}
    else:
        with zipfile.ZipFile(path) as archive:
            texts = {n: archive.read(n).decode() for n in archive.namelist() if n.endswith(".xml")}
    roots = {file: ElementTree.fromstring(text.encode()) for file, text in texts.items()}
    names = {file: [one.tag.rpartition("}")[2].lower().replace("qti-", "").replace("-", "") for one in root.iter()]
             for file, root in roots.items()}  # fmt: skip
    items = {file for file, tags in names.items() if tags[0] == "assessmentitem"}
    tests = {file: root for file, root in roots.items() if names[file][0] == "assessmenttest"}
    placed = [
        one.get("href", "")
        for root in tests.values()
        for one in root.iter()
        if one.tag.lower().endswith(ITEM_REF)
    ]
    asked = [*placed, *(file for file in items if file not in placed)]
    report = await tenant.load("qti", path)

    assert report.kinds["item"].used == report.kinds["question"].created == len(asked)
    assert report.kinds["assessment"].created == len(tests) + (len(asked) > len(placed))
    choices = sum(names[file].count("simplechoice") for file in asked)
    assert await tenant.value("SELECT count(*) FROM answer_options") == choices
    right = sum(
        1
        for file in asked
        if "choiceinteraction" in names[file]
        for one in roots[file].iter()
        if one.tag.lower().endswith(("correctresponse", "correct-response"))
        for _ in one
    )
    assert await tenant.value("SELECT count(*) FROM answer_options WHERE is_correct") == right
    kinds = {row["question_type"]: row["n"] for row in await tenant.rows(
        "SELECT question_type, count(*) AS n FROM questions GROUP BY 1"
    )}  # fmt: skip
    unasked = sum(1 for file in asked if not any(tag.endswith("interaction") for tag in names[file]))
    assert kinds.get("rubric", 0) == sum("extendedtextinteraction" in names[file] for file in asked) + unasked
    assert kinds.get("short_answer", 0) == sum("textentryinteraction" in names[file] for file in asked)
    assert kinds.get("mcq_single", 0) + kinds.get("mcq_multi", 0) == sum(
        "choiceinteraction" in names[file] for file in asked
    )
    assert_all_accounted(report)
    assert_nothing_was_here(report)
    await assert_second_run_changes_nothing(tenant, "qti", path, report)
