"""QTI items: what becomes of interactions, keys and feedback."""

import re
from collections.abc import Mapping
from typing import Any

import pytest

from importers.formats.qti.faults import COMPUTED, NO_ANSWER, NO_OPTION, OWN_RULES, PARTIAL, TWICE, UNLISTED
from importers.formats.qti.model import RENAMED
from tests.importers.conftest import Tenant
from tests.importers.qti_package import LIVE, declared, item, options


async def only(tenant: Tenant, text: str) -> dict[str, Any]:
    """The one question of one item."""
    await tenant.load("qti", tenant.file("one.xml", text))
    return (await tenant.rows(LIVE))[0]


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
    noted = f"an interaction without a question type of its own becomes one of the nearest type (1): one.xml: {name}"
    assert noted in report.warnings


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


def mapped(*entries: tuple[str, float], kind: str = "single") -> str:
    listed = "".join(f'<mapEntry mapKey="{key}" mappedValue="{points}"/>' for key, points in entries)
    return (
        f'<responseDeclaration identifier="R" cardinality="{kind}" baseType="identifier"><mapping>{listed}</mapping>'
        "</responseDeclaration>"
    )


def two(*identifiers: str, interaction: str = "choiceInteraction", choice: str = "simpleChoice") -> str:
    listed = "".join(f'<{choice} identifier="{name}">{name}</{choice}>' for name in identifiers or ("A", "B"))
    return f'<{interaction} responseIdentifier="R">{listed}</{interaction}>'


ENTRY = '<p><textEntryInteraction responseIdentifier="R"/></p>'
POINT = '<selectPointInteraction responseIdentifier="R"/>'
AREAS = (
    '<responseDeclaration identifier="R" cardinality="single" baseType="point"><areaMapping>'
    '<areaMapEntry shape="circle" coords="1,2,3" mappedValue="1"/><areaMapEntry shape="rect" coords="0,0,9,9" '
    'mappedValue="0"/></areaMapping></responseDeclaration>'
)
RULES = "<responseProcessing><responseCondition><{0}/></responseCondition></responseProcessing>"
KEYS: Mapping[str, tuple[str, str, list[str], Any, list[str]]] = {
    "map_response of one choice": (two(), mapped(("A", 2), ("B", 1)), ["A"], None, [f"{PARTIAL} (1): one.xml: B"]),
    "map_response of several": (two(), mapped(("A", 2), ("B", 1), kind="multiple"), ["A", "B"], None, []),
    "map_response that takes points": (two(), mapped(("A", 2), ("B", -1), kind="multiple"), ["A"], None, []),
    "map_response of texts": (ENTRY, mapped(("salt", 1), ("Salt", 1), ("sugar", 0.5)), [], ["salt", "Salt"], []),
    "map_response_point": (POINT, AREAS, [], ["circle 1,2,3"], []),
    "not among the choices": (
        two(), declared("C"), [], None, [f"{UNLISTED} (1): one.xml: C", f"{NO_OPTION} (1): one.xml"],
    ),
    "one of several not among them": (
        two(), declared("A", "C", kind="multiple"), ["A"], None, [f"{UNLISTED} (1): one.xml: C"],
    ),
    "stands twice": (
        two("A", "A"), declared("A"), ["A", "A#2"], None,
        [f"{TWICE} (1): one.xml: A", f"{RENAMED} (1): A → A#2"],
    ),
    "no declaration": (two(), "", [], None, [f"{NO_OPTION} (1): one.xml"]),
    "no key of a text": (ENTRY, declared(), [], None, [f"{NO_ANSWER} (1): one.xml"]),
    "an order of what is not there": (
        two(interaction="orderInteraction"), declared("A", "Z", kind="ordered"), [], ["A", "Z"],
        [f"{UNLISTED} (1): one.xml: Z"],
    ),
    "a range in the rules": (
        ENTRY, declared("5") + RULES.format("gte"), [], ["5"], [f"{OWN_RULES} (1): one.xml"],
    ),
    "nothing but rules": (
        ENTRY, RULES.format("equal"), [], None, [f"{NO_ANSWER} (1): one.xml", f"{OWN_RULES} (1): one.xml"],
    ),
    "the rules of the standard": (ENTRY, declared("5") + RULES.format("match"), [], ["5"], []),
}  # fmt: skip


@pytest.mark.parametrize("case", KEYS)
async def test_a_key_is_read_or_reported(tenant: Tenant, case: str) -> None:
    body, more, right, correct, warnings = KEYS[case]
    report = await tenant.load("qti", tenant.file("one.xml", item(body, more)))
    assert [label for label, _, is_correct, _ in await options(tenant) if is_correct] == right
    assert await tenant.value("SELECT correct_answers FROM questions") == correct
    nearest = "an interaction without a question type of its own"
    assert [line for line in report.warnings if not line.startswith(nearest)] == warnings


async def test_values_that_a_program_makes_up_are_not_asked(tenant: Tenant) -> None:
    body = f"<p>Twice <printedVariable identifier='X'/>?</p>{ENTRY}"
    more = (
        "<templateDeclaration identifier='X' cardinality='single' baseType='integer'/><templateProcessing/>"
    )
    report = await tenant.load("qti", tenant.file("one.xml", item(body, declared("4") + more)))
    row = (await tenant.rows(LIVE))[0]
    assert (row["question_type"], row["points"], row["correct_answers"]) == ("rubric", 0, None)
    assert row["description_md"].endswith("It is not graded here.")
    assert report.warnings == [f"{COMPUTED} (1): one.xml"]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("1 &lt; 2", "1 \\< 2"),
        ("&lt;b&gt;", "\\<b>"),
        ("&amp;lt;b&amp;gt; &amp;#60; &amp; &amp;c", "\\&lt;b\\&gt; \\&#60; & &c"),
        ("<code>&amp;lt;</code>", "`&lt;`"),
        ("H<sub>2</sub>O", "H<sub>2</sub>O"),
        ('<s:sub xmlns:s="{ssml}" alias="World Wide Web">WWW</s:sub>', "WWW"),
        ('<s:p xmlns:s="{ssml}"><s:s>One.</s:s> <s:break/><s:mark/>Two</s:p>', "One. Two"),
    ],
)
async def test_a_text_shows_what_stands_there(tenant: Tenant, written: str, shown: str) -> None:
    text = written.replace("{ssml}", "http://www.w3.org/2001/10/synthesis")
    choice = f'<simpleChoice identifier="A">{text}</simpleChoice>'
    body = f'<choiceInteraction responseIdentifier="R">{choice}</choiceInteraction>'
    await only(tenant, item(body, declared("A")))
    assert [content for _, content, _, _ in await options(tenant)] == [shown]
