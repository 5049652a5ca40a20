"""A small course, written file by file, and what became of it."""

from collections.abc import Mapping
from typing import Any

from tests.importers.conftest import Tenant

COURSE = {
    "course.xml": '<course url_name="run" org="Org" course="C1"/>',
    "course/run.xml": '<course display_name="Course One"><chapter url_name="ch1"/><chapter url_name="ch2"/></course>',
    "chapter/ch1.xml": '<chapter display_name="Chapter 1"><sequential url_name="s1"/></chapter>',
    "chapter/ch2.xml": '<chapter display_name="Chapter 2" visible_to_staff_only="true"/>',
    "sequential/s1.xml": '<sequential display_name="Section" format="Exam" graded="true">'
    '<vertical url_name="v1"/></sequential>',
    "vertical/v1.xml": '<vertical display_name="Unit"><html url_name="h1"/><video url_name="vid"/>'
    '<problem url_name="p1"/></vertical>',
    "html/h1.xml": '<html filename="h1" display_name="Read me"/>',
    "html/h1.html": "<p>Hello <b>there</b></p>",
    "video/vid.xml": '<video url_name="vid" display_name="Watch" youtube_id_1_0="abc" '
    'transcripts="{&quot;de&quot;: &quot;de.srt&quot;}"><transcript language="en" src="en.vtt"/></video>',
    "static/en.vtt": "WEBVTT\n\nintro\n00:01.000 --> 00:02.500\nHello &amp; <i>welcome</i>\n",
    "static/de.srt": "1\r\n00:00:01,000 --> 00:00:02,000\r\nGuten\r\nTag\r\n\r\n",
    "problem/p1.xml": '<problem display_name="Answer" max_attempts="3" weight="2"><numericalresponse answer="42">'
    "<label>How many?</label><formulaequationinput/></numericalresponse></problem>",
}
ITEMS = "SELECT * FROM content_items WHERE deleted_at IS NULL ORDER BY external_id"


async def load(tenant: Tenant, **changes: Mapping[str, str]) -> Any:
    return await tenant.load("olx", tenant.folder("course", COURSE | dict(changes.get("files", {}))))


def with_unit(content: str, **files: str) -> dict[str, str]:
    """The course with another unit; further files by name, `__` for a slash and `_xml` for the ending."""
    named = {name.replace("__", "/").removesuffix("_xml") + ".xml": text for name, text in files.items()}
    return COURSE | {"vertical/v1.xml": f'<vertical display_name="Unit">{content}</vertical>'} | named


async def items(tenant: Tenant) -> dict[str, dict[str, Any]]:
    """The live content by the last part of its key."""
    return {row["external_id"].removeprefix("olx:Org/C1/run/"): row for row in await tenant.rows(ITEMS)}


async def modules(tenant: Tenant) -> dict[str, dict[str, Any]]:
    rows = await tenant.rows("SELECT * FROM modules WHERE deleted_at IS NULL")
    return {row["external_id"].removeprefix("olx:Org/C1/run/"): row for row in rows}
