"""Open edX courses: where each block goes."""

import json

from tests.importers.conftest import Tenant
from tests.importers.courses import COURSE, items, load, modules, with_unit


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
        "SELECT app.learner_payload(data, true) FROM content_items WHERE content_type = 'quiz'"
    )
    assert "42" not in json.dumps(shown)
    assert shown["questions"][0]["prompt"] == "How many?"
    kept = await tenant.value("SELECT data -> 'secret' FROM content_items WHERE content_type = 'quiz'")
    assert kept["answers"] == {"1_1": {"kind": "numericalresponse", "response": {"answer": "42"}}}
    assert kept["source"] == COURSE["problem/p1.xml"].replace(
        "<formulaequationinput/>", "<formulaequationinput />"
    )
