"""Who may see a part of a package, and from when until when, comes along with it."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.importers.cartridge_package import FILES as CARTRIDGE
from tests.importers.conftest import Tenant
from tests.importers.courses import COURSE, load, with_unit
from tests.importers.packages import loaded

SOON, LATER = datetime(2100, 1, 1, 8, tzinfo=UTC), datetime(2100, 2, 1, tzinfo=UTC)
OF_MODULES = "SELECT external_id, available_from, available_until, is_for_staff, audience::text FROM modules"
OF_ITEMS = OF_MODULES.replace("FROM modules", ", visible_from, visible_until FROM content_items")


def parts(rows: list[Any], prefix: str) -> dict[str, Any]:
    """The rows by the end of their external id."""
    return {row["external_id"].removeprefix(prefix): row for row in rows}


def chosen(row: Any) -> tuple[Any, ...]:
    return row["available_from"], row["available_until"], row["is_for_staff"], row["audience"]


SEQUENTIAL = COURSE["sequential/s1.xml"]
SAID = {
    "start of a block": ('start="2100-01-01T08:00:00Z"', (SOON, None, False, "members")),
    "start as Studio writes it": ('start="&quot;2100-01-01T08:00:00+00:00&quot;"', (SOON, None, False, "members")),
    "due": ('due="2100-02-01T00:00:00Z"', (None, None, False, "members")),
    "due, and hidden then": ('due="2100-02-01T00:00:00Z" hide_after_due="true"', (None, LATER, False, "members")),
    "no end before its start": (
        'start="2100-01-01T08:00:00Z" due="2000-02-01T00:00:00Z" hide_after_due="true"', (SOON, None, True, "staff"),
    ),
    "for staff": ('visible_to_staff_only="true"', (None, None, True, "staff")),
    "not in the table of contents": ('hide_from_toc="true"', (None, None, True, "staff")),
    "no time": ('start="soon"', (None, None, False, "members")),
}  # fmt: skip


@pytest.mark.parametrize("case", SAID)
async def test_blocks_of_open_edx(tenant: Tenant, case: str) -> None:
    said, wanted = SAID[case]
    files = {"sequential/s1.xml": re.sub(r"<sequential\b", f"<sequential {said}", SEQUENTIAL, count=1)}
    report = await load(tenant, files=files)
    found = parts(await tenant.rows(OF_MODULES), "olx:Org/C1/run/")
    assert chosen(found["sequential/s1"]) == wanted
    below = parts(await tenant.rows(OF_ITEMS), "olx:Org/C1/run/")["html/h1"]
    assert (below["visible_from"], below["visible_until"]) == wanted[:2], "what lies below follows"
    assert below["audience"] == wanted[3]
    assert report.count("a time can't be read and is left out") == (case == "no time")
    assert report.count("kept for staff: it would close before it opens") == (
        case == "no end before its start"
    )


async def test_a_draft_below_a_published_unit_is_for_staff(tenant: Tenant) -> None:
    files = with_unit('<html url_name="h1"/>') | {
        "drafts/html/h9.xml": '<html filename="h9" display_name="Not yet" index_in_children_list="0" '
        'parent_url="block-v1:Org+C1+run+type@vertical+block@v1"/>',
        "drafts/html/h9.html": "<p>Draft</p>",
    }
    await load(tenant, files=files)
    found = parts(await tenant.rows(OF_ITEMS), "olx:Org/C1/run/")
    assert {key: row["audience"] for key, row in found.items()} == {
        "html/h1": "members",
        "draft/html/h9": "staff",
    }


async def test_what_a_block_says_stays_when_it_is_imported_again(tenant: Tenant) -> None:
    said = {
        "sequential/s1.xml": SEQUENTIAL.replace(
            "<sequential ", '<sequential start="2100-01-01T08:00:00Z" ', 1
        )
    }
    await load(tenant, files=said)
    assert await tenant.value("SELECT openings FROM courses") == [SOON]
    report = await load(tenant, files=said)
    assert report.kinds["sequential"].unchanged == 1
    await load(tenant)
    assert await tenant.value("SELECT openings FROM courses") == []


TIMES = "<unlock_at>2100-01-01T08:00:00</unlock_at><lock_at>2100-02-01T00:00:00Z</lock_at>"
ROLE = (
    "<metadata><lom:lom><lom:educational><lom:intendedEndUserRole><lom:source>IMSGLC_CC_Rolesv1p1</lom:source>"
    "<lom:value>{}</lom:value></lom:intendedEndUserRole></lom:educational></lom:lom></metadata>"
)
PLACES = {
    "PAGE": "item/I1", "QUIZ": "item/I3", "LINK": "item/I4", "FILE": "item/I5", "TOPIC": "item/I6",
    "LTI": "resource/LTI", "TASK": "resource/TASK", "ODD": "resource/ODD",
}  # fmt: skip


def with_resource(name: str, change: str, inner: str = "") -> str:
    """The manifest with more said of a resource."""
    text = str(CARTRIDGE["imsmanifest.xml"])
    changed = re.sub(
        rf'<resource identifier="{name}"([^>]*?)(/?)>',
        lambda found: (
            f'<resource identifier="{name}"{found[1]}{change}>{inner}' + ("</resource>" if found[2] else "")
        ),
        text,
        count=1,
    )
    assert changed != text
    return changed


@pytest.mark.parametrize("name", PLACES)
@pytest.mark.parametrize("role", ["Instructor", "Mentor", "Learner", "lessonplan"])
async def test_what_a_cartridge_means_for_those_who_teach(tenant: Tenant, name: str, role: str) -> None:
    said = ' intendeduse="lessonplan"' if role == "lessonplan" else ""
    inner = "" if said else ROLE.format(role)
    await loaded(tenant, "cartridge", CARTRIDGE | {"imsmanifest.xml": with_resource(name, said, inner)})
    found = parts(await tenant.rows(OF_ITEMS), "cartridge:CART/")
    private = {key for key, row in found.items() if row["audience"] == "staff"}
    assert private == (set() if role == "Learner" else {PLACES[name]})
    if name == "FILE":
        audience = await tenant.value("SELECT audience::text FROM assets WHERE filename = 'a b.pdf'")
        assert audience == ("members" if role == "Learner" else "staff"), "and so is its file"
    if name == "QUIZ":
        audience = await tenant.value("SELECT audience::text FROM assessments WHERE external_id LIKE '%QUIZ'")
        assert audience == ("members" if role == "Learner" else "staff"), "and so are its questions"


MODULES, FILES = "course_settings/module_meta.xml", "course_settings/files_meta.xml"
PAGE = (
    '<html><head><meta name="unlock_at" content="2100-01-01T08:00:00Z"/>'
    '<meta name="lock_at" content="2100-02-01T00:00:00Z"/></head><body>Read</body></html>'
)
DELAYED = (
    "<topicMeta><workflow_state>post_delayed</workflow_state><delayed_post_at>2100-01-01T08:00:00Z</delayed_post_at>"
    "<lock_at>2100-02-01T00:00:00Z</lock_at></topicMeta>"
)
CANVAS = {
    "module": (MODULES, f'<modules><module identifier="W1">{TIMES}</module></modules>', "item/I1"),
    "item": (MODULES, f'<modules><item identifier="I4">{TIMES}</item></modules>', "item/I4"),
    "file": (FILES, f'<fileMeta><file identifier="FILE">{TIMES}</file></fileMeta>', "item/I5"),
    "page": ("pages/read.html", PAGE, "item/I1"),
    "discussion": ("meta.xml", f"<topicMeta><assignment>{TIMES}</assignment></topicMeta>", "item/I6"),
    "delayed announcement": ("meta.xml", DELAYED, "item/I6"),
}


@pytest.mark.parametrize("case", CANVAS)
async def test_times_of_canvas(tenant: Tenant, case: str) -> None:
    file, text, place = CANVAS[case]
    await loaded(tenant, "cartridge", CARTRIDGE | {file: text})
    found = parts(await tenant.rows(OF_ITEMS), "cartridge:CART/")
    assert (found[place]["visible_from"], found[place]["visible_until"]) == (SOON, LATER)
    timed = {key for key, row in found.items() if row["visible_from"] is not None}
    assert timed == ({"item/I1", "item/I2", "item/I3", "item/I4", "item/I5"} if case == "module" else {place})
    if case == "file":
        assert await tenant.value("SELECT visible_from FROM assets WHERE filename = 'a b.pdf'") == SOON


async def test_times_of_a_quiz_and_an_assignment_of_canvas(tenant: Tenant) -> None:
    settings = (
        '<resource identifier="OFQUIZ" type="associatedcontent/imscc_xmlv1p3/learning-application-resource" '
        'href="quiz_meta.xml"><file href="quiz_meta.xml"/></resource></resources>'
    )
    depends = with_resource("QUIZ", "", '<dependency identifierref="OFQUIZ"/>').replace(
        "</resources>", settings
    )
    task = str(CARTRIDGE["task.xml"])
    files = CARTRIDGE | {
        "imsmanifest.xml": depends,
        "quiz_meta.xml": f"<quiz>{TIMES}</quiz>",
        "task.xml": task.replace("</assignment>", f"{TIMES}</assignment>"),
    }
    await loaded(tenant, "cartridge", files)
    found = parts(await tenant.rows(OF_ITEMS), "cartridge:CART/")
    for place in ("item/I3", "resource/TASK"):
        assert (found[place]["visible_from"], found[place]["visible_until"]) == (SOON, LATER), place
