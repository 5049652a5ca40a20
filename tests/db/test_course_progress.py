"""The progress of an enrolment is kept: whatever is changed, it is what adding up the parts would give."""

import asyncio
from collections.abc import AsyncIterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import asyncpg
import pytest

from tests.support.databases import Database
from tests.support.rows import Draft

TENANT = "INSERT INTO tenants (id, name, short_code, kind) VALUES ($1, $2, $2, 'company')"
Connection = Any
Kept = dict[str, tuple[Decimal, int, int, Any, str | None]]

PEOPLE = ("ada", "ben", "cyd")
"""The first two take the first course, all three the second; only the first two have done anything."""


def school(code: str) -> Draft:
    """Two courses of three modules and two items each, and who takes them."""
    draft = Draft(code)
    for name in PEOPLE:
        draft.add("users", name, full_name=name, email=f"{name}@{code}.example")
    for course in ("first", "second"):
        key = draft.add("courses", course, title=course)
        run = draft.add("course_offerings", course, course_id=key, term_name=course)
        for n in range(3):
            module = draft.add(
                "modules", f"{course}/{n}", course_id=key, module_type="unit", title=f"{n}", sequence_index=n + 1,
                is_published=n != 2,
            )  # fmt: skip
            draft.add(
                "content_items", f"{course}/{n}", course_id=key, module_id=module, content_type="text",
                title=f"{n}", sequence_index=1, data={"body_html": "<p>Read this.</p>"},
            )  # fmt: skip
        for name in PEOPLE[: 2 if course == "first" else 3]:
            draft.add("enrollments", f"{name}/{course}", user_id=draft.id("users", name), offering_id=run)
    for who, n, percent, done in (("ada", 0, 100, True), ("ada", 1, 33, False), ("ben", 2, 100, True)):
        at = "2026-03-0{}T10:00:00Z"
        own = {"user_id": draft.id("users", who), "offering_id": draft.id("course_offerings", "first")}
        draft.add(
            "module_progress", f"{who}/{n}", **own, module_id=draft.id("modules", f"first/{n}"),
            progress_percent=percent, completed_at=at.format(n + 2) if done else None,
        )  # fmt: skip
        draft.add(
            "content_progress", f"{who}/{n}", **own, content_item_id=draft.id("content_items", f"first/{n}"),
            progress_percent=percent, last_interacted_at=at.format(n + 1),
        )  # fmt: skip
    return draft


@pytest.fixture
async def owner(database: Database) -> AsyncIterator[Connection]:
    """The owner's connection, which has entered a tenant with a school; another tenant has the same."""
    connection = await asyncpg.connect(database.owner_url)
    for code in ("oak", "elm"):
        draft = school(code)
        await connection.execute(TENANT, draft.tenant_id, code)
        await connection.execute(f"SELECT set_config('app.tenant_id', '{draft.tenant_id}', false)")
        await draft.write(connection)
    await connection.execute(f"SELECT set_config('app.tenant_id', '{OAK.tenant_id}', false)")
    yield connection
    await connection.close()


OAK = school("oak")


async def kept(connection: Connection) -> Kept:
    """What is kept of each enrolment."""
    rows = await connection.fetch("SELECT * FROM course_progress")
    return {
        str(row["enrollment_id"]): (
            row["percent"], row["modules"], row["completed_modules"], row["last_interacted_at"],
            None if row["last_content_item_id"] is None else str(row["last_content_item_id"]),
        )
        for row in rows
    }  # fmt: skip


async def added_up(connection: Connection) -> Kept:
    """The same from the parts, by plain Python."""

    async def rows(table: str) -> list[Any]:
        return await connection.fetch(f"SELECT * FROM {table}")

    courses = {row["id"]: row["course_id"] for row in await rows("course_offerings")}
    modules, done, read = [await rows(name) for name in ("modules", "module_progress", "content_progress")]
    found: Kept = {}
    for enrolled in await rows("enrollments"):
        own = (enrolled["user_id"], enrolled["offering_id"])
        top = {
            row["id"] for row in modules
            if row["course_id"] == courses[own[1]] and row["parent_id"] is None
            and row["is_published"] and row["deleted_at"] is None
        }  # fmt: skip
        parts = [
            row for row in done if (row["user_id"], row["offering_id"]) == own and row["module_id"] in top
        ]
        whole = sum((row["progress_percent"] for row in parts), Decimal(0))
        percent = (whole / len(top)).quantize(Decimal("0.01"), ROUND_HALF_UP) if top else Decimal(0)
        last = max(
            ((row["last_interacted_at"], row["id"], str(row["content_item_id"])) for row in read
             if (row["user_id"], row["offering_id"]) == own and row["last_interacted_at"] is not None),
            default=(None, None, None),
        )  # fmt: skip
        completed = sum(row["completed_at"] is not None for row in parts)
        found[str(enrolled["id"])] = (percent, len(top), completed, last[0], last[2])
    return found


async def test_it_says_what_was_done(owner: Connection) -> None:
    found = await kept(owner)
    assert len(found) == 5
    assert found[OAK.id("enrollments", "ada/first")][:3] == (Decimal("66.50"), 2, 1)
    assert found[OAK.id("enrollments", "ada/first")][4] == OAK.id("content_items", "first/1")
    # What Ben did lies in a module that is not published, which counts for nobody; he was there all the same.
    assert found[OAK.id("enrollments", "ben/first")][:3] == (Decimal(0), 2, 0)
    assert found[OAK.id("enrollments", "ben/first")][4] == OAK.id("content_items", "first/2")
    assert found[OAK.id("enrollments", "cyd/second")] == (Decimal(0), 2, 0, None, None)
    assert found == await added_up(owner)


def key(table: str, name: str) -> str:
    """A row of the school, as an SQL literal."""
    return f"'{OAK.id(table, name)}'"


MORE = (
    "INSERT INTO module_progress (tenant_id, user_id, offering_id, module_id, progress_percent)"
    f" SELECT tenant_id, {key('users', 'cyd')}, {key('course_offerings', 'second')}, id, 50 FROM modules"
)
CHANGES = {
    "somebody comes further": "UPDATE module_progress SET progress_percent = 80, completed_at = now()",
    "somebody begins": MORE,
    "a module's progress goes": f"DELETE FROM module_progress WHERE module_id = {key('modules', 'first/0')}",
    "somebody is elsewhere": "UPDATE content_progress SET last_interacted_at = now()"
    f" WHERE id = {key('content_progress', 'ada/0')}",
    "an item goes": f"DELETE FROM content_items WHERE id = {key('content_items', 'first/1')}",
    "all items go": "DELETE FROM content_items",
    "a module is published": f"UPDATE modules SET is_published = true WHERE id = {key('modules', 'first/2')}",
    "a module is withdrawn": f"UPDATE modules SET is_published = false WHERE id = {key('modules', 'first/0')}",
    "a module is deleted": f"UPDATE modules SET deleted_at = now() WHERE id = {key('modules', 'first/0')}",
    "a module is removed": f"DELETE FROM modules WHERE id = {key('modules', 'first/0')}",
    "all modules are removed": "DELETE FROM modules",
    "a module is put below another": f"UPDATE modules SET parent_id = {key('modules', 'first/0')}"
    f" WHERE id = {key('modules', 'first/1')}",
    "a module is added": "INSERT INTO modules (tenant_id, course_id, module_type, title, sequence_index, is_published)"
    " SELECT tenant_id, id, 'unit', 'new', 9, true FROM courses",
    "an offering is of another course": f"UPDATE course_offerings SET course_id = {key('courses', 'second')}",
    "an enrolment is another person's": f"UPDATE enrollments SET user_id = {key('users', 'cyd')}"
    f" WHERE id = {key('enrollments', 'ada/first')}",
    "an enrolment ends": f"DELETE FROM enrollments WHERE id = {key('enrollments', 'ada/first')}",
    "an offering is removed": f"DELETE FROM course_offerings WHERE id = {key('course_offerings', 'first')}",
    "a person is removed": f"DELETE FROM users WHERE id = {key('users', 'ada')}",
    "somebody enrols": "INSERT INTO enrollments (tenant_id, user_id, offering_id)"
    f" SELECT id, {key('users', 'cyd')}, {key('course_offerings', 'first')} FROM tenants WHERE short_code = 'oak'",
    "all is done again by another": f"UPDATE module_progress SET user_id = {key('users', 'cyd')},"
    f" offering_id = {key('course_offerings', 'second')} WHERE id = {key('module_progress', 'ada/0')}",
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
async def test_it_follows_every_change(owner: Connection, change: str) -> None:
    before = await kept(owner)
    await owner.execute(CHANGES[change])
    after = await kept(owner)
    assert after == await added_up(owner)
    assert after != before or change in UNSEEN


UNSEEN = {"all is done again by another"}
"""Progress in a module of another course counts for nobody, but is taken from whom it was before."""


async def test_another_tenant_is_left_alone(owner: Connection) -> None:
    elm = school("elm").tenant_id
    enter = "SELECT set_config('app.tenant_id', $1, false)"
    await owner.execute(enter, elm)
    before = await kept(owner)
    assert before == await added_up(owner)
    await owner.execute(enter, OAK.tenant_id)
    for change in CHANGES.values():
        transaction = owner.transaction()
        await transaction.start()
        await owner.execute(change)
        assert await owner.fetchval("SELECT current_setting('app.tenant_id')") == OAK.tenant_id
        await transaction.rollback()
    await owner.execute(enter, elm)
    assert await kept(owner) == before


async def test_two_who_write_at_once_are_both_counted(owner: Connection, database: Database) -> None:
    other = await asyncpg.connect(database.owner_url)
    await other.execute(f"SELECT set_config('app.tenant_id', '{OAK.tenant_id}', false)")
    further = "UPDATE module_progress SET progress_percent = 100, completed_at = now() WHERE id = $1"
    transaction = owner.transaction()
    await transaction.start()
    await owner.execute(further, OAK.id("module_progress", "ada/1"))
    waiting = asyncio.create_task(
        other.execute("DELETE FROM module_progress WHERE id = $1", OAK.id("module_progress", "ada/0"))
    )
    done, _ = await asyncio.wait([waiting], timeout=0.3)
    assert not done, "the second waits for the first"
    await transaction.commit()
    await waiting
    await other.close()
    assert (await kept(owner))[OAK.id("enrollments", "ada/first")][:3] == (Decimal("50.00"), 2, 1)


async def test_who_enrols_while_a_module_is_published_is_counted(
    owner: Connection, database: Database
) -> None:
    other = await asyncpg.connect(database.owner_url)
    await other.execute(f"SELECT set_config('app.tenant_id', '{OAK.tenant_id}', false)")
    for first, second in ((owner, other), (other, owner)):
        change, enrol = CHANGES["a module is published"], CHANGES["somebody enrols"]
        one, two = (change, enrol) if first is owner else (enrol, change)
        transaction = first.transaction()
        await transaction.start()
        await first.execute(one)
        waiting = asyncio.create_task(second.execute(two))
        done, _ = await asyncio.wait([waiting], timeout=0.3)
        assert not done, "the second waits for the first"
        await transaction.commit()
        await waiting
        assert await kept(owner) == await added_up(owner)
        await owner.execute(f"DELETE FROM enrollments WHERE user_id = {key('users', 'cyd')}")
        await owner.execute("UPDATE modules SET is_published = title <> '2'")
    await other.close()


async def test_drafts_reckon_nobody(owner: Connection) -> None:
    async def versions() -> list[Any]:
        return await owner.fetch("SELECT enrollment_id, ctid, xmax FROM course_progress ORDER BY 1")

    before = await versions()
    draft = f"WHERE id = {key('modules', 'first/2')}"
    for change in (
        CHANGES["a module is added"].replace("true FROM", "false FROM"),
        f"UPDATE modules SET title = 'else' {draft}",
        f"UPDATE modules SET deleted_at = now() {draft}",
        "DELETE FROM modules WHERE title = 'new'",
    ):
        await owner.execute(change)
    assert await versions() == before, "nor locks anybody"


async def test_everything_can_be_reckoned_anew(owner: Connection, database: Database) -> None:
    admin = await asyncpg.connect(database.admin_url)
    before = await kept(admin)
    assert len(before) == 10, "of both tenants"
    await admin.execute("DELETE FROM course_progress WHERE percent = 0")
    await admin.execute(
        "UPDATE course_progress SET percent = 1, completed_modules = 7, last_interacted_at = NULL"
    )
    await owner.execute("SELECT set_config('app.tenant_id', '', false)")
    await owner.execute("SELECT app.reckon_everything()")
    assert await kept(admin) == before
    await admin.close()


async def test_nobody_but_the_owner_reckons(database: Database) -> None:
    for url in (database.gateway_url, database.writer_url):
        connection = await asyncpg.connect(url)
        for call in (
            "app.reckon_everything()",
            "app.reckon_progress(NULL, NULL)",
            "app.reckon_learners(NULL, NULL, NULL)",
            "app.reckon_courses(NULL, NULL)",
        ):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await connection.execute(f"SELECT {call}")
        await connection.close()
