"""Assignments: the extension of Common Cartridge 1.3, and Canvas's own settings, which are older."""

from collections.abc import Callable
from datetime import datetime
from xml.etree.ElementTree import Element

from db.payloads.work import AssignmentPayload, SubmissionKind
from importers.formats.cartridge.canvas import is_hidden
from importers.kit.imscp.names import text_of

KINDS = {
    "online_text_entry": SubmissionKind.text, "online_upload": SubmissionKind.file, "online_url": SubmissionKind.url,
    "html": SubmissionKind.text, "text": SubmissionKind.text, "file": SubmissionKind.file, "url": SubmissionKind.url,
}  # fmt: skip


def assignment(
    said: Element, html: str | None, read: Callable[[Element], str], source: str
) -> tuple[AssignmentPayload, str, bool]:
    """Read an assignment: its payload, its title, and whether learners see it. html: its text, if in another file.

    read: the HTML of an element.
    """
    formats = [one.get("type", "") for one in said.findall("submission_formats/format")]
    types = formats or (text_of(said.find("submission_types")) or "").split(",")
    text = said.find("text")
    gradable = said.find("gradable")
    points = text_of(said.find("points_possible")) or (
        "" if gradable is None else gradable.get("points_possible", "")
    )
    payload = AssignmentPayload(
        instructions=html or (read(text) if text is not None else None) or None,
        submission_kinds=list(dict.fromkeys(KINDS[one.strip()] for one in types if one.strip() in KINDS)),
        allowed_file_types=[
            one.strip() for one in (text_of(said.find("allowed_extensions")) or "").split(",") if one.strip()
        ],
        max_points=_points(points),
        opens_at=_moment(said.find("unlock_at")),
        due_at=_moment(said.find("due_at")),
        secret={"source": source},
    )
    return payload, text_of(said.find("title")) or "", not is_hidden(said)


def _points(text: str) -> float | None:
    try:
        found = float(text)
    except ValueError:
        return None
    return found if 0 <= found < 1e9 else None


def _moment(element: Element | None) -> str | None:
    text = text_of(element) or ""
    try:
        return datetime.fromisoformat(text).isoformat() if text else None
    except ValueError:
        return None
