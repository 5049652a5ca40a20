"""Quizzes: the rules for taking them, and the questions as a learner sees them."""

from pydantic import Field

from db.models.words import Words
from db.payloads.base import Part, Payload


class QuizMode(Words):
    """What a quiz is for."""

    practice = "To practise; answers may be looked at."
    exam = "To be graded."


class QuestionKind(Words):
    """How a question is answered."""

    single_choice = "One of the choices."
    multiple_choice = "Any number of the choices."
    dropdown = "One of the choices, from a list."
    true_false = "True or false."
    numerical = "A number."
    text = "A word or a short text."
    formula = "A mathematical or chemical formula."
    essay = "A long text."
    code = "A program."
    image = "A place in a picture."
    custom = "In a way of its own; see the quiz's `body`."


class QuizChoice(Part):
    """A choice of a question."""

    id: str = Field(
        default="", description="What names the choice within the question; not unique beyond it."
    )
    html: str = Field(default="", description="What the choice says: untrusted HTML.")


class QuizQuestion(Part):
    """A question as a learner sees it."""

    id: str = Field(default="", description="What names the question within the quiz; not unique beyond it.")
    kind: QuestionKind = Field(default=QuestionKind.custom, description="How it is answered.")
    prompt: str = Field(default="", description="What is asked: untrusted HTML.")
    description: str | None = Field(default=None, description="More on how to answer: untrusted HTML.")
    choices: list[QuizChoice] = Field(default=[], description="What to choose from, in order.")
    is_shuffled: bool = Field(
        default=False, description="Whether each learner gets the choices in another order."
    )
    unit: str | None = Field(default=None, description="The unit that an answer is stated in.")
    points: float | None = Field(default=None, description="What a right answer is worth.")


class Mastery(Part):
    """When a learner has mastered a quiz."""

    points: int | None = Field(default=None, description="The points that mastery is worth.")
    threshold_correct_in_row: int | None = Field(
        default=None, description="How many right answers in a row it takes."
    )
    max_attempts: int | None = Field(default=None, description="How many attempts count at most.")


class QuizPayload(Payload):
    """A quiz.

    Its `secret` holds, where known: `answers` (by question id), `explanation` (HTML), `hints`, `feedback` and `source`
    (the markup it was imported from).
    """

    quiz_mode: QuizMode | None = Field(default=None, description="What the quiz is for.")
    num_questions_per_attempt: int | None = Field(
        default=None, description="How many questions an attempt draws."
    )
    randomize_order: bool | None = Field(default=None, description="Whether questions come in random order.")
    time_limit_seconds: int | None = Field(
        default=None, description="How long an attempt may take; null for any time."
    )
    mastery: Mastery | None = Field(default=None, description="When the quiz counts as mastered.")
    max_points: float | None = Field(default=None, description="What the quiz is worth.")
    body: str | None = Field(
        default=None, description="The quiz as one page, without its answers: untrusted HTML."
    )
    questions: list[QuizQuestion] = Field(default=[], description="The questions, in order.")
