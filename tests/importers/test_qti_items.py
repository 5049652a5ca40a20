"""QTI items: what becomes of interactions, keys and feedback."""

import re
from collections.abc import Mapping
from typing import Any

import pytest

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
