"""The closed sets of words of assessment."""

from db.models.words import Words


class AssessmentType(Words):
    """What an assessment is for."""

    exit_ticket = "A few questions at the end of a lesson."
    quiz = "A quiz."
    project = "A piece of work over some time."
    exam = "An examination."
    pool = "A pool that several quizzes draw questions from."


class AssessmentReview(Words):
    """When learners may look at the answer keys of an assessment: never before an attempt of their own is submitted."""

    never = "Never."
    after_last_attempt = (
        "Once no attempt is left to them, in any quiz of the course that draws on the assessment."
    )
    after_each_attempt = (
        "After each attempt, though another may follow; but not while one is in progress. For practice."
    )


class QuestionType(Words):
    """How a question is answered."""

    mcq_single = "One of the options."
    mcq_multi = "Any number of the options."
    true_false = "True or false."
    short_answer = "A word or a short text."
    fill_blank = "The words that are missing from a text."
    scale = "A place on a scale."
    rubric = "Freely, and assessed by a rubric."


class Difficulty(Words):
    """How hard a question is."""

    easy = "Easy."
    medium = "Of medium difficulty."
    hard = "Hard."
