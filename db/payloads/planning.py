"""What a lesson's version stores as JSON with a stated shape: its materials, its phases, how it came about."""

from typing import Any

from pydantic import Field

from db.models.words import Words
from db.payloads.base import Part


class MaterialType(Words):
    """How something that a lesson needs is told."""

    url = "A web address."
    file = "A file."
    text = "Said in words."


class LessonMaterial(Part):
    """Something that a lesson needs."""

    type: MaterialType | None = Field(default=None, description="How it is told.")
    label: str | None = Field(default=None, description="What it is.")
    value: str | None = Field(
        default=None, description="Its address, its file or what is to be said of it, as its type says."
    )


class LessonPhase(Part):
    """A phase of a lesson."""

    phase: str | None = Field(default=None, description="Its name, such as `Engage`.")
    minutes: int | None = Field(default=None, description="How long it takes, in minutes.")
    content_md: str | None = Field(default=None, description="What happens in it, in Markdown.")


class LessonSource(Part):
    """How a lesson's version came about."""

    prompt_id: str | None = Field(default=None, description="The prompt that it was made by.")
    settings: dict[str, Any] | None = Field(
        default=None, description="The settings of the model that made it."
    )
