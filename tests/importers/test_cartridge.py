"""Common Cartridges: what becomes of the organisation, of each kind of resource, and of Canvas's settings."""

import json
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.importers.conftest import Tenant
from tests.importers.packages import (
    assert_all_accounted,
    assert_second_run_changes_nothing,
    loaded,
    manifest,
    numbers,
    package,
    stored,
)

NAMES = 'xmlns="http://www.imsglobal.org/xsd/imsccv1p3/imscp_v1p1" xmlns:lom="http://ltsc.ieee.org/xsd/imsccv1p3/LOM/manifest"'
LOM = (
    "<lom:lom><lom:general><lom:title><lom:string>Botany</lom:string></lom:title><lom:language>de-AT</lom:language>"
    "<lom:keyword><lom:string>plants</lom:string></lom:keyword></lom:general></lom:lom>"
)
OF_BANK = "imsqti_xmlv1p2/imscc_xmlv1p3/question-bank"
OF_SETTINGS = "associatedcontent/imscc_xmlv1p3/learning-application-resource"
ITEMS = (
    '<item identifier="root"><item identifier="W1"><title>Week 1</title>'
    '<item identifier="I1" identifierref="PAGE"><title>Read</title></item>'
    '<item identifier="I2"><title>Then do</title></item>'
    '<item identifier="W11"><title>Exercises</title>'
    '<item identifier="I3" identifierref="QUIZ"><title>Test</title></item>'
    '<item identifier="I4" identifierref="LINK"><title>Look</title></item>'
    '<item identifier="I5" identifierref="FILE"><title>Print</title></item></item></item>'
    '<item identifier="I6" identifierref="TOPIC"><title>Talk</title></item>'
    '<item identifier="W2"><title>Week 2</title>'
    '<item identifier="I7" identifierref="GONE"><title>Lost</title></item></item></item>'
)
RESOURCES = (
    '<resource identifier="PAGE" type="webcontent" href="pages/read.html"><file href="pages/read.html"/></resource>'
    '<resource identifier="FILE" type="webcontent" href="web_resources/a b.pdf"/>'
    '<resource identifier="PIC" type="webcontent" href="pages/leaf.png"><file href="pages/leaf.png"/></resource>'
    '<resource identifier="LINK" type="imswl_xmlv1p3"><file href="link.xml"/></resource>'
    '<resource identifier="TOPIC" type="imsdt_xmlv1p3"><file href="topic.xml"/>'
    '<dependency identifierref="META"/></resource>'
    f'<resource identifier="META" type="{OF_SETTINGS}" href="meta.xml">'
    '<file href="meta.xml"/></resource>'
    '<resource identifier="LTI" type="imsbasiclti_xmlv1p3"><file href="lti.xml"/></resource>'
    '<resource identifier="TASK" type="assignment_xmlv1p0"><file href="task.xml"/></resource>'
    '<resource identifier="QUIZ" type="imsqti_xmlv1p2/imscc_xmlv1p3/assessment"><file href="quiz.xml"/></resource>'
    f'<resource identifier="BANK" type="{OF_BANK}"><file href="bank.xml"/></resource>'
    '<resource identifier="ODD" type="imsiwb_iwbv1p0"><file href="odd.iwb"/></resource>'
)
PAGE = (
    "<html><head><title>Leaves</title></head><body><p>See <img src='leaf.png'> and "
    '<a href="$IMS-CC-FILEBASE$/a%20b.pdf?download=1" data-x="https://x/$IMS-CC-FILEBASE$/a b.pdf">this</a>, not '
    '<a href="https://example.org/leaf.png">that</a>.</p></body></html>'
)


def question(ident: str, profile: str, presentation: str, processing: str, more: str = "") -> str:
    """An item of QTI 1.2."""
    return (
        f'<item ident="{ident}" title="{ident}"><itemmetadata><qtimetadata><qtimetadatafield><fieldlabel>cc_profile'
        f"</fieldlabel><fieldentry>cc.{profile}.v0p1</fieldentry></qtimetadatafield></qtimetadata></itemmetadata>"
        f'<presentation><material><mattext texttype="text/html">&lt;p&gt;Ask &lt;b&gt;{ident}&lt;/b&gt;&lt;/p&gt;'
        f"</mattext></material>{presentation}</presentation><resprocessing>{processing}</resprocessing>{more}</item>"
    )


def choices(cardinality: str, *labels: str) -> str:
    listed = "".join(
        f'<response_label ident="{label}"><material><mattext>{label}*</mattext></material></response_label>'
        for label in labels
    )
    shown = f"<render_choice>{listed}</render_choice>"
    return f'<response_lid ident="R" rcardinality="{cardinality}">{shown}</response_lid>'


def right(inner: str) -> str:
    return (
        f"<respcondition><conditionvar>{inner}</conditionvar>"
        '<setvar action="Set" varname="SCORE">100</setvar></respcondition>'
    )


ONE = question(
    "Q1", "multiple_choice", choices("Single", "A", "B"),
    '<respcondition><conditionvar><varequal respident="R">B</varequal></conditionvar><displayfeedback '
    'feedbacktype="Response" linkrefid="B_fb"/></respcondition>' + right('<varequal respident="R">A</varequal>'),
    '<itemfeedback ident="B_fb"><material><mattext>No, not B</mattext></material></itemfeedback>'
    '<itemfeedback ident="correct_fb"><material><mattext>Yes</mattext></material></itemfeedback>',
)  # fmt: skip
MANY = question(
    "Q2", "multiple_response", choices("Multiple", "A", "B", "C"),
    right('<and><varequal respident="R">A</varequal><not><varequal respident="R">B</varequal></not>'
          '<varequal respident="R">C</varequal></and>'),
)  # fmt: skip
FIB = question(
    "Q3", "fib", '<response_str ident="R"><render_fib><response_label ident="L"/></render_fib></response_str>',
    right('<varequal respident="R">moss</varequal><varequal respident="R">mosses</varequal>'),
)  # fmt: skip
ESSAY = question("Q4", "essay", '<response_str ident="R"><render_fib/></response_str>', "")
FORM = '<questestinterop xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2">'
QUIZ = (
    f'{FORM}<assessment ident="A" title="Quiz"><qtimetadata><qtimetadatafield><fieldlabel>cc_maxattempts</fieldlabel>'
    "<fieldentry>3</fieldentry></qtimetadatafield><qtimetadatafield><fieldlabel>qmd_timelimit</fieldlabel><fieldentry>"
    f'30</fieldentry></qtimetadatafield></qtimetadata><section ident="S">{ONE}{MANY}{FIB}{ESSAY}</section></assessment>'
    "</questestinterop>"
)
BANK = f'{FORM}<objectbank ident="B">{ONE}</objectbank></questestinterop>'
FILES: dict[str, str | bytes] = {
    "imsmanifest.xml": manifest(
        ITEMS, RESOURCES, identifier="CART", names=NAMES, schema="IMS Common Cartridge", version="1.3.0", metadata=LOM
    ),
    "pages/read.html": PAGE,
    "pages/leaf.png": b"\x89PNG",
    "web_resources/a b.pdf": b"%PDF",
    "link.xml": '<webLink xmlns="http://x"><title>Web</title>'
    '<url href="https://example.org/" target="_blank"/></webLink>',
    "topic.xml": '<topic xmlns="http://x"><title>Topic</title>'
    '<text texttype="text/html">&lt;p&gt;Say&lt;/p&gt;</text></topic>',
    "meta.xml": '<topicMeta xmlns="http://x"><pinned>true</pinned><assignment><points_possible>5</points_possible>'
    "</assignment></topicMeta>",
    "lti.xml": '<cartridge_basiclti_link xmlns="http://x" xmlns:b="http://b" xmlns:m="http://m"><b:title>Tool</b:title>'
    '<b:launch_url>https://tool.example/</b:launch_url><b:custom><m:property name="k">v</m:property></b:custom>'
    "<b:vendor><m:name>Vendor</m:name></b:vendor></cartridge_basiclti_link>",
    "task.xml": '<assignment xmlns="http://x"><title>Herbarium</title><text texttype="text/html">&lt;p&gt;Do&lt;/p&gt;'
    '</text><gradable points_possible="20">true</gradable><submission_formats><format type="file"/>'
    '<format type="html"/></submission_formats></assignment>',
    "quiz.xml": QUIZ,
    "bank.xml": BANK,
    "odd.iwb": b"board",
    "loose.txt": "Nobody names me.",
}  # fmt: skip
MODULES = (
    "SELECT m.title, p.title AS parent, m.sequence_index, m.is_published FROM modules m "
    "LEFT JOIN modules p ON p.id = m.parent_id WHERE m.deleted_at IS NULL ORDER BY m.depth, m.sequence_index"
)
CONTENT = (
    "SELECT c.*, m.title AS module FROM content_items c JOIN modules m ON m.id = c.module_id "
    "WHERE c.deleted_at IS NULL ORDER BY c.external_id"
)
REAL = ("allyworkshop.imscc", "grouptest.zip", "multiple-pages.imscc", "canvas_cc_gem_course.imscc")


async def content(tenant: Tenant) -> dict[str, dict[str, Any]]:
    """The content by the last part of its external id."""
    return {row["external_id"].rpartition("/")[2]: row for row in await tenant.rows(CONTENT)}


async def test_a_cartridge_becomes_a_course(tenant: Tenant) -> None:
    report = await loaded(tenant, "cartridge", FILES)

    assert numbers(report) == {
        "item": (11, 10, 0, 0, 0),
        "module made here": (4, 4, 0, 0, 0),
        "resource outside of the organisation": (3, 3, 0, 0, 0),
        "course": (1, 1, 0, 0, 0),
        "file": (3, 3, 0, 0, 0),
        "assessment": (2, 2, 0, 0, 0),
        "question": (5, 5, 0, 0, 0),
        "answer option": (7, 7, 0, 0, 0),
        "file in storage": (3, 3, 0, 0, 0),
    }
    assert report.kinds["item"].skipped == {"the root without a title, which the standard asks for": 1}
    used = {kind: tally.used for kind, tally in report.kinds.items() if tally.used}
    assert used == {
        "page": 1, "web file": 2, "web link": 1, "discussion topic": 1, "associated content": 1, "LTI link": 1,
        "assignment": 1, "QTI assessment": 1, "QTI question bank": 1, "resource of an unknown type": 1,
    }  # fmt: skip
    assert set(report.warnings) == {
        "an item refers to a resource that the manifest lacks (1): I7",
        "a file that the manifest does not name is kept too (1): loose.txt",
        "a resource of an unknown type is kept as content that says so (1): ODD: imsiwb_iwbv1p0",
    }
    assert_all_accounted(report)
    course = (await tenant.rows("SELECT * FROM courses"))[0]
    assert (course["title"], course["code"], course["language_code"]) == ("Botany", "CART", "de-AT")
    assert course["metadata"]["cartridge"]["keywords"] == ["plants"]
    assert [tuple(row.values()) for row in await tenant.rows(MODULES)] == [
        ("Week 1", None, 1, True),
        ("Talk", None, 2, True),
        ("Week 2", None, 3, True),
        ("Links and tools", None, 4, True),
        ("Assignments", None, 5, True),
        ("Other resources", None, 6, True),
        ("Exercises", "Week 1", 3, True),
    ]


async def test_each_resource_becomes_content_of_its_kind(tenant: Tenant) -> None:
    await loaded(tenant, "cartridge", FILES)
    found = await content(tenant)
    assert {key: (row["content_type"], row["title"], row["module"]) for key, row in found.items()} == {
        "I1": ("text", "Read", "Week 1"),
        "I2": ("text", "Then do", "Week 1"),
        "I3": ("quiz", "Test", "Exercises"),
        "I4": ("external", "Look", "Exercises"),
        "I5": ("resource", "Print", "Exercises"),
        "I6": ("interaction", "Talk", "Talk"),
        "I7": ("external", "Lost", "Week 2"),
        "LTI": ("external", "Tool", "Links and tools"),
        "TASK": ("assignment", "Herbarium", "Assignments"),
        "ODD": ("external", "ODD", "Other resources"),
    }
    assets = {row["filename"]: row["id"] for row in await tenant.rows("SELECT filename, id FROM assets")}
    assert set(assets) == {"leaf.png", "a b.pdf", "loose.txt"}
    page = found["I1"]["data"]["blocks"][0]["html"]
    assert page == (
        f"<p>See <img src='asset:{assets['leaf.png']}'> and <a href=\"asset:{assets['a b.pdf']}\" "
        'data-x="https://x/$IMS-CC-FILEBASE$/a b.pdf">this</a>, not <a href="https://example.org/leaf.png">that</a>.</p>'
    )
    assert found["I2"]["data"]["blocks"] == [{"type": "heading", "level": 2, "text": "Then do"}]
    assert found["I4"]["data"] == {"kind": "link", "url": "https://example.org/", "opens_new_window": True}
    assert found["I5"]["asset_id"] == assets["a b.pdf"]
    assert found["I5"]["data"]["resources"] == [
        {"label": "a b.pdf", "kind": "pdf", "asset_id": str(assets["a b.pdf"])}
    ]
    topic = found["I6"]["data"]
    assert (topic["interaction_type"], topic["instructions"], topic["max_points"]) == (
        "discussion",
        "<p>Say</p>",
        5,
    )
    assert topic["config"]["settings"]["pinned"] == [{"text": "true"}]
    assert found["I7"]["data"]["kind"] == "unsupported"
    tool = found["LTI"]["data"]
    assert (tool["kind"], tool["url"], tool["provider"], tool["custom_parameters"]) == (
        "lti", "https://tool.example/", "Vendor", {"k": "v"},
    )  # fmt: skip
    task = found["TASK"]["data"]
    assert (task["instructions"], task["max_points"], task["submission_kinds"]) == (
        "<p>Do</p>",
        20,
        ["file", "text"],
    )
    odd = found["ODD"]["data"]
    assert (odd["kind"], odd["block_type"]) == ("unsupported", "imsiwb_iwbv1p0")
    assert "imsiwb" in odd["notice"]


async def test_assessments_become_questions(tenant: Tenant) -> None:
    await loaded(tenant, "cartridge", FILES)
    quiz = (await content(tenant))["I3"]
    assert (quiz["attempts_limit"], quiz["data"]["time_limit_seconds"], quiz["data"]["max_points"]) == (
        3,
        1800,
        4,
    )
    assessments = await tenant.rows(
        "SELECT id, title, assessment_type, is_published, course_id IS NOT NULL AS placed FROM assessments "
        "ORDER BY title"
    )
    assert [tuple(row.values())[1:] for row in assessments] == [
        ("BANK", "pool", False, True),
        ("Quiz", "quiz", True, True),
    ]
    assert quiz["assessment_id"] == assessments[1]["id"]
    questions = await tenant.rows(
        "SELECT question_type, prompt_md, correct_answers, feedback FROM questions WHERE assessment_id = $1 "
        "ORDER BY sequence_index",
        quiz["assessment_id"],
    )
    assert [tuple(row.values()) for row in questions] == [
        ("mcq_single", "Ask **Q1**", None, {"correct": "Yes"}),
        ("mcq_multi", "Ask **Q2**", None, None),
        ("short_answer", "Ask **Q3**", ["moss", "mosses"], None),
        ("rubric", "Ask **Q4**", None, None),
    ]
    options = await tenant.rows(
        "SELECT q.external_id, label, content_md, is_correct, feedback_md FROM answer_options o JOIN questions q "
        "ON q.id = o.question_id WHERE q.assessment_id = $1 ORDER BY 1, 2",
        quiz["assessment_id"],
    )
    assert [tuple(row.values())[1:] for row in options] == [
        ("A", "A\\*", True, None),
        ("B", "B\\*", False, "No, not B"),
        ("A", "A\\*", True, None),
        ("B", "B\\*", False, None),
        ("C", "C\\*", True, None),
    ]


async def test_a_second_run_changes_nothing(tenant: Tenant) -> None:
    first = await loaded(tenant, "cartridge", FILES)
    await assert_second_run_changes_nothing(tenant, "cartridge", tenant.path / "package.zip", first)


async def test_a_newer_cartridge_changes_what_differs(tenant: Tenant) -> None:
    await loaded(tenant, "cartridge", FILES)
    changed = str(FILES["imsmanifest.xml"])
    for gone in (
        '<item identifier="I4" identifierref="LINK"><title>Look</title></item>',
        '<resource identifier="LINK" type="imswl_xmlv1p3"><file href="link.xml"/></resource>',
        f'<resource identifier="BANK" type="{OF_BANK}"><file href="bank.xml"/></resource>',
        '<resource identifier="PIC" type="webcontent" href="pages/leaf.png"><file href="pages/leaf.png"/></resource>',
    ):
        assert gone in changed
        changed = changed.replace(gone, "")
    files = {
        name: text for name, text in FILES.items() if name not in ("link.xml", "bank.xml", "pages/leaf.png")
    }
    report = await loaded(
        tenant, "cartridge", files | {"imsmanifest.xml": changed, "quiz.xml": QUIZ.replace(FIB, "")}
    )
    counted = numbers(report)
    assert counted["item"] == (10, 0, 3, 6, 1), (
        "the page, the quiz with fewer points, and the file that moved up"
    )
    assert counted["assessment"] == (1, 0, 1, 0, 1)
    assert counted["question"] == (3, 0, 1, 2, 1), "what came after moved up"
    assert counted["file"] == (2, 0, 2, 0, 1)
    again = await loaded(tenant, "cartridge", FILES)
    assert numbers(again)["item"][1:] == (0, 4, 6, 0), "what comes back has its id again"


async def test_what_canvas_hides_is_for_staff(tenant: Tenant) -> None:
    settings = "course_settings/canvas_export.txt"
    resources = RESOURCES + (
        f'<resource identifier="SET" type="{OF_SETTINGS}" href="{settings}">'
        '<file href="course_settings/module_meta.xml"/></resource>'
    )
    said = (
        '<modules xmlns="http://canvas.instructure.com/xsd/cccv1p0"><module identifier="W1"><workflow_state>unpublished'
        '</workflow_state></module><module identifier="W2"><workflow_state>active</workflow_state><items>'
        '<item identifier="I7"><workflow_state>unpublished</workflow_state></item></items></module></modules>'
    )
    text = manifest(
        ITEMS,
        resources,
        identifier="CART",
        names=NAMES,
        schema="IMS Common Cartridge",
        version="1.1.0",
        metadata=LOM,
    )
    await loaded(
        tenant,
        "cartridge",
        FILES | {"imsmanifest.xml": text, settings: "Q: ?", "course_settings/module_meta.xml": said},
    )
    rows = await tenant.rows(
        "SELECT title, audience FROM modules UNION ALL SELECT title, audience FROM content_items"
    )
    staff = {row["title"] for row in rows if row["audience"] == "staff"}
    assert staff == {"Week 1", "Exercises", "Read", "Then do", "Test", "Look", "Print", "Lost"}
    metadata = await tenant.value("SELECT metadata FROM courses")
    assert list(metadata["cartridge"]["canvas"]) == ["module_meta"]


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({"a.html": ""}, "holds no imsmanifest.xml; a package has one at its root"),
        (
            {"imsmanifest.xml": manifest(ITEMS, RESOURCES)},
            'imsmanifest.xml: <schema>: says it is "ADL SCORM": import it as scorm',
        ),
        (
            {"imsmanifest.xml": manifest(ITEMS, "", schema="Else")},
            'imsmanifest.xml: <schema>: says it is "Else"; a cartridge says IMS Common Cartridge',
        ),
        (
            {"imsmanifest.xml": manifest(ITEMS, "", schema="IMS Common Cartridge", version="2.0")},
            'imsmanifest.xml: <schemaversion>: version "2.0" is not known; known are 1.0 to 1.3',
        ),
        (
            FILES | {"quiz.xml": "<questestinterop>"},
            "quiz.xml: line 1, column 18: not well-formed XML: no element found",
        ),
        (
            FILES | {"topic.xml": '<!DOCTYPE a [<!ENTITY e "x">]><topic>&e;</topic>'},
            'topic.xml: declares the entity "e"; entities are not allowed',
        ),
        (
            FILES | {"pages/read.html": b"<p>\xff</p>"},
            "pages/read.html: line 1, byte 4: byte 0xFF is not valid UTF-8; save the file as UTF-8",
        ),
    ],
)
async def test_a_broken_cartridge_is_refused(tenant: Tenant, files: dict[str, str], reason: str) -> None:
    assert await tenant.refused("cartridge", package(tenant, files)) == f"package.zip: {reason}"
    assert stored(tenant) == {}


async def test_hostile_archives_are_refused(tenant: Tenant) -> None:
    bomb = package(tenant, FILES | {"zeros.html": "0" * 40_000_000}, "bomb.imscc")
    assert await tenant.refused("cartridge", bomb) == (
        "bomb.imscc: zeros.html: the archive unpacks to more than 200 times its size"
    )
    out = package(tenant, FILES | {"a/../../evil.html": ""}, "out.imscc")
    assert await tenant.refused("cartridge", out) == "out.imscc: a/../../evil.html: climbs out of the archive"
    assert await tenant.refused("cartridge", tenant.file("x.tar", b"")) == (
        "x.tar: expected a folder or a .imscc archive"
    )


@pytest.mark.parametrize("name", REAL)
async def test_a_real_cartridge(tenant: Tenant, data: Path, name: str) -> None:
    """Cartridges that Canvas made; the counts are read from the archive with the standard library."""
    path = data / "cartridges" / name
    with zipfile.ZipFile(path) as archive:
        files = {member: archive.read(member) for member in archive.namelist()}
    root = ElementTree.fromstring(files["imsmanifest.xml"])
    tags = Counter(element.tag.rpartition("}")[2] for element in root.iter())
    types = [one.get("type", "") for one in root.iter() if one.tag.endswith("}resource")]
    report = await tenant.load("cartridge", path)

    assert_all_accounted(report)
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
