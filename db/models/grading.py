"""Grading: learners' attempts at quizzes, work that is handed in, and the grades that come of it."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Numeric
from sqlalchemy.orm import Mapped

from db.models.access import Mask, personal, sensitive
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
    Timed,
    Unique,
    address,
    column,
    document,
    flag,
    nonnegative,
    reference,
    word,
)
from db.models.grading_words import Skill, SubmissionStatus

SCORE = Numeric(6, 2)
OWNER = "The organisation that owns the course; kept by trigger."
WORK = personal(
    "user_id", scope="grades", offering="offering_id", organization="organization_id", own_work="user_id"
)
OF_OFFERING = Inherited("organization_id", (("offering_id", "course_offerings"),))
# The answer keys that the learner may look at come with the marks of their work; `db/derived/sql/review.sql` says when
# (decision 20).
MARKED = Mask(("sensitive",), ("offering", "organization"), unless="offering_id", where="{t}shows_keys")


class QuizAttempt(TenantRow, Timed, Sourced):
    """One attempt of a learner at a quiz."""

    __tablename__ = "quiz_attempts"
    user_id: Mapped[UUID] = reference("users", "The learner.")
    offering_id: Mapped[UUID] = reference("course_offerings", "The offering they take.")
    organization_id: Mapped[UUID | None] = reference("organizations", OWNER, exposed=False)
    content_item_id: Mapped[UUID] = reference("content_items", "The quiz.")
    assessment_id: Mapped[UUID | None] = reference(
        "assessments", "What the quiz drew its questions from when the attempt began; kept by trigger."
    )
    attempt_number: Mapped[int] = column(
        "Counts the learner's attempts at the quiz in the offering, from 1.", default="1"
    )
    started_at: Mapped[datetime] = column("When the learner began.", default="now()")
    submitted_at: Mapped[datetime | None] = column("When they submitted it; null while it is in progress.")
    score_obtained: Mapped[Decimal | None] = column(
        "The points obtained; none before it is submitted.", SCORE
    )
    max_score: Mapped[Decimal | None] = column("The most points that could be obtained.", SCORE)
    is_passed: Mapped[bool | None] = column("Whether it was passed; null where that is not known yet.")
    raw_response: Mapped[Any | None] = document(
        "What the player sent, as it came; it may hold the player's own marking.",
        default=None,
        mask=MARKED,
    )
    shows_keys: Mapped[bool] = flag(
        "Whether the learner may look at the answer keys of the questions it drew; kept by trigger."
    )

    facts = Facts(
        WORK,
        [
            OF_OFFERING,
            SOURCED,
            Unique(("user_id", "offering_id", "content_item_id", "attempt_number")),
            Lookup(("user_id", "content_item_id")),
            Lookup(("assessment_id", "user_id")),
            Lookup(("started_at",)),
            Check("attempt_number_from_one", "attempt_number >= 1"),
            Check("submitted_after_started", "submitted_at >= started_at"),
            Check(
                "scored_when_submitted",
                "submitted_at IS NOT NULL OR (score_obtained IS NULL AND is_passed IS NULL)",
            ),
            nonnegative("score_obtained"),
            nonnegative("max_score"),
        ],
    )


class QuestionAnswer(TenantRow, Timed):
    """A question that an attempt drew, and what the learner answered, if anything yet."""

    __tablename__ = "question_answers"
    attempt_id: Mapped[UUID] = reference("quiz_attempts", "The attempt.", part_of=True)
    assessment_id: Mapped[UUID] = reference(
        "assessments", "The assessment of the attempt; kept by trigger.", exposed=False
    )
    question_id: Mapped[UUID] = reference("questions", "The question.", within="assessment_id")
    user_id: Mapped[UUID] = reference("users", "The learner; kept by trigger.", exposed=False)
    offering_id: Mapped[UUID] = reference(
        "course_offerings", "The offering of the attempt; kept by trigger.", exposed=False
    )
    organization_id: Mapped[UUID | None] = reference("organizations", OWNER, exposed=False)
    answer_text: Mapped[str | None] = column("What the learner wrote.", mask=sensitive())
    points_earned: Mapped[Decimal | None] = column(
        "The points obtained; shown to the learner with the answer key.", SCORE, mask=MARKED
    )
    is_correct: Mapped[bool | None] = column(
        "Whether the answer is right; shown to the learner with the answer key.", mask=MARKED
    )
    shows_keys: Mapped[bool] = column(
        "Whether the learner may look at the answer key; kept by trigger.", default="false", exposed=False
    )

    facts = Facts(
        WORK,
        [
            *(
                Inherited(name, (("attempt_id", "quiz_attempts"),))
                for name in ("assessment_id", "user_id", "offering_id", "organization_id", "shows_keys")
            ),
            Unique(("attempt_id", "question_id")),
            Lookup(("question_id", "user_id")),
            nonnegative("points_earned"),
        ],
    )


class AnswerSelection(TenantRow, Timed):
    """That a learner chose an option in answer to a question."""

    __tablename__ = "answer_selections"
    answer_id: Mapped[UUID] = reference("question_answers", "The answer.", part_of=True)
    question_id: Mapped[UUID] = reference("questions", "The question; kept by trigger.", exposed=False)
    option_id: Mapped[UUID] = reference("answer_options", "The option.", within="question_id")
    user_id: Mapped[UUID] = reference("users", "The learner; kept by trigger.", exposed=False)
    offering_id: Mapped[UUID] = reference(
        "course_offerings", "The offering of the attempt; kept by trigger.", exposed=False
    )
    organization_id: Mapped[UUID | None] = reference("organizations", OWNER, exposed=False)

    facts = Facts(
        WORK,
        [
            *(
                Inherited(name, (("answer_id", "question_answers"),))
                for name in ("question_id", "user_id", "offering_id", "organization_id")
            ),
            Unique(("answer_id", "option_id")),
        ],
    )


class LabSubmission(TenantRow, Timed, Sourced):
    """What a learner handed in for a laboratory exercise."""

    __tablename__ = "lab_submissions"
    user_id: Mapped[UUID] = reference("users", "The learner.")
    offering_id: Mapped[UUID] = reference("course_offerings", "The offering they take.")
    organization_id: Mapped[UUID | None] = reference("organizations", OWNER, exposed=False)
    content_item_id: Mapped[UUID] = reference("content_items", "The exercise.")
    submitted_at: Mapped[datetime] = column("When it was handed in.", default="now()")
    status: Mapped[SubmissionStatus] = word(SubmissionStatus, "Where it stands.", default="submitted")
    auto_grade: Mapped[Any | None] = document(
        "What the automatic grader found, such as the results of unit tests.", default=None, mask=sensitive()
    )
    score_obtained: Mapped[Decimal | None] = column("The points obtained.", SCORE)
    max_score: Mapped[Decimal | None] = column("The most points that could be obtained.", SCORE)
    instructor_feedback: Mapped[str | None] = column("What the instructor says of it.", mask=sensitive())
    artifacts_url: Mapped[str | None] = address("Where the notebook or the code is kept.", mask=sensitive())

    facts = Facts(
        WORK,
        [
            OF_OFFERING,
            SOURCED,
            Lookup(("user_id", "content_item_id")),
            Lookup(("submitted_at",)),
            nonnegative("score_obtained"),
            nonnegative("max_score"),
        ],
    )


class AssignmentSubmission(TenantRow, Timed, Sourced):
    """What a learner handed in for an assignment."""

    __tablename__ = "assignment_submissions"
    user_id: Mapped[UUID] = reference("users", "The learner.")
    offering_id: Mapped[UUID] = reference("course_offerings", "The offering they take.")
    organization_id: Mapped[UUID | None] = reference("organizations", OWNER, exposed=False)
    content_item_id: Mapped[UUID] = reference("content_items", "The assignment.")
    submitted_at: Mapped[datetime] = column("When it was handed in.", default="now()")
    status: Mapped[SubmissionStatus] = word(SubmissionStatus, "Where it stands.", default="submitted")
    body_md: Mapped[str | None] = column("The text that was handed in, in Markdown.", mask=sensitive())
    work_url: Mapped[str | None] = address("The address that was handed in.", mask=sensitive())
    asset_id: Mapped[UUID | None] = reference("assets", "The file that was handed in.")
    rubric_id: Mapped[UUID | None] = reference("rubrics", "The rubric it is assessed by.")
    score_obtained: Mapped[Decimal | None] = column("The points obtained.", SCORE)
    max_score: Mapped[Decimal | None] = column("The most points that could be obtained.", SCORE)
    instructor_feedback: Mapped[str | None] = column("What the instructor says of it.", mask=sensitive())
    graded_by: Mapped[UUID | None] = reference("users", "Who graded it.")
    graded_at: Mapped[datetime | None] = column("When it was graded.")

    facts = Facts(
        WORK,
        [
            OF_OFFERING,
            SOURCED,
            Lookup(("user_id", "content_item_id")),
            Lookup(("submitted_at",)),
            nonnegative("score_obtained"),
            nonnegative("max_score"),
            Check("graded_after_submitted", "graded_at >= submitted_at"),
        ],
    )


class CourseGrade(TenantRow, Edited, Sourced):
    """What a learner obtained in a course as a whole."""

    __tablename__ = "course_grades"
    user_id: Mapped[UUID] = reference("users", "The learner.")
    offering_id: Mapped[UUID] = reference("course_offerings", "The offering they took.")
    organization_id: Mapped[UUID | None] = reference("organizations", OWNER, exposed=False)
    final_score: Mapped[Decimal | None] = column("The final score.", SCORE)
    letter_grade: Mapped[str | None] = column("The grade as it is reported, such as `A-`.", record=True)
    is_passed: Mapped[bool | None] = column("Whether the course was passed.")
    graded_at: Mapped[datetime | None] = column("When it was graded.")

    facts = Facts(
        personal("user_id", scope="grades", offering="offering_id", organization="organization_id"),
        [OF_OFFERING, SOURCED, Unique(("user_id", "offering_id")), Lookup(("graded_at",))],
    )


class SkillAssessment(TenantRow, Edited, SoftDeleted):
    """How well a student reads, spells or counts, as a tutor found."""

    __tablename__ = "skill_assessments"
    student_id: Mapped[UUID] = reference("users", "The student.")
    tutor_id: Mapped[UUID] = reference("users", "The tutor who assessed them.")
    organization_id: Mapped[UUID | None] = reference("organizations", "The centre where it was done.")
    skill: Mapped[Skill] = word(Skill, "What was assessed.")
    score: Mapped[int | None] = column("The score.")
    notes: Mapped[str | None] = column(
        "What the tutor noted.", mask=sensitive("persons", "handlers", "pupil", "organization")
    )

    facts = Facts(
        personal(
            "student_id",
            scope="grades",
            organization="organization_id",
            handlers=("tutor_id",),
            pupil="student_id",
            own_work="tutor_id",
        ),
        [Lookup(("created_at",)), nonnegative("score")],
    )
