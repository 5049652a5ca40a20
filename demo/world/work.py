"""The assessed work of learners: attempts at quizzes, submissions, grades and certificates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from demo.world.curriculum import Content
from demo.world.draft import Draft, Row
from demo.world.enrollments import Taking
from demo.world.people import Cast
from demo.world.progress import Touch
from demo.world.questions import Question

EVERY = 4
"""One in so many learners has work to show, and so does every learner that the lists name."""
STATUSES = ("graded", "graded", "submitted", "grading", "returned")
LETTERS = ((93, "A"), (85, "B+"), (77, "B"), (70, "C"), (60, "D"), (0, "F"))
FEEDBACK = (
    "Well argued; check the units in the last step.",
    "Good start. The second half needs an example.",
    "Clean work.",
)
BADGES = ("Bookworm", "Quick thinker", "Helping hand", None)
SKILLS = ("reading", "spelling", "numeracy", "custom")
NOTES = (
    "Reads longer texts without a pause now.",
    "Doubles consonants.",
    "Counts on, no longer on fingers.",
    "Focus.",
)


def work(draft: Draft, takings: Sequence[Taking], touched: Sequence[dict[str, Touch]]) -> None:
    """Draft the work of some learners, and the grade and certificate of everyone who has completed an offering."""
    chance = draft.chance("work")
    for number, (taking, touches) in enumerate(zip(takings, touched, strict=True)):
        if taking.is_named or number % EVERY == 0:
            for content in taking.offering.syllabus.contents:
                if content.id in touches:
                    _content(draft, chance, taking, content, touches[content.id])
        if taking.status == "completed":
            last = max((touch.last for touch in touches.values()), default=taking.enrolled)
            _grade(draft, chance, taking, number, last + timedelta(days=3))


def _content(draft: Draft, chance: Random, taking: Taking, content: Content, touch: Touch) -> None:
    match content.item.content_type:
        case "quiz":
            _attempts(draft, chance, taking, content, touch)
        case "engineering_lab" | "assignment" if touch.completed:
            _submission(draft, chance, taking, content, touch.last)
        case _:
            pass


def _known(taking: Taking, content: Content) -> str:
    """The player's identifier for somebody's work in a content item."""
    return f"player:{taking.offering.id[-8:]}-{content.id[-8:]}-{taking.person.id[-8:]}"


def _shared(taking: Taking, content: Content) -> Row:
    return {
        "user_id": taking.person.id,
        "offering_id": taking.offering.id,
        "content_item_id": content.id,
    }


@dataclass(frozen=True, slots=True)
class _Attempt:
    """An attempt that is being drafted: its row's id, when it was made, and whether its answers are marked."""

    id: str
    made: str
    is_marked: bool


def _attempts(draft: Draft, chance: Random, taking: Taking, content: Content, touch: Touch) -> None:
    """Draft as many attempts as the progress counts. The last is still in progress if the quiz is not completed."""
    pool = content.pool
    if pool is None:
        return
    step = (touch.last - touch.started) / touch.attempts
    most = sum(question.points for question in pool.questions)
    for number in range(1, touch.attempts + 1):
        began = touch.started + _whole(step * (number - 1))
        is_open = number == touch.attempts and touch.completed is None
        answers = [_answer(chance, question) for question in pool.questions]
        score = sum(points for _, points, _ in answers)
        values: Row = {
            **_shared(taking, content),
            "attempt_number": number,
            "started_at": began.isoformat(),
            "submitted_at": None if is_open else (began + _whole(step)).isoformat(),
            "score_obtained": None if is_open else score,
            "max_score": most,
            "is_passed": None if is_open else score >= 0.7 * most,
            "raw_response": None if is_open else {"player": "quiz-1", "seconds": content.seconds},
            "external_id": f"player:{content.id[-6:]}-{taking.person.id[-6:]}-{number}"
            if number == 1
            else None,
        }
        name = f"{taking.person.id} {taking.offering.id} {content.id} {number}"
        made = began.isoformat()
        attempt = _Attempt(draft.add("quiz_attempts", name, values, made=made), made, is_marked=not is_open)
        for question, answer in zip(pool.questions, answers, strict=True):
            _answered(draft, attempt, question, answer)


Answer = tuple[str | None, float, list[str]]
"""The text of an answer, the points that it earned, and the options that were chosen."""


def _answer(chance: Random, question: Question) -> Answer:
    is_right = chance.random() < 0.75
    if question.kind == "scale":
        return None, 0.0, [chance.choice(question.options).id]
    if question.options:
        right = [option.id for option in question.options if option.is_correct]
        wrong = [option.id for option in question.options if not option.is_correct]
        return None, question.points if is_right else 0.0, right if is_right or not wrong else wrong[:1]
    return question.answer if is_right else "I don't know", question.points if is_right else 0.0, []


def _answered(draft: Draft, attempt: _Attempt, question: Question, answer: Answer) -> None:
    text, points, chosen = answer
    values: Row = {
        "attempt_id": attempt.id,
        "question_id": question.id,
        "answer_text": text,
        "points_earned": points if attempt.is_marked else None,
        "is_correct": points > 0 if attempt.is_marked and question.points else None,
    }
    key = draft.add("question_answers", f"{attempt.id} {question.id}", values, made=attempt.made)
    for option in chosen:
        selection: Row = {"answer_id": key, "option_id": option}
        draft.add("answer_selections", f"{key} {option}", selection, made=attempt.made)


def _submission(draft: Draft, chance: Random, taking: Taking, content: Content, at: datetime) -> None:
    is_lab = content.item.content_type == "engineering_lab"
    status = chance.choice(STATUSES)
    is_graded = status in ("graded", "returned")
    score = chance.randint(55, 100) if is_lab else chance.randint(4, 8)
    values: Row = {
        **_shared(taking, content),
        "submitted_at": at.isoformat(),
        "status": status,
        "score_obtained": score if is_graded else None,
        "max_score": 100 if is_lab else 8,
        "instructor_feedback": chance.choice(FEEDBACK) if is_graded else None,
        "external_id": _known(taking, content),
    }
    place = f"{draft.code}/{taking.person.id[-6:]}/{content.place}"
    if is_lab:
        values |= {
            "auto_grade": {"tests": 8, "passed": 5 + score // 34},
            "artifacts_url": f"https://media.lyceum.example/labs/{place}.zip",
        }
        draft.add("lab_submissions", f"{taking.person.id} {content.id}", values, made=at.isoformat())
        return
    is_written = content.item.minutes < 300
    values |= {
        "body_md": f"**{content.item.title}**\n\nWhat I found, and how." if is_written else None,
        "work_url": None if is_written else f"https://media.lyceum.example/handed-in/{place}",
        "asset_id": taking.offering.syllabus.course.hero_id if chance.random() < 0.3 else None,
        "rubric_id": content.rubric_id,
        "graded_by": taking.offering.teachers[0].id if is_graded and taking.offering.teachers else None,
        "graded_at": (at + timedelta(days=2)).isoformat() if is_graded else None,
    }
    draft.add("assignment_submissions", f"{taking.person.id} {content.id}", values, made=at.isoformat())


def _grade(draft: Draft, chance: Random, taking: Taking, number: int, at: datetime) -> None:
    score = chance.randint(52, 100)
    shared: Row = {"user_id": taking.person.id, "offering_id": taking.offering.id}
    letter = next(letter for least, letter in LETTERS if score >= least)
    grade: Row = {
        **shared,
        "final_score": score,
        "letter_grade": letter,
        "is_passed": score >= 60,
        "graded_at": at.isoformat(),
        "external_id": f"sis:grade-{number:05}" if number % 2 else None,
    }
    name = f"{taking.person.id} {taking.offering.id}"
    draft.add("course_grades", name, grade, made=at.isoformat())
    if score >= 60:
        certificate: Row = {
            **shared,
            "code": f"{draft.code[:3].upper()}-{taking.offering.course_code}-{number:05}",
            "issued_at": at.isoformat(),
            "expires_at": (at + timedelta(days=730)).isoformat() if number % 3 == 0 else None,
            "metadata": {"distinction": True} if score >= 93 else {},
            "external_id": f"sis:certificate-{number:05}" if number % 2 else None,
        }
        draft.add("certificates", name, certificate, made=at.isoformat())


def care_work(draft: Draft, cast: Cast) -> None:
    """Draft the assessments of students' skills by tutors and teachers, and the points and badges of students."""
    finders = [person for person in cast.staff if person.has("tutor", "teacher", "instructor", "coach")]
    for number, student in enumerate(person for person in cast.students if person.has("student")):
        if number % 3:
            continue
        tutor, gone = finders[number % len(finders)], draft.at(-20) if number % 30 == 27 else None
        place = student.organization.id if student.organization else None
        skill: Row = {
            "student_id": student.id,
            "tutor_id": tutor.id,
            "organization_id": place,
            "skill": SKILLS[number // 3 % 4],
            "score": 40 + number % 60,
            "notes": NOTES[number // 3 % 4],
            "deleted_at": gone,
        }
        draft.add("skill_assessments", f"{student.id}", skill, made=draft.at(-60 + number % 50))
        achievement: Row = {
            "student_id": student.id,
            "organization_id": place,
            "points": 10 + number % 90,
            "badge": BADGES[number // 3 % 4],
            "metadata": {"streak_days": number % 14} if number % 2 else {},
            "deleted_at": gone,
        }
        draft.add("achievements", f"{student.id}", achievement, made=draft.at(-50 + number % 40))


def _whole(time: timedelta) -> timedelta:
    return timedelta(seconds=int(time.total_seconds()))
