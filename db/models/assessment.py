"""Assessment: questions, their answer keys, and the rubrics that answers are assessed by."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Numeric
from sqlalchemy.orm import Mapped

from db.models.access import answer_key, catalogue, questions
from db.models.assessment_words import (
    AssessmentReview,
    AssessmentType,
    Difficulty,
    QuestionType,
)
from db.models.audience import Audience, audience_column
from db.models.base import (
    SOURCED,
    Check,
    Edited,
    Facts,
    Inherited,
    Lookup,
    SoftDeleted,
    Sourced,
    TenantRow,
    Unique,
    column,
    document,
    extra,
    flag,
    nonnegative,
    reference,
    word,
)

SCORE = Numeric(6, 2)
OF_COURSE = "The course it belongs to; null for one of the tenant's library."


def live(via: tuple[str, str], *states: str) -> Inherited:
    """The audience of a row that follows what it is part of; `states` say when it is for fewer (SQL over NEW)."""
    fewer = " ".join(f"WHEN {state}" for state in ("NEW.deleted_at IS NOT NULL THEN 'nobody'", *states))
    return Inherited("audience", (via,), ceiling=f"CASE {fewer} ELSE 'public' END")


OF_A_COURSE = live(
    ("course_id", "courses"),
    "NOT NEW.is_published THEN 'staff'",
    "NEW.course_id IS NULL THEN 'members'",
)
# A learner's own answer to the question opens its key (`db/derived/sql/review.sql` says when).
_OWN = (
    "EXISTS (SELECT FROM question_answers own_answer WHERE own_answer.tenant_id = $1"
    " AND own_answer.question_id = {t}%s AND own_answer.user_id = app.user_id() AND own_answer.shows_keys)"
)
PLACES = ("course_id", "assessment_id")
ANSWERED = answer_key(*PLACES, where=_OWN % "id")
ANSWERED_BY_OPTION = answer_key(*PLACES, where=_OWN % "question_id")
IN_ORDER = "Its place among its siblings, from 1."
FROM_ONE = Check("sequence_index_from_one", "sequence_index >= 1")


class Rubric(TenantRow, Edited, SoftDeleted, Sourced):
    """The criteria that work is assessed by, and the levels that each may be met at."""

    __tablename__ = "rubrics"
    course_id: Mapped[UUID | None] = reference("courses", OF_COURSE, part_of=True)
    title: Mapped[str] = column("The rubric's title.")
    criteria: Mapped[list[Any]] = document(
        "What is looked at, in order, and the levels that each may be met at.", default="'[]'::jsonb"
    )
    is_published: Mapped[bool] = flag("Whether learners may read it.")
    audience: Mapped[Audience] = audience_column()

    facts = Facts(
        catalogue("course_id"),
        [
            OF_A_COURSE,
            SOURCED,
            Lookup(("audience",)),
            Lookup(("title",)),
            Check("criteria_is_array", "jsonb_typeof(criteria) = 'array'"),
        ],
    )


class Assessment(TenantRow, Edited, SoftDeleted, Sourced):
    """A set of questions that may be used again: a quiz, an examination, or a pool that quizzes draw from."""

    __tablename__ = "assessments"
    course_id: Mapped[UUID | None] = reference("courses", OF_COURSE, part_of=True)
    title: Mapped[str] = column("The assessment's title.")
    assessment_type: Mapped[AssessmentType] = word(AssessmentType, "What it is for.", shown_as="type")
    grading_schema: Mapped[dict[str, Any]] = document(
        "How points become grades; what it holds is up to the author."
    )
    review: Mapped[AssessmentReview] = word(
        AssessmentReview, "When learners may look at the answer keys.", default="never"
    )
    is_published: Mapped[bool] = flag("Whether learners may read its questions.")
    audience: Mapped[Audience] = audience_column()

    facts = Facts(
        catalogue("course_id"),
        [
            OF_A_COURSE,
            SOURCED,
            Lookup(("audience",)),
            Lookup(("title",)),
        ],
    )


class Question(TenantRow, Edited, SoftDeleted, Sourced):
    """A question of an assessment. Its answer key is for staff, and for learners once they may review it."""

    __tablename__ = "questions"
    assessment_id: Mapped[UUID] = reference("assessments", "The assessment it is part of.", part_of=True)
    course_id: Mapped[UUID | None] = reference(
        "courses", "The course of the assessment; kept by trigger.", exposed=False, part_of=True
    )
    rubric_id: Mapped[UUID | None] = reference("rubrics", "The rubric that answers are assessed by.")
    prompt_md: Mapped[str] = column("What is asked, in Markdown.")
    description_md: Mapped[str | None] = column("More on how to answer, in Markdown.")
    question_type: Mapped[QuestionType] = word(QuestionType, "How it is answered.", shown_as="type")
    difficulty: Mapped[Difficulty | None] = word(Difficulty, "How hard it is.")
    points: Mapped[Decimal] = column("What a right answer is worth.", SCORE, default="1")
    sequence_index: Mapped[int] = column("Its place in the assessment, from 1.", default="1")
    correct_answers: Mapped[Any | None] = document(
        "The answer key where the options don't hold it: the texts or numbers that are right.",
        default=None,
        mask=ANSWERED,
    )
    feedback: Mapped[Any | None] = document(
        "What to tell a learner about an answer, by the option's label or the answer's text.",
        default=None,
        mask=ANSWERED,
    )
    metadata_: Mapped[dict[str, Any]] = extra(answer_key(*PLACES))
    audience: Mapped[Audience] = audience_column()

    facts = Facts(
        questions(*PLACES),
        [
            live(("assessment_id", "assessments")),
            Inherited("course_id", (("assessment_id", "assessments"),)),
            SOURCED,
            Unique(("assessment_id", "sequence_index", "deleted_at"), deferrable=True, nulls_distinct=False),
            Unique(("assessment_id", "id")),
            Lookup(("audience",)),
            nonnegative("points"),
            FROM_ONE,
        ],
    )


class AnswerOption(TenantRow, Edited, SoftDeleted, Sourced):
    """An option to choose in answer to a question."""

    __tablename__ = "answer_options"
    question_id: Mapped[UUID] = reference("questions", "The question.", part_of=True)
    course_id: Mapped[UUID | None] = reference(
        "courses", "The course of the assessment; kept by trigger.", exposed=False, part_of=True
    )
    assessment_id: Mapped[UUID | None] = reference(
        "assessments",
        "The assessment of the question; kept by trigger.",
        exposed=False,
        part_of=True,
        order=96,
    )
    label: Mapped[str | None] = column("What the option is called, such as `A`.")
    content_md: Mapped[str] = column("What the option says, in Markdown.")
    is_correct: Mapped[bool] = column(
        "Whether choosing it is right.", default="false", mask=ANSWERED_BY_OPTION
    )
    feedback_md: Mapped[str | None] = column(
        "What to tell a learner who chose it, in Markdown.", mask=ANSWERED_BY_OPTION
    )
    sequence_index: Mapped[int] = column(IN_ORDER, default="1")
    audience: Mapped[Audience] = audience_column()

    facts = Facts(
        questions(*PLACES),
        [
            live(("question_id", "questions")),
            Inherited("course_id", (("question_id", "questions"),)),
            Inherited("assessment_id", (("question_id", "questions"),)),
            SOURCED,
            Unique(("question_id", "sequence_index", "deleted_at"), deferrable=True, nulls_distinct=False),
            Unique(("question_id", "id")),
            Lookup(("audience",)),
            FROM_ONE,
        ],
    )
