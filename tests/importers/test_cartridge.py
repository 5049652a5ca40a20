"""Common Cartridges: what becomes of the organisation, of each kind of resource, and of Canvas's settings."""

from typing import Any

from tests.importers.cartridge_package import FILES, ITEMS, LOM, NAMES, OF_SETTINGS, RESOURCES
from tests.importers.conftest import Tenant
from tests.importers.packages import loaded, manifest
from tests.importers.reports import assert_all_accounted, numbers

MODULES = (
    "SELECT m.title, p.title AS parent, m.sequence_index, m.is_published FROM modules m "
    "LEFT JOIN modules p ON p.id = m.parent_id WHERE m.deleted_at IS NULL ORDER BY m.depth, m.sequence_index"
)
CONTENT = (
    "SELECT c.*, m.title AS module FROM content_items c JOIN modules m ON m.id = c.module_id "
    "WHERE c.deleted_at IS NULL ORDER BY c.external_id"
)


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
