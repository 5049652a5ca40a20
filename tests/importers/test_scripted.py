"""Problems of Open edX that a program writes or grades, and the keys of all others."""

from pathlib import Path
from typing import Any

import pytest

from importers.formats.olx.content.keys import NONE, PARTIAL, TWICE, UNLISTED
from importers.report import Report
from tests.importers.test_content import content_of

SCRIPT = '<script type="loncapa/python">x = 2\ny = 2 * x</script>'
ASKED = "a problem that a program writes or grades is kept as content that says so"
WRITTEN = {
    "a value in the text": f"{SCRIPT}<numericalresponse answer='4'><label>Twice $x?</label><textline/>"
    "</numericalresponse>",
    "a value in braces": f"{SCRIPT}<p>Twice ${{x}}?</p><numericalresponse answer='4'><textline/></numericalresponse>",
    "a value in a choice": f"{SCRIPT}<multiplechoiceresponse><choicegroup><choice correct='true'>$x</choice>"
    "</choicegroup></multiplechoiceresponse>",
    "a value as the key": f"{SCRIPT}<numericalresponse answer='$y'><textline/></numericalresponse>",
    "whether a choice is right": f"{SCRIPT}<choiceresponse><checkboxgroup><choice correct='$y'>A</choice>"
    "</checkboxgroup></choiceresponse>",
    "options": f"{SCRIPT}<optionresponse><optioninput options='$x' correct='$y'/></optionresponse>",
    "a picture": f"{SCRIPT}<img src='/static/$x.png'/><stringresponse answer='a'><textline/></stringresponse>",
    "a tolerance": f"{SCRIPT}<numericalresponse answer='4'><responseparam type='tolerance' default='$y'/><textline/>"
    "</numericalresponse>",
    "samples": f"{SCRIPT}<formularesponse answer='a*b' samples='$y'><textline/></formularesponse>",
    "an explanation": f"{SCRIPT}<stringresponse answer='a'><textline/></stringresponse><solution>As $y</solution>",
    "a script without a type": "<script>x = 2</script><p>$x</p><stringresponse answer='a'><textline/></stringresponse>",
    "a key without a script": "<numericalresponse answer='$y'><textline/></numericalresponse>",
    "one of several questions": f"{SCRIPT}<stringresponse answer='a'><textline/></stringresponse>"
    "<stringresponse answer='$y'><textline/></stringresponse>",
}
GRADED = {
    "a function": f"{SCRIPT}<customresponse cfn='check' expect='4'><textline/></customresponse>",
    "a function without a key": f"{SCRIPT}<customresponse cfn='check'><textline/><textline/></customresponse>",
    "a program in place": "<customresponse><textline/><answer type='loncapa/python'>correct = ['correct']</answer>"
    "</customresponse>",
    "JavaScript in a frame": "<customresponse cfn='check'><jsinput gradefn='g' html_file='a.html'/></customresponse>",
    "things to drag": "<customresponse><drag_and_drop_input img='a.png'><draggable id='1'/></drag_and_drop_input>"
    "<answer>correct = []</answer></customresponse>",
    "a circuit": "<schematicresponse><schematic/><answer>correct = []</answer></schematicresponse>",
    "a program to write": "<coderesponse queuename='q'><textbox/></coderesponse>",
    "JavaScript of its own": "<javascriptresponse><javascriptinput/></javascriptresponse>",
    "a server elsewhere": "<externalresponse url='https://x'><textbox/></externalresponse>",
}


def read(markup: str, tmp_path: Path) -> tuple[dict[str, Any], Report]:
    found, report = content_of(f"<problem>{markup}</problem>", tmp_path)
    return {"type": found.type.name} | found.payload.stored(), report


@pytest.mark.parametrize("case", [*WRITTEN, *GRADED])
def test_a_problem_of_a_program_says_so(tmp_path: Path, case: str) -> None:
    markup = (WRITTEN | GRADED)[case]
    data, report = read(markup, tmp_path)
    assert (data["type"], data["kind"], data["block_type"]) == ("external", "unsupported", "problem")
    assert data["notice"].startswith("This part of the course is a problem that a program writes or grades")
    assert report.warnings == [f"{ASKED} (1): k/b"]
    shown = {name: value for name, value in data.items() if name != "secret"}
    assert "$" not in str(shown)
    assert ("response" in data["secret"]["source"], "questions" in data) == (True, False)


@pytest.mark.parametrize(
    "markup",
    [
        "<p>It costs $x or US$y.</p><stringresponse answer='a'><textline/></stringresponse>",
        f"{SCRIPT}<p>It costs $5.</p><stringresponse answer='a'><textline/></stringresponse>",
        "<stringresponse type='regexp' answer='^a$|^b$'><textline/></stringresponse>",
        "<symbolicresponse expect='x^2'><textline/></symbolicresponse>",
    ],
)
def test_other_problems_are_asked(tmp_path: Path, markup: str) -> None:
    data, report = read(markup, tmp_path)
    assert (data["type"], len(data["questions"]), report.warnings) == ("quiz", 1, [])


def test_one_graded_question_among_others_says_so_itself(tmp_path: Path) -> None:
    data, report = read(
        "<stringresponse answer='a'><label>A?</label><textline/></stringresponse>"
        "<customresponse cfn='f' expect='b'><label>B?</label><textline/></customresponse>"
        "<script type='text/javascript'>draw()</script>",
        tmp_path,
    )
    assert [(one["kind"], one["prompt"], one.get("description", "")[:12]) for one in data["questions"]] == [
        ("text", "A?", ""),
        ("custom", "B?", "<p>A program"),
    ]
    assert report.warnings == [
        "a problem's script for the browser is left out (1): k/b",
        "a question that a program grades is kept as one that is not graded here (1): k/b",
    ]


KEYS: dict[str, tuple[str, dict[str, Any]]] = {
    "texts": (
        ("<stringresponse answer='a' type='ci'><additional_answer answer='b'/><additional_answer>c</additional_answer>"
        "<textline/></stringresponse>"),
        {"also_right": ["b", "c"], "ignores_case": True, "response": {"answer": "a", "type": "ci"}},
    ),
    "patterns": (
        "<stringresponse answer='^a+$' type='ci regexp'><textline/></stringresponse>",
        {"is_pattern": True, "ignores_case": True, "response": {"answer": "^a+$", "type": "ci regexp"}},
    ),
    "the old way to say or": (
        "<stringresponse answer='a_or_b _OR_ c'><textline/></stringresponse>",
        {"accepted": ["a", "b", "c"], "response": {"answer": "a_or_b _OR_ c"}},
    ),
    "a share as tolerance": (
        "<numericalresponse answer='10'><responseparam type='tolerance' default='5%'/><textline/></numericalresponse>",
        {"tolerance": {"value": "5", "is_percent": True}, "parameters": {"tolerance": "5%"},
         "response": {"answer": "10"}},
    ),
    "a number as tolerance": (
        ("<numericalresponse answer='1e3'><responseparam type='tolerance' default='.01'/><textline/>"
         "</numericalresponse>"),
        {"tolerance": {"value": ".01", "is_percent": False}, "parameters": {"tolerance": ".01"},
         "response": {"answer": "1e3"}},
    ),
    "a range": (
        "<numericalresponse answer='[5, 7.5)'><formulaequationinput/></numericalresponse>",
        {"range": {"from": "5", "to": "7.5", "includes_from": True, "includes_to": False},
         "response": {"answer": "[5, 7.5)"}},
    ),
    "a formula": (
        "<formularesponse answer='a*b' samples='a,b@1,2:3,4#10' type='cs'><formulaequationinput/></formularesponse>",
        {"response": {"answer": "a*b", "samples": "a,b@1,2:3,4#10", "type": "cs"}},
    ),
    "numbers beside choices": (
        ("<choicetextresponse><radiotextgroup/><choicetextgroup><choice correct='true'>A "
        "<numtolerance_input answer='5' tolerance='1%'/></choice></choicetextgroup></choicetextresponse>"),
        {"choices": ["choice_0"], "numbers": [{"answer": "5", "tolerance": "1%"}]},
    ),
    "a place in a picture": (
        "<imageresponse><imageinput src='a.png' width='9' height='9' rectangle='(1,1)-(2,2)'/></imageresponse>",
        {"input": {"rectangle": "(1,1)-(2,2)"}},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", KEYS)
def test_keys_are_read(tmp_path: Path, case: str) -> None:
    markup, key = KEYS[case]
    data, report = read(markup, tmp_path)
    answer = data["secret"]["answers"]["1_1"]
    assert {name: value for name, value in answer.items() if name != "kind"} == key
    assert report.warnings == []


@pytest.mark.parametrize(
    ("markup", "fault"),
    [
        ("<optionresponse><optioninput options=\"('a','b')\" correct='c'/></optionresponse>", UNLISTED),
        ("<optionresponse><optioninput options=\"('a','a')\" correct='a'/></optionresponse>", TWICE),
        ("<multiplechoiceresponse><choicegroup><choice>A</choice></choicegroup></multiplechoiceresponse>", NONE),
        (("<multiplechoiceresponse><choicegroup><choice correct='true'>A</choice><choice>A</choice></choicegroup>"
         "</multiplechoiceresponse>"), TWICE),
        ("<choiceresponse><checkboxgroup><choice correct='partial'/></checkboxgroup></choiceresponse>", PARTIAL),
        ("<numericalresponse><textline/></numericalresponse>", NONE),
        ("<stringresponse answer=' '><textline/></stringresponse>", NONE),
        ("<formularesponse samples='x@1:2#3'><textline/></formularesponse>", NONE),
        ("<imageresponse><imageinput src='a.png'/></imageresponse>", NONE),
    ],
)  # fmt: skip
def test_a_key_that_can_not_be_used_is_reported(tmp_path: Path, markup: str, fault: str) -> None:
    _, report = read(markup, tmp_path)
    assert report.warnings == [f"{fault} (1): k/b: question 1_1"]


def test_a_question_without_a_field_is_reported(tmp_path: Path) -> None:
    _, report = read("<stringresponse answer='a'><mystery/></stringresponse>", tmp_path)
    assert report.warnings == ["a question has no field to answer in (1): k/b: stringresponse"]


def test_what_stands_as_text_in_an_attribute_is_no_markup(tmp_path: Path) -> None:
    data, _ = read(
        "<optionresponse><optioninput label='1 &lt; 2 &amp;amp; 3' options=\"('&lt;b&gt;','&amp;lt;')\" "
        "correct='&lt;b&gt;'/>"
        "</optionresponse>",
        tmp_path,
    )
    question = data["questions"][0]
    assert question["prompt"] == "1 &lt; 2 &amp;amp; 3"
    assert [choice["html"] for choice in question["choices"]] == ["&lt;b&gt;", "&amp;lt;"]
    assert data["secret"]["answers"]["1_1"]["choices"] == ["choice_0"]
