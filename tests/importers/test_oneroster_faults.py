"""OneRoster sets with records that are wrong or name what is not here: these are named, and take nothing away."""

import pytest

from tests.importers.conftest import Tenant
from tests.importers.reports import assert_all_accounted
from tests.importers.rosters import (
    FILES,
    care,
    changed,
    delta,
    header,
    load,
    members,
    roles,
    table,
    taking,
    teaching,
)


async def everything(tenant: Tenant) -> list[object]:
    """What a roster could take away."""
    return [
        await roles(tenant),
        await care(tenant),
        await taking(tenant),
        await teaching(tenant),
        await table(
            tenant, "SELECT title, term_name, starts_at, ends_at, course_id FROM course_offerings ORDER BY 1"
        ),
        await table(tenant, "SELECT title, organization_id FROM courses ORDER BY 1"),
        await table(tenant, "SELECT name, parent_id FROM organizations ORDER BY 1"),
        await table(tenant, "SELECT user_id, date_of_birth, demographics FROM student_profiles ORDER BY 1"),
        await table(tenant, "SELECT count(*) FROM users WHERE deleted_at IS NULL"),
    ]


DANGLING = {
    "orgs.parentSourcedId": (
        ("orgs", "E1,d1", "E1,d9"),
        "an org names a parent that is not here; it stays where it is, or stands at the top (1): orgs.csv: line 2: d9",
    ),
    "courses.orgSourcedId": (
        ("courses", "ALG,09,s1", "ALG,09,s9"),
        "a course names an org that is not here; it stays where it is, or belongs to none (1): courses.csv: line 2: s9",
    ),
    "classes.courseSourcedId": (
        ("classes", ",c2,", ",c9,"),
        "a class names a course that is not here, and is left out (1): classes.csv: line 3: c9",
    ),
    "classes.termSourcedIds": (
        ("classes", '"t1,t2"', '"t1,t9"'),
        "a class names an academic session that is not here; it keeps the terms it has (1): classes.csv: line 2: t9",
    ),
    "users.orgSourcedIds": (
        ("users", "u1,,,true,s1", "u1,,,true,s9"),
        "a role names no org that is here; no role is given in the whole tenant (1): users.csv: line 2: s9",
    ),
    "users.agentSourcedIds": (
        ("users", ",g1,10", ",g9,10"),
        "an agent who is not here is left out (1): users.csv: line 3: g9",
    ),
    "demographics.sourcedId": (
        ("demographics", "u1,,,2010", "u9,,,2010"),
        "demographics of a person who is not here are left out (1): demographics.csv: line 2: u9",
    ),
    "enrollments.userSourcedId": (
        ("enrollments", "e4,,,k2,s1,u1", "e4,,,k2,s1,u9"),
        "an enrollment names a person that is not here (1): enrollments.csv: line 5: u9",
    ),
    "enrollments.classSourcedId": (
        ("enrollments", "e4,,,k2,s1,u1", "e4,,,k9,s1,u1"),
        "an enrollment names a class that is not here (1): enrollments.csv: line 5: k9",
    ),
    "enrollments of a teacher": (
        ("enrollments", "e5,,,k1,s1,w1", "e5,,,k1,s1,w9"),
        "an enrollment names a person that is not here (1): enrollments.csv: line 6: w9",
    ),
    "enrollments of a teacher in a class": (
        ("enrollments", "e5,,,k1,s1,w1", "e5,,,k9,s1,w1"),
        "an enrollment names a class that is not here (1): enrollments.csv: line 6: k9",
    ),
}
"""References of a bulk set that lead nowhere: the change, and what is said."""


@pytest.mark.parametrize("reference", DANGLING)
async def test_a_reference_to_what_is_not_here_takes_nothing_away(tenant: Tenant, reference: str) -> None:
    await load(tenant)
    before = await everything(tenant)
    (name, old, new), said = DANGLING[reference]
    report = await load(tenant, changed(name, old, new))
    assert_all_accounted(report)
    assert said in report.warnings
    assert await everything(tenant) == before


async def test_a_strict_import_refuses_every_reference_to_what_is_not_here(tenant: Tenant) -> None:
    files = changed("enrollments", "e4,,,k2,s1,u1", "e4,,,k9,s1,u1")
    files = changed("courses", "ALG,09,s1", "ALG,09,s9", files)
    folder = tenant.folder("roster", members(files))
    assert await tenant.refused_whole("oneroster", folder, is_strict=True) == (
        "2 references lead to what is not here, and --strict allows none:\n"
        "  courses.csv: line 2: s9: a course names an org that is not here; it stays where it is, or belongs to none\n"
        "  enrollments.csv: line 5: k9: an enrollment names a class that is not here"
    )


WRONG = {
    "orgs": ("s1,,,Elm School", "s1,,,"),
    "academicSessions": ("t1,,,Autumn,term", "t1,,,Autumn,season"),
    "courses": ("c1,,,y1,Algebra", "c1,,,y1,"),
    "classes": ('k1,,,"Algebra, period 1"', "k1,,,"),
    "users": ("u2,,,false", "u2,,,perhaps"),
    "demographics": ("u1,,,2010-05-06", "u1,,,6 May 2010"),
    "enrollments": ("e4,,,k2,s1,u1,student", "e4,,,k2,s1,u1,pupil"),
    "enrollments of a teacher": ("e5,,,k1,s1,w1,teacher", "e5,,,k1,s1,w1,boss"),
    "enrollments without their cells": ("e4,,,k2,s1,u1,student,,,", "e4,,,k2"),
}
"""A wrong record in each file of a bulk set."""


@pytest.mark.parametrize("name", WRONG)
async def test_a_wrong_record_takes_nothing_away(tenant: Tenant, name: str) -> None:
    await load(tenant)
    before = await everything(tenant)
    folder = tenant.folder("roster", members(changed(name.partition(" ")[0], *WRONG[name])))
    report = await tenant.load("oneroster", folder, most_bad=60)
    assert_all_accounted(report)
    assert [line.splitlines()[0].partition(":")[0] for line in report.left_out] == [
        f"{name.partition(' ')[0]}.csv"
    ]
    assert sum(tally.skipped["bad, as named below"] for tally in report.kinds.values()) == 1
    assert await everything(tenant) == before


async def test_wrong_records_of_all_files_are_named_at_once(tenant: Tenant) -> None:
    files = FILES
    for name, (old, new) in list(WRONG.items())[:5]:
        files = changed(name, old, new, files)
    said = await tenant.refused_whole("oneroster", tenant.folder("roster", members(files)))
    assert said.splitlines() == [
        "orgs.csv: 1 of 2 records can't be imported, more than --most-bad 5% allows:",
        '  line 2: "name" is missing or empty',
        "academicSessions.csv: 1 of 3 records can't be imported, more than --most-bad 5% allows:",
        '  line 3: "type" must be one of gradingPeriod, semester, schoolYear, term, found "season"',
        "courses.csv: 1 of 2 records can't be imported, more than --most-bad 5% allows:",
        '  line 2: "title" is missing or empty',
        "classes.csv: 1 of 2 records can't be imported, more than --most-bad 5% allows:",
        '  line 2: "title" is missing or empty',
        "users.csv: 1 of 7 records can't be imported, more than --most-bad 5% allows:",
        '  line 3: "enabledUser" must be true or false, found "perhaps"',
    ]


async def test_whom_a_roster_takes_away_is_named(tenant: Tenant) -> None:
    await load(tenant)
    enrollments = "".join(
        line for line in FILES["enrollments"].splitlines(True) if line[:2] not in ("e4", "e5")
    )
    users = (
        FILES["users"].replace(",s1,administrator", ",s1,teacher").replace('"s1,d1",teacher', "s1,teacher")
    )
    report = await load(
        tenant, {**FILES, "enrollments": enrollments, "users": users.replace(",g1,10", ",,10")}
    )
    said = [line.strip() for line in str(report).splitlines() if line.strip().startswith("removed")]
    assert said == [
        "removed which the roster no longer names (2): a1/school_admin/s1; w1/teacher/d1",
        "removed which the roster no longer names (1): g1/u2",
        "removed which the roster no longer names (1): k2/u1",
        "removed which the roster no longer names (1): k1/w1",
    ]


async def test_whom_a_delta_takes_away_is_named(tenant: Tenant) -> None:
    await load(tenant)
    report = await delta(
        tenant,
        users="r1,tobedeleted,,,,,,,,,,,,,,,,",
        enrollments="e5,tobedeleted,,k1,s1,w1,teacher,,,",
    )
    said = [line.strip() for line in str(report).splitlines() if line.strip().startswith("removed")]
    assert said == [
        "removed which the roster says to delete (1): r1",
        "removed which the roster says to delete, or which are over (1): k1/w1",
    ]


async def test_the_header_alone_names_nothing(tenant: Tenant) -> None:
    report = await load(tenant, {"orgs": header("orgs")})
    assert report.left_out == []
