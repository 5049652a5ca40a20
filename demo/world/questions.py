"""Assessments: the questions of quizzes as rows of their own, with their answer keys, and the rubrics of a course."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from demo.world.draft import Draft, Row
from demo.world.outline import Item

# The lists' words for kinds of question, and the model's.
KINDS: Mapping[str, str] = {
    "single_choice": "mcq_single",
    "multiple_choice": "mcq_multi",
    "true_false": "true_false",
    "numerical": "fill_blank",
    "formula": "fill_blank",
    "essay": "rubric",
}
REVIEWS = ("after_last_attempt", "after_each_attempt", "never")
TYPES = ("quiz", "exit_ticket", "pool", "project")
LEVELS = ("easy", "medium", "hard", None)
SURE = ("Guessing", "Unsure", "Fairly sure", "Certain")
CRITERIA = [
    {
        "name": name,
        "prompt": prompt,
        "weight": weight,
        "options": [
            {"name": "Excellent", "points": 4.0, "explanation": "Nothing to add."},
            {"name": "Good", "points": 3.0, "explanation": "Small gaps."},
            {"name": "Developing", "points": 1.0, "explanation": "The idea is there."},
        ],
    }
    for name, prompt, weight in (
        ("Reasoning", "Does each step follow from the one before?", 0.6),
        ("Clarity", "Would a reader who was not there understand it?", 0.4),
    )
]


@dataclass(frozen=True, slots=True)
class Option:
    """An option that is being drafted."""

    id: str
    is_correct: bool


@dataclass(frozen=True, slots=True)
class Question:
    """A question that is being drafted: its row's id, its kind, its points, its right answer, and its options."""

    id: str
    kind: str
    points: float
    answer: str | None
    options: list[Option]


@dataclass(frozen=True, slots=True)
class Pool:
    """An assessment that is being drafted. made: the time of its creation. questions: those that an attempt draws."""

    id: str
    name: str
    made: str
    review: str
    questions: list[Question] = field(default_factory=list[Question])


class Questions:
    """Drafts the assessments of one course."""

    def __init__(self, draft: Draft, course_id: str, code: str, title: str) -> None:
        self._draft, self._course_id, self._code, self._title = draft, course_id, code, title
        self._rubric: str | None = None
        self._count = 0

    def pool(self, item: Item, quiz: Row, made: str) -> Pool:
        """Draft the assessment of a quiz. The questions and answers are moved there from the quiz's payload."""
        self._count += 1
        number, secret = self._count, quiz["secret"]
        is_exam = quiz["quiz_mode"] == "exam"
        values: Row = {
            "course_id": self._course_id,
            "title": f"{item.title}: questions",
            "assessment_type": "exam" if is_exam else TYPES[number % len(TYPES)],
            "grading_schema": {"pass": 0.7, "rounding": "half up"} if is_exam else {},
            "review": "never" if is_exam else REVIEWS[number % len(REVIEWS)],
            "is_published": True,
            "deleted_at": None,
            "external_id": f"authoring:{self._code.lower()}/pool-{number}" if number % 2 else None,
        }
        name = f"{self._code} {number}"
        pool = Pool(self._draft.add("assessments", name, values, made=made), name, made, values["review"])
        for place, stated in enumerate(quiz.pop("questions"), 1):
            answer = secret["answers"].get(stated["id"])
            pool.questions.append(self._question(pool, place, stated, answer))
        pool.questions.append(self._sure(pool, len(pool.questions) + 1))
        self._withdrawn(pool)
        del secret["answers"]
        return pool

    def _question(self, pool: Pool, place: int, stated: Row, answer: Any) -> Question:
        name, made = pool.name, pool.made
        kind = KINDS.get(stated["kind"], "short_answer")
        choices = stated["choices"]
        values: Row = {
            "assessment_id": pool.id,
            "rubric_id": self.rubric(made) if kind == "rubric" or place % 5 == 4 else None,
            "prompt_md": _plain(stated["prompt"]),
            "description_md": "More than one may be right." if kind == "mcq_multi" else None,
            "question_type": kind,
            "difficulty": LEVELS[place % len(LEVELS)],
            "points": stated["points"],
            "sequence_index": place,
            "correct_answers": None if choices else [answer],
            "feedback": None if choices else {str(answer): "That is it."},
            "metadata": {"source": "authoring"} if place == 1 else {},
            "deleted_at": None,
            "external_id": f"authoring:{name.lower().replace(' ', '/')}-q{place}" if place % 2 else None,
        }
        key = self._draft.add("questions", f"{name} {place}", values, made=made)
        options = [
            self._option(key, number, _plain(choice["html"]), choice["id"] in (answer or ()), made)
            for number, choice in enumerate(choices)
        ]
        return Question(key, kind, stated["points"], None if choices else str(answer), options)

    def _option(self, question: str, number: int, text: str, is_correct: bool, made: str) -> Option:
        row = _option(question, number, text, is_correct=is_correct)
        return Option(self._draft.add("answer_options", f"{question} {number}", row, made=made), is_correct)

    def _sure(self, pool: Pool, place: int) -> Question:
        """Draft the last question, how sure the learner is. No answer is wrong, and none gives points."""
        values = self._more(pool, place, "How sure are you of your answers?", "scale")
        key = self._draft.add("questions", f"{pool.name} sure", values, made=pool.made)
        options = [self._option(key, number, word, False, pool.made) for number, word in enumerate(SURE)]
        return Question(key, "scale", 0.0, None, options)

    def _withdrawn(self, pool: Pool) -> None:
        """Draft a question that was withdrawn, with its options."""
        name, made, gone = pool.name, pool.made, {"deleted_at": self._draft.at(-75)}
        values = self._more(pool, 1, "Which of these is a trick question?", "mcq_single") | gone
        key = self._draft.add("questions", f"{name} withdrawn", values, made=made)
        row = _option(key, 0, "This one.", is_correct=False) | gone
        self._draft.add("answer_options", f"{name} withdrawn", row, made=made)

    def _more(self, pool: Pool, place: int, prompt: str, kind: str) -> Row:
        """A question in addition to those of the lists."""
        return {
            "assessment_id": pool.id,
            "rubric_id": None,
            "prompt_md": prompt,
            "description_md": None,
            "question_type": kind,
            "difficulty": None,
            "points": 0,
            "sequence_index": place,
            "correct_answers": None,
            "feedback": None,
            "metadata": {},
            "deleted_at": None,
            "external_id": None,
        }

    def rubric(self, made: str) -> str:
        """The rubric of the course, drafted on first use."""
        if self._rubric is None:
            values: Row = {
                "course_id": self._course_id,
                "title": f"{self._title}: written work",
                "criteria": CRITERIA,
                "is_published": True,
                "deleted_at": None,
                "external_id": f"authoring:{self._code.lower()}/rubric",
            }
            self._rubric = self._draft.add("rubrics", self._code, values, made=made)
        return self._rubric


def _option(question: str, number: int, text: str, *, is_correct: bool) -> Row:
    return {
        "question_id": question,
        "label": "ABCDEFGH"[number],
        "content_md": text,
        "is_correct": is_correct,
        "feedback_md": "Right." if is_correct else "Look at the example once more." if number else None,
        "sequence_index": number + 1,
        "deleted_at": None,
        "external_id": f"authoring:{question[-8:]}-{number}" if number == 0 else None,
    }


def library(draft: Draft) -> None:
    """Draft rubrics and assessments that belong to no course; one of each was deleted again."""
    made = draft.at(-300)
    for title, is_deleted in (("Any presentation", False), ("Posters, old", True)):
        shared: Row = {
            "course_id": None,
            "is_published": not is_deleted,
            "deleted_at": draft.at(-90) if is_deleted else None,
            "external_id": None,
        }
        rubric: Row = {**shared, "title": title, "criteria": CRITERIA}
        draft.add("rubrics", title, rubric, made=made)
        values: Row = {
            **shared,
            "title": f"Exit ticket: {title.lower()}",
            "assessment_type": "exit_ticket",
            "grading_schema": {},
            "review": "never",
        }
        draft.add("assessments", title, values, made=made)


def _plain(html: str) -> str:
    """The simple HTML of the lists as Markdown."""
    for tag, mark in (("<p>", ""), ("</p>", ""), ("<code>", "`"), ("</code>", "`")):
        html = html.replace(tag, mark)
    return html
