"""The closed sets of words of grading."""

from db.models.words import Words


class SubmissionStatus(Words):
    """Where work stands that was handed in."""

    submitted = "Handed in."
    grading = "Being graded."
    graded = "Graded."
    returned = "Sent back, to be done again."


class Skill(Words):
    """What a tutor assesses."""

    reading = "Reading."
    spelling = "Spelling."
    numeracy = "Numeracy."
    custom = "Something else; the notes say what."
