"""Two who write at once: what one hides, the other can't leave open."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest

from tests.support.databases import Database
from tests.support.rows import Draft
from tests.support.tenants import make_tenant

Writer = Any
CODE = "oak"
# What one hides, what the other adds below it, and how far that may then be read.
HIDDEN = [
    ("UPDATE courses SET status = 'draft'", "modules", "staff"),
    ("UPDATE courses SET deleted_at = now()", "modules", "nobody"),
    ("UPDATE courses SET visibility = 'private'", "course_offerings", "enrolled"),
    ("UPDATE modules SET is_published = false", "modules below", "staff"),
    ("UPDATE modules SET status = 'archived'", "content_items", "staff"),
    ("UPDATE courses SET status = 'archived'", "assets", "staff"),
]


@pytest.fixture
async def writers(database: Database) -> AsyncIterator[tuple[Writer, Writer, Draft]]:
    """Two connections of the owner, each in a transaction of its own, over a course with one module."""
    draft = Draft(CODE)
    connections = [await asyncpg.connect(database.owner_url) for _ in range(2)]
    await make_tenant(connections[0], draft)
    async with connections[0].transaction():
        await connections[0].execute("SELECT app.enter_tenant($1)", draft.tenant_id)
        course = draft.add("courses", "course", title="course", status="published", visibility="public")
        draft.add("modules", "top", course_id=course, module_type="unit", title="top", is_published=True)
        await draft.write(connections[0])
    draft.rows.clear()
    for connection in connections:
        await connection.execute("BEGIN")
        await connection.execute("SELECT app.enter_tenant($1)", draft.tenant_id)
    yield connections[0], connections[1], draft
    for connection in connections:
        await connection.close()


def below(draft: Draft, kind: str) -> tuple[str, str]:
    """Drafts a row below the course or its module; returns its table and id."""
    course, top = draft.id("courses", "course"), draft.id("modules", "top")
    if kind == "course_offerings":
        return kind, draft.add(kind, "new", course_id=course, visibility="public")
    if kind == "content_items":
        return kind, draft.add(
            kind, "new", course_id=course, module_id=top, content_type="video", title="new"
        )
    if kind == "assets":
        file = {"asset_type": "image", "storage_uri": "s3://new", "filename": "new.png"}
        return kind, draft.add(kind, "new", course_id=course, **file)
    above = top if kind == "modules below" else None
    return "modules", draft.add("modules", "new", course_id=course, parent_id=above, module_type="unit", title="new",
                                sequence_index=2, is_published=True)  # fmt: skip


async def settled(task: "asyncio.Task[Any]", pid: int, watching: Writer) -> None:
    """Waits until the task is done, or its connection waits for the other's lock."""
    while not task.done():
        if await watching.fetchval(
            "SELECT wait_event_type = 'Lock' FROM pg_stat_activity WHERE pid = $1", pid
        ):
            return
        await asyncio.sleep(0.01)


@pytest.mark.parametrize("is_hidden_first", [True, False])
@pytest.mark.parametrize(("hide", "kind", "audience"), HIDDEN)
async def test_what_is_added_while_its_parent_is_hidden_is_hidden_too(
    database: Database,
    writers: tuple[Writer, Writer, Draft],
    hide: str,
    kind: str,
    audience: str,
    is_hidden_first: bool,
) -> None:
    first, second, draft = writers
    table, key = below(draft, kind)
    watching = await asyncpg.connect(database.admin_url)
    if is_hidden_first:
        await first.execute(hide)
        later = asyncio.create_task(draft.write(second))
    else:
        await draft.write(first)
        later = asyncio.create_task(second.execute(hide))
    await settled(later, second.get_server_pid(), watching)
    await first.execute("COMMIT")
    await later
    await second.execute("COMMIT")
    try:
        assert await watching.fetchval(f"SELECT audience::text FROM {table} WHERE id = $1", key) == audience
    finally:
        await watching.close()


async def test_two_prerequisites_at_once_make_no_circle(
    database: Database, writers: tuple[Writer, Writer, Draft]
) -> None:
    first, second, draft = writers
    other = draft.add("courses", "other", title="other")
    await draft.write(first)
    await first.execute("COMMIT")
    await first.execute("BEGIN")
    await first.execute("SELECT app.enter_tenant($1)", draft.tenant_id)
    insert = (
        "INSERT INTO course_prerequisites (tenant_id, course_id, prerequisite_course_id) VALUES ($1, $2, $3)"
    )
    course = draft.id("courses", "course")
    watching = await asyncpg.connect(database.admin_url)
    await first.execute(insert, draft.tenant_id, course, other)
    later = asyncio.create_task(second.execute(insert, draft.tenant_id, other, course))
    await settled(later, second.get_server_pid(), watching)
    await watching.close()
    await first.execute("COMMIT")
    with pytest.raises(asyncpg.CheckViolationError):
        await later
