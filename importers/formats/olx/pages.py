"""Pages outside of the chapters: the course's own tabs, its updates and its handouts."""

from dataclasses import dataclass
from typing import Any, cast

from importers.formats.olx.course import OlxCourse
from importers.formats.olx.source import Source
from importers.kit.text.jsonstream import document

MODULE = "pages"


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its key within the course, its title and markup, and whether learners see it."""

    key: str
    title: str
    html: str
    is_live: bool = True


def pages(course: OlxCourse, source: Source) -> list[Page]:
    """Read the pages, in the order of the tabs."""
    found: list[Page] = []
    tabs: Any = course.settings.get("tabs")
    for tab in cast("list[Any]", tabs) if isinstance(tabs, list) else []:
        said = cast("dict[str, Any]", tab) if isinstance(tab, dict) else {}
        slug = str(said.get("url_slug") or "")
        if said.get("type") != "static_tab" or not slug:
            continue
        file = f"tabs/{slug}.html"
        if not source.exists(file):
            source.report.warn("the page of a tab is missing", file)
            continue
        is_live = not (said.get("course_staff_only") or said.get("is_hidden"))
        found.append(Page(f"page/{slug}", str(said.get("name") or slug), source.text(file), is_live))
    for key, title, html in (
        ("updates", "Updates", _updates(source)),
        ("handouts", "Handouts", _info(source, "handouts")),
    ):
        if html:
            found.append(Page(f"page/{key}", title, html))
    return found


def _updates(source: Source) -> str:
    """The updates: from the course's list, newest first, if it has one; else from the page made from such a list."""
    page = _info(source, "updates")
    file = "info/updates.items.json"
    if not source.exists(file):
        return page
    listed: Any = document(source.text(file).encode(), source.title(file))
    items = cast("list[Any]", listed) if isinstance(listed, list) else []
    shown = [
        f"<h2>{said.get('date') or ''}</h2>\n{said.get('content') or ''}"
        for said in (cast("dict[str, Any]", item) for item in items if isinstance(item, dict))
        if said.get("status") != "deleted"
    ]
    return "\n".join(shown) or page


def _info(source: Source, name: str) -> str:
    file = f"info/{name}.html"
    text = source.text(file).strip() if source.exists(file) else ""
    return "" if text in ("<ol></ol>", "<ol/>") else text
