"""QTI 2 and 3: what becomes of tests, items, interactions, keys and feedback."""

import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from importers.kit.htmltree import html_tree
from importers.kit.markdown import markdown
from tests.importers.conftest import Tenant
from tests.importers.packages import (
    assert_all_accounted,
    assert_second_run_changes_nothing,
    loaded,
    numbers,
    package,
    stored,
)

QTI2 = 'xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1"'
QTI3 = 'xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0"'
QUESTIONS = "SELECT q.*, a.title AS assessment FROM questions q JOIN assessments a ON a.id = q.assessment_id "
LIVE = QUESTIONS + "WHERE q.deleted_at IS NULL ORDER BY a.external_id, q.sequence_index"
ITEM_REF = ("itemref", "item-ref")
REAL = ("qti21", "qti21-tests", "qti30-biology-nl.zip")


def item(body: str, declared: str = "", more: str = "", identifier: str = "I1") -> str:
    """An item of QTI 2."""
    return (
        f'<assessmentItem {QTI2} identifier="{identifier}" title="Title" adaptive="false" timeDependent="false">'
        f"{declared}<itemBody>{body}</itemBody>{more}</assessmentItem>"
    )


def declared(*values: str, name: str = "R", kind: str = "single", more: str = "") -> str:
    """A response declaration."""
    listed = "".join(f"<value>{value}</value>" for value in values)
    return (
        f'<responseDeclaration identifier="{name}" cardinality="{kind}" baseType="identifier">'
        f"<correctResponse>{listed}</correctResponse>{more}</responseDeclaration>"
    )


CHOICE = item(
    '<p>Which is <b>red</b>?</p><p><img src="img/red.png" alt="Red"/></p>'
    '<choiceInteraction responseIdentifier="R" maxChoices="1" shuffle="true"><prompt>Choose one.</prompt>'
    '<simpleChoice identifier="A">Rose<feedbackInline identifier="A" outcomeIdentifier="F">Well seen</feedbackInline>'
    '</simpleChoice><simpleChoice identifier="B"><p>Grass</p></simpleChoice></choiceInteraction>'
    '<rubricBlock view="scorer"><p>For us only</p></rubricBlock>'
    '<rubricBlock view="candidate">Take your time</rubricBlock>',
    declared("A", more='<mapping upperBound="3"><mapEntry mapKey="A" mappedValue="4"/></mapping>'),
    '<modalFeedback outcomeIdentifier="F" identifier="B" showHide="show">That is green</modalFeedback>'
    '<modalFeedback outcomeIdentifier="F" identifier="A" showHide="hide">It was the rose</modalFeedback>',
)
ENTRY = item('<p>1 + 1 = <textEntryInteraction responseIdentifier="R"/></p>', declared("2"), identifier="I2")
TEST = (
    f'<assessmentTest {QTI2} identifier="T" title="Colours"><timeLimits maxTime="600"/>'
    '<testPart identifier="P" navigationMode="linear" submissionMode="individual">'
    '<assessmentSection identifier="S" title="First" visible="true"><rubricBlock view="candidate">Read <i>well</i>.'
    '</rubricBlock><ordering shuffle="true"/><assessmentItemRef identifier="Q1" href="items/choice%20one.xml">'
    '<weight identifier="W" value="2"/></assessmentItemRef>'
    '<assessmentSection identifier="S2" title="Second" visible="false">'
    '<assessmentItemRef identifier="Q2" href="items/entry.xml"/><assessmentItemRef identifier="Q3" href="gone.xml"/>'
    "</assessmentSection></assessmentSection></testPart>"
    "<outcomeProcessing><exitTest/></outcomeProcessing></assessmentTest>"
)
FILES: dict[str, str | bytes] = {
    "test.xml": TEST,
    "items/choice one.xml": CHOICE,
    "items/entry.xml": ENTRY,
    "items/spare.xml": item("<p>Spare</p>", identifier="I3"),
    "items/img/red.png": b"\x89PNG",
    "notes.xml": "<notes/>",
}


async def options(tenant: Tenant) -> list[tuple[Any, ...]]:
    rows = await tenant.rows(
        "SELECT label, content_md, is_correct, feedback_md FROM answer_options WHERE deleted_at IS NULL "
        "ORDER BY question_id, sequence_index"
    )
    return [tuple(row.values()) for row in rows]


async def only(tenant: Tenant, text: str) -> dict[str, Any]:
    """The one question of one item."""
    await tenant.load("qti", tenant.file("one.xml", text))
    return (await tenant.rows(LIVE))[0]


async def test_a_package_becomes_assessments(tenant: Tenant) -> None:
    report = await loaded(tenant, "qti", FILES)

    assert numbers(report) == {
        "file": (1, 1, 0, 0, 0),
        "assessment": (2, 2, 0, 0, 0),
        "question": (3, 3, 0, 0, 0),
        "answer option": (2, 2, 0, 0, 0),
        "file in storage": (1, 1, 0, 0, 0),
    }
    assert (report.kinds["item"].read, report.kinds["item"].used) == (4, 3)
    assert report.kinds["item"].skipped == {"its file is missing, or is no item": 1}
    assert (report.kinds["XML file"].read, report.kinds["XML file"].used) == (5, 4)
    assert set(report.warnings) == {
        "an item of a test is missing (1): test.xml: gone.xml",
        "an item with nothing to answer is kept as a question that is worth no points (1): items/spare.xml",
        "an XML file that is left out (1): notes.xml: <notes>",
    }
    rows = await tenant.rows(LIVE)
    assert [
        (row["assessment"], row["question_type"], row["points"], row["sequence_index"]) for row in rows
    ] == [
        ("package.zip", "rubric", 0, 1),
        ("Colours", "mcq_single", 3, 1),
        ("Colours", "short_answer", 1, 2),
    ]
    asset = await tenant.value("SELECT id FROM assets")
    choice = rows[1]
    assert choice["prompt_md"] == f"Which is **red**?\n\n![Red](asset:{asset})\n\nChoose one."
    assert choice["description_md"] == "Take your time"
    assert choice["correct_answers"] is None
    assert choice["feedback"] == {"not A": "It was the rose"}
    assert choice["metadata"]["qti"]["notes"]["scorer"] == "For us only"
    assert choice["metadata"]["qti"]["source"] == CHOICE
    assert (rows[2]["prompt_md"], rows[2]["correct_answers"]) == ("1 + 1 = \\_\\_\\_\\_", ["2"])
    assert await options(tenant) == [
        ("A", "Rose", True, "Well seen"),
        ("B", "Grass", False, "That is green"),
    ]


async def test_how_a_test_is_taken_is_kept(tenant: Tenant) -> None:
    await loaded(tenant, "qti", FILES)
    row = (await tenant.rows("SELECT * FROM assessments WHERE title = 'Colours'"))[0]
    assert (row["assessment_type"], row["is_published"], row["review"]) == ("quiz", False, "never")
    grading = row["grading_schema"]
    assert "<" in grading.pop("outcome_processing")
    assert grading == {
        "format": "qti",
        "time_limits": {"maxTime": "600"},
        "parts": [
            {
                "identifier": "P",
                "navigation": "linear",
                "submission": "individual",
                "sections": [
                    {
                        "identifier": "S",
                        "title": "First",
                        "is_visible": True,
                        "ordering": {"shuffle": "true"},
                        "instructions": "Read *well*.",
                        "parts": [
                            {"question": "Q1", "weights": {"W": "2"}},
                            {
                                "identifier": "S2",
                                "title": "Second",
                                "is_visible": False,
                                "parts": [{"question": "Q2"}, {"question": "Q3"}],
                            },
                        ],
                    }
                ],
            }
        ],
    }


async def test_a_second_run_changes_nothing(tenant: Tenant) -> None:
    first = await loaded(tenant, "qti", FILES)
    await tenant.rows("UPDATE assessments SET is_published = true WHERE title = 'Colours'")
    await assert_second_run_changes_nothing(tenant, "qti", tenant.path / "package.zip", first)


async def test_a_newer_package_changes_what_differs(tenant: Tenant) -> None:
    await loaded(tenant, "qti", FILES)
    shorter = TEST.replace('<assessmentItemRef identifier="Q2" href="items/entry.xml"/>', "")
    newer = CHOICE.replace("<p>Grass</p>", "<p>Grass!</p>")
    files = {name: text for name, text in FILES.items() if name not in ("items/spare.xml", "items/entry.xml")}
    report = await loaded(tenant, "qti", files | {"test.xml": shorter, "items/choice one.xml": newer})
    counted = numbers(report)
    assert counted["assessment"] == (1, 0, 1, 0, 0)
    assert report.kinds["assessment"].absent == 1, "the pool is kept, for a package may be a part"
    assert counted["question"] == (1, 0, 1, 0, 1)
    assert counted["answer option"] == (2, 0, 1, 1, 0)
    assert [row["assessment"] for row in await tenant.rows(LIVE)] == ["package.zip", "Colours"]


INTERACTIONS: Mapping[str, tuple[str, str, Any]] = {
    "mcq_multi": (
        ('<choiceInteraction responseIdentifier="R" maxChoices="0"><simpleChoice identifier="A">1</simpleChoice>'
        '<simpleChoice identifier="B">2</simpleChoice></choiceInteraction>'),
        declared("A", "B", kind="multiple"),
        None,
    ),
    "true_false": (
        ('<choiceInteraction responseIdentifier="R" maxChoices="1"><simpleChoice identifier="A">True</simpleChoice>'
        '<simpleChoice identifier="B">False</simpleChoice></choiceInteraction>'),
        declared("B"),
        None,
    ),
    "mcq_single": (
        ('<p>A <inlineChoiceInteraction responseIdentifier="R"><inlineChoice identifier="A">cat</inlineChoice>'
        '<inlineChoice identifier="B">dog</inlineChoice></inlineChoiceInteraction> barks.</p>'),
        declared("B"),
        None,
    ),
    "rubric": ('<extendedTextInteraction responseIdentifier="R"/>', "", None),
    "scale": (
        '<sliderInteraction responseIdentifier="R" lowerBound="0" upperBound="10" step="2"/>', declared("4"), ["4"],
    ),
    "fill_blank": (
        '<p><textEntryInteraction responseIdentifier="R"/> and <textEntryInteraction responseIdentifier="R2"/></p>',
        declared("salt") + declared("pepper", name="R2"),
        {"R": ["salt"], "R2": ["pepper"]},
    ),
    "short_answer": (
        ('<orderInteraction responseIdentifier="R"><simpleChoice identifier="A">one</simpleChoice>'
        '<simpleChoice identifier="B">two</simpleChoice></orderInteraction>'),
        declared("B", "A", kind="ordered"),
        ["B", "A"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", INTERACTIONS)
async def test_each_interaction_becomes_a_question_of_its_kind(tenant: Tenant, kind: str) -> None:
    body, keys, correct = INTERACTIONS[kind]
    row = await only(tenant, item(body, keys))
    assert (row["question_type"], row["correct_answers"], row["points"]) == (kind, correct, 1)
    chosen = [label for label, _, is_correct, _ in await options(tenant) if is_correct]
    assert chosen == (re.findall("<value>(.)</value>", keys) if kind.startswith(("mcq", "true")) else [])


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("hotspotInteraction", "mcq_single"),
        ("matchInteraction", "short_answer"),
        ("gapMatchInteraction", "short_answer"),
        ("graphicOrderInteraction", "short_answer"),
        ("selectPointInteraction", "short_answer"),
        ("uploadInteraction", "rubric"),
        ("drawingInteraction", "rubric"),
        ("portableCustomInteraction", "rubric"),
    ],
)
async def test_an_interaction_without_a_type_is_kept_and_reported(
    tenant: Tenant, name: str, kind: str
) -> None:
    text = item(f'<p>Do it.</p><{name} responseIdentifier="R"/>', declared("A"))
    report = await tenant.load("qti", tenant.file("one.xml", text))
    row = (await tenant.rows(LIVE))[0]
    assert (row["question_type"], row["prompt_md"]) == (kind, "Do it.")
    assert (row["metadata"]["qti"]["interaction"], row["metadata"]["qti"]["source"]) == (name, text)
    assert f"an interaction without a question type of its own becomes the nearest (1): one.xml: {name}" in (
        report.warnings
    )


async def test_an_item_of_several_interactions_becomes_several_questions(tenant: Tenant) -> None:
    body = (
        '<p>About <textEntryInteraction responseIdentifier="R"/>.</p><extendedTextInteraction responseIdentifier="R2">'
        '<prompt>Why?</prompt></extendedTextInteraction><uploadInteraction responseIdentifier="R3"/>'
    )
    outcome = (
        '<outcomeDeclaration identifier="MAXSCORE" cardinality="single" baseType="float"><defaultValue><value>10'
        "</value></defaultValue></outcomeDeclaration>"
    )
    await tenant.load("qti", tenant.file("one.xml", item(body, declared("it") + outcome)))
    rows = await tenant.rows(LIVE)
    assert [(row["question_type"], float(row["points"]), row["prompt_md"]) for row in rows] == [
        ("short_answer", 3.33, "About \\_\\_\\_\\_."),
        ("rubric", 3.33, "About \\_\\_\\_\\_.\n\nWhy?"),
        ("rubric", 3.34, "About \\_\\_\\_\\_."),
    ]


async def test_the_key_stays_out_of_what_learners_read(tenant: Tenant) -> None:
    body = (
        '<p>Red?</p><feedbackBlock outcomeIdentifier="F" identifier="ok"><p>SECRET</p></feedbackBlock>'
        '<templateBlock outcomeIdentifier="F" templateIdentifier="t" identifier="x"><p>SECRET</p></templateBlock>'
        '<choiceInteraction responseIdentifier="R" maxChoices="1"><simpleChoice identifier="A" data-key="SECRET">Yes'
        '<feedbackInline identifier="B" outcomeIdentifier="F">SECRET</feedbackInline></simpleChoice>'
        '</choiceInteraction><rubricBlock view="tutor">SECRET</rubricBlock>'
    )
    row = await only(tenant, item(body, declared("A")))
    assert "SECRET" not in f"{row['prompt_md']} {row['description_md']} {await options(tenant)}"
    assert "SECRET" in row["metadata"]["qti"]["source"]


async def test_qti_3_says_the_same_in_other_words(tenant: Tenant) -> None:
    text = (
        f'<qti-assessment-item {QTI3} identifier="I" title="T"><qti-response-declaration identifier="R" '
        'cardinality="single" base-type="identifier"><qti-correct-response><qti-value>A</qti-value>'
        "</qti-correct-response></qti-response-declaration>"
        '<qti-assessment-stimulus-ref identifier="S" href="shared.xml"/><qti-item-body><p>Which?</p>'
        '<qti-choice-interaction response-identifier="R" max-choices="1"><qti-simple-choice identifier="A">One'
        "</qti-simple-choice></qti-choice-interaction></qti-item-body></qti-assessment-item>"
    )
    shared = (
        f'<qti-assessment-stimulus {QTI3} identifier="S"><qti-stimulus-body><h2>Read this</h2></qti-stimulus-body>'
        "</qti-assessment-stimulus>"
    )
    report = await loaded(tenant, "qti", {"item.xml": text, "shared.xml": shared})
    row = (await tenant.rows(LIVE))[0]
    assert (row["question_type"], row["prompt_md"]) == ("mcq_single", "## Read this\n\nWhich?")
    assert await options(tenant) == [("A", "One", True, None)]
    assert (report.kinds["XML file"].used, report.warnings) == (2, [])


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({"a.txt": ""}, "holds no QTI 2 or 3 test or item"),
        (
            {"a.xml": "<questestinterop/>"},
            "a.xml: holds no QTI 2 or 3 test or item; QTI 1.2 is read within a Common Cartridge, as cartridge",
        ),
        ({"a.xml": "<assessmentItem>"}, "a.xml: line 1, column 17: not well-formed XML: no element found"),
        (
            {"a.xml": '<!DOCTYPE a [<!ENTITY e "x">]><assessmentItem>&e;</assessmentItem>'},
            'a.xml: declares the entity "e"; entities are not allowed',
        ),
        ({"a.xml": "<a>" * 201 + "</a>" * 201}, "a.xml: nests deeper than 200 elements"),
        (
            {"t/test.xml": TEST.replace("gone.xml", "../../gone.xml"), "t/items/entry.xml": ENTRY},
            't/test.xml: "../../gone.xml": the reference leads out of the package',
        ),
        (
            {"a.xml": item('<img src="../../etc/passwd" alt=""/>')},
            'a.xml: "../../etc/passwd": the reference leads out of the package',
        ),
        (
            {"test.xml": TEST.replace('identifier="Q3"', 'identifier="Q2"'), "items/entry.xml": ENTRY},
            'test.xml: the item reference "Q2" stands twice or has no identifier',
        ),
        (
            {
                "test.xml": f'<assessmentTest {QTI2} identifier="T"><testPart><assessmentSectionRef href="s.xml"/>'
                "</testPart></assessmentTest>",
                "s.xml": f'<assessmentSection {QTI2} identifier="S"><assessmentSectionRef href="s.xml"/>'
                "</assessmentSection>",
            },
            "test.xml: sections nest deeper than 60 levels",
        ),
    ],
)
async def test_a_broken_package_is_refused(tenant: Tenant, files: dict[str, str], reason: str) -> None:
    assert await tenant.refused("qti", package(tenant, files)) == f"package.zip: {reason}"
    assert stored(tenant) == {}


async def test_hostile_archives_are_refused(tenant: Tenant) -> None:
    assert await tenant.refused("qti", package(tenant, FILES | {"zeros.xml": "0" * 40_000_000})) == (
        "package.zip: zeros.xml: the archive unpacks to more than 200 times its size"
    )
    long = package(tenant, {"a.xml": f"<a>{'x' * 16_000_001}</a>"})
    assert await tenant.refused("qti", long) == "package.zip: a.xml: is longer than 16,000,000 bytes"


async def test_another_package_of_the_same_name_is_refused(tenant: Tenant) -> None:
    await loaded(tenant, "qti", FILES)
    other = FILES | {"test.xml": TEST.replace("Colours", "Sounds")}
    assert await tenant.refused("qti", package(tenant, other)) == (
        "package.zip: qti:package.zip/test/test.xml: the tenant has an assessment from this place in a package of this "
        "identifier called “Colours”, and this one is called “Sounds”; give the package an identifier of its own, or "
        "the assessment this title"
    )


async def test_keys_that_stand_twice_or_are_long_are_told_apart(tenant: Tenant) -> None:
    body = (
        f'<choiceInteraction responseIdentifier="R" maxChoices="1"><simpleChoice identifier="{"A" * 3000}">1'
        '</simpleChoice><simpleChoice identifier="B">2</simpleChoice><simpleChoice identifier="B">3</simpleChoice>'
        "</choiceInteraction>"
    )
    await only(tenant, item(body, declared("B")))
    assert [(len(label), text) for label, text, _, _ in await options(tenant)] == [
        (217, "1"),
        (1, "2"),
        (3, "3"),
    ]


@pytest.mark.parametrize("name", REAL)
async def test_real_packages(tenant: Tenant, data: Path, name: str) -> None:
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
    await assert_second_run_changes_nothing(tenant, "qti", path, report)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>a<p>b", "a\n\nb"),
        ("one <b>two </b>three", "one **two** three"),
        ("a*b_c [d] &lt;e&gt;", "a\\*b\\_c \\[d\\] \\<e>"),
        ("<ul><li>a<li>b<ol><li>c</ol></ul>", "- a\n- b\n  \n  1. c"),
        ("<pre>x\n  y</pre>", "```\nx\n  y\n```"),
        ('<a href="a b">t</a>', "[t](<a b>)"),
        ("<p># x</p><p>1. y</p>", "\\# x\n\n\\1. y"),
        ("<h2>Hi\nyou</h2><hr>", "## Hi you\n\n---"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
        ("x<sub>2</sub>", "x<sub>2</sub>"),
        ("<table><tr><td>1</td></tr></table>", "<table><tr><td>1</td></tr></table>"),
        ("a<br>b<br>", "a\\\nb"),
        ("</p></b>odd<i>", "odd"),
    ],
)
def test_markup_becomes_markdown(html: str, text: str) -> None:
    assert markdown(html_tree(html)) == text
