"""Turning blocks into content: the type and the payload of each."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from db.models.curriculum import ContentType
from db.payloads import Payload
from db.payloads.embedded import ExternalKind, ExternalPayload, Resource, ResourceKind, ResourcePayload
from db.payloads.text import HtmlBlock, TextPayload
from db.payloads.video import VideoPayload
from importers.formats.olx.content import interactive
from importers.formats.olx.content.assessment import open_response, staff_graded
from importers.formats.olx.content.problem import check_problem, is_program, quiz
from importers.formats.olx.content.video import video
from importers.formats.olx.source import Source, decoded, is_true, number, whole
from importers.formats.olx.walk import Node
from importers.kit.text.xml import inner_html
from importers.kit.text.xml import source as markup

MISSING = "a block is missing: the file that defines it is not in the package"
PROGRAM = "This part of the course is a problem that a program writes or grades, which can't be run here."


@dataclass(frozen=True, slots=True)
class Content:
    """The content that a block becomes. duration: its estimate in seconds. attempts: how many are allowed."""

    type: ContentType
    payload: Payload
    duration: int | None = None
    attempts: int | None = None


def content(node: Node, source: Source, language: str) -> Content:
    """Read a block. If its type is unknown or its file is missing, it becomes content that says so."""
    if node.is_missing:
        warn_missing(node, source)
        notice = "This part of the course is missing: it was not in the imported package."
        return Content(ContentType.external, _unsupported(node, notice))
    if node.kind == "video":
        found = video(node, source, language)
        return Content(ContentType.video, found, duration=_seconds(found))
    if node.kind == "html":
        return Content(ContentType.text, text(_html(node, source)))
    if node.kind == "problem":
        if is_program(node.element):
            source.report.warn(
                "a problem that a program writes or grades is kept as content that says so", node.key
            )
            return Content(ContentType.external, _unsupported(node, PROGRAM))
        check_problem(node, source.report)
    if node.kind in KINDS:
        kind, read = KINDS[node.kind]
        return Content(kind, read(node), attempts=whole(node.attributes, "max_attempts"))
    source.report.warn("a block of an unknown type is kept as content that says so", node.key)
    notice = f"This part of the course is a “{node.kind}” block, which can't be shown here."
    return Content(ContentType.external, _unsupported(node, notice))


def warn_missing(node: Node, source: Source) -> None:
    """Warn that a block has no file: name the file that is missing, and the one that refers to it."""
    file = f"{node.kind}/{node.element.get('url_name', '').replace(':', '/')}.xml"
    source.report.warn(MISSING, f"{node.file}: {file}")


def text(html: str) -> TextPayload:
    """An article of one block of markup."""
    return TextPayload(layout="html", blocks=[HtmlBlock(html=html)])


def _html(node: Node, source: Source) -> str:
    """The markup of a text, from its own file or from within the element."""
    file = node.attributes.get("filename")
    if file is None or len(node.element) or (node.element.text or "").strip():
        return inner_html(node.element)
    if "\\" in file or file.startswith("/") or ".." in file.split("/"):
        raise source.refuse(node.file, f"<html filename={file[:100]!r}>", "the name leads out of the course")
    for folder in ("drafts/html", "html") if node.is_draft else ("html",):
        if source.exists(f"{folder}/{file}.html"):
            return source.text(f"{folder}/{file}.html")
    source.report.warn("the file of a text is missing", f"{node.key}: {file}.html")
    return ""


def _seconds(found: VideoPayload) -> int | None:
    return None if found.duration_seconds is None else round(found.duration_seconds)


def _unsupported(node: Node, notice: str) -> ExternalPayload:
    return ExternalPayload(
        kind=ExternalKind.unsupported,
        notice=notice,
        block_type=node.kind,
        secret={"source": markup(node.element)},
    )


def _lti(node: Node) -> ExternalPayload:
    """An LTI tool. A package doesn't hold its key and secret. Custom parameters pass through the browser anyway."""
    said = node.attributes
    listed = decoded(said.get("custom_parameters", "[]"))
    pairs = (
        [str(pair).split("=", 1) for pair in cast("list[Any]", listed)] if isinstance(listed, list) else []
    )
    return ExternalPayload(
        kind=ExternalKind.lti,
        url=said.get("launch_url") or None,
        provider=said.get("button_text") or None,
        tool_id=said.get("lti_id") or None,
        lti_version={"lti_1p3": "1.3"}.get(said.get("lti_version", ""), "1.1"),
        custom_parameters={pair[0].strip(): pair[-1].strip() for pair in pairs},
        opens_new_window=said.get("launch_target") == "new_window" or is_true(said, "open_in_a_new_page"),
        width=whole(said, "modal_width"),
        height=whole(said, "inline_height"),
        max_points=number(said, "weight") if is_true(said, "has_score") else None,
        block_type=node.kind,
        secret={"source": markup(node.element)},
    )


def _pdf(node: Node) -> ResourcePayload:
    url = node.attributes.get("url") or None
    return ResourcePayload(resources=[Resource(label=node.title, url=url, kind=ResourceKind.pdf)])


Reader = Callable[[Node], Payload]
KINDS: dict[str, tuple[ContentType, Reader]] = {
    "problem": (ContentType.quiz, quiz),
    "openassessment": (ContentType.assignment, open_response),
    "edx_sga": (ContentType.assignment, staff_graded),
    "lti": (ContentType.external, _lti),
    "lti_consumer": (ContentType.external, _lti),
    "pdf": (ContentType.resource, _pdf),
    **{kind: (ContentType.interaction, read) for kind, read in interactive.KINDS.items()},
}
"""The blocks that can be read without other files, which videos and texts need."""
