"""What every version of QTI is read into: assessments of questions with options."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from importers.report import Report

MAX_KEY = 200


@dataclass(frozen=True, slots=True)
class Option:
    """An option to choose. key: identifies it within the question."""

    key: str
    content: str
    is_correct: bool = False
    feedback: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question. Texts are Markdown.

    key: identifies it within the assessment. type: a word of `QuestionType`. correct: the right answers, if they are
    not options. feedback: by option or outcome. details: everything else that the source states.
    """

    key: str
    type: str
    prompt: str
    points: float = 1.0
    description: str | None = None
    options: list[Option] = field(default_factory=list[Option])
    correct: Any = None
    feedback: Mapping[str, str] | None = None
    details: Mapping[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True, slots=True)
class Paper:
    """An assessment. key: identifies it within the package. type: a word of `AssessmentType`."""

    key: str
    title: str
    type: str
    questions: list[Question]
    grading: Mapping[str, Any] = field(default_factory=dict[str, Any])
    is_published: bool = False


RENAMED = "an identifier that stands twice, is empty or is too long is changed"


def tidy(papers: Iterable[Paper], report: Report) -> list[Paper]:
    """The papers, with the keys of questions and options made unique and short enough for an index."""
    found: list[Paper] = []
    for paper in papers:
        keys = _apart((question.key for question in paper.questions), report)
        found.append(
            replace(
                paper,
                questions=[
                    replace(question, key=key, options=_options(question.options, report))
                    for question, key in zip(paper.questions, keys, strict=True)
                ],
            )
        )
    return found


def _options(options: list[Option], report: Report) -> list[Option]:
    keys = _apart((option.key for option in options), report)
    return [replace(option, key=key) for option, key in zip(options, keys, strict=True)]


def _apart(keys: Iterable[str], report: Report) -> Iterator[str]:
    seen: set[str] = set()
    for place, key in enumerate(keys, 1):
        short = (
            key if len(key) <= MAX_KEY else f"{key[:MAX_KEY]}~{hashlib.sha256(key.encode()).hexdigest()[:16]}"
        )
        if not short or short in seen:
            short = f"{short}#{place}"
        seen.add(short)
        if short != key:
            report.warn(RENAMED, f"{key[:60]} → {short[-60:]}")
        yield short


TRUE_FALSE = {"true", "false"}


def is_true_false(options: list[Option]) -> bool:
    """Whether the options are "true" and "false"."""
    return len(options) == 2 and (
        {option.content.strip().lower() for option in options} == TRUE_FALSE
        or {option.key.strip().lower() for option in options} == TRUE_FALSE
    )


def shared(points: float, parts: int) -> list[float]:
    """The points of each part, if `points` are divided evenly, to two decimals; the last part takes the rest."""
    each = round(points / parts, 2)
    return [each] * (parts - 1) + [round(points - each * (parts - 1), 2)]


def worth(text: str | None) -> float | None:
    """A number of points, from 0 to 9,999; null for anything else."""
    try:
        found = float(text or "")
    except ValueError:
        return None
    return round(found, 2) if 0 <= found <= 9_999 else None
