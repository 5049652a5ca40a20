"""Work that people assess: open response assessments, and files that staff grade."""

from xml.etree.ElementTree import Element

from db.payloads.work import AssessmentStep, AssignmentPayload, RubricCriterion, RubricOption, SubmissionKind
from importers.formats.olx.source import number, whole
from importers.formats.olx.walk import Node
from importers.kit.text.xml import inner_html, source


def open_response(node: Node) -> AssignmentPayload:
    """Read an open response assessment. Its training examples show how to grade, so they are kept as secrets."""
    element, said = node.element, node.attributes
    rubric = [_criterion(criterion) for criterion in element.findall("./rubric/criterion")]
    kinds = {SubmissionKind.text: "text_response", SubmissionKind.file: "file_upload_response"}
    return AssignmentPayload(
        instructions=_text(element.find("title")) or None,
        prompts=[_text(prompt) for prompt in element.findall("./prompts/prompt/description")],
        submission_kinds=[kind for kind, name in kinds.items() if said.get(name)],
        allowed_file_types=[
            name.strip() for name in said.get("white_listed_file_types", "").split(",") if name.strip()
        ],
        max_points=sum(max((option.points for option in one.options), default=0.0) for one in rubric),
        opens_at=said.get("submission_start") or None,
        due_at=said.get("submission_due") or None,
        rubric=rubric,
        assessment_steps=[_step(step) for step in element.findall("./assessments/assessment")],
        secret={"source": source(element)},
    )


def staff_graded(node: Node) -> AssignmentPayload:
    """Read an assignment of files that staff grade."""
    points = number(node.attributes, "points")
    return AssignmentPayload(
        submission_kinds=[SubmissionKind.file],
        max_points=number(node.attributes, "weight") if points is None else points,
        secret={"source": source(node.element)},
    )


def _criterion(criterion: Element) -> RubricCriterion:
    return RubricCriterion(
        name=_name(criterion),
        prompt=_text(criterion.find("prompt")) or None,
        options=[
            RubricOption(
                name=_name(option),
                points=number(option.attrib, "points") or 0.0,
                explanation=_text(option.find("explanation")) or None,
            )
            for option in criterion.findall("option")
        ],
    )


def _step(step: Element) -> AssessmentStep:
    return AssessmentStep(
        name=step.get("name", "").removesuffix("-assessment").replace("-", "_"),
        must_grade=whole(step.attrib, "must_grade"),
        must_be_graded_by=whole(step.attrib, "must_be_graded_by"),
    )


def _name(element: Element) -> str:
    return _text(element.find("label")) or _text(element.find("name"))


def _text(element: Element | None) -> str:
    """The text of an element, in which Studio writes markup as escaped text."""
    if element is None:
        return ""
    return inner_html(element) if len(element) else (element.text or "").strip()
