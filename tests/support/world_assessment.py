"""Assessments of the small world, and what everyone answered, handed in and obtained.

Each course has an assessment for each word of `review`, with a quiz that draws on it; one course has a second quiz over
the same questions, which learners can't see. Everyone has attempted the quizzes of one course, to one of `STATES`.
"""

from db.models.assessment_words import AssessmentReview, AssessmentType, Difficulty, QuestionType
from db.models.grading_words import Skill
from tests.support.rows import Draft
from tests.support.world_facts import COURSES, DELETED, MARKER

REVIEWS = tuple(AssessmentReview.__members__)
# Of the attempts that somebody made at a quiz that allows two: whether each is submitted.
STATES: tuple[tuple[bool, ...], ...] = ((), (False,), (True,), (True, False), (True, True))
WITH_HIDDEN_QUIZ = "members"
ATTEMPTED = ("open", "members", "linked")
# name: (course, is published, deleted)
LIBRARY: dict[str, tuple[str | None, bool, bool]] = {
    "shared": (None, True, False),
    "unpublished": ("open", False, False),
    "in the making": (None, False, False),
    "deleted": ("open", True, True),
}


def assessments(draft: Draft) -> None:
    """Drafts rubrics and assessments with their questions; before the content that draws on them."""
    stated = {f"{course} {review}": (course, True, False) for course in COURSES for review in REVIEWS}
    kinds, levels = tuple(QuestionType.__members__), tuple(Difficulty.__members__)
    for number, (name, (course, is_published, is_deleted)) in enumerate([*stated.items(), *LIBRARY.items()]):
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


def quizzes(draft: Draft, course: str) -> None:
    """Drafts the quizzes of a course, beside its other content."""
    for place, review in enumerate(REVIEWS, 3):
        for module in ("a", "a2") if course == WITH_HIDDEN_QUIZ else ("a",):
            draft.add(
                "content_items", f"{course}/{module}/{review}", course_id=draft.id("courses", course),
                module_id=draft.id("modules", f"{course}/{module}"), content_type="quiz", title=f"Quiz {review}",
                sequence_index=place, attempts_limit=2, assessment_id=draft.id("assessments", f"{course} {review}"),
            )  # fmt: skip


def work(draft: Draft, people: list[str], places: dict[str, str]) -> None:
    """Drafts what everyone did: attempts with answers, submissions, grades, certificates, and what tutors found."""
    spots, skills = [*places.values(), None], tuple(Skill.__members__)
    for number, name in enumerate(people):
        course = ATTEMPTED[number % 3]
        learner = draft.id("users", name)
        shared = {"user_id": learner, "offering_id": draft.id("course_offerings", f"{course}/open")}
        for turn, review in enumerate(REVIEWS):
            _attempts(draft, name, course, review, STATES[(number + turn) % len(STATES)], shared)
        lab, assignment = (_item_of(draft, course, kind) for kind in ("engineering_lab", "assignment"))
        draft.add(
            "lab_submissions",
            name,
            content_item_id=lab,
            auto_grade={"passed": 3},
            score_obtained=number,
            **shared,
        )
        draft.add(
            "assignment_submissions", name, content_item_id=assignment, body_md=f"The work of {name}",
            asset_id=draft.id("assets", f"{course}/course"), graded_by=draft.id("users", "whole instructor"),
            rubric_id=draft.id("rubrics", f"{course} never"), **shared,
        )  # fmt: skip
        draft.add("course_grades", name, final_score=number, letter_grade="ABCDF"[number % 5], **shared)
        draft.add("certificates", name, code=f"{number:04}", issued_at="2026-05-01T00:00:00Z", **shared)
        pupil = {
            "student_id": draft.id("users", f"learner {number % 6}"),
            "organization_id": spots[number % 7],
            "deleted_at": DELETED if number % 9 == 8 else None,
        }
        draft.add(
            "skill_assessments", name, tutor_id=learner, skill=skills[number % 4], score=number, **pupil
        )
        draft.add("achievements", name, points=number, badge="Bookworm" if number % 2 else None, **pupil)


def _attempts(
    draft: Draft, name: str, course: str, review: str, submitted: tuple[bool, ...], shared: dict[str, str]
) -> None:
    for turn, is_submitted in enumerate(submitted, 1):
        attempt = draft.add(
            "quiz_attempts", f"{name} {review} {turn}", attempt_number=turn, started_at=f"2026-04-0{turn}T00:00:00Z",
            content_item_id=draft.id("content_items", f"{course}/a/{review}"), max_score=2,
            submitted_at=f"2026-04-0{turn}T01:00:00Z" if is_submitted else None,
            score_obtained=turn if is_submitted else None, raw_response={"q": [name, turn]}, **shared,
        )  # fmt: skip
        for place in (1, 2):
            question = f"{course} {review}/{place}"
            answer = draft.add(
                "question_answers", f"{name} {review} {turn} {place}", attempt_id=attempt,
                question_id=draft.id("questions", question), answer_text="Because" if place == 2 else None,
                points_earned=place, is_correct=place == 1,
            )  # fmt: skip
            if place == 1:
                option = draft.id("answer_options", f"{question}/A")
                draft.add("answer_selections", f"{name} {review} {turn}", answer_id=answer, option_id=option)


def _item_of(draft: Draft, course: str, kind: str) -> str:
    """The id of a content item of the kind, of this course where it has one."""
    items = [row for row in draft.rows["content_items"] if row["content_type"] == kind]
    mine = [row for row in items if row["course_id"] == draft.id("courses", course)]
    return (mine or items)[0]["id"]
