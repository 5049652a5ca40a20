"""The shapes of `content_items.data`, one for each content type.

What is written is checked against them here; what is read gets its GraphQL types from them.
"""

from collections.abc import Mapping
from typing import Any

import orjson
from pydantic import ValidationError

from db.models.curriculum import ContentType
from db.payloads.authored import InteractionPayload, SegmentPayload
from db.payloads.base import Part, Payload
from db.payloads.embedded import ExternalPayload, ResourcePayload, ScormPayload
from db.payloads.lab import LabPayload
from db.payloads.quiz import QuizPayload
from db.payloads.text import TextPayload
from db.payloads.video import VideoPayload
from db.payloads.work import AssignmentPayload

PAYLOADS: dict[str, type[Payload]] = {
    ContentType.video.name: VideoPayload,
    ContentType.quiz.name: QuizPayload,
    ContentType.engineering_lab.name: LabPayload,
    ContentType.text.name: TextPayload,
    ContentType.assignment.name: AssignmentPayload,
    ContentType.resource.name: ResourcePayload,
    ContentType.scorm.name: ScormPayload,
    ContentType.external.name: ExternalPayload,
    ContentType.interaction.name: InteractionPayload,
    ContentType.segment.name: SegmentPayload,
}


class PayloadRefused(ValueError):
    """A payload has not the shape of its content type; the message names the first place that is wrong, and why."""


def check(content_type: str, data: Mapping[str, Any]) -> None:
    """Raise `PayloadRefused` unless `data` (JSON values) has the shape that `content_type` prescribes, and no more."""
    shape = PAYLOADS.get(content_type)
    if shape is None:
        raise PayloadRefused(f"there is no content type {content_type!r}")
    try:
        shape.model_validate_json(orjson.dumps(data), strict=True, extra="forbid")
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        place = ".".join(str(step) for step in first["loc"])
        raise PayloadRefused(f"{content_type} payload, {place}: {first['msg']}") from None


__all__ = ["PAYLOADS", "Part", "Payload", "PayloadRefused", "check"]
