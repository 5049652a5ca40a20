"""A small QTI package, and the items that it is made of."""

from typing import Any

from tests.importers.conftest import Tenant

QTI2 = 'xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1"'
QTI3 = 'xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0"'
QUESTIONS = "SELECT q.*, a.title AS assessment FROM questions q JOIN assessments a ON a.id = q.assessment_id "
LIVE = QUESTIONS + "WHERE q.deleted_at IS NULL ORDER BY a.external_id, q.sequence_index"


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
