"""Open edX courses: where each block goes, what a newer export changes, and what is refused."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from importers.olx import walk
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


async def test_each_block_goes_to_its_place(tenant: Tenant) -> None:
    report = await load(tenant)
    assert report.warnings == []
    found = await modules(tenant)
    parents = {row["id"]: key for key, row in found.items()}
    assert {
        key: (
            row["module_type"], row["title"], parents.get(row["parent_id"]), row["depth"], row["sequence_index"],
            row["audience"],
        )
        for key, row in found.items()
    } == {
        "chapter/ch1": ("chapter", "Chapter 1", None, 0, 1, "members"),
        "chapter/ch2": ("chapter", "Chapter 2", None, 0, 2, "staff"),
        "sequential/s1": ("section", "Section", "chapter/ch1", 1, 1, "members"),
        "vertical/v1": ("unit", "Unit", "sequential/s1", 2, 1, "members"),
    }  # fmt: skip
    assert found["sequential/s1"]["resource_ref"] == {
        "format": "olx", "block": "sequential/s1", "settings": {"format": "Exam", "graded": "true"},
    }  # fmt: skip
    content = await items(tenant)
    assert [
        (key, row["content_type"], row["title"], row["sequence_index"]) for key, row in content.items()
    ] == [
        ("html/h1", "text", "Read me", 1),
        ("problem/p1", "quiz", "Answer", 3),
        ("video/vid", "video", "Watch", 2),
    ]
    assert content["html/h1"]["data"]["blocks"] == [{"type": "html", "html": "<p>Hello <b>there</b></p>"}]
    video = content["video/vid"]["data"]
    assert (video["provider"], video["video_id"]) == ("youtube", "abc")
    assert video["transcript"] == {
        "language": "en", "segments": [{"start": 1.0, "end": 2.5, "text": "Hello & welcome"}],
    }  # fmt: skip
    assert video["translations"] == [
        {"language": "de", "segments": [{"start": 1.0, "end": 2.0, "text": "Guten\nTag"}]}
    ]
    problem = content["problem/p1"]
    assert (problem["attempts_limit"], problem["data"]["max_points"], problem["data"]["quiz_mode"]) == (
        3,
        2.0,
        "exam",
    )


async def test_an_archive_says_the_same_as_its_folder(tenant: Tenant) -> None:
    await load(tenant)
    before = await tenant.snapshot()
    files = {f"course/{name}": text for name, text in COURSE.items()}
    report = await tenant.load("olx", tenant.archive("course.tar.gz", files))
    assert {kind: tally.created + tally.updated for kind, tally in report.kinds.items()} == dict.fromkeys(
        report.kinds, 0
    )
    assert await tenant.snapshot() == before


async def test_an_unknown_block_says_so(tenant: Tenant) -> None:
    files = with_unit(
        '<crystal_ball url_name="b" answer="42"><future/></crystal_ball><html url_name="gone"/>'
    )
    report = await load(tenant, files=files)
    found = await items(tenant)
    ball = found["crystal_ball/b"]
    assert ball["content_type"] == "external"
    assert {key: value for key, value in ball["data"].items() if key != "secret"} == {
        "kind": "unsupported",
        "block_type": "crystal_ball",
        "notice": "This part of the course is a “crystal_ball” block, which can't be shown here.",
    }
    assert ball["data"]["secret"] == {
        "source": '<crystal_ball url_name="b" answer="42"><future /></crystal_ball>'
    }
    assert found["html/gone"]["data"]["notice"].startswith("This part of the course is missing")
    assert report.count("a block of an unknown type is kept as content that says so") == 1
    assert report.count("a block is missing: the file that defines it is not in the package") == 1
    unused = [
        "problem/p1.xml",
        "static/de.srt",
        "static/en.vtt",
        "video/vid.xml",
        "html/h1.html",
        "html/h1.xml",
    ]
    assert report.kinds["file"].skipped == {"nothing refers to it": len(unused)}
    assert report.kinds["file"].used == len(files) - len(unused)


async def test_blocks_that_hold_blocks_become_modules(tenant: Tenant) -> None:
    files = with_unit(
        '<split_test url_name="x" group_id_to_child="{&quot;7&quot;: &quot;i4x://Org/C1/vertical/a&quot;}">'
        '<vertical url_name="a"/></split_test><carousel url_name="c" key="secret"><html url_name="h1"/></carousel>',
        vertical__a_xml='<vertical><html url_name="h2"><p>In A</p></html></vertical>',
    )
    partition = {"name": "E", "groups": [{"id": 7, "name": "G"}]}
    files["policies/run/policy.json"] = json.dumps({"course/run": {"user_partitions": [partition]}})
    report = await load(tenant, files=files)
    found = await modules(tenant)
    assert found["split_test/x"]["depth"] == 3
    assert found["vertical/a"]["description"] == "For the group “G” of the experiment “E”."
    assert found["carousel/c"]["module_type"] == "other"
    assert found["carousel/c"]["resource_ref"]["settings"] == {}, "what we don't know may hold answers"
    content = await items(tenant)
    assert content["html/h2"]["data"]["blocks"][0]["html"] == "<p>In A</p>"
    assert content["html/h1"]["module_id"] == found["carousel/c"]["id"]
    assert report.count("a content experiment: the content of every group is shown to all") == 1


async def test_content_at_the_top_gets_a_module(tenant: Tenant) -> None:
    files = COURSE | {"course/run.xml": '<course><html url_name="h1"/><chapter url_name="ch1"/></course>'}
    await load(tenant, files=files)
    found, content = await modules(tenant), await items(tenant)
    assert found["holder/html/h1"]["title"] == "Read me"
    assert content["html/h1"]["module_id"] == found["holder/html/h1"]["id"]
    assert found["chapter/ch1"]["sequence_index"] == 2


async def test_a_block_in_two_places_becomes_two(tenant: Tenant) -> None:
    await load(tenant, files=with_unit('<html url_name="h1"/><html url_name="h1"/>'))
    assert sorted(await items(tenant)) == ["html/h1", "html/h1#2"]


async def test_drafts_are_for_staff(tenant: Tenant) -> None:
    files = COURSE | {
        "drafts/vertical/d1.xml": '<vertical display_name="New" index_in_children_list="0" '
        'parent_url="block-v1:Org+C1+run+type@sequential+block@s1"><html url_name="h1"/></vertical>',
        "drafts/vertical/v1.xml": '<vertical display_name="Unit, better" index_in_children_list="1" '
        'parent_url="i4x://Org/C1/sequential/s1"><problem url_name="p1"/></vertical>',
        "drafts/html/h1.xml": '<html filename="h1" display_name="Read me, draft"/>',
        "drafts/html/h1.html": "<p>Draft</p>",
        "drafts/html/lost.xml": "<html><p>Lost</p></html>",
    }
    report = await load(tenant, files=files)
    found, content = await modules(tenant), await items(tenant)
    assert {key: row["audience"] for key, row in found.items() if "draft" in key} == {
        "draft/vertical/d1": "staff", "draft/vertical/v1": "staff", "drafts": "staff",
    }  # fmt: skip
    assert found["draft/vertical/d1"]["parent_id"] == found["sequential/s1"]["id"]
    assert [found[f"draft/vertical/{name}"]["sequence_index"] for name in ("d1", "v1")] == [2, 3]
    assert {key: row["audience"] for key, row in content.items() if "draft" in key} == {
        "draft/html/h1": "staff", "draft/html/lost": "staff", "draft/problem/p1": "staff",
    }  # fmt: skip
    assert content["draft/html/h1"]["data"]["blocks"][0]["html"] == "<p>Draft</p>"
    assert content["html/h1"]["data"]["blocks"][0]["html"] == "<p>Hello <b>there</b></p>"
    assert content["draft/problem/p1"]["data"]["questions"] == content["problem/p1"]["data"]["questions"]
    assert (report.kinds["draft vertical"].created, report.kinds["draft html"].created) == (2, 2)
    assert report.kinds["file"].skipped == {}


async def test_pages_and_settings_are_kept_and_keys_are_not(tenant: Tenant) -> None:
    tabs = [
        {"type": "courseware", "name": "Course"},
        {"type": "static_tab", "name": "Links", "url_slug": "links"},
        {"type": "static_tab", "name": "Notes for staff", "url_slug": "notes", "course_staff_only": True},
    ]
    policy = {
        "display_name": "Renamed",
        "start": "2030-01-01T00:00:00Z",
        "end": "2029-01-01T00:00:00Z",
        "tabs": tabs,
        "lti_passports": ["tool:key:S3CRET"],
        "deep": {"xqa_key": "S3CRET", "kept": 1},
        "catalog_visibility": "none",
    }
    files = COURSE | {
        "course/run.xml": '<course lti_passports="[&quot;tool:key:S3CRET&quot;]"><chapter url_name="ch1"/></course>',
        "policies/run/policy.json": json.dumps(
            {"course/run": policy, "chapter/ch1": {"display_name": "First"}}
        ),
        "policies/run/grading_policy.json": '{"GRADER": [{"type": "Exam"}], "GRADE_CUTOFFS": {"Pass": 0.5}}',
        "tabs/links.html": "<p>Links</p>",
        "tabs/notes.html": "<p>Notes</p>",
        "info/updates.items.json": json.dumps(
            [{"date": "Today", "content": "<p>New</p>"}, {"status": "deleted", "content": "Old"}]
        ),
        "info/updates.html": "<p>New, Old</p>",
        "about/short_description.html": "All about <b>one</b>",
    }
    report = await load(tenant, files=files)
    (course,) = await tenant.rows("SELECT * FROM courses")
    assert (course["title"], course["code"], course["visibility"]) == ("Renamed", "Org+C1+run", "private")
    assert course["description"] == "All about one"
    olx = course["metadata"]["olx"]
    assert olx["grading_policy"]["GRADE_CUTOFFS"] == {"Pass": 0.5}
    assert (olx["tabs"], olx["settings"]["deep"]) == (tabs, {"kept": 1})
    assert "S3CRET" not in json.dumps(course["metadata"])
    assert report.count("a setting is withheld: it may hold a key or a password") == 2
    assert (await modules(tenant))["chapter/ch1"]["title"] == "First"
    content = await items(tenant)
    pages = {
        key: (row["title"], row["is_active"], row["data"]["blocks"][0]["html"])
        for key, row in content.items()
        if "page" in key
    }
    assert pages == {
        "page/links": ("Links", True, "<p>Links</p>"),
        "page/notes": ("Notes for staff", False, "<p>Notes</p>"),
        "page/updates": ("Updates", True, "<h2>Today</h2>\n<p>New</p>"),
    }
    assert content["page/notes"]["audience"] == "staff"
    (run,) = await tenant.rows("SELECT starts_at, ends_at, visibility::text FROM course_offerings")
    assert (run["starts_at"].year, run["ends_at"], run["visibility"]) == (2030, None, "private")
    assert report.count("a date is left out: the end lies before the start") == 1


async def test_a_newer_export_changes_only_what_differs(tenant: Tenant) -> None:
    await load(tenant)
    before = await items(tenant)
    files = with_unit('<problem url_name="p1"/><html url_name="h1"/><html url_name="h3"><p>Three</p></html>')
    files["problem/p1.xml"] = COURSE["problem/p1.xml"].replace("How many?", "How much?")
    files["chapter/ch2.xml"] = '<chapter display_name="Chapter 2"/>'
    files["course/run.xml"] = (
        '<course display_name="Course One"><chapter url_name="ch2"/><chapter url_name="ch1"/></course>'
    )
    report = await load(tenant, files=files)
    numbers = {
        kind: (tally.created, tally.updated, tally.unchanged, tally.removed)
        for kind, tally in report.kinds.items()
    }
    assert numbers["html"] == (1, 1, 0, 0), "h1 has another place"
    assert numbers["problem"] == (0, 1, 0, 0)
    assert numbers["video"] == (0, 0, 0, 1)
    assert numbers["chapter"] == (0, 2, 0, 0), "two chapters changed places"
    assert (numbers["sequential"], numbers["vertical"]) == ((0, 0, 1, 0), (0, 0, 1, 0))
    now = await items(tenant)
    assert {key: row["sequence_index"] for key, row in now.items()} == {
        "problem/p1": 1,
        "html/h1": 2,
        "html/h3": 3,
    }
    assert now["html/h1"]["id"] == before["html/h1"]["id"]
    assert (await modules(tenant))["chapter/ch2"]["audience"] == "members"

    back = await load(tenant)
    assert back.kinds["video"].updated == 1, "what was removed lives again under its old id"
    assert (await items(tenant))["video/vid"]["id"] == before["video/vid"]["id"]
    assert back.kinds["html"].removed == 1


async def test_what_people_add_stays(tenant: Tenant) -> None:
    await load(tenant)
    await tenant.rows(
        "INSERT INTO content_items (tenant_id, course_id, module_id, content_type, title, sequence_index, data) "
        "SELECT tenant_id, course_id, id, 'text', 'Ours', 100, '{}' FROM modules WHERE title = 'Unit'"
    )
    await load(tenant, files=with_unit('<html url_name="h1"/>'))
    rows = await tenant.rows(ITEMS)
    assert {row["title"] for row in rows} == {"Read me", "Ours"}


async def test_a_place_that_people_took_is_not_taken_from_them(tenant: Tenant) -> None:
    await load(tenant)
    await tenant.rows(
        "INSERT INTO content_items (tenant_id, course_id, module_id, content_type, title, sequence_index, data) "
        "SELECT tenant_id, course_id, id, 'text', 'Ours', 4, '{}' FROM modules WHERE title = 'Unit'"
    )
    longer = with_unit(
        '<html url_name="h1"/><video url_name="vid"/><problem url_name="p1"/><html url_name="h4">4</html>'
    )
    assert await tenant.refused("olx", tenant.folder("longer", longer)) == (
        "longer: a code or a place in the course is taken by a row that did not come from this import"
    )


async def test_attributes_that_the_database_can_not_hold_stay_text(tenant: Tenant) -> None:
    attributes = {
        "a": '["\\u0000"]',
        "b": "[NaN]",
        "c": "[99999999999999999999]",
        "d": '{"a": 1, "a": 2}',
        "e": "[1]",
    }
    written = " ".join(f"{name}='{value}'" for name, value in attributes.items())
    files = COURSE | {"chapter/ch2.xml": f"<chapter {written}/>"}
    await load(tenant, files=files)
    settings = (await modules(tenant))["chapter/ch2"]["resource_ref"]["settings"]
    assert settings == attributes | {"e": [1]}


async def test_learners_do_not_get_the_answers(tenant: Tenant) -> None:
    await load(tenant)
    shown = await tenant.value(
        "SELECT app.learner_payload(data) FROM content_items WHERE content_type = 'quiz'"
    )
    assert "42" not in json.dumps(shown)
    assert shown["questions"][0]["prompt"] == "How many?"
    kept = await tenant.value("SELECT data -> 'secret' FROM content_items WHERE content_type = 'quiz'")
    assert kept["answers"] == {"1_1": {"kind": "numericalresponse", "response": {"answer": "42"}}}
    assert kept["source"] == COURSE["problem/p1.xml"].replace(
        "<formulaequationinput/>", "<formulaequationinput />"
    )


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({"course.xml": "<a/>"}, "course.xml: expected <course>, found <a>"),
        ({"course.xml": "<course/>"}, 'course.xml: <course>: the attribute "org" must be a name, found ""'),
        (
            {"course.xml": '<course org="a" course="../b" url_name="c"/>'},
            'course.xml: <course>: the attribute "course" must be a name, found "../b"',
        ),
        (
            {"course.xml": '<course org="a" course="b" url_name="c"/>'},
            'course.xml: <course url_name="c">: there is no course/c.xml',
        ),
        ({"chapter/ch1.xml": "<vertical/>"}, "chapter/ch1.xml: expected <chapter>, found <vertical>"),
        (
            {"chapter/ch1.xml": "<chapter>"},
            "chapter/ch1.xml: line 1, column 10: not well-formed XML: no element found",
        ),
        (
            {"chapter/ch1.xml": '<!DOCTYPE a [<!ENTITY e "x">]><chapter/>'},
            'chapter/ch1.xml: declares the entity "e"; entities are not allowed',
        ),
        (
            {"chapter/ch1.xml": '<chapter><sequential url_name="../../etc/passwd"/></chapter>'},
            'chapter/ch1.xml: <sequential url_name="../../etc/passwd">: the name leads out of the course',
        ),
        (
            {"html/h1.xml": '<html filename="../../../etc/hosts"/>'},
            "html/h1.xml: <html filename='../../../etc/hosts'>: the name leads out of the course",
        ),
        (
            {"vertical/v1.xml": '<vertical><vertical url_name="v1"/></vertical>'},
            'vertical/v1.xml: <vertical url_name="v1">: the block holds itself: vertical/v1 → vertical/v1',
        ),
        (
            {"vertical/v1.xml": '<vertical><split_test><sequential url_name="s1"/></split_test></vertical>'},
            (
                'vertical/v1.xml: <sequential url_name="s1">: the block holds itself: '
                "sequential/s1 → vertical/v1 → split_test/v1.1 → sequential/s1"
            ),
        ),
        ({"policies/run/policy.json": "[1]"}, "policies/run/policy.json: expected a JSON object"),
        (
            {"policies/run/policy.json": '{"course/run": 7}'},
            'policies/run/policy.json: "course/run": expected an object',
        ),
        (
            {"policies/run/policy.json": '{"a": }'},
            "policies/run/policy.json: line 1, column 7: not valid JSON: expecting value",
        ),
    ],
)
async def test_a_broken_course_is_refused(tenant: Tenant, files: dict[str, str], reason: str) -> None:
    assert await tenant.refused("olx", tenant.folder("course", COURSE | files)) == f"course: {reason}"


@pytest.mark.parametrize("name", ["html/h1.html", "static/de.srt"])
async def test_latin_1_is_refused_with_its_place(tenant: Tenant, name: str) -> None:
    folder = tenant.folder("course", COURSE)
    tenant.file(f"course/{name}", "one\ntw\xf6".encode("latin-1"))
    assert await tenant.refused("olx", folder) == (
        f"course: {name}: line 2, byte 7: byte 0xF6 is not valid UTF-8; save the file as UTF-8"
    )


async def test_a_folder_without_a_course_is_refused(tenant: Tenant) -> None:
    reason = await tenant.refused("olx", tenant.folder("f", {"a.xml": "<a/>"}))
    assert reason == "f: holds no course.xml; an OLX course has one at its root"


async def test_two_courses_at_once_are_refused(tenant: Tenant) -> None:
    folder = tenant.folder("f", {f"{name}/{file}": text for name in "ab" for file, text in COURSE.items()})
    assert await tenant.refused("olx", folder) == (
        "f: b/course.xml: is a second course beside a/course.xml; import one at a time"
    )


async def test_a_course_of_the_same_code_from_elsewhere_is_refused(tenant: Tenant) -> None:
    await tenant.rows(
        "INSERT INTO courses (tenant_id, title, code) SELECT id, 'Ours', 'Org+C1+run' FROM tenants"
    )
    assert await tenant.refused("olx", tenant.folder("course", COURSE)) == (
        "course: course.xml: Org+C1+run: the tenant has a course of this code that is not this one"
    )


async def test_blocks_that_multiply_are_refused(tenant: Tenant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walk, "MAX_BLOCKS", 1000)
    files = {
        f"wrapper/w{level}.xml": "<wrapper>" + f'<wrapper url_name="w{level + 1}"/>' * 2 + "</wrapper>"
        for level in range(40)
    }
    unit = with_unit('<wrapper url_name="w0"/>') | files | {"wrapper/w40.xml": "<wrapper/>"}
    assert (await tenant.refused("olx", tenant.folder("course", unit))).endswith(
        "the course has more than 1,000 blocks"
    )


async def test_blocks_that_nest_too_deep_are_refused(tenant: Tenant) -> None:
    deep = "<wrapper>" * 80 + "</wrapper>" * 80
    reason = await tenant.refused("olx", tenant.folder("course", with_unit(deep)))
    assert reason == 'course: vertical/v1.xml: <wrapper url_name="">: blocks nest deeper than 60 levels'


async def test_ten_thousand_modules(tenant: Tenant) -> None:
    sections = "".join(
        f'<sequential url_name="s{number}">{"<vertical/>" * 99}</sequential>' for number in range(100)
    )
    files = COURSE | {"chapter/ch1.xml": f"<chapter>{sections}</chapter>"}
    report = await load(tenant, files=files)
    assert report.kinds["sequential"].created + report.kinds["vertical"].created == 10_000
