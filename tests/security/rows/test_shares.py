"""Nobody reads more for a share: one that stands opens nothing, and so one that has ended has nothing to close."""

from typing import Any

import asyncpg
import pytest

from tests.conftest import clone
from tests.security.reading import ASKING, walk
from tests.support import world
from tests.support.databases import Clones, Database
from tests.support.graphql import asking, opened
from tests.support.viewers import Viewer

SHARED = ("lessons", "lessonVersions", "courses", "modules", "contentItems", "assets")
KEYS = (
    "visitor",
    "whole student",
    "no role",
    "guest",
    "whole parent",
    "whole teacher",
    "partner catalogue:read",
)
CHOSEN = [viewer for viewer in ASKING if viewer.key in KEYS]
CHANGES = (
    "UPDATE shares SET expires_at = '2026-01-01', visibility = 'public', deleted_at = NULL",
    "UPDATE shares SET expires_at = NULL, visibility = 'link'",
    "UPDATE shares SET expires_at = '2999-01-01', visibility = 'org'",
    "DELETE FROM shares",
)


async def read(database: Database, viewer: Viewer) -> dict[str, list[str]]:
    """What a viewer reads of all that can be shared, and of what belongs to it."""
    async with opened(database.gateway_url) as pool, asking(pool, viewer) as asker:
        return {field: sorted(await walk(asker, field, "first: 200")) for field in SHARED}


async def test_what_each_viewer_reads_is_the_same_with_any_share_and_with_none(
    clones: Clones, world_template: str
) -> None:
    assert {viewer.key for viewer in CHOSEN} == set(KEYS)
    async with clone(clones, world_template) as database:
        connection: asyncpg.Connection[Any] = await asyncpg.connect(database.admin_url)
        try:
            before = {str(viewer): await read(database, viewer) for viewer in CHOSEN}
            assert len({len(found["lessons"]) for found in before.values()}) > 2
            for change in CHANGES:
                await connection.execute(change)
                after = {str(viewer): await read(database, viewer) for viewer in CHOSEN}
                assert after == before, change
        finally:
            await connection.close()


@pytest.mark.parametrize("key", ["whole teacher", "whole student"])
async def test_staff_see_a_share_that_has_ended_and_nobody_else_does(
    clones: Clones, world_template: str, key: str
) -> None:
    query = '{ ended: shares(filter: {expiresAt: {lt: "2026-02-01T00:00:00Z"}}) { totalCount } }'
    viewer = world.person(world.OPEN, key)
    async with (
        clone(clones, world_template) as database,
        opened(database.gateway_url) as pool,
        asking(pool, viewer) as asker,
    ):
        count = (await asker.ask(query)).only["ended"]["totalCount"]
    assert count == (34 if key == "whole teacher" else 0)
