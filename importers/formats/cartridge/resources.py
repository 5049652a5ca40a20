"""The resources of a cartridge: the kind of each, and the content that it becomes."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from html import escape
from xml.etree.ElementTree import Element

from db.models.curriculum import ContentType
from db.payloads import Payload
from db.payloads.authored import InteractionPayload
from db.payloads.embedded import ExternalKind, ExternalPayload, Resource, ResourceKind, ResourcePayload
from db.payloads.text import HtmlBlock, TextPayload
from importers.formats.cartridge.assignment import assignment
from importers.formats.cartridge.canvas import is_hidden, settings_of, times_of_settings
from importers.formats.cartridge.links import Links
from importers.formats.qti.model import worth
from importers.kit.imscp.manifest import Resource as Entry
from importers.kit.imscp.names import plain_names, text_of
from importers.kit.packages.media import media_type
from importers.kit.packages.package import Package
from importers.kit.text.decoding import decode
from importers.kit.text.links import relinked
from importers.kit.text.xml import parse, unescaped
from importers.kit.text.xml import source as markup
from importers.kit.times import ALWAYS, Times, moment, ordered
from importers.report import Report

BODY = re.compile(r"<body[^>]*>(.*)</body\s*>", re.DOTALL | re.IGNORECASE)
TITLE = re.compile(r"<title[^>]*>(.*?)</title\s*>", re.DOTALL | re.IGNORECASE)
HIDDEN_PAGE = re.compile(r'<meta\s+name="workflow_state"\s+content="(unpublished|deleted)"', re.IGNORECASE)
TIMED_PAGE = re.compile(
    r"""<meta\s+name=["'](unlock_at|lock_at|publish_at|delayed_post_at)["']\s+content=["']([^"']*)["']""",
    re.IGNORECASE,
)
PAGES = (".html", ".htm", ".xhtml")
KINDS = {"image": ResourceKind.image, "video": ResourceKind.video, "audio": ResourceKind.audio}


@dataclass(frozen=True, slots=True)
class Content:
    """The content that a resource becomes. title: the resource's own, for an item without a title."""

    type: ContentType
    payload: Payload
    title: str = ""
    is_live: bool = True
    asset: str | None = None
    times: Times = ALWAYS


@dataclass(slots=True)
class Reader:
    """Reads resources. root: the manifest's folder. links: where the links in texts lead."""

    package: Package
    root: str
    report: Report
    resources: Mapping[str, Entry]
    links: Links

    def content(self, entry: Entry) -> Content:
        """Read a resource that is not an assessment. Raises `ImportRefused` if its file is not well-formed."""
        kind = kind_of(entry)
        member = main(entry)
        if kind != "web link" and member is None and entry.url is None:
            return self.missing(entry)
        return READERS.get(kind, _unknown)(self, entry, member or "")

    def missing(self, entry: Entry) -> Content:
        """Content that says that its file is missing."""
        self.report.warn(
            "the file of a resource is missing", f"{entry.identifier}: {', '.join(entry.missing)}"
        )
        notice = "This part of the course is missing: it was not in the imported package."
        return Content(ContentType.external, self.unsupported(entry, notice))

    def unsupported(self, entry: Entry, notice: str) -> ExternalPayload:
        """A placeholder for a resource that can't be shown."""
        return ExternalPayload(
            kind=ExternalKind.unsupported,
            notice=notice,
            block_type=entry.type or None,
            secret={"source": markup(entry.element)},
        )

    def element(self, member: str) -> Element:
        """The root element of a member, with plain names."""
        return plain_names(parse(self.package.read(member), self.package.title(member)))

    def beside(self, entry: Entry) -> Element | None:
        """A system's own settings for a resource: an XML file that the resource depends on."""
        for name in entry.dependencies:
            other = self.resources.get(name)
            for member in other.files if other is not None else ():
                if member.endswith(".xml"):
                    return self.element(member)
        return None

    def text(self, member: str) -> str:
        """The text of a member."""
        return decode(self.package.read(member), self.package.title(member))

    def html(self, text: str, member: str) -> str:
        """The markup with its links leading to assets and items. member: the markup's file."""
        return relinked(text, self.linked(member))

    def linked(self, member: str) -> Callable[[str], str]:
        """What replaces an address that stands in a member."""
        return partial(self.links.linked, member=member)


def as_html(text: Element | None) -> str:
    """The HTML in an element. The format says by `texttype` whether it is HTML or plain text."""
    said = "" if text is None else text.text or ""
    is_plain = text is not None and text.get("texttype", "text/html").strip().lower() == "text/plain"
    return escape(said, quote=False).replace("\n", "<br>\n") if is_plain else said


def main(entry: Entry) -> str | None:
    """The first or only member of a resource; null if it is missing."""
    return (
        entry.href if entry.href is not None and entry.href in entry.files else next(iter(entry.files), None)
    )


def kind_of(entry: Entry) -> str:
    """The report's word for the kind of a resource."""
    said = entry.type.lower()
    name = (entry.href or next(iter(entry.files), "")).lower()
    for start, kind in (
        ("imswl_", "web link"), ("imsdt_", "discussion topic"), ("imsbasiclti_", "LTI link"),
        ("assignment_", "assignment"),
    ):  # fmt: skip
        if said.startswith(start):
            return kind
    if said.startswith("imsqti_"):
        return "QTI question bank" if "question-bank" in said else "QTI assessment"
    if any(file.rpartition("/")[2] == "assignment_settings.xml" for file in entry.files):
        return "assignment"
    if "non_cc_assessments/" in name or name.endswith(".xml.qti"):
        return "QTI question bank"
    if said.startswith("associatedcontent/"):
        return "page" if name.endswith(PAGES) and main(entry) is not None else "associated content"
    if said == "webcontent":
        return "page" if name.endswith(PAGES) else "web file"
    return "resource of an unknown type"


def _page(reader: Reader, entry: Entry, member: str) -> Content:
    text = reader.text(member)
    found, title = BODY.search(text), TITLE.search(text)
    html = reader.html((found[1] if found else text).strip(), member)
    return Content(
        ContentType.text,
        TextPayload(layout="html", blocks=[HtmlBlock(html=html)]),
        unescaped(" ".join(title[1].split())) if title else "",
        is_live=HIDDEN_PAGE.search(text) is None,
        times=_times_of_page(text, member, reader.report),
    )


def _times_of_page(text: str, member: str, report: Report) -> Times:
    """What Canvas says in the head of a page."""
    said = {found[1].lower(): found[2] for found in TIMED_PAGE.finditer(text)}
    starts = [
        moment(said.get(name), f"{member} {name}", report.warn)
        for name in ("unlock_at", "publish_at", "delayed_post_at")
    ]
    end = moment(said.get("lock_at"), f"{member} lock_at", report.warn)
    return ordered(
        Times(max((start for start in starts if start is not None), default=None), end), member, report.warn
    )


def _file(reader: Reader, entry: Entry, member: str) -> Content:
    name = member.rpartition("/")[2]
    media = media_type(name)
    kind = (
        ResourceKind.pdf if media == "application/pdf" else KINDS.get(media.split("/")[0], ResourceKind.file)
    )
    asset = reader.links.assets.get(member)
    shown = Resource(label=name or entry.url or "", kind=kind, asset_id=asset, url=entry.url)
    return Content(ContentType.resource, ResourcePayload(resources=[shown]), name, asset=asset)


def _web_link(reader: Reader, entry: Entry, member: str) -> Content:
    if not member:
        return reader.missing(entry)
    link = reader.element(member)
    url = link.find("url")
    said = {} if url is None else url.attrib
    payload = ExternalPayload(
        kind=ExternalKind.link,
        url=said.get("href") or None,
        opens_new_window=said.get("target") == "_blank" if "target" in said else None,
    )
    return Content(ContentType.external, payload, text_of(link.find("title")) or "")


def _topic(reader: Reader, entry: Entry, member: str) -> Content:
    topic = reader.element(member)
    text = topic.find("text")
    body = as_html(text)
    said = reader.beside(entry)
    attachments = [reader.links.linked(one.get("href", ""), member) for one in topic.iter("attachment")]
    points = None if said is None else worth(said.findtext("assignment/points_possible"))
    config = {"attachments": attachments, "settings": None if said is None else settings_of(said)}
    payload = InteractionPayload(
        interaction_type="discussion",
        instructions=reader.html(body, member) or None,
        max_points=points,
        config={name: value for name, value in config.items() if value} or None,
    )
    is_live = said is None or not is_hidden(said)
    times = ALWAYS if said is None else times_of_settings(said, entry.identifier, reader.report)
    return Content(ContentType.interaction, payload, text_of(topic.find("title")) or "", is_live, times=times)


def _lti(reader: Reader, entry: Entry, member: str) -> Content:
    link = reader.element(member)
    custom = {one.get("name", ""): (one.text or "").strip() for one in link.findall("custom/property")}
    options = {one.get("name"): (one.text or "").strip() for one in link.iter("property")}
    url = text_of(link.find("secure_launch_url")) or text_of(link.find("launch_url"))
    payload = ExternalPayload(
        kind=ExternalKind.lti,
        url=url,
        provider=text_of(link.find("vendor/name")),
        tool_id=options.get("tool_id") or None,
        lti_version="1.1",
        custom_parameters=custom or None,
        secret={"source": markup(link)},
    )
    return Content(ContentType.external, payload, text_of(link.find("title")) or "")


def _assignment(reader: Reader, entry: Entry, member: str) -> Content:
    settings = next(
        (file for file in entry.files if file.rpartition("/")[2] == "assignment_settings.xml"), member
    )
    said = reader.element(settings)
    page = reader.text(member) if settings != member and member.lower().endswith(PAGES) else None
    found = BODY.search(page) if page else None
    html = None if page is None else reader.html((found[1] if found else page).strip(), member)
    payload, title, is_live = assignment(
        said, html, lambda text: reader.html(as_html(text), member), markup(said)
    )
    times = times_of_settings(said, entry.identifier, reader.report)
    return Content(ContentType.assignment, payload, title, is_live, times=times)


def _unknown(reader: Reader, entry: Entry, member: str) -> Content:
    reader.report.warn(
        "a resource of an unknown type is kept as content that says so",
        f"{entry.identifier}: {entry.type[:60]}",
    )
    notice = f"This part of the course is a “{entry.type[:100]}” resource, which can't be shown here."
    return Content(ContentType.external, reader.unsupported(entry, notice))


READERS: dict[str, Callable[[Reader, Entry, str], Content]] = {
    "page": _page,
    "web file": _file,
    "associated content": _file,
    "web link": _web_link,
    "discussion topic": _topic,
    "LTI link": _lti,
    "assignment": _assignment,
}
