"""Articles: a list of blocks of several types."""

from typing import Annotated, Literal

from pydantic import Field

from db.payloads.base import Part, Payload


class ParagraphBlock(Part):
    """A paragraph."""

    type: Literal["paragraph"] = "paragraph"
    text: str = Field(default="", description="The paragraph, in Markdown.")


class HeadingBlock(Part):
    """A heading."""

    type: Literal["heading"] = "heading"
    level: int = Field(default=2, description="The heading's level, 1 to 6.", ge=1, le=6)
    text: str = Field(default="", description="The heading.")


class MathBlock(Part):
    """A formula set apart."""

    type: Literal["math"] = "math"
    latex: str = Field(default="", description="The formula, in LaTeX.")


class ImageBlock(Part):
    """A picture: an asset, or an address."""

    type: Literal["image"] = "image"
    asset_id: str | None = Field(default=None, description="UUID of the asset that holds the picture.")
    url: str | None = Field(default=None, description="The picture's address, where it is no asset.")
    caption: str | None = Field(default=None, description="What stands below the picture.")
    alternative_text: str | None = Field(
        default=None, description="What the picture shows, for who can't see it."
    )


class Link(Part):
    """A link with its label."""

    label: str = Field(default="", description="What the link is called.")
    url: str = Field(default="", description="Where it leads.")


class LinkListBlock(Part):
    """A list of links."""

    type: Literal["link_list"] = "link_list"
    items: list[Link] = Field(default=[], description="The links, in order.")


class ListBlock(Part):
    """A list of points."""

    type: Literal["list"] = "list"
    is_ordered: bool = Field(default=False, description="Whether the points are numbered.")
    items: list[str] = Field(default=[], description="The points, in Markdown.")


class CodeBlock(Part):
    """A listing."""

    type: Literal["code"] = "code"
    language: str | None = Field(default=None, description="The programming language.")
    code: str = Field(default="", description="The listing.")


class QuoteBlock(Part):
    """A quotation."""

    type: Literal["quote"] = "quote"
    text: str = Field(default="", description="What was said.")
    source: str | None = Field(default=None, description="Who said it, or where.")


class CalloutBlock(Part):
    """A remark set apart."""

    type: Literal["callout"] = "callout"
    kind: str = Field(
        default="note", description="What sort of remark: `note`, `tip`, `warning` or another word."
    )
    text: str = Field(default="", description="The remark, in Markdown.")


class TableBlock(Part):
    """A table of texts."""

    type: Literal["table"] = "table"
    header: list[str] = Field(default=[], description="The columns' headings.")
    rows: list[list[str]] = Field(default=[], description="The rows, each a text per column.")


class HtmlBlock(Part):
    """Markup as its author wrote it. It is untrusted: a client sanitises it, or shows it in a sandbox."""

    type: Literal["html"] = "html"
    html: str = Field(default="", description="Untrusted HTML.")


Block = Annotated[
    ParagraphBlock | HeadingBlock | MathBlock | ImageBlock | LinkListBlock | ListBlock | CodeBlock
    | QuoteBlock | CalloutBlock | TableBlock | HtmlBlock,
    Field(discriminator="type"),
]  # fmt: skip


class TextPayload(Payload):
    """An article made of blocks."""

    layout: str | None = Field(
        default=None, description="How the blocks are laid out, such as `rich_text_v1`."
    )
    title: str | None = Field(default=None, description="The article's own title.")
    blocks: list[Block] = Field(default=[], description="The blocks, in order.")
