"""Content that comes from elsewhere: links and files, SCORM packages, tools of other systems."""

from typing import Any

from pydantic import Field

from db.models.words import Words
from db.payloads.base import Part, Payload


class ResourceKind(Words):
    """What a resource is."""

    pdf = "A PDF document."
    article = "A text to read."
    video = "A video."
    audio = "A recording."
    image = "A picture."
    slides = "A presentation."
    dataset = "Data."
    code = "A program."
    link = "Another web page."
    file = "Another file."


class Resource(Part):
    """A link or a file."""

    label: str = Field(default="", description="What it is called.")
    url: str | None = Field(default=None, description="Where it lies.")
    kind: ResourceKind = Field(default=ResourceKind.link, description="What it is.")
    asset_id: str | None = Field(default=None, description="UUID of the asset that holds it.")


class ResourcePayload(Payload):
    """Links and files."""

    resources: list[Resource] = Field(default=[], description="The links and files, in order.")


class ScormItem(Part):
    """An item of a SCORM package's table of contents."""

    identifier: str = Field(default="", description="The item's identifier in the manifest.")
    title: str | None = Field(default=None, description="The item's title.")
    href: str | None = Field(default=None, description="The file that it launches.")
    depth: int = Field(default=0, description="How many items stand above it.")


class ScormPayload(Payload):
    """A SCORM package."""

    package_name: str | None = Field(default=None, description="The package's name.")
    version: str | None = Field(
        default=None, description="The SCORM version, such as `1.2` or `2004 3rd Edition`."
    )
    identifier: str | None = Field(default=None, description="The manifest's identifier.")
    launch_path: str | None = Field(
        default=None, description="The file in the package that is launched first."
    )
    asset_id: str | None = Field(default=None, description="UUID of the asset that holds the package.")
    mastery_score: float | None = Field(default=None, description="The score that passes, in percent.")
    items: list[ScormItem] = Field(default=[], description="The table of contents, in preorder.")
    metadata: dict[str, Any] | None = Field(default=None, description="What else the manifest says.")


class ExternalKind(Words):
    """How content of another system is reached."""

    lti = "An LTI tool is launched."
    link = "A web page is opened."
    embed = "A web page is shown within the lesson."
    unsupported = "Not at all: the import kept a block of a type that it does not know."


class ExternalPayload(Payload):
    """Content that another system shows.

    An import keeps a block that it does not know as one of kind `unsupported`: `notice` says so to the reader,
    `block_type` names it, and `secret.source` holds its markup.
    """

    kind: ExternalKind | None = Field(default=None, description="How it is reached.")
    url: str | None = Field(default=None, description="The address that is opened or launched.")
    provider: str | None = Field(default=None, description="Whose system it is.")
    tool_id: str | None = Field(default=None, description="The tool's name in the course's settings.")
    lti_version: str | None = Field(default=None, description="The LTI version, such as `1.1` or `1.3`.")
    custom_parameters: dict[str, Any] | None = Field(
        default=None, description="Parameters that the launch passes on."
    )
    opens_new_window: bool | None = Field(
        default=None, description="Whether it opens in a window of its own."
    )
    width: int | None = Field(default=None, description="Width of its frame, in pixels.")
    height: int | None = Field(default=None, description="Height of its frame, in pixels.")
    max_points: float | None = Field(default=None, description="What it is worth, where it reports a score.")
    notice: str | None = Field(default=None, description="What a reader is told, where it can't be shown.")
    block_type: str | None = Field(
        default=None, description="The type of the block in the system it was imported from."
    )
