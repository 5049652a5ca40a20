"""Assessments of the small world: one of each course for each word of `review`, and some in other states.

A quiz of the course draws on each (`curriculum.py`); one course has a second quiz over the same questions, which
learners can't see.
"""

from db.models.assessment_words import AssessmentReview, AssessmentType, Difficulty, QuestionType
from tests.support.rows import Draft
from tests.support.world.facts import COURSES, DELETED, MARKER, TIMES

REVIEWS = tuple(AssessmentReview.__members__)
WITH_HIDDEN_QUIZ = "members"
# name: (course, is published, deleted)
LIBRARY: dict[str, tuple[str | None, bool, bool]] = {
    "shared": (None, True, False),
    "unpublished": ("open", False, False),
    "in the making": (None, False, False),
    "deleted": ("open", True, True),
}


def rows(draft: Draft) -> None:
    """Drafts rubrics and assessments with their questions."""
    stated = {f"{course} {review}": (course, True, False) for course in COURSES for review in REVIEWS}
    timed = {
        f"{course} {place} {name}": (course, True, False)
        for course in COURSES
        for name in TIMES
        for place in ("in", "below", "open and")
    }
    kinds, levels = tuple(QuestionType.__members__), tuple(Difficulty.__members__)
    every = [*stated.items(), *LIBRARY.items(), *timed.items()]
    for number, (name, (course, is_published, is_deleted)) in enumerate(every):
        shared = {
            "course_id": draft.id("courses", course) if course else None,
            "title": name.title(),
            "is_published": is_published,
            "deleted_at": DELETED if is_deleted else None,
        }
        rubric = draft.add("rubrics", name, criteria=[{"name": "Care", "options": []}], **shared)
        review = next((word for word in REVIEWS if word in name), "never")
        kind = tuple(AssessmentType.__members__)[number % 5]
        key = draft.add("assessments", name, assessment_type=kind, review=review, **shared)
        for place in (1, 2):
            _question(
                draft, f"{name}/{place}", assessment_id=key, rubric_id=rubric, sequence_index=place,
                question_type=kinds[(number + place) % len(kinds)], difficulty=levels[number % 3],
                deleted_at=DELETED if place == 2 and number % 7 == 6 else None,
            )  # fmt: skip


def _question(draft: Draft, name: str, **values: object) -> None:
    told = f"KEY {draft.code}/{name}" if "after" in name else MARKER
    question = draft.add(
        "questions",
        name,
        prompt_md=f"Why {name}?",
        correct_answers=[told],
        feedback={"A": told},
        metadata={"source": MARKER},
        **values,
    )
    for place, label in enumerate("AB", 1):
        draft.add(
            "answer_options", f"{name}/{label}", question_id=question, label=label, content_md=f"Because {label}",
            is_correct=label == "A", feedback_md=f"{told} {label}", sequence_index=place,
        )  # fmt: skip
