"""Assessments of a cartridge: their questions, and the rules for taking them."""

from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from db.payloads.quiz import QuizMode, QuizPayload
from importers.formats.cartridge.canvas import is_hidden, settings_of, times_of_settings
from importers.formats.cartridge.resources import Reader, main
from importers.formats.qti.classic.paper import read_paper, settings
from importers.formats.qti.model import Paper, worth
from importers.kit.imscp.manifest import Resource as Entry
from importers.kit.imscp.names import text_of
from importers.kit.times import ALWAYS, Times

WIDER = "non_cc_assessments/"  # where Canvas puts assessments that go beyond the standard's profile


@dataclass(frozen=True, slots=True)
class Quiz:
    """An assessment with the rules for taking it. attempts: how many are allowed; null for any number."""

    paper: Paper
    payload: QuizPayload
    attempts: int | None
    is_live: bool
    times: Times = ALWAYS


def read_quiz(reader: Reader, entry: Entry) -> Quiz | None:
    """Read an assessment; null if its file is missing. Raises `ImportRefused` if the file is not well-formed."""
    member = main(entry)
    if member is None:
        return None
    said = reader.beside(entry)
    wider = f"{reader.root}{WIDER}{entry.identifier}.xml.qti"
    standard = reader.element(member)
    root = reader.element(wider) if wider in reader.package else standard
    is_live = said is None or not (_is_off(said) or is_hidden(said))
    key = f"assessment/{entry.identifier}"
    file = wider if wider in reader.package else member
    paper = read_paper(root, key, entry.identifier, reader.linked(file), reader.report)
    paper = replace(paper, is_published=is_live and paper.type != "pool")
    stated = settings(standard)
    if said is not None:
        paper = _with(paper, said, stated)
    times = ALWAYS if said is None else times_of_settings(said, entry.identifier, reader.report)
    return Quiz(paper, _payload(paper, said, stated), _attempts(said, stated), is_live, times)


def read_bank(reader: Reader, entry: Entry) -> Paper | None:
    """Read a bank of questions; null if its file is missing."""
    member = main(entry)
    if member is None:
        return None
    key = f"bank/{entry.identifier}"
    return read_paper(reader.element(member), key, entry.identifier, reader.linked(member), reader.report)


def _with(paper: Paper, said: Element, stated: dict[str, str]) -> Paper:
    grading = {"profile": stated, **paper.grading, "canvas": settings_of(said)}
    title = text_of(said.find("title")) or paper.title
    kind = (
        paper.type
        if paper.type == "pool"
        else "exam"
        if stated.get("qmd_assessmenttype") == "Examination"
        else "quiz"
    )
    return Paper(paper.key, title, kind, paper.questions, grading, paper.is_published)


def _payload(paper: Paper, said: Element | None, stated: dict[str, str]) -> QuizPayload:
    minutes = worth(stated.get("qmd_timelimit") or (None if said is None else said.findtext("time_limit")))
    points = None if said is None else worth(said.findtext("points_possible"))
    return QuizPayload(
        quiz_mode=QuizMode.exam if paper.type == "exam" else QuizMode.practice,
        time_limit_seconds=round(minutes * 60) if minutes else None,
        max_points=sum(question.points for question in paper.questions) if points is None else points,
    )


def _attempts(said: Element | None, stated: dict[str, str]) -> int | None:
    text = (said.findtext("allowed_attempts") if said is not None else None) or stated.get(
        "cc_maxattempts", ""
    )
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None


def _is_off(said: Element) -> bool:
    assignment = said.find("assignment")
    return text_of(said.find("available")) == "false" or (assignment is not None and is_hidden(assignment))
