"""The shapes of JSON: one for each content type in `content_items.data`, and one for each of some other columns.

Writers check JSON against the shapes here, and the GraphQL types for reading are made from the shapes (decision 12).
"""

from collections.abc import Mapping
from typing import Any

import orjson
from pydantic import TypeAdapter, ValidationError

from db.models.curriculum import ContentType
from db.payloads.answers import told
from db.payloads.authored import InteractionPayload, SegmentPayload
from db.payloads.base import Part, Payload
from db.payloads.documents import DOCUMENTS
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
    """JSON does not have its stated shape. The message names the first place that is wrong, and why."""


def check(content_type: str, data: Mapping[str, Any]) -> None:
    """Raise `PayloadRefused` unless `data` (JSON values) has the shape for `content_type`, and no further fields.

    What tells a learner the answer is refused as well, where it is not under `secret`.
    """
    shape = PAYLOADS.get(content_type)
    if shape is None:
        raise PayloadRefused(f"there is no content type {content_type!r}")
    _check(f"{content_type} payload", shape, data)
    place = told(data)
    if place is not None:
        raise PayloadRefused(f"{content_type} payload, {place}")


def check_document(column: str, data: Any) -> None:
    """Raise `PayloadRefused` unless `data` (JSON values) has the shape for `column`, and no further fields.

    column: a name of `DOCUMENTS`, as `table.column`.
    """
    shape = DOCUMENTS.get(column)
    if shape is None:
        raise PayloadRefused(f"no shape is stated of {column}")
    _check(column, shape, data)


def _check(what: str, shape: Any, data: Any) -> None:
    try:
        TypeAdapter(shape).validate_json(orjson.dumps(data), strict=True, extra="forbid")
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        place = ".".join(str(step) for step in first["loc"])
        raise PayloadRefused(f"{what}, {place}: {first['msg']}") from None


__all__ = ["DOCUMENTS", "PAYLOADS", "Part", "Payload", "PayloadRefused", "check", "check_document"]
