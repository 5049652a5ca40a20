"""OneRoster sets: what becomes of them, what a newer set or a delta changes, and what is left to people."""

from collections.abc import Mapping
from typing import Any

import pytest

from importers import Report
from tests.importers.conftest import Tenant
from tests.importers.rosters import FILES, Files, changed, header, members, zipped
from tests.importers.test_real_files import assert_all_accounted


async def load(tenant: Tenant, files: Mapping[str, str] = FILES, **options: str) -> Report:
    return await tenant.load("oneroster", tenant.folder("roster", members(files, **options)))


async def delta(tenant: Tenant, **files: str) -> Report:
    texts = {name: header(name) + text + "\n" for name, text in files.items()}
    path = tenant.file("delta.zip", zipped(tenant, members(texts, mode="delta")))
    return await tenant.load("oneroster", path)


async def table(tenant: Tenant, statement: str) -> list[tuple[Any, ...]]:
    return [tuple(row.values()) for row in await tenant.rows(statement)]


async def roles(tenant: Tenant) -> list[tuple[Any, ...]]:
    return await table(
        tenant,
        "SELECT u.given_name, r.role::text, o.name FROM user_roles r JOIN users u ON u.id = r.user_id "
        "LEFT JOIN organizations o ON o.id = r.organization_id ORDER BY 1, 2, 3",
    )


async def care(tenant: Tenant) -> list[tuple[Any, ...]]:
    return await table(
        tenant,
        "SELECT a.given_name, g.relationship::text, b.given_name AS of FROM guardianships g "
        "JOIN users a ON a.id = g.guardian_id JOIN users b ON b.id = g.student_id "
        "WHERE g.deleted_at IS NULL ORDER BY 1",
    )


async def taking(tenant: Tenant) -> list[tuple[Any, ...]]:
    return await table(
        tenant,
        "SELECT u.given_name, o.title, e.status::text FROM enrollments e JOIN users u ON u.id = e.user_id "
        "JOIN course_offerings o ON o.id = e.offering_id ORDER BY 1, 2",
    )


async def teaching(tenant: Tenant) -> list[tuple[Any, ...]]:
    return await table(
        tenant,
        "SELECT u.given_name, o.title FROM offering_instructors i JOIN users u ON u.id = i.user_id "
        "JOIN course_offerings o ON o.id = i.offering_id ORDER BY 1",
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
    assert report.kinds["demographics"].skipped == {"is of a person who is no student here": 1}


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
        "as administrator, which is no part of a class here": 1,
    }
    assert report.count("which teacher is the primary one is not kept") == 1


async def test_many_who_stand_in_a_class_twice_are_read_in_rounds(
    tenant: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importers.oneroster.enrollments.AT_ONCE", 2)
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


async def test_the_same_set_changes_nothing(tenant: Tenant) -> None:
    await load(tenant)
    before = await tenant.snapshot()
    again = await tenant.load("oneroster", tenant.file("roster.zip", zipped(tenant, members(FILES))))
    changes = {kind: tally.created + tally.updated + tally.removed for kind, tally in again.kinds.items()}
    assert set(changes.values()) == {0}
    assert await tenant.snapshot() == before


async def test_people_exchange_addresses_and_courses_their_codes(tenant: Tenant) -> None:
    await load(tenant)
    users = (
        changed("users", "ada@elm", "@elm")["users"]
        .replace("will@elm", "ada@elm")
        .replace(",@elm", ",will@elm")
    )
    courses = changed("courses", "ALG", "X")["courses"].replace("CHO", "ALG").replace("X", "CHO")
    report = await load(tenant, {**FILES, "users": users, "courses": courses})
    assert await table(
        tenant, "SELECT given_name, email FROM users WHERE email < 'f' OR email > 'w' ORDER BY 1"
    ) == [
        ("Ada", "will@elm.example"),
        ("Will", "ada@elm.example"),
    ]
    assert await table(tenant, "SELECT title, code FROM courses ORDER BY 1") == [
        ("Algebra", "CHO"),
        ("Choir", "ALG"),
    ]
    assert (report.kinds["user"].updated, report.kinds["course"].updated) == (2, 2)


async def test_what_a_bulk_set_no_longer_names(tenant: Tenant) -> None:
    await load(tenant)
    await tenant.rows("UPDATE enrollments SET status = 'completed' WHERE external_id LIKE '%k2/u1'")
    users = "".join(line for line in FILES["users"].splitlines(True) if line[:2] != "g1").replace(
        ",g1,", ",,"
    )
    enrollments = "".join(
        line for line in FILES["enrollments"].splitlines(True) if line[:2] not in ("e3", "e4", "e5")
    )
    less = {**FILES, "users": users.replace(",s1,administrator", ",s1,teacher"), "enrollments": enrollments}
    report = await load(tenant, less)
    assert (
        report.kinds["user"].absent,
        await tenant.value("SELECT count(*) FROM users WHERE deleted_at IS NULL"),
    ) == (
        1,
        7,
    ), "people are kept, and counted"
    assert ("Ann", "teacher", "Elm School") in await roles(tenant)
    assert ("Ann", "school_admin", "Elm School") not in await roles(tenant), (
        "a person has the roles last stated"
    )
    assert await care(tenant) == [("Pia", "parent", "Ada")]
    assert await teaching(tenant) == []
    assert ("Ada", "Choir", "completed") in await taking(tenant), "what was achieved stays"
    await load(tenant)
    assert await care(tenant) == [("Gus", "guardian", "Bo"), ("Pia", "parent", "Ada")]
    assert await teaching(tenant) == [("Will", "Algebra, period 1")]


async def test_a_delta_changes_only_what_it_names(tenant: Tenant) -> None:
    await load(tenant)
    report = await delta(
        tenant,
        users="u1,active,,true,s1,student,ada,,Ada,Lund,,,ada@new.example,,,p1,10,\nr1,tobedeleted,,,,,,,,,,,,,,,,",
        enrollments="e1,tobedeleted,,k1,s1,u1,student,,,\ne4,tobedeleted,,k2,s1,u1,student,,,\n"
        "e5,tobedeleted,,k1,s1,w1,teacher,,,",
        classes="k2,active,,Choir at noon,,c2,,homeroom,,s1,t2,,,",
        orgs="s1,active,,Elm High School,school,E1,d1,",
    )
    assert_all_accounted(report)
    assert await tenant.value(
        "SELECT name FROM organizations WHERE kind = 'school' AND parent_id IS NOT NULL"
    ) == ("Elm High School")
    assert await table(tenant, "SELECT title, term_name FROM course_offerings ORDER BY 1") == [
        ("Algebra, period 1", "Autumn, Spring"),
        ("Choir at noon", "Spring"),
    ], "sessions of earlier sets are remembered with the classes"
    assert await taking(tenant) == [
        ("Ada", "Algebra, period 1", "active"),
        ("Ada", "Choir at noon", "dropped"),
        ("Bo", "Algebra, period 1", "dropped"),
    ]
    kept = await tenant.value(
        "SELECT metadata -> 'oneroster' FROM enrollments WHERE external_id = 'oneroster:enrollment/k1/u1'"
    )
    assert [record["sourcedId"] for record in kept] == ["e2"]
    assert await teaching(tenant) == []
    assert await table(tenant, "SELECT given_name FROM users WHERE deleted_at IS NOT NULL") == [("Rue",)]
    assert await tenant.value("SELECT grade_levels FROM student_profiles p JOIN users u ON u.id = p.user_id "
                              "WHERE u.given_name = 'Ada'") == ["10"]  # fmt: skip
    assert report.kinds["user"].removed == 1


async def test_a_delta_takes_back_who_cares_for_a_student(tenant: Tenant) -> None:
    await load(tenant)
    report = await delta(tenant, users="u2,active,,true,s1,student,,,Bo,Berg,,,,,,p1,10,")
    assert await care(tenant) == [("Pia", "parent", "Ada"), ("Pia", "parent", "Bo")]
    assert (report.kinds["guardianship"].created, report.kinds["guardianship"].removed) == (1, 1)


async def test_deleted_records_come_back(tenant: Tenant) -> None:
    await load(tenant)
    first = await table(tenant, "SELECT id FROM users UNION ALL SELECT id FROM courses ORDER BY 1")
    await delta(tenant, users="u1,tobedeleted,,,,,,,,,,,,,,,,", courses="c1,tobedeleted,,,,,,,,")
    assert await tenant.value("SELECT count(*) FROM users WHERE deleted_at IS NULL") == 6
    await load(tenant)
    assert (
        await table(
            tenant,
            "SELECT id FROM users WHERE deleted_at IS NULL UNION ALL "
            "SELECT id FROM courses WHERE deleted_at IS NULL ORDER BY 1",
        )
        == first
    )


async def test_what_people_did_is_left_alone(tenant: Tenant) -> None:
    await tenant.rows(
        "INSERT INTO users (tenant_id, full_name, email) SELECT id, 'Old Will', 'WILL@elm.example' FROM tenants"
    )
    await tenant.rows("INSERT INTO courses (tenant_id, title, code) SELECT id, 'Old', 'ALG' FROM tenants")
    await load(tenant)
    assert await table(
        tenant, "SELECT full_name, email FROM users WHERE full_name LIKE '%Will%' ORDER BY 1"
    ) == [
        ("Old Will", "WILL@elm.example"),
        ("Will West", None),
    ]
    assert await table(tenant, "SELECT title, code FROM courses WHERE code LIKE 'ALG%' ORDER BY 1") == [
        ("Algebra", "ALG (c1)"),
        ("Old", "ALG"),
    ]
    await tenant.rows(
        "INSERT INTO user_roles (tenant_id, user_id, role) SELECT tenant_id, id, 'coach' FROM users "
        "WHERE given_name = 'Will'"
    )
    await tenant.rows(
        "INSERT INTO guardianships (tenant_id, guardian_id, student_id) SELECT a.tenant_id, a.id, b.id "
        "FROM users a, users b WHERE a.given_name = 'Ann' AND b.given_name = 'Bo'"
    )
    await tenant.rows("UPDATE courses SET visibility = 'public', status = 'archived' WHERE title = 'Algebra'")
    before = await tenant.snapshot()
    await load(tenant)
    assert await tenant.snapshot() == before


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
        "a class of a course that is not here is left out (1): classes.csv: line 3",
        "an enrollment names a person that is not here (1): enrollments.csv: line 4: u9",
        "an enrollment names a class that is not here (1): enrollments.csv: line 5: k9",
    ]
