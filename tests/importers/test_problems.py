"""Problems: every kind of answer is kept from learners, and the questions are told."""

from typing import Any
from xml.etree import ElementTree

import pytest

from db.payloads import check
from db.payloads.quiz import QuestionKind, QuizPayload
from importers.formats.olx.content.problem import quiz
from importers.formats.olx.walk import Node


def read(markup: str) -> QuizPayload:
    element = ElementTree.fromstring(f"<problem>{markup}</problem>")
    return quiz(
        Node(
            "problem/p",
            "problem",
            "P",
            "vertical/v",
            1,
            element,
            element.attrib,
            "problem/p.xml",
            is_module=False,
        )
    )


def shown(payload: QuizPayload) -> str:
    return payload.model_copy(update={"secret": None}).model_dump_json()


@pytest.mark.parametrize(
    "markup",
    [
        '<numericalresponse answer="S3CRET"><formulaequationinput/></numericalresponse>',
        '<numericalresponse answer="1"><responseparam default="S3CRET"/><textline/></numericalresponse>',
        '<stringresponse answer="S3CRET" type="ci"><additional_answer answer="S3CRET"/><textline/></stringresponse>',
        '<stringresponse answer="a"><additional_answer>S3CRET</additional_answer><textline/></stringresponse>',
        '<stringresponse answer="a"><regexphint answer="S3CRET">Near</regexphint><textline/></stringresponse>',
        '<stringresponse answer="a"><textline correct_answer="S3CRET" label="?"/></stringresponse>',
        '<optionresponse><optioninput options="(\'a\',\'b\')" correct="S3CRET"/></optionresponse>',
        '<customresponse cfn="check" expect="S3CRET"><textline/></customresponse>',
        '<customresponse><textline/><answer type="loncapa/python">S3CRET</answer></customresponse>',
        '<script type="loncapa/python">answer = "S3CRET"</script>',
        '<p>Look <script>var answer = "S3CRET"</script> here</p>',
        '<p data-answer="S3CRET" onclick="S3CRET">Look</p>',
        "<!-- S3CRET --><p>Look</p>",
        '<formularesponse answer="S3CRET" samples="x@1:2#3"><formulaequationinput/></formularesponse>',
        '<imageresponse><imageinput src="a.png" rectangle="S3CRET"/></imageresponse>',
        "<solution><p>S3CRET</p></solution>",
        "<demandhint><hint>S3CRET</hint></demandhint>",
        ("<multiplechoiceresponse><choicegroup><choice correct='true' name='S3CRET'>One"
        "<choicehint>S3CRET</choicehint></choice></choicegroup></multiplechoiceresponse>"),
        ("<optionresponse><optioninput><option correct='true'>One<optionhint>S3CRET</optionhint></option></optioninput>"
        "</optionresponse>"),
        ("<choiceresponse><checkboxgroup><choice correct='true'>One</choice>"
        "<compoundhint value='A'>S3CRET</compoundhint></checkboxgroup></choiceresponse>"),
        '<customresponse><jsinput gradefn="S3CRET" initial_state="S3CRET" html_file="a.html"/></customresponse>',
        ("<annotationresponse><annotationinput><options><option choice='correct'>S3CRET</option></options>"
        "</annotationinput></annotationresponse>"),
        '<coderesponse><codeinput/><codeparam><grader_payload>S3CRET</grader_payload></codeparam></coderesponse>',
        "<schematicresponse><schematic/><answer>S3CRET</answer></schematicresponse>",
        ('<customresponse><drag_and_drop_input img="a.png"><draggable id="d" target_fields="S3CRET" label="D"/>'
        "</drag_and_drop_input></customresponse>"),
        "<mystery><answerkey>S3CRET</answerkey></mystery>",
        '<label>What?<span correct="S3CRET"/></label>',
    ],
)  # fmt: skip
def test_no_answer_is_shown(markup: str) -> None:
    payload = read(markup)
    assert "S3CRET" not in shown(payload)
    assert payload.secret is not None
    assert "S3CRET" in payload.secret["source"] or markup.startswith("<!--")
    check("quiz", payload.stored())


def question(payload: QuizPayload, place: int = 0) -> dict[str, Any]:
    return payload.questions[place].model_dump(mode="json", exclude_none=True)


def test_choices() -> None:
    payload = read(
        "<p>Before</p><multiplechoiceresponse><p>Think.</p><label>Which <b>one</b>?</label>"
        "<description>Select <i>one</i>.</description><choicegroup shuffle='true'>"
        "<choice correct='false'>Nought</choice><choice correct='true'>One &lt; <b>two</b>"
        "<choicehint>Well done</choicehint></choice></choicegroup>"
        "<solution><p>Because.</p></solution></multiplechoiceresponse><p>After</p>"
    )
    assert question(payload) == {
        "id": "1_1", "kind": "single_choice", "prompt": "Which <b>one</b>?", "description": "Select <i>one</i>.",
        "choices": [{"id": "choice_0", "html": "Nought"}, {"id": "choice_1", "html": "One &lt; <b>two</b>"}],
        "is_shuffled": True,
    }  # fmt: skip
    assert payload.body == (
        '<p>Before</p><div><p>Think.</p><span data-question="1_1"></span></div><p>After</p>'
    )
    assert payload.secret is not None
    assert {key: value for key, value in payload.secret.items() if key != "source"} == {
        "answers": {"1_1": {"kind": "multiplechoiceresponse", "choices": ["choice_1"]}},
        "explanation": "<p>Because.</p>",
        "feedback": {"1_1": ["Well done"]},
    }


@pytest.mark.parametrize(
    ("response", "field", "kind"),
    [
        ("choiceresponse", "checkboxgroup", QuestionKind.multiple_choice),
        ("truefalseresponse", "choicegroup", QuestionKind.true_false),
        ("optionresponse", "optioninput", QuestionKind.dropdown),
        ("numericalresponse", "formulaequationinput", QuestionKind.numerical),
        ("numericalresponse", "textline", QuestionKind.numerical),
        ("formularesponse", "formulaequationinput", QuestionKind.formula),
        ("formularesponse", "textline", QuestionKind.formula),
        ("stringresponse", "textline", QuestionKind.text),
        ("coderesponse", "codeinput", QuestionKind.code),
        ("imageresponse", "imageinput", QuestionKind.image),
        ("customresponse", "jsinput", QuestionKind.custom),
    ],
)
def test_kinds(response: str, field: str, kind: QuestionKind) -> None:
    assert read(f"<{response}><{field}/></{response}>").questions[0].kind is kind


def test_a_response_with_two_fields_is_two_questions() -> None:
    payload = read('<customresponse cfn="f"><textline label="a"/><textline label="b"/></customresponse>')
    assert [(one.id, one.prompt) for one in payload.questions] == [("1_1", "a"), ("1_2", "b")]
    assert payload.body == '<div><span data-question="1_1"></span><span data-question="1_2"></span></div>'


def test_options_in_an_attribute() -> None:
    payload = read("""<optionresponse><optioninput options="('It\\'s','b')" correct="b"/></optionresponse>""")
    assert [choice["id"] for choice in question(payload)["choices"]] == ["choice_0", "choice_1"]
    assert payload.secret is not None
    assert payload.secret["answers"]["1_1"]["choices"] == ["choice_1"]


def test_a_label_outside_of_a_question_stays_on_the_page() -> None:
    payload = read("<label>Read this</label><stringresponse answer='a'><textline/></stringresponse>")
    assert payload.body == '<div>Read this</div><div><span data-question="1_1"></span></div>'
