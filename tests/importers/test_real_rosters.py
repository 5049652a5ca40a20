"""Real rosters: what the reports count is what the files hold, counted here without the importer.

Of the Open University's people `make test` reads one in sixteen, and `make nightly` all.
"""

import csv
import io
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

from tests.importers.conftest import Tenant, zipped
from tests.importers.reports import assert_all_accounted, assert_second_run_changes_nothing
from tests.support.extent import is_nightly

Rows = dict[str, list[dict[str, str]]]
OF_PERSON = {"users": "sourcedId", "demographics": "sourcedId", "enrollments": "userSourcedId"}


class Extent(NamedTuple):
    """How much is read: one person in `every`, which makes so many people, enrolments, and courses left early."""

    every: int
    people: int
    enrolled: int
    left: int


WHOLE, SAMPLE = Extent(1, 28_785, 32_593, 10_071), Extent(16, 1_800, 2_024, 626)


def folder(path: Path) -> Rows:
    return {
        file.stem: list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
        for file in path.glob("*.csv")
    }


def archive(path: Path) -> Rows:
    with zipfile.ZipFile(path) as found:
        return {
            name.removesuffix(".csv"): list(csv.DictReader(io.StringIO(found.read(name).decode())))
            for name in found.namelist()
        }


def sample(tenant: Tenant, path: Path, every: int) -> Path:
    """An archive of the same files that tells of one person in `every`."""
    files = archive(path)
    chosen = {row["sourcedId"] for row in files["users"][::every]}
    texts: dict[str, str] = {}
    for name, rows in files.items():
        text = io.StringIO()
        writer = csv.DictWriter(text, rows[0])
        writer.writeheader()
        writer.writerows(row for row in rows if name not in OF_PERSON or row[OF_PERSON[name]] in chosen)
        texts[f"{name}.csv"] = text.getvalue()
    return tenant.file(path.name, zipped(texts))


async def count(tenant: Tenant, table: str, where: str = "true") -> Any:
    return await tenant.value(f"SELECT count(*) FROM {table} WHERE {where}")


async def test_the_open_university(tenant: Tenant, data: Path) -> None:
    extent, path = WHOLE, data / "oneroster-oulad" / "oneroster11-oulad.zip"
    if not is_nightly():
        extent, path = SAMPLE, sample(tenant, path, SAMPLE.every)
    files = archive(path)
    report = await tenant.load("oneroster", path)

    learners = Counter((row["classSourcedId"], row["userSourcedId"]) for row in files["enrollments"])
    terms = {row["sourcedId"]: row for row in files["academicSessions"]}
    ends = {row["sourcedId"]: terms[row["termSourcedIds"]]["endDate"] for row in files["classes"]}
    left = sum(
        len(row["endDate"]) > 0 and row["endDate"] < ends[row["classSourcedId"]]
        for row in files["enrollments"]
    )
    assert {kind: tally.read for kind, tally in report.kinds.items()} == {
        "property": len(files["manifest"]),
        "org": 1,
        "course": 7,
        "academic session": 6,
        "class": 22,
        **dict.fromkeys(("user", "role", "student profile", "demographics"), extent.people),
        "guardianship": 0,
        "enrollment": extent.enrolled,
        "offering instructor": 0,
    }
    assert_all_accounted(report)
    assert report.kinds["user"].created == len(files["users"]) == await count(tenant, "users")
    assert report.kinds["enrollment"].created == len(learners) == await count(tenant, "enrollments")
    assert await count(tenant, "enrollments", "status = 'dropped'") == left == extent.left
    sexes = await tenant.rows(
        "SELECT demographics ->> 'sex' AS sex, count(*) FROM student_profiles GROUP BY 1"
    )
    assert {row["sex"]: row["count"] for row in sexes} == Counter(row["sex"] for row in files["demographics"])
    stored = await tenant.rows(
        "SELECT c.code, o.title, o.term_name, (o.starts_at AT TIME ZONE 'UTC')::date::text AS starts, "
        "count(e.id) AS taking FROM course_offerings o JOIN courses c ON c.id = o.course_id "
        "JOIN enrollments e ON e.offering_id = o.id GROUP BY o.tenant_id, o.id, c.code"
    )
    taking = Counter(row["classSourcedId"] for row in files["enrollments"])
    assert {tuple(row.values()) for row in stored} == {
        (
            row["courseSourcedId"].removeprefix("c-"),
            row["title"],
            terms[row["termSourcedIds"]]["title"],
            terms[row["termSourcedIds"]]["startDate"],
            taking[row["sourcedId"]],
        )
        for row in files["classes"]
    }
    await assert_second_run_changes_nothing(tenant, "oneroster", path, report)


async def test_grand_bend(tenant: Tenant, data: Path) -> None:
    path = data / "oneroster-sample"
    files = folder(path)
    report = await tenant.load("oneroster", path)

    pairs = {(row["classSourcedId"], row["userSourcedId"], row["role"]) for row in files["enrollments"]}
    learners = [pair for pair in pairs if pair[2] == "student"]
    assert report.kinds["enrollment"].created == len(learners) == await count(tenant, "enrollments")
    assert report.kinds["offering instructor"].created == len(pairs) - len(learners) == 2
    assert await count(tenant, "user_roles", "role = 'teacher'") == 2
    assert_all_accounted(report)
    stored = await tenant.rows(
        "SELECT u.full_name, u.email, p.date_of_birth::text AS born, p.grade_levels, "
        "p.demographics ->> 'sex' AS sex, o.name, r.name AS above "
        "FROM users u JOIN student_profiles p ON p.user_id = u.id "
        "JOIN organizations o ON o.id = p.organization_id JOIN organizations r ON r.id = o.parent_id"
    )
    reported = {row["sourcedId"]: row for row in files["demographics"]}
    assert {tuple(map(str, row.values())) for row in stored} == {
        (
            " ".join(part for part in (row["givenName"], row["middleName"], row["familyName"]) if part),
            row["email"],
            reported[row["sourcedId"]]["birthDate"],
            "['9']",
            reported[row["sourcedId"]]["sex"],
            "Grand Bend High School",
            "Grand Bend ISD",
        )
        for row in files["users"]
        if row["role"] == "student"
    }
    taught = await tenant.rows(
        "SELECT o.title, o.term_name, u.family_name FROM course_offerings o "
        "JOIN offering_instructors i ON i.offering_id = o.id JOIN users u ON u.id = i.user_id ORDER BY 1"
    )
    both = "2020-2021 Fall Semester, 2020-2021 Spring Semester"
    assert [tuple(row.values()) for row in taught] == [
        ("ALG-1", both, "Christian"), ("ENG-1", both, "Preston"),
    ]  # fmt: skip
    await assert_second_run_changes_nothing(tenant, "oneroster", path, report)
