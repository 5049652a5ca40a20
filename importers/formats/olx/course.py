"""The course as a whole: what `course.xml` and the policies say."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast
from xml.etree.ElementTree import Element

from importers.formats.olx.policies import Policies
from importers.formats.olx.source import Source, decoded
from importers.formats.olx.walk import is_pointer

DATES = {
    "starts_at": "start",
    "ends_at": "end",
    "enrollment_start": "enrollment_start",
    "enrollment_end": "enrollment_end",
}
WITHHELD = re.compile(
    "passport|secret|token|password|credential|api_?key|xqa_key|upload_pipeline", re.IGNORECASE
)
LIMIT = 200


@dataclass(frozen=True, slots=True)
class OlxCourse:
    """A course: its name, the element that holds its chapters, and the settings of the course and of its blocks."""

    org: str
    number: str
    run: str
    element: Element
    file: str
    settings: Mapping[str, Any]
    policy: Mapping[str, Mapping[str, str]]
    grading: Mapping[str, Any]

    @property
    def prefix(self) -> str:
        """The beginning of the external ids of the course and of its parts."""
        return f"olx:{self.org}/{self.number}/{self.run}"

    @property
    def code(self) -> str:
        """The course's key as Open edX writes it."""
        return f"{self.org}+{self.number}+{self.run}"

    @property
    def title(self) -> str:
        """The course's name."""
        return str(self.settings.get("display_name") or "").strip() or self.code

    @property
    def language(self) -> str:
        """The language in which the course is taught."""
        return str(self.settings.get("language") or "en")


def read_course(source: Source) -> OlxCourse:
    """Read everything above the chapters. Raises `ImportRefused` for a course without a name of its own."""
    file = "course.xml"
    element = named = source.xml(file)
    if named.tag != "course":
        raise source.refuse(file, "", f"expected <course>, found <{named.tag}>")
    names = {name: named.get(name, "").strip() for name in ("org", "course", "url_name")}
    names["url_name"] = names["url_name"] or _old_name(named)
    for name, value in names.items():
        if not value or len(value) > LIMIT or not re.fullmatch(r"[\w.:~+-]+", value) or set(value) == {"."}:
            raise source.refuse(
                file, "<course>", f'the attribute "{name}" must be a name, found "{value[:40]}"'
            )
    run = names["url_name"]
    if is_pointer(named):
        file = f"course/{run}.xml"
        if not source.exists(file):
            raise source.refuse("course.xml", f'<course url_name="{run}">', f"there is no {file}")
        element = source.xml(file)
        if element.tag != "course":
            raise source.refuse(file, "", f"expected <course>, found <{element.tag}>")
    policies = Policies.find(source, (run, names["course"], _old_name(element), _old_name(named), "course"))
    said = {name: decoded(value) for name, value in element.attrib.items() if name not in names}
    settings: dict[str, Any] = {**said, **policies.of_course}
    blocks = {
        key: {name: _attribute(value) for name, value in block.items()}
        for key, block in policies.of_blocks.items()
    }
    grading = policies.grading
    return OlxCourse(names["org"], names["course"], run, element, file, settings, blocks, grading)


def course_row(course: OlxCourse, source: Source) -> dict[str, Any]:
    """The row of the course."""
    about = {
        name.removeprefix("about/").removesuffix(".html"): source.text(name).strip()
        for name in source.names("about")
        if name.endswith(".html")
    }
    summary = re.sub(r"<[^>]*>", " ", about.get("short_description", ""))
    return {
        "external_id": course.prefix,
        "code": course.code,
        "title": course.title[:500],
        "description": " ".join(summary.split()) or None,
        "level": "other",
        "language_code": course.language,
        "visibility": _visibility(course),
        "metadata": {"olx": _metadata(course, source, about)},
    }


def offering_row(course: OlxCourse, course_id: str, source: Source) -> dict[str, Any]:
    """The row of the one run that a package holds."""
    dates = {column: _moment(course, name, source) for column, name in DATES.items()}
    for first, last in (("starts_at", "ends_at"), ("enrollment_start", "enrollment_end")):
        start, end = dates[first], dates[last]
        if start is not None and end is not None and end < start:
            source.report.warn("a date is left out: the end lies before the start", DATES[last])
            dates[last] = None
    return {
        "external_id": f"{course.prefix}/run",
        "course_id": course_id,
        "term_name": course.run,
        "visibility": _visibility(course),
        **{column: None if date is None else date.isoformat() for column, date in dates.items()},
        "metadata": {"self_paced": bool(course.settings.get("self_paced"))},
    }


def groups_of(course: OlxCourse) -> dict[str, str]:
    """The names of the groups of the course's experiments, by id."""
    found: dict[str, str] = {}
    for partition in _objects(course.settings.get("user_partitions")):
        for group in _objects(partition.get("groups")):
            found[str(group.get("id"))] = f"“{group.get('name')}” of the experiment “{partition.get('name')}”"
    return found


def open_part(value: Any, source: Source) -> Any:
    """The value without keys and passwords. A course's settings may hold them, but its readers may not see them."""
    if isinstance(value, dict):
        kept: dict[str, Any] = {}
        for name, part in cast("dict[str, Any]", value).items():
            if WITHHELD.search(name):
                source.report.warn("a setting is withheld: it may hold a key or a password", name)
            else:
                kept[name] = open_part(part, source)
        return kept
    return (
        [open_part(part, source) for part in cast("list[Any]", value)] if isinstance(value, list) else value
    )


def _old_name(element: Element) -> str:
    """The course's name where older courses state it, in the form in which it names files."""
    said = element.get("slug") or element.get("name") or element.get("display_name") or ""
    return re.sub(r"_+", "_", re.sub(r"[^\w.~-]", "_", said.strip()))[:LIMIT]


def _attribute(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _visibility(course: OlxCourse) -> str:
    return "private" if course.settings.get("catalog_visibility") == "none" else "org"


def _metadata(course: OlxCourse, source: Source, about: Mapping[str, str]) -> dict[str, Any]:
    settings = dict(course.settings)
    apart = {name: settings.pop(name, None) for name in ("user_partitions", "tabs")}
    said = {
        "org": course.org,
        "course": course.number,
        "run": course.run,
        "settings": settings,
        "grading_policy": dict(course.grading),
        **apart,
        "textbooks": [dict(book.attrib) for book in course.element.findall("textbook")],
        "wiki": [dict(wiki.attrib) for wiki in course.element.findall("wiki")],
        "about": {name: text for name, text in about.items() if text},
    }
    report = source.report
    for kind, count in (
        ("grading rule", len(_objects(course.grading.get("GRADER")))),
        ("user partition", len(_objects(apart["user_partitions"]))),
        ("tab", len(_objects(apart["tabs"]))),
        ("text about the course", len(said["about"])),
    ):
        report.of(kind).read = report.of(kind).used = count
    return cast("dict[str, Any]", open_part({name: part for name, part in said.items() if part}, source))


def _moment(course: OlxCourse, name: str, source: Source) -> datetime | None:
    value = course.settings.get(name)
    if value in (None, ""):
        return None
    try:
        found = datetime.fromisoformat(str(value))
    except ValueError:
        source.report.warn("a date can't be read and is left out", f"{name}: {str(value)[:40]}")
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found


def _objects(value: Any) -> list[dict[str, Any]]:
    listed = cast("list[Any]", value) if isinstance(value, list) else []
    return [cast("dict[str, Any]", item) for item in listed if isinstance(item, dict)]
