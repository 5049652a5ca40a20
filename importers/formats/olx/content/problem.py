"""Problems: the questions, which learners see; and the answers, hints and source, which only staff may see."""

import re
from collections.abc import Collection, Iterator, Mapping
from html import escape
from typing import Any
from xml.etree.ElementTree import Element

from db.payloads.quiz import QuestionKind, QuizChoice, QuizMode, QuizPayload, QuizQuestion
from importers.formats.olx.content.keys import answer, faults
from importers.formats.olx.content.scripted import NOTE, has_client_script, is_computed, is_graded_by_program
from importers.formats.olx.source import is_true, number
from importers.formats.olx.walk import Node
from importers.kit.text.markup import html, visible
from importers.kit.text.xml import inner_html, plain, source
from importers.report import Report

INPUTS = {
    "choicegroup": QuestionKind.single_choice,
    "radiogroup": QuestionKind.single_choice,
    "checkboxgroup": QuestionKind.multiple_choice,
    "optioninput": QuestionKind.dropdown,
    "textline": QuestionKind.text,
    "formulaequationinput": QuestionKind.formula,
    "textbox": QuestionKind.code,
    "codeinput": QuestionKind.code,
    "imageinput": QuestionKind.image,
    "chemicalequationinput": QuestionKind.formula,
    "jsinput": QuestionKind.custom,
    "javascriptinput": QuestionKind.custom,
    "drag_and_drop_input": QuestionKind.custom,
    "annotationinput": QuestionKind.custom,
    "choicetextgroup": QuestionKind.custom,
    "crystallography": QuestionKind.custom,
    "designprotein2dinput": QuestionKind.custom,
    "editageneinput": QuestionKind.custom,
    "editamoleculeinput": QuestionKind.custom,
    "filesubmission": QuestionKind.custom,
    "matlabinput": QuestionKind.code,
    "schematic": QuestionKind.custom,
    "vsepr_input": QuestionKind.custom,
}
"""The elements that take an answer, and the kind of question that each makes."""

BY_RESPONSE = {
    "numericalresponse": {"textline": QuestionKind.numerical, "formulaequationinput": QuestionKind.numerical},
    "formularesponse": {"textline": QuestionKind.formula},
    "symbolicresponse": {"textline": QuestionKind.formula},
    "truefalseresponse": {"choicegroup": QuestionKind.true_false},
}
CHOICES = ("choice", "option")
HINTS = ("choicehint", "optionhint", "correcthint", "stringequalhint", "regexphint", "compoundhint")
QUOTED = re.compile(r"'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\"")


def is_program(problem: Element) -> bool:
    """Whether a program writes the problem, or grades all of it, so that it can't be asked here."""
    responses = list(_responses(problem))
    return is_computed(problem) or (bool(responses) and all(map(is_graded_by_program, responses)))


def check_problem(node: Node, report: Report) -> None:
    """Warn of what can't be graded, or not as the author meant it."""
    if has_client_script(node.element):
        report.warn("a problem's script for the browser is left out", node.key)
    for place, response in enumerate(_responses(node.element), 1):
        inputs = _inputs(response)
        if is_graded_by_program(response):
            report.warn("a question that a program grades is kept as one that is not graded here", node.key)
        elif not inputs:
            report.warn("a question has no field to answer in", f"{node.key}: {response.tag}")
        for number_, found in enumerate(inputs if not is_graded_by_program(response) else [], 1):
            for fault in faults(response, found, _choices(found)):
                report.warn(fault, f"{node.key}: question {place}_{number_}")


def quiz(node: Node) -> QuizPayload:
    """Read a problem."""
    questions: list[QuizQuestion] = []
    answers: dict[str, Any] = {}
    feedback: dict[str, list[str]] = {}
    names: dict[int, str] = {}
    told: set[int] = set()  # elements whose text the questions hold, so that the page need not repeat it
    for place, response in enumerate(_responses(node.element), 1):
        hints = [plain(hint) for tag in HINTS for hint in response.iter(tag) if plain(hint)]
        for input_place, found in enumerate(_inputs(response), 1):
            said = _said(response) if input_place == 1 else {}
            told |= {id(element) for element in said.values()}
            names[id(found)] = f"{place}_{input_place}"
            question = _question(response, found, names[id(found)], said)
            questions.append(question)
            answers[question.id] = answer(response, found, _choices(found))
            if hints:
                feedback[question.id] = hints
    secret: dict[str, Any] = {
        "answers": answers,
        "explanation": "\n".join(inner_html(solution) for solution in node.element.iter("solution")) or None,
        "hints": [
            inner_html(hint) for group in node.element.iter("demandhint") for hint in group.iter("hint")
        ],
        "feedback": feedback,
        "source": source(node.element),
    }
    return QuizPayload(
        quiz_mode=QuizMode.exam if node.is_graded else QuizMode.practice,
        max_points=number(node.attributes, "weight"),
        body=_body(node.element, names, told) or None,
        questions=questions,
        secret={name: value for name, value in secret.items() if value},
    )


def _responses(problem: Element) -> Iterator[Element]:
    return (element for element in problem.iter() if element.tag.endswith("response"))


def _inputs(response: Element) -> list[Element]:
    return [element for element in response.iter() if element.tag in INPUTS]


def _said(response: Element) -> dict[str, Element]:
    """The elements that hold the question's text and its explanation."""
    found = {tag: response.find(f".//{tag}") for tag in ("label", "description")}
    return {tag: element for tag, element in found.items() if element is not None}


def _question(response: Element, found: Element, key: str, said: Mapping[str, Element]) -> QuizQuestion:
    kind = BY_RESPONSE.get(response.tag, {}).get(found.tag, INPUTS[found.tag])
    notes = [html(said["description"])] if "description" in said else []
    if is_graded_by_program(response):
        kind = kind if kind is QuestionKind.code else QuestionKind.custom
        notes.append(f"<p>{NOTE}</p>")
    return QuizQuestion(
        id=key,
        kind=kind,
        prompt=html(said["label"]) if "label" in said else escape(found.get("label", ""), quote=False),
        description="".join(notes) or None,
        choices=[
            QuizChoice(id=f"choice_{place}", html=text) for place, (text, _) in enumerate(_choices(found))
        ],
        is_shuffled=is_true(found.attrib, "shuffle"),
        unit=found.get("trailing_text") or None,
    )


def _choices(found: Element) -> list[tuple[str, bool]]:
    """The choices of an input as HTML, each with whether it is right. Those of a drag and drop are what is dragged."""
    listed = found.get("options")
    if listed is not None:
        right = found.get("correct")
        texts = [one or two for one, two in QUOTED.findall(listed)] or [
            part.strip() for part in listed.split(",")
        ]
        return [(escape(text, quote=False), text == right) for text in texts]
    draggable = [
        (escape(item.get("label") or item.get("id", ""), quote=False), False)
        for item in found.findall("draggable")
    ]
    return draggable + [
        (html(item), is_true(item.attrib, "correct")) for item in found if item.tag in CHOICES
    ]


def _body(problem: Element, names: Mapping[int, str], told: Collection[int]) -> str:
    """The problem as one page, with `<span data-question="…">` in the place of each question."""

    def replace(element: Element) -> Element | None:
        if id(element) in names:
            return Element("span", {"data-question": names[id(element)]})
        is_part = element.tag.endswith("response") or element.tag in ("label", "description")
        if not is_part or id(element) in told:
            return None
        shown = visible(element, replace)
        shown.tag, shown.attrib = "div", {}
        return shown

    return html(problem, replace)
