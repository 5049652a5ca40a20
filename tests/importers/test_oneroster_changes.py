"""OneRoster sets that are imported again: what a newer set or a delta changes, and what is left to people."""

from tests.importers.conftest import Tenant
from tests.importers.reports import assert_all_accounted
from tests.importers.rosters import (
    FILES,
    care,
    changed,
    delta,
    load,
    members,
    roles,
    table,
    taking,
    teaching,
    zipped,
)


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
