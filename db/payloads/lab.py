"""Laboratory exercises in a runtime environment."""

from typing import Any

from pydantic import Field

from db.models.words import Words
from db.payloads.base import Part, Payload


class LabFileRole(Words):
    """Who sees a file of a lab."""

    student_visible = "Learners see and may change it."
    hidden_test = "Learners never see it; it grades their work."


class LabFile(Part):
    """A file of a lab. The database takes those with the role `hidden_test` off for learners."""

    path: str = Field(default="", description="Where the file lies in the lab's folder.")
    role: LabFileRole = Field(default=LabFileRole.student_visible, description="Who sees the file.")
    asset_id: str | None = Field(default=None, description="UUID of the asset that holds the file.")


class LabGrading(Part):
    """How a lab is graded."""

    type: str | None = Field(default=None, description="What grades it, such as `unit_tests`.")
    max_points: float | None = Field(default=None, description="What the lab is worth.")


class LabPayload(Payload):
    """A laboratory exercise."""

    lab_type: str | None = Field(default=None, description="What sort of lab it is, such as `code`.")
    runtime: str | None = Field(
        default=None, description="The runtime, such as `python-datascience` or `matlab`."
    )
    container_image: str | None = Field(default=None, description="The container image it runs in.")
    cpu_limit: str | None = Field(default=None, description="Processors it may use, such as `1`.")
    memory_limit: str | None = Field(default=None, description="Memory it may use, such as `2Gi`.")
    timeout_seconds: int | None = Field(default=None, description="How long a run may take, in seconds.")
    entrypoint: str | None = Field(default=None, description="What is started, such as `jupyter-lab`.")
    env: dict[str, Any] | None = Field(default=None, description="Environment variables, by name.")
    instructions: str | None = Field(default=None, description="What to do, in Markdown.")
    files: list[LabFile] = Field(default=[], description="The lab's files.")
    grading: LabGrading | None = Field(default=None, description="How the lab is graded.")
