"""Links in packages: in every form in which a text may hold one, they lead to assets and items, or are reported."""

import re
from urllib.parse import quote

import pytest

from importers.formats.cartridge.links import LEFT, MISSING
from importers.kit.text.links import in_srcset, relinked
from tests.importers.cartridge_package import NAMES, OF_SETTINGS, choices, question, right
from tests.importers.conftest import Tenant
from tests.importers.packages import loaded, manifest

FORMS = {
    "a picture": '<img alt="x" src="{}">',
    "in single quotes": "<img src='{}'>",
    "without quotes": "<img src={} alt=x>",
    "in capitals, with spaces": '<IMG\n SRC = "{}"/>',
    "a link": '<a class="b" href="{}">x</a>',
    "a poster": '<video poster="{}"></video>',
    "a source": '<video><source src="{}" type="video/mp4"></video>',
    "an object": '<object data="{}"></object>',
    "a parameter": '<object><param name="movie" value="{}"></object>',
    "an embedded file": '<embed src="{}">',
    "a background": '<td background="{}">',
    "a frame": '<iframe src="{}"></iframe>',
    "a quotation": '<blockquote cite="{}">x</blockquote>',
    "a style": '<p style="color: red; background: url({})">x</p>',
    "a style in quotes": "<p style=\"background: url('{}') no-repeat\">x</p>",
    "a set of pictures": '<img srcset="{} 1x, {} 2x">',
    "a set by width": '<source srcset="{} 480w,\n {} 800w" media="print">',
    "one of a set": '<img srcset="{}">',
    "a picture that is loaded later": '<img data-src="{}">',
    "a form": '<form action="{}"></form>',
    "a refresh": '<meta http-equiv="refresh" content="5; url={}">',
    "a link in a drawing": '<svg><image xlink:href="{}"/></svg>',
}


@pytest.mark.parametrize("form", FORMS)
def test_each_form_of_a_link_is_found(form: str) -> None:
    around = (
        '<p>a &lt; b &copy c <!-- <img src=\'x\'> --></p>\n{}\n<pre>&lt;img src="x"&gt;</pre> src="x" '
        "<b title='src=x'>"
    )
    seen: list[str] = []

    def linked(address: str) -> str:
        seen.append(address)
        return f"asset:{len(seen)}"

    found = relinked(around.replace("{}", FORMS[form].replace("{}", "pic/a.png?x=1&amp;y")), linked)
    assert seen == ["pic/a.png?x=1&y"] * FORMS[form].count("{}")
    written = re.sub(r"asset:\d", "{}", found)
    expected = around.replace("{}", FORMS[form])
    assert written == (expected.replace("src={}", 'src="{}"') if "without" in form else expected)


@pytest.mark.parametrize("form", FORMS)
def test_what_stays_is_not_written_anew(form: str) -> None:
    markup = FORMS[form].replace("{}", "https://example.org/a,b.png?x=1&y=2&amp;z")
    assert relinked(markup, lambda address: address) == markup


def test_sets_of_pictures() -> None:
    assert in_srcset("a.png, b,c.png 2x,d.png 3x", "<{}>".format) == "<a.png>, <b,c.png> 2x,<d.png> 3x"


def test_markup_that_never_ends_is_read_in_time() -> None:
    for start in ("<a ", "<a href='", '<a b="', "<!--", "<a <a ", "<a '"):
        markup = start * 20_000
        assert relinked(markup, lambda address: address) == markup


PAGES = {name: f"wiki_content/{name}.html" for name in ("one", "two words", "drei-ä")}
ITEMS = (
    '<item identifier="root"><item identifier="W1"><title>Week</title>'
    + "".join(f'<item identifier="I{n}" identifierref="P{n}"><title>I{n}</title></item>' for n in range(3))
    + '<item identifier="IQ" identifierref="QUIZ"><title>Quiz</title></item></item></item>'
)
RESOURCES = (
    "".join(
        f'<resource identifier="P{n}" type="webcontent" href="{quote(file)}"><file href="{quote(file)}"/></resource>'
        for n, file in enumerate(PAGES.values())
    )
    + '<resource identifier="PIC" type="webcontent" href="web_resources/Uploads/a%20b.png">'
    '<file href="web_resources/Uploads/a%20b.png"/></resource>'
    '<resource identifier="QUIZ" type="imsqti_xmlv1p2/imscc_xmlv1p3/assessment"><file href="quiz/quiz.xml"/></resource>'
    '<resource identifier="TOPIC" type="imsdt_xmlv1p3"><file href="topic.xml"/></resource>'
    '<resource identifier="TASK" type="assignment_xmlv1p0"><file href="task.xml"/></resource>'
    f'<resource identifier="SYL" type="{OF_SETTINGS}" href="course_settings/syllabus.html">'
    '<file href="course_settings/syllabus.html"/></resource>'
)
LINKS = {
    "$IMS-CC-FILEBASE$/Uploads/a%20b.png?canvas_download=1": "asset:PIC",
    "$IMS-CC-FILEBASE$Uploads/a b.png": "asset:PIC",
    "%24IMS-CC-FILEBASE%24/Uploads/A%20B.PNG": "asset:PIC",
    "$IMS_CC_FILEBASE$/../web_resources/Uploads/a%20b.png": "asset:PIC",
    "../web_resources/Uploads/a%20b.png#top": "asset:PIC#top",
    "..\\web_resources\\Uploads\\a b.png": "asset:PIC",
    "Uploads/a b.png": "asset:PIC",
    "$WIKI_REFERENCE$/pages/one": "item:I0",
    "$WIKI_REFERENCE$/wiki/two%20words#part": "item:I1#part",
    "%24WIKI_REFERENCE%24/pages/drei-%C3%A4": "item:I2",
    "two%20words.html": "item:I1",
    "drei-a\u0308.html": "item:I2",
    "../wiki_content/one.html?x=1#y": "item:I0#y",
    "$IMS-CC-FILEBASE$/../wiki_content/one.html": "item:I0",
    "$CANVAS_OBJECT_REFERENCE$/quizzes/QUIZ": "item:IQ",
    "$CANVAS_OBJECT_REFERENCE$/assignments/TASK": "item:TASK",
    "$CANVAS_OBJECT_REFERENCE$/discussion_topics/TOPIC": "item:TOPIC",
    "$CANVAS_OBJECT_REFERENCE$/pages/P0": "item:I0",
    "$CANVAS_OBJECT_REFERENCE$/pages/one": "item:I0",
    "$CANVAS_OBJECT_REFERENCE$/modules/W1": "module:W1",
    "$CANVAS_COURSE_REFERENCE$/modules/items/I2": "item:I2",
    "$CANVAS_COURSE_REFERENCE$/file_ref/PIC?wrap=1": "asset:PIC",
    "#here": "#here",
    "https://example.org/one.html": "https://example.org/one.html",
    "//example.org/one.html": "//example.org/one.html",
    "mailto:a@example.org": "mailto:a@example.org",
}
LOST = {
    "$IMS-CC-FILEBASE$/gone.png": MISSING, "gone.html": MISSING, "../../gone.html": MISSING,
    "$WIKI_REFERENCE$/pages/gone": LEFT, "$CANVAS_OBJECT_REFERENCE$/quizzes/gone": LEFT,
    "$CANVAS_COURSE_REFERENCE$/grades": LEFT, "/courses/7/files/9/download": LEFT, "$OTHER_TOKEN$/a": LEFT,
}  # fmt: skip


def packed(text: str) -> dict[str, str | bytes]:
    """A cartridge with the text in a page, a topic, an assignment, a question and a choice."""
    written = text.replace("&", "&amp;").replace("<", "&lt;")
    asked = question(
        "Q", "multiple_choice", choices("Single", "A", "B"), right('<varequal respident="R">A</varequal>')
    )
    asked = asked.replace("Ask &lt;b&gt;Q&lt;/b&gt;", written)
    asked = asked.replace("<mattext>A*", f'<mattext texttype="text/html">{written}')
    form = '<questestinterop xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2"><assessment ident="A" title="Quiz">'
    page = f"<html><head><title>T</title></head><body>{text}</body></html>"
    return {
        "imsmanifest.xml": manifest(
            ITEMS, RESOURCES, identifier="CART", names=NAMES, schema="IMS Common Cartridge", version="1.3.0"
        ),
        **dict.fromkeys(PAGES.values(), page),
        "web_resources/Uploads/a b.png": b"\x89PNG",
        "quiz/quiz.xml": f'{form}<section ident="S">{asked}</section></assessment></questestinterop>',
        "topic.xml": f'<topic xmlns="http://x"><title>Topic</title><text texttype="text/html">{written}</text></topic>',
        "task.xml": f'<assignment xmlns="http://x"><title>Task</title><text>{written}</text></assignment>',
        "course_settings/syllabus.html": page,
    }  # fmt: skip


async def texts(tenant: Tenant) -> dict[str, str]:
    """All texts in which links may stand, with names in place of ids."""
    rows = await tenant.rows(
        "SELECT external_id, (data - 'secret')::text AS text FROM content_items UNION ALL "
        "SELECT external_id, prompt_md FROM questions UNION ALL SELECT external_id, content_md FROM answer_options"
    )
    named = await tenant.rows(
        "SELECT id, external_id FROM content_items UNION ALL SELECT id, external_id FROM modules "
        "UNION ALL SELECT id, 'x/PIC' FROM assets"
    )
    names = {str(row["id"]): row["external_id"].rpartition("/")[2] for row in named}
    return {
        row["external_id"]: re.sub(
            r"(asset|item|module):([0-9a-f-]{36})", lambda found: f"{found[1]}:{names[found[2]]}", row["text"]
        )
        for row in rows
    }


async def test_links_of_a_cartridge_lead_to_its_parts(tenant: Tenant) -> None:
    listed = "".join(f'<a href="{address}">x</a>' for address in (*LINKS, *LOST))
    files = packed(f"<p>{listed}</p>")
    report = await loaded(tenant, "cartridge", files)
    found = await texts(tenant)
    pages = [text for key, text in found.items() if key.endswith(("I0", "I1", "I2"))]
    assert [re.findall(r'href=\\"(.*?)\\"', text) for text in pages] == [[*LINKS.values(), *LOST]] * 3
    (topic,) = (text for key, text in found.items() if key.endswith("TOPIC"))
    (task,) = (text for key, text in found.items() if key.endswith("TASK"))
    beside = {"two%20words.html", "drei-a\u0308.html"}  # these stand beside the page, not beside other files
    for text in (topic, task):
        led = dict(zip([*LINKS, *LOST], re.findall(r'href=\\"(.*?)\\"', text), strict=True))
        assert {one: led[one] for one in LINKS if one not in beside and ".." not in one} == {
            one: to for one, to in LINKS.items() if one not in beside and ".." not in one
        }
    (prompt,) = (text for key, text in found.items() if key.endswith("/Q"))
    (choice,) = (text for key, text in found.items() if key.endswith("option/A"))
    for text in (prompt, choice):
        assert "(item:I0)" in text
        assert "(asset:PIC)" in text
        assert "$CANVAS_OBJECT_REFERENCE$/modules" not in text
    warned = {line.partition(" (")[0]: line for line in report.warnings}
    assert set(warned) == {MISSING, LEFT}
    assert "quiz/quiz.xml: $IMS-CC-FILEBASE$/gone.png" in warned[MISSING]
    before = await tenant.snapshot()
    await loaded(tenant, "cartridge", files)
    assert await tenant.snapshot() == before, "ids stay, so links do"


async def test_a_page_that_comes_later_is_linked_all_the_same(tenant: Tenant) -> None:
    files = packed("<a href='drei-%C3%A4.html'>next</a>")
    await loaded(tenant, "cartridge", files)
    row = await tenant.rows(
        "SELECT a.data #>> '{blocks,0,html}' AS html, b.id FROM content_items a, content_items b "
        "WHERE a.external_id LIKE '%/I0' AND b.external_id LIKE '%/I2'"
    )
    assert row[0]["html"] == f"<a href='item:{row[0]['id']}'>next</a>"
