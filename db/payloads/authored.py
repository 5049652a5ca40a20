"""Interactive elements and narrated segments, as an authoring engine makes them."""

from typing import Any

from pydantic import Field

from db.models.words import Words
from db.payloads.base import Payload


class InteractionPayload(Payload):
    """An interactive element. Its `config` is its type's own; what is right, and the right order, is under `secret`."""

    interaction_type: str | None = Field(
        default=None,
        description="What it is: `timeline`, `hotspot`, `accordion`, `upload_task`, `poll`, `survey`, `word_cloud`, "
        "`drag_and_drop`, `discussion` or another word.",
    )
    instructions: str | None = Field(default=None, description="What to do: untrusted HTML.")
    max_points: float | None = Field(default=None, description="What it is worth, where it is scored.")
    config: dict[str, Any] | None = Field(
        default=None, description="Details by type, such as steps, places and labels."
    )


class SegmentSource(Words):
    """What a segment shows."""

    ppt_slide = "A slide."
    ppt_animation = "A step of a slide's animation."
    text = "A text."
    youtube = "A video on YouTube."
    other_video = "Another video."


class SegmentStatus(Words):
    """Where a segment stands."""

    draft = "Being written."
    approved = "Approved."


class SegmentPayload(Payload):
    """A script, what is seen while it is spoken, and the timing."""

    source_type: SegmentSource | None = Field(default=None, description="What it shows.")
    source_ref: str | None = Field(default=None, description="Which slide, moment or other place it shows.")
    script_text: str | None = Field(default=None, description="The approved script.")
    on_screen_duration: float | None = Field(
        default=None, description="How long it stays visible, in seconds."
    )
    gap_after: float | None = Field(
        default=None, description="The pause before the next segment, in seconds."
    )
    is_youtube_embed: bool | None = Field(
        default=None, description="Whether it is a whole video from YouTube."
    )
    youtube_url: str | None = Field(default=None, description="The address of the video on YouTube.")
    status: SegmentStatus | None = Field(default=None, description="Where it stands.")
