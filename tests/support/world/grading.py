"""What everyone in the small world answered, handed in and obtained, and what tutors found.

Everyone has attempted the quizzes of one course, and has brought each to one of `STATES`.
"""

from typing import Any

from db.models.grading_words import Skill
from tests.support.rows import Draft
from tests.support.world.assessment import REVIEWS
from tests.support.world.facts import DELETED, LEARNERS, PEOPLE, PLACES

# Of the attempts that somebody made at a quiz that allows two: whether each is submitted.
STATES: tuple[tuple[bool, ...], ...] = ((), (False,), (True,), (True, False), (True, True))
ATTEMPTED = ("open", "members", "linked")


def rows(draft: Draft) -> None:
    """Drafts attempts with answers, submissions, grades, and what tutors found."""
    skills = tuple(Skill.__members__)
    for number, name in enumerate(PEOPLE):
        course = ATTEMPTED[number % 3]
        shared = worker(draft, number)
        for turn, review in enumerate(REVIEWS):
            _attempts(draft, name, course, review, STATES[(number + turn) % len(STATES)], shared)
        lab, assignment = (_item_of(draft, course, kind) for kind in ("engineering_lab", "assignment"))
        draft.add(
            "lab_submissions",
            name,
            content_item_id=lab,
            auto_grade={"passed": 3},
            instructor_feedback=f"Well done, {name}",
            artifacts_url=f"https://work.example/{number}",
            score_obtained=number,
            **shared,
        )
        draft.add(
            "assignment_submissions", name, content_item_id=assignment, body_md=f"The work of {name}",
            instructor_feedback=f"Well done, {name}", work_url=f"https://work.example/{number}",
            asset_id=draft.id("assets", f"{course}/course"), graded_by=draft.id("users", "whole instructor"),
            rubric_id=draft.id("rubrics", f"{course} never"), **shared,
        )  # fmt: skip
        draft.add("course_grades", name, final_score=number, letter_grade="ABCDF"[number % 5], **shared)
        draft.add(
            "skill_assessments", name, tutor_id=draft.id("users", name), skill=skills[number % 4], score=number,
            notes=f"Found by {name}", **pupil(draft, number),
        )  # fmt: skip


def worker(draft: Draft, number: int) -> dict[str, str]:
    """The person of that number, and the offering in which they did their work."""
    offering = f"{ATTEMPTED[number % 3]}/open"
    return {
        "user_id": draft.id("users", PEOPLE[number]),
        "offering_id": draft.id("course_offerings", offering),
    }


def pupil(draft: Draft, number: int) -> dict[str, Any]:
    """The learner whom the person of that number says something about, the place, and whether it is deleted."""
    spots = [*(draft.id("organizations", place) for place in PLACES), None]
    return {
        "student_id": draft.id("users", LEARNERS[number % 6]),
        "organization_id": spots[number % 7],
        "deleted_at": DELETED if number % 9 == 8 else None,
    }


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
