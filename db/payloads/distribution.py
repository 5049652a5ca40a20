"""Lessons that are sent to another system: their destination and attachments."""

from pydantic import Field

from db.payloads.base import Part


class PushAttachment(Part):
    """A file or link that goes with a lesson to another system."""

    title: str | None = Field(default=None, description="What it is called there.")
    url: str | None = Field(default=None, description="Where it lies.")


class PushTarget(Part):
    """Where in another system a lesson goes. Ids are the other system's own."""

    course_id: str | None = Field(default=None, description="The course there.")
    topic_id: str | None = Field(default=None, description="The topic or module of the course there.")
    due_date: str | None = Field(
        default=None, description="When learners are to have done it: a date as ISO 8601 writes it."
    )
    attachments: list[PushAttachment] = Field(
        default_factory=list[PushAttachment], description="What goes with it."
    )
