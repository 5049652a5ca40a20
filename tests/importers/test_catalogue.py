"""Catalogues: our own columns, requirements and their edges, and what is refused."""

import json
from pathlib import Path
from typing import Any

import pytest

from importers.formats.catalogue.requirements import needs_of
from importers.kit.graph import cycle
from tests.importers.conftest import Tenant

EDGES = (
    "SELECT a.code, b.code AS needs, p.kind::text, p.alternative_group AS alternatives, p.minimum_grade AS grade "
    "FROM course_prerequisites p JOIN courses a ON a.id = p.course_id "
    "JOIN courses b ON b.id = p.prerequisite_course_id ORDER BY a.code, b.code"
)
CSV = """\
code,title,description,level,credit_hours,department,subject,prerequisites,corequisites
MA1,Analysis I,Limits and series,undergraduate,9,MA,Analysis,,
MA2,Analysis II,"Several variables, and more",undergraduate,9.0,MA,Analysis,MA1>=C,PH1
PH1,Mechanics,,,7.5,PH,,MA1,MA2
PH2,Fields,,graduate,,PH,,MA2 | PH1>=B; MA1,
"""


def edges(*listed: tuple[str, str, str, int | None, str | None]) -> list[dict[str, Any]]:
    return [
        dict(zip(("code", "needs", "kind", "alternatives", "grade"), edge, strict=True)) for edge in listed
    ]


async def test_csv_in_our_own_columns(tenant: Tenant) -> None:
    report = await tenant.load("catalogue", tenant.file("courses.csv", CSV))
    assert {kind: tally.created for kind, tally in report.kinds.items()} == {
        "course": 4, "department": 2, "prerequisite": 5, "corequisite": 2, "offering instructor": 0,
    }  # fmt: skip
    assert report.warnings == []
    rows = await tenant.rows(
        "SELECT c.code, c.title, c.description, c.level::text, c.credit_hours::text AS hours, c.subject_label, "
        "c.status::text, c.visibility::text, o.code AS department, o.kind::text AS owner "
        "FROM courses c JOIN organizations o ON o.id = c.organization_id WHERE c.code = 'MA2'"
    )
    assert rows == [
        {
            "code": "MA2", "title": "Analysis II", "description": "Several variables, and more",
            "level": "undergraduate", "hours": "9.00", "subject_label": "Analysis",
            "status": "published", "visibility": "org", "department": "MA", "owner": "department",
        }
    ]  # fmt: skip
    assert await tenant.rows(EDGES) == edges(
        ("MA2", "MA1", "strict", None, "C"),
        ("MA2", "PH1", "co_requisite", None, None),
        ("PH1", "MA1", "strict", None, None),
        ("PH1", "MA2", "co_requisite", None, None),
        ("PH2", "MA1", "strict", None, None),
        ("PH2", "MA2", "strict", 1, None),
        ("PH2", "PH1", "strict", 1, "B"),
    )


async def test_json_says_the_same(tenant: Tenant) -> None:
    await tenant.load("catalogue", tenant.file("courses.csv", CSV))
    before = await tenant.snapshot()
    listed = [
        {"code": "MA1", "title": "Analysis I", "description": "Limits and series", "level": "undergraduate",
         "credit_hours": 9, "department": "MA", "subject": "Analysis"},
        {"code": "MA2", "title": "Analysis II", "description": "Several variables, and more", "credit_hours": 9.0,
         "department": "MA", "subject": "Analysis", "prerequisites": ["MA1>=C"], "corequisites": "PH1"},
        {"code": "PH1", "title": "Mechanics", "credit_hours": "7.5", "department": "PH", "prerequisites": ["MA1"],
         "corequisites": ["MA2"]},
        {"code": "PH2", "title": "Fields", "level": "graduate", "department": "PH",
         "prerequisites": ["MA2|PH1 >= B", "MA1"]},
    ]  # fmt: skip
    report = await tenant.load("catalogue", tenant.file("courses.json", json.dumps(listed)))
    assert {kind: (tally.created, tally.updated) for kind, tally in report.kinds.items()} == dict.fromkeys(
        report.kinds, (0, 0)
    )
    assert await tenant.snapshot() == before


async def test_a_newer_catalogue_changes_only_what_differs(tenant: Tenant) -> None:
    await tenant.load("catalogue", tenant.file("courses.csv", CSV))
    stamps = {
        row["code"]: row["updated_at"] for row in await tenant.rows("SELECT code, updated_at FROM courses")
    }
    newer = CSV.replace("Mechanics", "Classical mechanics").replace("MA2 | PH1>=B; MA1", "MA1>=D")
    report = await tenant.load("catalogue", tenant.file("courses.csv", newer))
    course, edge = report.kinds["course"], report.kinds["prerequisite"]
    assert (course.created, course.updated, course.unchanged) == (0, 2, 2), (
        "PH2's own words on what it needs changed"
    )
    assert (edge.created, edge.updated, edge.unchanged, edge.removed) == (0, 1, 2, 2)
    now = {
        row["code"]: row["updated_at"] for row in await tenant.rows("SELECT code, updated_at FROM courses")
    }
    assert {code for code in stamps if now[code] != stamps[code]} == {"PH1", "PH2"}
    assert await tenant.rows(EDGES + " OFFSET 4") == edges(("PH2", "MA1", "strict", None, "D"))


async def test_what_people_decide_is_kept(tenant: Tenant) -> None:
    path = tenant.file("courses.csv", CSV)
    await tenant.load("catalogue", path)
    await tenant.rows("UPDATE courses SET status = 'archived', visibility = 'private' WHERE code = 'PH1'")
    await tenant.load("catalogue", path)
    (row,) = await tenant.rows("SELECT status::text, visibility::text FROM courses WHERE code = 'PH1'")
    assert row == {"status": "archived", "visibility": "private"}


async def test_departments_and_subjects_that_are_there_are_used(tenant: Tenant) -> None:
    await tenant.rows(
        "INSERT INTO organizations (tenant_id, kind, name, code) "
        "SELECT id, 'department', 'Mathematics', 'MA' FROM tenants"
    )
    await tenant.rows("INSERT INTO subjects (code, name) VALUES ('Analysis', 'Mathematical analysis')")
    report = await tenant.load("catalogue", tenant.file("courses.csv", CSV))
    department = report.kinds["department"]
    assert (department.read, department.created, department.unchanged) == (2, 1, 1)
    rows = await tenant.rows(
        "SELECT o.name, s.name AS subject FROM courses c JOIN organizations o ON o.id = c.organization_id "
        "LEFT JOIN subjects s ON s.id = c.primary_subject_id WHERE c.code IN ('MA1', 'PH1') ORDER BY c.code"
    )
    assert rows == [
        {"name": "Mathematics", "subject": "Mathematical analysis"},
        {"name": "PH", "subject": None},
    ]


async def test_a_code_of_a_course_from_elsewhere_is_refused(tenant: Tenant) -> None:
    await tenant.rows("INSERT INTO courses (tenant_id, title, code) SELECT id, 'Ours', 'PH1' FROM tenants")
    assert await tenant.refused("catalogue", tenant.file("courses.csv", CSV)) == (
        "courses.csv: PH1: a course of the tenant that did not come from a catalogue has this code; "
        "change one of the codes"
    )


async def test_repeats_and_strangers_are_counted(tenant: Tenant) -> None:
    text = "code,title,prerequisites,corequisites\nA,Alpha,,\nA,Alpha,,\nA,Beta,,\nB,Bravo,A;A;Z,B;A\n"
    report = await tenant.load("catalogue", tenant.file("courses.csv", text))
    assert report.kinds["course"].skipped == {
        "repeats an earlier record": 1,
        "a second, different record of a course; the first is kept": 1,
    }
    assert report.kinds["prerequisite"].skipped == {
        "names a course that the same requirement names before": 1,
        "the course that it names is not in the catalogue": 1,
    }
    assert report.kinds["corequisite"].skipped == {
        "a course names itself": 1,
        "names a course that the same requirement names before": 1,
    }
    assert await tenant.rows(EDGES) == edges(("B", "A", "strict", None, None))
    assert await tenant.value("SELECT title FROM courses WHERE code = 'A'") == "Alpha"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "c.csv: the file is empty"),
        ("code;title\n", "c.csv: line 1: the columns are separated by semicolons; they must be by commas"),
        ("code\ttitle\n", "c.csv: line 1: the columns are separated by tabs; they must be by commas"),
        ("code,title,code\n", 'c.csv: line 1: column "code" occurs twice'),
        ("code\nA\n", 'c.csv: line 1: column "title" is missing; found code'),
        ("code,titel\nA\n", ('c.csv: line 1: unknown column "titel" (is "title" meant?); known are code, title, '
         'description, level, credit_hours, department, subject, prerequisites, corequisites (separated by commas)')),
        ("code,title\nA\n", "c.csv: line 2: 1 cells where the header has 2 columns"),
        ("code,title\nA,\n", 'c.csv: line 2: "title" is missing or empty'),
        ('code,title\nA,"Alpha\n', "c.csv: line 2: not valid CSV: a quote is opened and never closed"),
        ("code,title,level\nA,Alpha,bachelor\n", ('c.csv: line 2: "level" must be one of undergraduate, graduate, '
         'postgraduate, certificate, other, found "bachelor"')),
        ("code,title,credit_hours\nA,Alpha,100\n",
         'c.csv: line 2: "credit_hours" must be a number from 0 to 99.99, found "100"'),
        ("code,title,prerequisites\nA,Alpha,B>=\n", ('c.csv: line 2: "prerequisites" must be courses such as '
         '`CS101; MA1|MA2; PH1>=C` (all of them, one of two, with at least a grade), found "B>="')),
        ("code,title,prerequisites\nA,Alpha,A\n", "c.csv: prerequisites: lead back to where they began: A → A"),
        ("code,title,prerequisites\nA,Alpha,C\nB,Bravo,A\nC,Charlie,B\n",
         "c.csv: prerequisites: lead back to where they began: A → C → B → A"),
    ],
)  # fmt: skip
async def test_a_wrong_csv_is_refused(tenant: Tenant, text: str, reason: str) -> None:
    assert await tenant.refused("catalogue", tenant.file("c.csv", text)) == reason


async def test_latin_1_is_refused_with_its_place(tenant: Tenant) -> None:
    path = tenant.file("c.csv", "code,title\nA,Alpha\nB,Übung\n".encode("latin-1"))
    assert await tenant.refused("catalogue", path) == (
        "c.csv: line 3, byte 3: byte 0xDC is not valid UTF-8; save the file as UTF-8"
    )


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
async def test_a_byte_order_mark_names_the_encoding(tenant: Tenant, encoding: str) -> None:
    await tenant.load("catalogue", tenant.file("c.csv", "code,title\r\nA,Übung\r\n".encode(encoding)))
    assert await tenant.value("SELECT title FROM courses") == "Übung"


def rpi(tenant: Tenant, trees: dict[str, Any]) -> Path:
    courses = {
        f"CS-{number}": {
            "subj": "CS",
            "crse": str(number),
            "name": f"Course {number}",
            "description": "",
            "source": "SIS",
        }
        for number in (1, 2, 3, 6)
    }
    return tenant.folder(
        "rpi", {"catalog.json": json.dumps(courses), "prerequisites.json": json.dumps(trees)}
    )


def record(tree: Any) -> dict[str, Any]:
    return {"attributes": [], "corequisites": None, "cross_listings": ["CS 3"], "prerequisites": tree}


def course(code: str) -> dict[str, Any]:
    return {"type": "course", "course": code}


async def test_trees_become_edges_and_are_kept_whole(tenant: Tenant) -> None:
    tree = {
        "type": "or",
        "nested": [course("CS 1"), {"type": "and", "nested": [course("CS 2"), course("CS 3")]}],
    }
    report = await tenant.load("catalogue", rpi(tenant, {"CS-6": record(tree)}))
    assert await tenant.rows(EDGES) == edges(
        ("CS-6", "CS-1", "strict", 1, None),
        ("CS-6", "CS-2", "strict", 1, None),
        ("CS-6", "CS-3", "strict", 1, None),
    )
    assert report.warnings == [
        "prerequisites with an `and` within an `or`: given as alternatives, exact in the course's metadata (1): CS-6"
    ]
    (row,) = await tenant.rows("SELECT level::text, metadata FROM courses WHERE code = 'CS-6'")
    assert row["level"] == "graduate"
    assert row["metadata"]["catalogue"]["cross_listings"] == ["CS-3"]
    assert row["metadata"]["catalogue"]["prerequisites"]["nested"][1]["nested"][0] == course("CS-2")


@pytest.mark.parametrize(
    ("tree", "reason"),
    [
        ({"type": "not", "nested": []}, '"type" must be and, or, or course, found "not"'),
        ({"type": "course"}, '"course" is missing or empty'),
        ({"type": "and", "nested": [7]}, "expected an object, found a number"),
        ({"type": "and", "nested": {}}, '"nested" must be a list, found an object'),
        (
            {"type": "and", "courses": []},
            'unknown field "courses" (is "course" meant?); known are type, course, min_grade, nested',
        ),
    ],
)
async def test_a_wrong_tree_is_refused(tenant: Tenant, tree: Any, reason: str) -> None:
    found = await tenant.refused("catalogue", rpi(tenant, {"CS-1": record(tree)}))
    assert found == f'prerequisites.json: line 1, key "CS-1", "prerequisites": {reason}'


async def test_a_deep_tree_is_refused(tenant: Tenant) -> None:
    tree = course("CS 2")
    for _ in range(60):
        tree = {"type": "and", "nested": [tree]}
    assert await tenant.refused("catalogue", rpi(tenant, {"CS-1": record(tree)})) == (
        'prerequisites.json: line 1, key "CS-1": "prerequisites" nests deeper than 50 levels'
    )


async def test_a_folder_without_a_catalogue_is_refused(tenant: Tenant) -> None:
    assert (
        await tenant.refused("catalogue", tenant.folder("f", {"a.txt": ""}))
        == "f: the folder holds no catalog.json; found a.txt"
    )


def section(**fields: Any) -> dict[str, Any]:
    given = {
        "course": "AB1", "section_id": "AB1-01", "semester": "202008", "number": "01", "seats": "30", "meetings": [],
        "open_seats": "1", "waitlist": "0", "instructors": ["N. N."],
    }  # fmt: skip
    return given | fields


def umd(tenant: Tenant, *sections: dict[str, Any]) -> Path:
    listed = {
        "course_id": "AB1", "semester": "202008", "name": "Alphabets", "dept_id": "AB", "department": "Letters",
        "credits": "1 - 3", "description": None, "grading_method": [], "gen_ed": [], "core": [], "relationships": {},
        "sections": sections,
    }  # fmt: skip
    return tenant.file("umd.json", json.dumps([listed]))


async def test_sections_change_with_a_newer_schedule(tenant: Tenant) -> None:
    await tenant.load(
        "catalogue", umd(tenant, section(), section(section_id="AB1-02", instructors=["A", "B"]))
    )
    report = await tenant.load(
        "catalogue", umd(tenant, section(seats="40"), section(section_id="AB1-02", instructors=["B"]))
    )
    offering, teaching = report.kinds["offering"], report.kinds["offering instructor"]
    assert (offering.updated, offering.unchanged) == (1, 1)
    assert (teaching.unchanged, teaching.removed) == (2, 1)
    assert report.warnings == [
        "credits that are not a number are kept in the course's metadata (1): AB1: 1 - 3"
    ]
    (row,) = await tenant.rows(
        "SELECT term_name, visibility::text FROM course_offerings WHERE metadata ->> 'seats' = '40'"
    )
    assert row == {"term_name": "Fall 2020", "visibility": "org"}


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"course": "AB2"}, '"course" must be AB1, the course that the section stands in'),
        ({"semester": "2020-08"}, '"semester" must be a year and 01, 05, 08 or 12, found "2020-08"'),
        ({"seats": "many"}, '"seats" must be a whole number, found "many"'),
        ({"meetings": ["MWF"]}, None),
    ],
)
async def test_a_wrong_section_is_refused(tenant: Tenant, fields: dict[str, Any], reason: str | None) -> None:
    place = "umd.json: line 1, element 1, section 1"
    expected = f"{place}: {reason}" if reason else f"{place}, meeting 1: expected an object, found a text"
    assert await tenant.refused("catalogue", umd(tenant, section(**fields))) == expected


async def test_a_circle_is_said_of_the_file_that_states_it(tenant: Tenant) -> None:
    trees = {"CS-1": record(course("CS 2")), "CS-2": record(course("CS 1"))}
    assert await tenant.refused("catalogue", rpi(tenant, trees)) == (
        "prerequisites.json: prerequisites: lead back to where they began: CS-1 → CS-2 → CS-1"
    )


def test_a_single_alternative_is_no_group() -> None:
    needs, is_exact = needs_of({"type": "or", "nested": [course("A")]})
    assert [(need.code, need.group) for need in needs] == [("A", None)]
    assert is_exact


def test_cycles_are_found_however_long() -> None:
    chain = {str(number): [str(number + 1)] for number in range(50_000)}
    assert cycle(chain) is None
    found = cycle({**chain, "50000": ["0"]})
    assert found is not None
    assert (len(found), found[0], found[-1]) == (50_002, "0", "0")
