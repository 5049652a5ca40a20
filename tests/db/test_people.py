"""What the tables of people and their classes refuse, and what of another person, place or tenant they take."""

from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest

from tests.support.databases import Database
from tests.support.rows import Draft
from tests.support.tenants import in_tenant, make_tenant, refusal

CODE = "elm"
EARLY, LATE = "2026-03-02T09:00:00Z", "2026-03-02T10:00:00Z"


@pytest.fixture(scope="module")
async def owner(module_database: Database) -> AsyncIterator["asyncpg.Connection[Any]"]:
    """The owner's connection to a tenant of two centres, with a child who attends one, a parent and a tutor."""
    draft = Draft(CODE)
    for name in ("east", "west"):
        draft.add("organizations", name, kind="centre", name=name)
    for name in ("child", "parent", "tutor"):
        draft.add("users", name, full_name=name, email=f"{name}@elm.example")
    draft.add("user_roles", "tutor", user_id=TUTOR, role="tutor", organization_id=EAST)
    draft.add("student_profiles", "child", **ATTENDS)
    draft.add("tutor_profiles", "tutor", **WORKS)
    draft.add("guardianships", "family", guardian_id=PARENT, student_id=CHILD)
    async with in_tenant(module_database, draft, "centre_network") as connection:
        yield connection


EAST, WEST = (Draft(CODE).id("organizations", name) for name in ("east", "west"))
CHILD, PARENT, TUTOR = (Draft(CODE).id("users", name) for name in ("child", "parent", "tutor"))
ATTENDS = {"user_id": CHILD, "organization_id": EAST}
WORKS = {"user_id": TUTOR, "organization_id": EAST}
HELD = {"tutor_id": TUTOR, "organization_id": EAST, "starts_at": EARLY, "ends_at": LATE}
GONE = {"deleted_at": EARLY}

TRIED: list[tuple[str, dict[str, Any], str | None]] = [
    ("users", {"full_name": "Another", "email": "Child@ELM.example"}, "uq_users_lower_email"),
    ("users", {"full_name": "Another", "email": "child@elm.example", **GONE}, None),
    (
        "users",
        {"full_name": "Another", "accessibility_settings": ["captions"]},
        "ck_users_accessibility_settings_is_object",
    ),
    (
        "user_roles",
        {"user_id": TUTOR, "role": "tutor", "organization_id": EAST},
        "uq_user_roles_user_id_role_organization_id",
    ),
    ("user_roles", {"user_id": TUTOR, "role": "tutor", "organization_id": WEST}, None),
    ("user_roles", {"user_id": TUTOR, "role": "tutor", "organization_id": None}, None),
    ("student_profiles", ATTENDS, "uq_student_profiles_user_id_organization_id"),
    ("student_profiles", {**ATTENDS, "organization_id": WEST}, None),
    ("student_profiles", {**ATTENDS, **GONE}, None),
    (
        "student_profiles",
        {"user_id": CHILD, "academic_age": [7.5]},
        "ck_student_profiles_academic_age_is_object",
    ),
    ("student_profiles", {"user_id": CHILD, "history": {}}, "ck_student_profiles_history_is_array"),
    ("tutor_profiles", WORKS, "uq_tutor_profiles_user_id_organization_id"),
    ("tutor_profiles", {**WORKS, "organization_id": WEST}, None),
    ("tutor_profiles", {"user_id": TUTOR, "max_students": -1}, "ck_tutor_profiles_max_students_nonnegative"),
    ("tutor_profiles", {"user_id": TUTOR, "availability": []}, "ck_tutor_profiles_availability_is_object"),
    (
        "guardianships",
        {"guardian_id": PARENT, "student_id": CHILD},
        "uq_guardianships_guardian_id_student_id",
    ),
    ("guardianships", {"guardian_id": CHILD, "student_id": CHILD}, "ck_guardianships_not_oneself"),
    ("class_sessions", HELD, None),
    ("class_sessions", {**HELD, "ends_at": EARLY}, "ck_class_sessions_ends_after_start"),
    ("class_sessions", {**HELD, "recurrence": ["weekly"]}, "ck_class_sessions_recurrence_is_object"),
]


@pytest.mark.parametrize(("table", "values", "constraint"), TRIED)
async def test_a_row_is_kept_or_breaks_this_constraint(
    owner: "asyncpg.Connection[Any]", table: str, values: dict[str, Any], constraint: str | None
) -> None:
    assert await refusal(owner, CODE, table, **values) == constraint


async def test_another_tenant_may_know_the_same_address(owner: "asyncpg.Connection[Any]") -> None:
    other = Draft("ash")
    await owner.execute("SAVEPOINT other")
    await make_tenant(owner, other, "centre_network")
    await owner.execute("SELECT app.enter_tenant($1)", other.tenant_id)
    try:
        assert (
            await refusal(owner, other.code, "users", full_name="Another", email="child@elm.example") is None
        )
    finally:
        await owner.execute("ROLLBACK TO other")
        await owner.execute("SELECT app.enter_tenant($1)", Draft(CODE).tenant_id)
