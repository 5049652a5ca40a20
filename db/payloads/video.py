"""Videos and their transcripts."""

from pydantic import Field

from db.models.words import Words
from db.payloads.base import Part, Payload


class VideoProvider(Words):
    """Where a video is played from."""

    youtube = "YouTube; `video_id` is YouTube's."
    vimeo = "Vimeo; `video_id` is Vimeo's."
    internal = "The institution's own storage."
    external = "Another host, by URL."


class TranscriptSegment(Part):
    """What is said between two moments."""

    start: float = Field(default=0.0, description="When it begins, in seconds from the start of the video.")
    end: float = Field(default=0.0, description="When it ends, in seconds from the start of the video.")
    text: str = Field(default="", description="What is said.")


class Transcript(Part):
    """What is said in a video, in one language."""

    language: str = Field(default="en", description="BCP 47 tag of the language.")
    segments: list[TranscriptSegment] = Field(default=[], description="What is said, in order of time.")


class VideoSource(Part):
    """A file of the video in one encoding."""

    url: str = Field(default="", description="Where the file lies.")
    mime_type: str | None = Field(default=None, description="The file's media type.")


class VideoPayload(Payload):
    """A video, with its transcript."""

    provider: VideoProvider | None = Field(default=None, description="Where the video is played from.")
    video_id: str | None = Field(default=None, description="The provider's identifier of the video.")
    url: str | None = Field(default=None, description="The address of the video.")
    duration_seconds: float | None = Field(default=None, description="How long the video is, in seconds.")
    start_seconds: float | None = Field(default=None, description="Where playing starts, in seconds.")
    end_seconds: float | None = Field(default=None, description="Where playing stops, in seconds.")
    sources: list[VideoSource] = Field(default=[], description="The video's files, best first.")
    transcript: Transcript | None = Field(
        default=None, description="What is said, in the video's own language."
    )
    translations: list[Transcript] = Field(default=[], description="What is said, in other languages.")
    thumbnail_url: str | None = Field(default=None, description="A still picture of the video.")
    asset_id: str | None = Field(default=None, description="UUID of the asset that holds the video.")
    handout_url: str | None = Field(default=None, description="A document that goes with the video.")
    is_downloadable: bool | None = Field(default=None, description="Whether learners may download the video.")
