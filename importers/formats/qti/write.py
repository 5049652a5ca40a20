"""The rows of assessments, their questions and their options."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from db.models.assessment import AnswerOption, Assessment, Question
from db.writes.lookups import titles
from db.writes.retire import absent, retire
from importers.formats.qti.model import Paper, tidy
from importers.formats.qti.model import Question as Asked
from importers.formats.qti.statements import retire_parts
from importers.refusal import refused
from importers.report import NOT_HELD
from importers.target import Target, batches

ASSESSMENT, QUESTION, OPTION = "assessment", "question", "answer option"
TITLE = 500


async def write_papers(
    prefix: str, course_id: UUID | None, found: Iterable[Paper], target: Target, *, is_whole: bool = False
) -> dict[str, UUID]:
    """Write assessments; return their ids by key. Soft-delete questions and options that they no longer have.

    is_whole: whether these are all the assessments of the course from this source. If so, soft-delete the others that
    an earlier import made.
    """
    report, papers = target.report, tidy(found, target.report)
    for kind, count in (
        (ASSESSMENT, len(papers)),
        (QUESTION, sum(len(paper.questions) for paper in papers)),
        (OPTION, sum(len(question.options) for paper in papers for question in paper.questions)),
    ):
        report.of(kind).read += count
    rows = [_assessment(prefix, course_id, paper) for paper in papers]
    ids: dict[str, UUID] = {}
    for batch in batches(rows):
        ids |= await target.write(Assessment.__table__, batch, ASSESSMENT, once=("review", "is_published"))
    if is_whole and course_id is not None:
        await _retire_papers(prefix, course_id, ids, target)
    await _retire(prefix, papers, ids, target)
    done, total = 0, report.of(QUESTION).read
    for batch in batches(_questions(prefix, papers, ids)):
        questions = await target.write(Question.__table__, [row for row, _ in batch], QUESTION)
        options = (
            option for row, asked in batch for option in _options(row["external_id"], asked, questions)
        )
        for part in batches(options):
            await target.write(AnswerOption.__table__, part, OPTION)
        done += len(batch)
        target.progress("questions", done, total)
    return {paper.key: ids[f"{prefix}/{paper.key}"] for paper in papers}


async def refuse_others(name: str, prefix: str, papers: Sequence[Paper], target: Target) -> None:
    """Refuse to overwrite an assessment that has another title: many tools give every package the same identifier."""
    keys = {f"{prefix}/{paper.key}": paper.title[:TITLE] for paper in papers}
    known = await titles(target.connection, Assessment.__table__, target.tenant_id, keys)
    for key, title in known.items():
        if title != keys[key]:
            reason = (
                "the tenant has an assessment from this place in a package with this identifier that is called "
                f"“{title}”, but this one is called “{keys[key]}”; give the package an identifier of its own, or both "
                "assessments the same title"
            )
            raise refused(name, key, reason)


async def count_absent(prefix: str, papers: Sequence[Paper], target: Target) -> None:
    """Count the assessments of an earlier import that the source no longer holds. They are kept."""
    found = await absent(target.rows_of(Assessment.__table__), f"{prefix}/", len(papers))
    target.report.of(ASSESSMENT).absent = found


async def _retire_papers(prefix: str, course_id: UUID, kept: Mapping[str, UUID], target: Target) -> None:
    gone = await retire(target.rows_of(Assessment.__table__), course_id, f"{prefix}/", kept)
    target.report.of(ASSESSMENT).remove(NOT_HELD, [key.removeprefix(f"{prefix}/") for key in gone])


async def _retire(prefix: str, papers: Sequence[Paper], ids: Mapping[str, UUID], target: Target) -> None:
    kept = {row["external_id"] for row, _ in _questions(prefix, papers, ids)}
    offered = [
        f"{prefix}/{paper.key}/{question.key}/option/{option.key}"
        for paper in papers
        for question in paper.questions
        for option in question.options
    ]
    questions, options = target.rows_of(Question.__table__), target.rows_of(AnswerOption.__table__)
    gone = await retire_parts(options, ids.values(), f"{prefix}/", offered, above=questions.table)
    target.report.of(OPTION).remove(NOT_HELD, [key.removeprefix(f"{prefix}/") for key in gone])
    gone = await retire_parts(questions, ids.values(), f"{prefix}/", kept)
    target.report.of(QUESTION).remove(NOT_HELD, [key.removeprefix(f"{prefix}/") for key in gone])


def _assessment(prefix: str, course_id: UUID | None, paper: Paper) -> dict[str, Any]:
    return {
        "external_id": f"{prefix}/{paper.key}",
        "course_id": None if course_id is None else str(course_id),
        "title": paper.title[:TITLE],
        "assessment_type": paper.type,
        "grading_schema": paper.grading,
        "review": "never",
        "is_published": paper.is_published,
    }


def _questions(
    prefix: str, papers: Sequence[Paper], ids: Mapping[str, UUID]
) -> Iterator[tuple[dict[str, Any], Asked]]:
    for paper in papers:
        key = f"{prefix}/{paper.key}"
        for place, question in enumerate(paper.questions, 1):
            yield _question(f"{key}/{question.key}", ids[key], place, question), question


def _question(key: str, assessment_id: UUID, place: int, question: Asked) -> dict[str, Any]:
    return {
        "external_id": key,
        "assessment_id": str(assessment_id),
        "prompt_md": question.prompt,
        "description_md": question.description,
        "question_type": question.type,
        "points": str(question.points),
        "sequence_index": place,
        "correct_answers": question.correct,
        "feedback": question.feedback,
        "metadata": {"qti": question.details},
    }


def _options(key: str, question: Asked, ids: Mapping[str, UUID]) -> Iterator[dict[str, Any]]:
    for place, option in enumerate(question.options, 1):
        yield {
            "external_id": f"{key}/option/{option.key}",
            "question_id": str(ids[key]),
            "label": option.key,
            "content_md": option.content,
            "is_correct": option.is_correct,
            "feedback_md": option.feedback,
            "sequence_index": place,
        }
