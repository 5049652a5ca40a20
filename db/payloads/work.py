"""Assignments, and the rubrics by which they are assessed."""

from pydantic import Field

from db.models.words import Words
from db.payloads.base import Part, Payload


class SubmissionKind(Words):
    """What may be handed in."""

    text = "A text typed in."
    file = "Files."
    url = "The address of a web page."


class RubricOption(Part):
    """A level that a criterion may be met at."""

    name: str = Field(default="", description="What the level is called.")
    points: float = Field(default=0.0, description="What it is worth.")
    explanation: str | None = Field(default=None, description="When it applies.")


class RubricCriterion(Part):
    """What is looked at in assessing a piece of work."""

    name: str = Field(default="", description="What the criterion is called.")
    prompt: str | None = Field(default=None, description="What it asks.")
    options: list[RubricOption] = Field(default=[], description="The levels.")
    weight: float | None = Field(default=None, description="What it counts beside the others.")


class AssessmentStep(Part):
    """A way in which the work is assessed."""

    name: str = Field(
        default="", description="Who assesses, such as `peer`, `self`, `staff` or `student_training`."
    )
    must_grade: int | None = Field(default=None, description="How many works of others a learner assesses.")
    must_be_graded_by: int | None = Field(default=None, description="How many others assess each work.")


class AssignmentPayload(Payload):
    """Work to hand in. Its `secret` may hold model answers and training examples."""

    instructions: str | None = Field(default=None, description="What to do: untrusted HTML.")
    prompts: list[str] = Field(default=[], description="The questions to answer, in order: untrusted HTML.")
    submission_kinds: list[SubmissionKind] = Field(default=[], description="What may be handed in.")
    allowed_file_types: list[str] = Field(
        default=[], description="File name endings that are accepted; empty for any."
    )
    max_files: int | None = Field(default=None, description="How many files may be handed in.")
    max_points: float | None = Field(default=None, description="What the assignment is worth.")
    opens_at: str | None = Field(default=None, description="From when work may be handed in, ISO 8601.")
    due_at: str | None = Field(default=None, description="Until when work may be handed in, ISO 8601.")
    rubric: list[RubricCriterion] = Field(default=[], description="The criteria it is assessed by.")
    assessment_steps: list[AssessmentStep] = Field(default=[], description="How it is assessed, in order.")
