"""OneRoster sets: what becomes of them."""

import pytest

from tests.importers.conftest import Tenant
from tests.importers.reports import assert_all_accounted
from tests.importers.rosters import (
    FILES,
    Files,
    care,
    changed,
    header,
    load,
    roles,
    table,
    taking,
    teaching,
)

ROLES = [
    ("Ada", "student", "Elm School"),
    ("Ann", "school_admin", "Elm School"),
    ("Bo", "student", "Elm School"),
    ("Gus", "parent", "Elm School"),
    ("Pia", "parent", "Elm School"),
    ("Will", "teacher", "Elm District"),
    ("Will", "teacher", "Elm School"),
]


async def test_organizations_courses_and_classes(tenant: Tenant) -> None:
    await tenant.rows("UPDATE tenants SET time_zone = 'Europe/Oslo'")
    report = await load(tenant)
    assert_all_accounted(report)
    assert await table(
        tenant,
        "SELECT o.name, o.kind::text, o.code, p.name AS above, o.metadata FROM organizations o "
        "LEFT JOIN organizations p ON p.id = o.parent_id ORDER BY 1",
    ) == [
        ("Elm District", "district", "D1", None, {"oneroster": {"type": "district", "identifier": "D1"}}),
        (
            "Elm School",
            "school",
            "E1",
            "Elm District",
            {"oneroster": {"type": "school", "identifier": "E1", "metadata.city": "Elmton"}},
        ),
    ]
    assert await table(
        tenant,
        "SELECT c.title, c.code, c.grade_level, c.subject_label, c.level::text, c.status::text, o.name, c.metadata "
        "FROM courses c JOIN organizations o ON o.id = c.organization_id ORDER BY 1",
    ) == [
        (
            *("Algebra", "ALG", "9", "Mathematics", "other", "published", "Elm School"),
            {"oneroster": {"schoolYearSourcedId": "y1", "subjectCodes": "02052"}},
        ),
        (
            *("Choir", "CHO", None, "Music", "other", "published", "Elm District"),
            {"oneroster": {"schoolYearSourcedId": "y1", "grades": ["9", "10"]}},
        ),
    ]
    found = await table(
        tenant,
        "SELECT title, term_name, starts_at AT TIME ZONE 'Europe/Oslo' || '' AS starts, "
        "ends_at AT TIME ZONE 'Europe/Oslo' || '' AS ends, visibility::text, metadata FROM course_offerings ORDER BY 1",
    )
    assert [row[:5] for row in found] == [
        ("Algebra, period 1", "Autumn, Spring", "2025-09-01 00:00:00", "2026-06-30 23:59:59", "private"),
        ("Choir", "Autumn", "2025-09-01 00:00:00", "2026-01-31 23:59:59", "private"),
    ]
    stated = found[0][5]["oneroster"]
    assert [term["title"] for term in stated.pop("terms")] == ["Autumn", "Spring"]
    assert stated == {
        "grades": "09",
        "classCode": "ALG-1",
        "classType": "scheduled",
        "location": "Room 12",
        "schoolSourcedId": "s1",
        "periods": "1",
    }


async def test_people_and_what_they_may_do(tenant: Tenant) -> None:
    report = await load(tenant)
    found = await table(
        tenant, "SELECT full_name, email, phone, status::text, metadata FROM users ORDER BY 1"
    )
    assert [row[:4] for row in found] == [
        ("Ada B. Lund", "ada@elm.example", "555", "active"),
        ("Ann Ash", None, None, "active"),
        ("Bo Berg", "family@elm.example", None, "inactive"),
        ("Gus Gray", None, "777", "active"),
        ("Pia Lund", None, None, "active"),
        ("Rue Lund", None, None, "active"),
        ("Will West", "will@elm.example", None, "active"),
    ]
    assert found[0][4] == {
        "oneroster": {
            "username": "ada",
            "userIds": [{"type": "LDAP", "identifier": "ada1"}],
            "middleName": "B.",
            "identifier": "77",
        }
    }
    assert found[4][4] == {"oneroster": {"email": "family@elm.example"}}, "an address is one person's"
    assert "secret" not in str(found), "no password is taken over"
    assert report.count("a password is not taken over") == 1
    assert await roles(tenant) == ROLES
    assert report.kinds["role"].skipped == {"is a role that is given by hand here": 1}
    assert await care(tenant) == [("Gus", "guardian", "Bo"), ("Pia", "parent", "Ada")]
    assert report.kinds["guardianship"].skipped == {
        "is not between a parent or guardian and a student": 1,
        "is stated on both sides": 1,
    }


async def test_students(tenant: Tenant) -> None:
    report = await load(tenant)
    assert await table(
        tenant,
        "SELECT u.given_name, o.name, p.grade_levels, p.date_of_birth::text AS born, p.demographics "
        "FROM student_profiles p JOIN users u ON u.id = p.user_id JOIN organizations o ON o.id = p.organization_id "
        "ORDER BY 1",
    ) == [
        (
            *("Ada", "Elm School", ["9"], "2010-05-06"),
            {"sex": "female", "asian": True, "white": False, "country_of_birth_code": "NO"},
        ),
        ("Bo", "Elm School", ["10"], None, {}),
    ]
    assert report.kinds["demographics"].skipped == {"is about a person who is not a student here": 1}


async def test_who_takes_and_teaches_what(tenant: Tenant) -> None:
    report = await load(tenant)
    assert await taking(tenant) == [
        ("Ada", "Algebra, period 1", "active"),
        ("Ada", "Choir", "active"),
        ("Bo", "Algebra, period 1", "dropped"),
    ]
    assert await teaching(tenant) == [("Will", "Algebra, period 1")]
    ada = await table(
        tenant,
        "SELECT e.enrolled_at AT TIME ZONE 'UTC' || '' AS since, e.metadata FROM enrollments e "
        "WHERE e.external_id = 'oneroster:enrollment/k1/u1'",
    )
    assert ada == [
        (
            "2025-09-02 00:00:00",
            {
                "oneroster": [
                    {
                        "sourcedId": "e1",
                        "beginDate": "2025-09-02",
                        "endDate": "2026-01-31",
                        "schoolSourcedId": "s1",
                    },
                    {
                        "sourcedId": "e2",
                        "beginDate": "2026-02-01",
                        "endDate": "2026-06-30",
                        "schoolSourcedId": "s1",
                    },
                ]
            },
        )
    ]
    assert report.kinds["enrollment"].skipped == {
        "of a person who stands in the class more than once; kept with the first": 1,
        "as administrator, a role that a class does not have here": 1,
    }
    assert report.count("which teacher is the primary one is not kept") == 1


async def test_many_who_stand_in_a_class_twice_are_read_in_rounds(
    tenant: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importers.formats.oneroster.enrollments.AT_ONCE", 2)
    people = "".join(f"x{n},,,true,s1,student,,,Given,Family {n},,,,,,,," + "\n" for n in range(9))
    twice = "".join(f"x{n}{term},,,k1,s1,x{n},student,,," + "\n" for term in "ab" for n in range(9))
    files = {**FILES, "users": FILES["users"] + people, "enrollments": header("enrollments") + twice}
    report = await load(tenant, files)
    assert_all_accounted(report)
    assert (report.kinds["enrollment"].read, report.kinds["enrollment"].created) == (18, 9)
    kept = await table(
        tenant, "SELECT metadata -> 'oneroster' -> 1 ->> 'sourcedId' AS second FROM enrollments ORDER BY 1"
    )
    assert kept == [(f"x{n}b",) for n in range(9)]


async def test_version_1_2_states_roles_apart(tenant: Tenant) -> None:
    users = """\
sourcedId,status,dateLastModified,enabledUser,username,givenName,familyName,preferredGivenName,primaryOrgSourcedId,\
pronouns,grades,agentSourcedIds
u1,,,true,ada,Ada,Lund,Addie,s1,she/her,KG,
w1,,,true,will,Will,West,,d1,,,
"""
    given = """\
sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId
r1,,,u1,primary,student,,,s1,
r2,,,w1,primary,principal,,,s1,
r3,,,w1,secondary,teacher,2020-01-01,2020-02-01,s1,
r4,,,w1,secondary,systemAdministrator,,,d1,
r5,,,w1,secondary,aide,,,,
r6,,,w9,primary,student,,,s1,
"""
    files: Files = {"orgs": FILES["orgs"], "users": users, "roles": given}
    report = await load(tenant, files, version="1.2")
    assert await roles(tenant) == [("Ada", "student", "Elm School"), ("Will", "school_admin", "Elm School")]
    assert report.kinds["role"].skipped == {
        "is not in force today": 1,
        "is a role that is given by hand here": 1,
        "names no org that is here; no role is given in the whole tenant": 1,
        "is of a person who is not here": 1,
    }
    assert [line for line in report.warnings if "given by hand" in line] == [
        "a role is a role that is given by hand here (1): roles.csv: line 5: systemAdministrator"
    ]
    assert await table(
        tenant,
        "SELECT u.full_name, p.grade_levels FROM student_profiles p JOIN users u ON u.id = p.user_id",
    ) == [("Addie Lund", ["K"])]
    again = await load(tenant, {**files, "roles": "".join(given.splitlines(True)[:2])}, version="1.2")
    assert again.kinds["role"].removed == 1
    assert await roles(tenant) == [("Ada", "student", "Elm School")]


async def test_dangling_references_are_named_and_left_out(tenant: Tenant) -> None:
    files = changed("enrollments", "e4,,,k2,s1,u1", "e4,,,k9,s1,u1")
    files = changed("enrollments", "e3,,,k1,s1,u2", "e3,,,k1,s1,u9", files)
    files = changed("classes", "c2,,homeroom", "c9,,homeroom", files)
    report = await load(tenant, files)
    assert_all_accounted(report)
    assert [line for line in report.warnings if "not here" in line] == [
        "a class names a course that is not here, and is left out (1): classes.csv: line 3: c9",
        "an enrollment names a person that is not here (1): enrollments.csv: line 4: u9",
        "an enrollment names a class that is not here (1): enrollments.csv: line 5: k9",
    ]
