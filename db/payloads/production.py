"""What production stores as JSON with a stated shape: brands, layouts, jobs and calls of models."""

from typing import Any

from pydantic import Field

from db.payloads.base import Part


class Typography(Part):
    """The type of a brand."""

    fonts: dict[str, str] | None = Field(
        default=None, description="Font families by use, such as `heading` and `body`."
    )
    sizes: dict[str, float] | None = Field(default=None, description="Sizes by use, in points.")
    line_height: float | None = Field(default=None, description="Line height, as a multiple of the size.")


class StylePreferences(Part):
    """How a brand speaks and lays things out."""

    tone: str | None = Field(default=None, description="The tone of voice, such as `corporate`.")
    layout: str | None = Field(default=None, description="The usual layout, such as `left_text_right_image`.")


class Box(Part):
    """A place on a page, slide or frame, in percent of its width and height, from the top left."""

    x: float | None = Field(default=None, description="Distance from the left, 0 to 100.")
    y: float | None = Field(default=None, description="Distance from the top, 0 to 100.")
    width: float | None = Field(default=None, description="Width, 0 to 100.")
    height: float | None = Field(default=None, description="Height, 0 to 100.")


class Layout(Part):
    """Where a template places what it shows."""

    text: Box | None = Field(default=None, description="Where the text stands.")
    image: Box | None = Field(default=None, description="Where the picture stands.")
    logo: Box | None = Field(default=None, description="Where the logo stands.")
    background: str | None = Field(default=None, description="The colour behind it all.")


class RenderDetails(Part):
    """What a render job was told, and what it is expected to cost. Which parts there are follows from its kind."""

    model: str | None = Field(default=None, description="The model that renders.")
    cost_estimate_cents: int | None = Field(
        default=None, description="What it is expected to cost, in minor units of `costCurrency`."
    )
    cost_currency: str | None = Field(default=None, description="ISO 4217 code of the estimate.")
    page_size: str | None = Field(default=None, description="The size of a book's pages, such as `A4`.")
    page_layout: str | None = Field(default=None, description="How a book is laid out, such as `one_column`.")
    scorm_version: str | None = Field(
        default=None, description="The SCORM version of a package, such as `1.2` or `2004 4th Edition`."
    )


class GenerationInput(Part):
    """What a teacher asked a lesson to be."""

    grade: str | None = Field(default=None, description="The school grade: `K`, `1` to `12`.")
    subject: str | None = Field(default=None, description="The subject.")
    topic: str | None = Field(default=None, description="What the lesson is about.")
    standards: list[str] = Field(default=[], description="Codes of the standards it is to be aligned with.")
    duration: int | None = Field(default=None, description="How long the lesson is, in minutes.")
    constraints: dict[str, Any] | None = Field(
        default=None, description="What else the lesson must keep to, such as materials or class size."
    )


class CallOutcome(Part):
    """What the provider said of a call besides its result."""

    cost_cents: float | None = Field(
        default=None, description="What the call cost, in minor units of `currency`, with fractions."
    )
    currency: str | None = Field(default=None, description="ISO 4217 code of the cost.")
    latency_ms: int | None = Field(default=None, description="How long the answer took, in milliseconds.")
    finish_reason: str | None = Field(default=None, description="Why the model stopped, such as `stop`.")
