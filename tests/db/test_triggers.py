"""What triggers keep: depth and the shape of trees, copies of what stands above, traces of who changed what."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest

from db.models import Base
from db.models.base import Inherited
from tests.support.databases import Database
from tests.support.rows import Draft, insert
from tests.support.tenants import in_tenant, make_tenant

CODE = "oak"
Owner = Any


@pytest.fixture
async def owner(database: Database) -> AsyncIterator[Owner]:
    """The owner's connection to a database with one tenant, in a transaction that has entered it."""
    async with in_tenant(database, Draft(CODE)) as connection:
        yield connection


async def write(connection: Owner, draft: Draft) -> None:
    """Writes what the draft holds, which then is empty."""
    await draft.write(connection)
    draft.rows.clear()


async def chain(connection: Owner, draft: Draft, table: str, length: int, **values: Any) -> list[str]:
    """Writes rows one below the other, and returns their ids from the top down."""
    above: str | None = None
    found: list[str] = []
    for level in range(length):
        above = draft.add(table, f"{level}", parent_id=above, **{**values, **named(table, level)})
        found.append(above)
    await write(connection, draft)
    return found


def named(table: str, level: int) -> dict[str, Any]:
    """What a row of a tree must say beside."""
    if table == "modules":
        return {"title": f"{level}", "module_type": "unit", "sequence_index": level + 1}
    return {"name": f"{level}", "kind": "region"}


async def course(connection: Owner, draft: Draft, name: str = "course", **values: Any) -> str:
    """Writes a course."""
    key = draft.add("courses", name, title=name, **values)
    await write(connection, draft)
    return key


async def depths(connection: Owner, table: str, ids: list[str]) -> list[int]:
    """The depth of each row."""
    rows = await connection.fetch(
        f"SELECT id::text, depth FROM {table} WHERE id = ANY ($1::text[]::uuid[])", ids
    )
    found = {row["id"]: row["depth"] for row in rows}
    return [found[key] for key in ids]


TREES = ("modules", "organizations")


@pytest.mark.parametrize("table", TREES)
async def test_depth_counts_what_stands_above_and_follows_a_move(owner: Owner, table: str) -> None:
    draft = Draft(CODE)
    values = {"course_id": await course(owner, draft)} if table == "modules" else {}
    ids = await chain(owner, draft, table, 5, **values)
    assert await depths(owner, table, ids) == [0, 1, 2, 3, 4]
    await owner.execute(f"UPDATE {table} SET parent_id = $1 WHERE id = $2", ids[0], ids[3])
    assert await depths(owner, table, ids) == [0, 1, 2, 1, 2]
    place = ", sequence_index = 9" if values else ""
    await owner.execute(f"UPDATE {table} SET parent_id = NULL{place} WHERE id = $1", ids[1])
    assert await depths(owner, table, ids) == [0, 0, 1, 1, 2]
    await owner.execute(f"UPDATE {table} SET parent_id = $1, depth = 77 WHERE id = $2", ids[4], ids[1])
    assert await depths(owner, table, ids) == [0, 3, 4, 1, 2], "and nobody writes it by hand"


@pytest.mark.parametrize("table", TREES)
@pytest.mark.parametrize(("moved", "below"), [(0, 4), (0, 1), (2, 3), (2, 2)])
async def test_a_row_never_lies_below_itself(owner: Owner, table: str, moved: int, below: int) -> None:
    draft = Draft(CODE)
    values = {"course_id": await course(owner, draft)} if table == "modules" else {}
    ids = await chain(owner, draft, table, 5, **values)
    with pytest.raises(asyncpg.CheckViolationError):
        await owner.execute(f"UPDATE {table} SET parent_id = $1 WHERE id = $2", ids[below], ids[moved])


@pytest.mark.parametrize("table", TREES)
async def test_trees_nest_a_hundred_deep_and_no_deeper(owner: Owner, table: str) -> None:
    draft = Draft(CODE)
    values = {"course_id": await course(owner, draft)} if table == "modules" else {}
    ids = await chain(owner, draft, table, 101, **values)
    assert await depths(owner, table, ids[-1:]) == [100]
    draft.add(table, "too deep", parent_id=ids[-1], **{**values, **named(table, 101)})
    with pytest.raises(asyncpg.CheckViolationError, match="at most 100 deep"):
        await write(owner, draft)


async def test_a_tree_can_not_be_moved_too_deep_either(owner: Owner) -> None:
    draft = Draft(CODE)
    ids = await chain(owner, draft, "organizations", 60)
    other = Draft(CODE)
    other.code = "other"
    more = await chain(owner, other, "organizations", 60)
    with pytest.raises(asyncpg.CheckViolationError, match="at most 100 deep"):
        await owner.execute("UPDATE organizations SET parent_id = $1 WHERE id = $2", ids[-1], more[0])


async def test_a_module_stays_in_the_course_of_its_parent(owner: Owner) -> None:
    draft = Draft(CODE)
    first, second = await course(owner, draft, "first"), await course(owner, draft, "second")
    [top] = await chain(owner, draft, "modules", 1, course_id=first)
    draft.add("modules", "astray", course_id=second, parent_id=top, module_type="unit", title="astray")
    with pytest.raises(asyncpg.ForeignKeyViolationError):
        await write(owner, draft)


@pytest.mark.parametrize("table", TREES)
async def test_two_moves_at_once_make_no_circle(database: Database, table: str) -> None:
    connections = [await asyncpg.connect(database.owner_url) for _ in range(2)]
    first, second = connections
    draft = Draft(CODE)
    try:
        await make_tenant(first, draft)
        async with first.transaction():
            await first.execute("SELECT app.enter_tenant($1)", draft.tenant_id)
            values = {"course_id": await course(first, draft)} if table == "modules" else {}
            for place, name in enumerate(("a", "b"), 1):
                draft.add(table, name, **values, **named(table, place))
            await write(first, draft)
        a, b = draft.id(table, "a"), draft.id(table, "b")
        move = f"UPDATE {table} SET parent_id = $1 WHERE id = $2"
        for connection in connections:
            await connection.execute("BEGIN")
            await connection.execute("SELECT app.enter_tenant($1)", draft.tenant_id)
        await first.execute(move, a, b)
        waiting = asyncio.create_task(second.execute(move, b, a))
        await asyncio.sleep(0)
        await first.execute("COMMIT")
        with pytest.raises((asyncpg.CheckViolationError, asyncpg.DeadlockDetectedError)):
            await waiting
    finally:
        for connection in connections:
            await connection.close()


PREREQUISITES = [
    ([("a", "b"), ("b", "c")], ("c", "a"), "strict", True),
    ([("a", "b"), ("b", "c")], ("c", "a"), "recommended", True),
    ([("a", "b")], ("b", "a"), "strict", True),
    ([], ("a", "a"), "strict", True),
    ([("a", "b"), ("b", "c")], ("a", "c"), "strict", False),
    ([("a", "b")], ("b", "a"), "co_requisite", False),
]


@pytest.mark.parametrize(("given", "added", "kind", "is_refused"), PREREQUISITES)
async def test_prerequisites_never_lead_back(
    owner: Owner, given: list[tuple[str, str]], added: tuple[str, str], kind: str, is_refused: bool
) -> None:
    draft = Draft(CODE)
    ids = {name: await course(owner, draft, name) for name in "abc"}
    for one, before in given:
        draft.add(
            "course_prerequisites", f"{one} {before}", course_id=ids[one], prerequisite_course_id=ids[before]
        )
    await write(owner, draft)
    draft.add(
        "course_prerequisites",
        "added",
        course_id=ids[added[0]],
        prerequisite_course_id=ids[added[1]],
        kind=kind,
    )
    if is_refused:
        with pytest.raises(asyncpg.CheckViolationError):
            await write(owner, draft)
    else:
        await write(owner, draft)


async def test_a_co_requisite_that_becomes_a_prerequisite_is_looked_at_again(owner: Owner) -> None:
    draft = Draft(CODE)
    a, b = await course(owner, draft, "a"), await course(owner, draft, "b")
    draft.add("course_prerequisites", "one", course_id=a, prerequisite_course_id=b, kind="strict")
    draft.add("course_prerequisites", "two", course_id=b, prerequisite_course_id=a, kind="co_requisite")
    await write(owner, draft)
    with pytest.raises(asyncpg.CheckViolationError):
        await owner.execute("UPDATE course_prerequisites SET kind = 'strict' WHERE course_id = $1", b)


@pytest.mark.parametrize(
    ("role", "scoped", "is_listed"),
    [("student", False, False), ("parent", False, False), ("teacher", False, True), ("finance", True, True),
     ("tenant_admin", True, True), ("analyst", False, True)],
)  # fmt: skip
async def test_who_joins_the_staff_is_listed(owner: Owner, role: str, scoped: bool, is_listed: bool) -> None:
    draft = Draft(CODE)
    place = draft.add("organizations", "place", name="place", kind="school")
    user = draft.add("users", "someone", full_name="Someone")
    draft.add("user_roles", "one", user_id=user, role="student")
    draft.add(
        "user_roles",
        "two",
        user_id=user,
        role=role,
        organization_id=place if scoped or role == "student" else None,
    )
    await write(owner, draft)
    assert await owner.fetchval("SELECT is_listed FROM users WHERE id = $1", user) is is_listed


async def test_copies_of_the_organisation_follow_the_course(owner: Owner) -> None:
    draft = Draft(CODE)
    places = [draft.add("organizations", name, name=name, kind="school") for name in ("north", "south")]
    user, tutor = (draft.add("users", name, full_name=name) for name in ("learner", "tutor"))
    key = draft.add("courses", "course", title="course", organization_id=places[0])
    module = draft.add("modules", "m", course_id=key, module_type="unit", title="m")
    item = draft.add("content_items", "i", course_id=key, module_id=module, content_type="video", title="i")
    run = draft.add("course_offerings", "run", course_id=key)
    held = draft.add("class_sessions", "held", tutor_id=tutor, offering_id=run, organization_id=places[0],
                     starts_at="2026-01-01T10:00:00Z", ends_at="2026-01-01T11:00:00Z")  # fmt: skip
    draft.add("enrollments", "e", user_id=user, offering_id=run)
    draft.add("module_progress", "p", user_id=user, offering_id=run, module_id=module)
    draft.add("content_progress", "c", user_id=user, offering_id=run, content_item_id=item)
    draft.add("class_session_students", "s", class_session_id=held, student_id=user)
    await write(owner, draft)
    following = ("course_offerings", "enrollments", "module_progress", "content_progress")

    async def copies(*tables: str) -> set[str]:
        return {str(await owner.fetchval(f"SELECT organization_id FROM {table}")) for table in tables}

    assert await copies(*following, "class_session_students") == {places[0]}
    await owner.execute("UPDATE courses SET organization_id = $1", places[1])
    assert await copies(*following) == {places[1]}
    for table in following[1:]:
        await owner.execute(f"UPDATE {table} SET organization_id = $1", places[0])
    assert await copies(*following) == {places[1]}, "nobody writes them by hand"
    assert await copies("class_session_students") == {places[0]}, "a class follows its own"
    await owner.execute(
        "UPDATE class_sessions SET organization_id = $1, tutor_id = $2, offering_id = NULL", places[1], user
    )
    row = await owner.fetchrow(
        "SELECT organization_id::text, tutor_id::text, offering_id FROM class_session_students"
    )
    assert tuple(row) == (places[1], user, None)
    await owner.execute("UPDATE courses SET organization_id = NULL")
    assert await copies(*following) == {"None"}


async def test_siblings_change_places_within_a_transaction(owner: Owner) -> None:
    draft = Draft(CODE)
    key = await course(owner, draft)
    for place in (1, 2, 3):
        draft.add(
            "modules", f"{place}", course_id=key, module_type="unit", title=f"{place}", sequence_index=place
        )
    await write(owner, draft)
    await owner.execute("UPDATE modules SET sequence_index = 4 - sequence_index")
    await owner.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(asyncpg.UniqueViolationError):
        await owner.execute("UPDATE modules SET sequence_index = 1")


async def test_a_deleted_sibling_yields_its_place(owner: Owner) -> None:
    draft = Draft(CODE)
    key = await course(owner, draft)
    for turn in range(3):
        draft.add("modules", f"{turn}", course_id=key, module_type="unit", title="m", sequence_index=1)
        await write(owner, draft)
        await owner.execute(
            f"UPDATE modules SET deleted_at = now() + interval '{turn} s' WHERE deleted_at IS NULL"
        )
    await owner.execute("SET CONSTRAINTS ALL IMMEDIATE")


async def test_times_and_editors_are_kept(owner: Owner) -> None:
    draft = Draft(CODE)
    editor = draft.add("users", "editor", full_name="Editor")
    await write(owner, draft)
    then = {"created_at": "2020-01-01T00:00:00Z", "updated_at": "2020-01-01T00:00:00Z"}
    await insert(
        owner, "groups", [{"tenant_id": draft.tenant_id, "id": draft.id("groups", "g"), "name": "g", **then}]
    )
    row = await owner.fetchrow("SELECT created_at, updated_at, created_by, updated_by FROM groups")
    assert (row["created_at"].year, row["updated_at"].year, row["created_by"], row["updated_by"]) == (
        2020,
        2020,
        None,
        None,
    )
    await owner.execute("SELECT set_config('app.user_id', $1, true)", editor)
    await owner.execute(
        "UPDATE groups SET created_at = now(), created_by = id, updated_by = id, updated_at = '2001-01-01'"
    )
    row = await owner.fetchrow(
        "SELECT created_at, updated_at = now() AS is_now, created_by, updated_by::text FROM groups"
    )
    assert (row["created_at"].year, row["is_now"], row["created_by"], row["updated_by"]) == (
        2020,
        True,
        None,
        editor,
    )
    await owner.execute(
        "INSERT INTO groups (tenant_id, name, created_by) SELECT tenant_id, 'made', id FROM groups"
    )
    assert await owner.fetchval("SELECT created_by::text FROM groups WHERE name = 'made'") == editor


async def test_whatever_is_inherited_is_passed_on_by_every_table_above(owner: Owner) -> None:
    for mapper in Base.registry.mappers:
        for rule in mapper.class_.facts.rules:
            for _, parent in rule.via if isinstance(rule, Inherited) else ():
                trigger = await owner.fetchval(
                    "SELECT pg_get_triggerdef(oid) FROM pg_trigger"
                    " WHERE tgrelid = $1::text::regclass AND tgname = 'pass_on'",
                    parent,
                )
                assert f"old.{rule.column} IS DISTINCT FROM new.{rule.column}" in trigger, (
                    parent,
                    rule.column,
                )
