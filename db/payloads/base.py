"""The base of all payloads: frozen models with a description for each field, lenient to read and strict to write."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class Part(BaseModel):
    """A part of a payload.

    Every field has a default, so that whatever was once stored can still be read.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")


class Payload(Part):
    """What a content item's `data` holds, for one content type.

    `secret` is never shown to learners: the database takes it off (`app.learner_payload`). Staff who may see answer
    keys get it as it is; it is no part of the GraphQL type.
    """

    secret: dict[str, Any] | None = Field(
        default=None, description="Answer keys and sources, for staff only."
    )

    def stored(self) -> dict[str, Any]:
        """Return the payload as the JSON object to store, without its nulls."""
        return self.model_dump(mode="json", exclude_none=True)
