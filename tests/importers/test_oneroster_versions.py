"""OneRoster 1.0 and 1.2 beside 1.1: what each version states otherwise."""

import pytest

from tests.importers.conftest import Tenant
from tests.importers.reports import assert_all_accounted, assert_second_run_changes_nothing
from tests.importers.rosters import FILES, Files, care, changed, load, roles, table, taking, teaching

FIRST: Files = {
    "orgs": """\
sourcedId,status,dateLastModified,name,type,identifier,metadata.classification,parentSourcedId
s1,,,Elm School,school,E1,public,d1
d1,,,Elm District,district,D1,,
""",
    "academicSessions": """\
sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId
t1,,,Autumn,term,2025-09-01,2026-01-31,
""",
    "courses": """\
sourcedId,status,dateLastModified,schoolYearId,metadata.duration,title,courseCode,grade,orgSourcedId,subjects
c1,,,t1,,Algebra,ALG,9,s1,Mathematics
""",
    "classes": """\
sourcedId,status,dateLastModified,title,grade,courseSourcedId,classCode,classType,location,schoolSourcedId,\
termSourcedId,subjects
k1,,,Algebra A,9,c1,ALG-1,scheduled,Room 12,s1,t1,Mathematics
""",
    "users": """\
sourcedId,status,dateLastModified,orgSourcedIds,role,username,userId,givenName,familyName,identifier,email,sms,\
phone,agents
u1,,,s1,student,ada,77,Ada,Lund,,ada@elm.example,,,p1
u2,,,s1,student,bo,78,Bo,Berg,,,,,
w1,,,s1,teacher,will,79,Will,West,,will@elm.example,,,
p1,,,s1,parent,pia,80,Pia,Lund,,,,,u1
""",
    "demographics": """\
userSourcedId,status,dateLastModified,birthdate,sex,asian,white
u1,,,2010-05-06,female,true,false
""",
    "enrollments": """\
sourcedId,classSourcedId,schoolSourcedId,userSourcedId,role,status,dateLastModified,primary
e1,k1,s1,u1,student,,,
e2,k1,s1,u2,student,,,
e3,k1,s1,w1,teacher,,,true
""",
}
"""A set of version 1.0: it has no manifest, and some columns have other names."""


def members(files: Files) -> Files:
    return {f"{name}.csv": text for name, text in files.items()}


async def test_version_1_0_has_no_manifest_and_other_names(tenant: Tenant) -> None:
    folder = tenant.folder("first", members(FIRST))
    report = await tenant.load("oneroster", folder, is_strict=True)
    assert_all_accounted(report)
    assert report.warnings == ["which teacher is the primary one is not kept (1)"]
    assert await roles(tenant) == [
        ("Ada", "student", "Elm School"),
        ("Bo", "student", "Elm School"),
        ("Pia", "parent", "Elm School"),
        ("Will", "teacher", "Elm School"),
    ]
    assert await care(tenant) == [("Pia", "parent", "Ada")]
    assert await taking(tenant) == [("Ada", "Algebra A", "active"), ("Bo", "Algebra A", "active")]
    assert await teaching(tenant) == [("Will", "Algebra A")]
    assert await table(
        tenant,
        "SELECT c.grade_level, o.term_name, p.date_of_birth::text FROM courses c, course_offerings o, "
        "student_profiles p JOIN users u ON u.id = p.user_id WHERE u.given_name = 'Ada'",
    ) == [("9", "Autumn", "2010-05-06")]
    await assert_second_run_changes_nothing(tenant, "oneroster", folder, report)


async def test_a_file_of_1_0_that_states_a_status_is_a_delta(tenant: Tenant) -> None:
    await tenant.load("oneroster", tenant.folder("first", members(FIRST)))
    head = FIRST["enrollments"].partition("\n")[0]
    users = FIRST["users"].splitlines()
    some = {
        "enrollments": f"{head}\ne1,k1,s1,u1,student,tobedeleted,2026-01-01,\n",
        "users": "\n".join([users[0], users[2].replace("u2,,", "u2,inactive,"), ""]),
    }
    report = await tenant.load("oneroster", tenant.folder("later", members(some)))
    assert await taking(tenant) == [("Ada", "Algebra A", "dropped"), ("Bo", "Algebra A", "active")]
    assert await teaching(tenant) == [("Will", "Algebra A")], "a delta takes nothing that it does not name"
    assert await table(tenant, "SELECT given_name FROM users WHERE status = 'inactive'") == [("Bo",)]
    assert report.kinds["user"].absent == 0


USERS_2 = """\
sourcedId,status,dateLastModified,enabledUser,username,givenName,familyName,agentSourcedIds
u1,active,,true,ada,Ada,Lund,g1
g1,active,,true,gus,Gus,Gray,
"""
ROLES_2 = """\
sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId
r1,active,,u1,primary,student,,,s1,
r2,active,,g1,primary,guardian,,,s1,
r3,active,,g1,secondary,ext:mentor,,,s1,
"""


async def test_a_guardian_of_1_2_is_no_parent(tenant: Tenant) -> None:
    files = {"orgs": FILES["orgs"], "users": USERS_2, "roles": ROLES_2}
    report = await load(tenant, files, version="1.2")
    assert_all_accounted(report)
    assert await care(tenant) == [("Gus", "guardian", "Ada")]
    assert report.kinds["role"].skipped == {"is a role that is given by hand here": 1}


@pytest.mark.parametrize("mode", ["bulk", "delta"])
async def test_people_of_1_2_without_roles_keep_the_roles_they_have(tenant: Tenant, mode: str) -> None:
    await load(tenant, {"orgs": FILES["orgs"], "users": USERS_2, "roles": ROLES_2}, version="1.2")
    before = await roles(tenant)
    report = await load(tenant, {"users": USERS_2.replace("Ada", "Adele")}, version="1.2", mode=mode)
    assert before == [("Ada", "student", "Elm School"), ("Gus", "parent", "Elm School")]
    assert await roles(tenant) == [("Adele", "student", "Elm School"), ("Gus", "parent", "Elm School")]
    assert "role" not in report.kinds


async def test_a_delta_of_1_2_takes_back_the_role_it_deletes(tenant: Tenant) -> None:
    await load(tenant, {"orgs": FILES["orgs"], "users": USERS_2, "roles": ROLES_2}, version="1.2")
    head = ROLES_2.partition("\n")[0]
    gone = f"{head}\nr2,tobedeleted,,g1,primary,guardian,,,s1,\n"
    report = await load(tenant, {"roles": gone}, version="1.2", mode="delta")
    assert await roles(tenant) == [("Ada", "student", "Elm School")]
    assert (
        "removed which the roster says to delete, or which are not in force today (1): g1/parent/s1"
        in str(report)
    )


async def test_a_column_beside_a_known_one_is_named(tenant: Tenant) -> None:
    await load(tenant)
    before = await care(tenant)
    report = await load(tenant, changed("users", "agentSourcedIds", "agentSourcedId"))
    assert [line for line in report.warnings if "column" in line] == [
        (
            "a column that OneRoster does not have is kept in the metadata (1): users.csv: line 1: "
            '"agentSourcedId" (is "agentSourcedIds" meant?)'
        )
    ]
    assert await care(tenant) == before, "the file says nothing of who cares for whom"


async def test_a_role_column_without_orgs_takes_no_role_away(tenant: Tenant) -> None:
    await load(tenant)
    before = await roles(tenant)
    await load(tenant, changed("users", "orgSourcedIds", "orgSourcedId"))
    assert await roles(tenant) == before
