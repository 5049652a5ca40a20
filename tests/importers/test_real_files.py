"""The real files: what the reports count is what the files hold, counted here without the importers' help."""

import csv
import json
import re
import tarfile
from collections import Counter
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from importers.formats.universities.write import UNKNOWN
from tests.importers.conftest import Tenant
from tests.importers.reports import assert_all_accounted, assert_second_run_changes_nothing, read
from tests.importers.test_scripted import ASKED

OLX = {
    "kitchen-sink": "olx-kitchen-sink/kitchen-sink.tar.gz",
    "studio-advanced": "olx-studio-advanced/studio-advanced.tar.gz",
}


async def test_universities(tenant: Tenant, data: Path) -> None:
    path = data / "universities-hipo" / "world_universities_and_domains.json"
    listed: list[dict[str, Any]] = json.loads(path.read_text())
    report = await tenant.load("universities", path)

    names = Counter((item["alpha_two_code"], item["name"]) for item in listed)
    domains = Counter(domain for item in listed for domain in item["domains"])
    spellings: dict[str, str] = {}
    for item in listed:
        spellings.setdefault(item["alpha_two_code"], item["country"])
    university, country = report.kinds["university"], report.kinds["country"]
    assert (university.read, university.created) == (len(listed), len(listed))
    assert (country.read, country.unchanged + country.skipped.total()) == (len(spellings), len(spellings))
    assert report.count("same name and country as an earlier university; told apart by domain") == sum(
        times - 1 for times in names.values()
    )
    assert report.count("domain of more than one record") == sum(times - 1 for times in domains.values())
    assert report.count("no state or province is given") == sum(
        item["state-province"] is None for item in listed
    )
    assert report.count(UNKNOWN) == 1
    others = sum(item["country"] != spellings[item["alpha_two_code"]] for item in listed)
    assert [
        line for line in report.warnings if line.startswith("a second spelling") and f"({others})" in line
    ]
    assert_all_accounted(report)

    stored = await tenant.rows(
        "SELECT o.name, coalesce(c.iso_code, 'XK') AS iso_code, o.metadata "
        "FROM organizations o LEFT JOIN countries c ON c.id = o.country_id"
    )
    assert Counter(
        (row["iso_code"], row["name"], tuple(row["metadata"]["domains"]), row["metadata"]["state_province"])
        for row in stored
    ) == Counter(
        (item["alpha_two_code"], item["name"].strip(), tuple(item["domains"]), item["state-province"])
        for item in listed
    )
    await assert_second_run_changes_nothing(tenant, "universities", path, report)


def leaves(tree: Any) -> list[str]:
    if tree is None:
        return []
    if tree["type"] == "course":
        return [tree["course"].replace(" ", "-")]
    return [leaf for part in tree["nested"] for leaf in leaves(part)]


async def test_catalogue_with_prerequisite_trees(tenant: Tenant, data: Path) -> None:
    folder = data / "catalog-rpi"
    courses: dict[str, Any] = json.loads((folder / "catalog.json").read_text())
    records: dict[str, Any] = json.loads((folder / "prerequisites.json").read_text())
    report = await tenant.load("catalogue", folder)

    named = [(code, leaf) for code, record in records.items() for leaf in leaves(record["prerequisites"])]
    edges = {pair for pair in named if pair[0] in courses and pair[1] in courses}
    together = [(code, other) for code, record in records.items() for other in record["corequisites"] or []]
    joined = {pair for pair in together if pair[0] in courses and pair[1] in courses}
    assert len(set(named)) == 2254
    assert read(report) == {
        "course": len(courses),
        "prerequisite": len(named),
        "corequisite": len(together),
        "department": len({course["subj"] for course in courses.values()}),
        "offering instructor": 0,
    }
    assert report.kinds["course"].created == 5900
    assert report.kinds["prerequisite"].created == len(edges)
    assert report.kinds["corequisite"].created == len(joined)
    stray = "prerequisites are stated for a course that is not in the catalogue"
    assert report.count(stray) == sum(code not in courses for code in records)
    missing = [pair for pair in [*named, *together] if pair[0] in courses and pair[1] not in courses]
    assert report.count("a requirement names a course that is not in the catalogue") == len(missing)
    assert_all_accounted(report)

    stored = await tenant.rows(
        "SELECT a.code, b.code AS needs, p.kind::text FROM course_prerequisites p "
        "JOIN courses a ON a.id = p.course_id JOIN courses b ON b.id = p.prerequisite_course_id"
    )
    by_kind = {
        kind: {(row["code"], row["needs"]) for row in stored if row["kind"] == kind}
        for kind in ("strict", "co_requisite")
    }
    assert by_kind == {"strict": edges, "co_requisite": joined}
    kept = await tenant.rows("SELECT code, title, metadata FROM courses")
    assert {row["code"]: row["title"] for row in kept} == {
        code: course["name"] for code, course in courses.items()
    }
    for row in kept:
        tree = records.get(row["code"], {}).get("prerequisites")
        found = row["metadata"]["catalogue"].get("prerequisites")
        assert leaves(found) == leaves(tree), row["code"]
    await assert_second_run_changes_nothing(tenant, "catalogue", folder, report)


async def test_catalogue_with_sections(tenant: Tenant, data: Path) -> None:
    path = data / "catalog-umd" / "201912.json"
    listed: list[dict[str, Any]] = json.loads(path.read_text())
    report = await tenant.load("catalogue", path)

    sections = {section["section_id"]: section for course in listed for section in course["sections"]}
    names = {name for section in sections.values() for name in section["instructors"]}
    assert read(report) == {
        "course": 506,
        "offering": 616,
        "instructor": len(names),
        "department": 93,
        "offering instructor": sum(len(set(section["instructors"])) for section in sections.values()),
    }
    assert report.kinds["course"].created == len({course["course_id"] for course in listed}) == 476
    assert report.kinds["course"].skipped == {"repeats an earlier record": 30}
    assert report.kinds["offering"].created == len(sections)
    prose = sum(course["relationships"]["prereqs"] is not None for course in listed)
    assert report.count("prerequisites in prose are kept in the course's metadata") == prose == 99
    assert_all_accounted(report)

    stored = await tenant.rows("SELECT term_name, metadata FROM course_offerings")
    meetings = {row["metadata"]["section"]: len(row["metadata"]["meetings"]) for row in stored}
    assert meetings == {key: len(section["meetings"]) for key, section in sections.items()}
    assert {row["metadata"]["section"]: str(row["metadata"]["seats"]) for row in stored} == {
        key: section["seats"] for key, section in sections.items()
    }
    assert {row["term_name"] for row in stored} == {"Winter 2020"}
    people = await tenant.rows("SELECT full_name, status::text, email FROM users")
    assert {row["full_name"] for row in people} == names
    assert {(row["status"], row["email"]) for row in people} == {("inactive", None)}
    await assert_second_run_changes_nothing(tenant, "catalogue", path, report)


class Course:
    """The files of a course, read with nothing but the standard library."""

    def __init__(self, path: Path) -> None:
        with tarfile.open(path) as archive:
            members = [member for member in archive.getmembers() if member.isfile()]
            contents = {
                member.name.removeprefix("course/"): archive.extractfile(member) for member in members
            }
            self.files = {name: content.read() for name, content in contents.items() if content is not None}

    def reachable(self) -> "Counter[str]":
        """How many blocks of each type hang below the course."""
        root = ElementTree.fromstring(self.files["course.xml"])
        top = ElementTree.fromstring(self.files[f"course/{root.get('url_name')}.xml"])
        found: Counter[str] = Counter()
        queue = [child for child in top if child.tag != "wiki"]
        while queue:
            element = queue.pop()
            found[element.tag] += 1
            if set(element.attrib) == {"url_name"} and not len(element):
                element = ElementTree.fromstring(self.files[f"{element.tag}/{element.get('url_name')}.xml"])
            if element.tag in ("chapter", "sequential", "vertical", "split_test"):
                queue += list(element)
        return found


@pytest.mark.parametrize("name", OLX)
async def test_open_edx_course(tenant: Tenant, data: Path, name: str) -> None:
    path = data / OLX[name]
    course = Course(path)
    report = await tenant.load("olx", path)

    blocks = course.reachable()
    assert {kind: report.kinds[kind].created for kind in blocks} == blocks
    assert report.kinds["file"].read == len(course.files)
    assert_all_accounted(report)
    modules = await tenant.value("SELECT count(*) FROM modules")
    items = await tenant.value("SELECT count(*) FROM content_items")
    written = sum(tally.created for kind, tally in report.kinds.items() if kind not in ("course", "run"))
    assert modules + items == written
    assert (
        await tenant.value("SELECT count(*) FROM modules WHERE audience = 'members' AND NOT is_published")
        == 0
    )
    await assert_second_run_changes_nothing(tenant, "olx", path, report)


async def test_studio_advanced(tenant: Tenant, data: Path) -> None:
    course = Course(data / OLX["studio-advanced"])
    report = await tenant.load("olx", data / OLX["studio-advanced"])

    assert course.reachable() == {
        "chapter": 9, "sequential": 47, "vertical": 286, "html": 315, "poll": 121, "problem": 76, "split_test": 30,
        "video": 17, "survey": 3, "discussion": 2, "word_cloud": 1, "openassessment": 1,
    }  # fmt: skip
    drafts = Counter(name.split("/")[1] for name in course.files if re.match(r"drafts/\w+/.*\.xml$", name))
    assert {kind: report.kinds[f"draft {kind}"].created for kind in drafts} == drafts
    assert await tenant.value("SELECT max(depth) FROM modules") == 4, (
        "course, and seven levels with the content"
    )
    responses = Counter(
        element.tag
        for name, content in course.files.items()
        if name.startswith("problem/")
        for element in ElementTree.fromstring(content).iter()
        if element.tag.endswith("response")
    )
    kinds = await tenant.rows(
        "SELECT q ->> 'kind' AS kind, count(*) FROM content_items, jsonb_path_query(data, '$.questions[*]') q "
        "WHERE NOT external_id LIKE '%/draft/%' GROUP BY 1"
    )
    assert {row["kind"]: row["count"] for row in kinds} == {
        "single_choice": responses["multiplechoiceresponse"],
        "multiple_choice": responses["choiceresponse"],
        "dropdown": responses["optionresponse"],
        "numerical": responses["numericalresponse"] - 1,
    }
    programs = [
        name
        for name, content in course.files.items()
        if name.startswith("problem/") and (b"<customresponse" in content or b"$secretAnswer" in content)
    ]
    assert report.count(ASKED) == len(programs) == 6
    cues = {name: content.count(b"-->") for name, content in course.files.items() if name.endswith(".srt")}
    videos = await tenant.rows("SELECT title, data FROM content_items WHERE content_type = 'video'")
    assert {len(row["data"]["transcript"]["segments"]) for row in videos} == set(cues.values())
    with (data / "olx-studio-advanced" / "videos.csv").open() as table:
        listed = {row["Video ID"]: round(float(row["Duration"])) for row in csv.DictReader(table)}
    assert {
        row["data"]["video_id"]: round(row["data"]["duration_seconds"]) for row in videos
    }.items() <= listed.items()
    settings = await tenant.value("SELECT metadata -> 'olx' FROM courses")
    assert settings["grading_policy"] == json.loads(course.files["policies/2T2019/grading_policy.json"])
    assert len(settings["user_partitions"]) == 3
    pages = await tenant.rows(
        "SELECT title FROM content_items WHERE external_id LIKE '%/page/%' ORDER BY sequence_index"
    )
    assert [row["title"] for row in pages] == ["Links", "Key", "Updates"]
    assert report.kinds["file"].skipped == {"a list of media": 2, "media, which are not imported": 1}


async def test_kitchen_sink(tenant: Tenant, data: Path) -> None:
    report = await tenant.load("olx", data / OLX["kitchen-sink"])

    unknown = await tenant.rows("SELECT data FROM content_items WHERE content_type = 'external'")
    types = [row["data"]["block_type"] for row in unknown]
    assert Counter(types) == {"azure_media_services": 3, "problem": 4}
    assert report.count(ASKED) == 4
    assert all(
        "azure_media_services" in row["data"]["notice"] or "program" in row["data"]["notice"]
        for row in unknown
    )
    assert all(
        row["data"]["secret"]["source"].startswith(f"<{row['data']['block_type']} ") for row in unknown
    )
    assert report.count("a block of an unknown type is kept as content that says so") == 3
    assert report.kinds["file"].skipped["nothing refers to it"] == 2
    graded = await tenant.rows("SELECT data ->> 'quiz_mode' AS mode, count(*) FROM content_items GROUP BY 1")
    assert {row["mode"]: row["count"] for row in graded} == {"exam": 1, "practice": 9, None: 9}
    run = (await tenant.rows("SELECT * FROM course_offerings"))[0]
    assert (run["starts_at"].year, run["ends_at"].year) == (2016, 2027), (
        "the policy goes before the course's own file"
    )
