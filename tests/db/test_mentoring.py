"""Whose a conversation with the mentor is: kept by trigger, and told to nobody whom it does not concern."""

from collections.abc import AsyncIterator

import asyncpg
import pytest

from db.reads.database import Database as Pool
from tests.conftest import clone
from tests.support import world
from tests.support.databases import Clones, Database
from tests.support.graphql import asking, opened
from tests.support.rows import Draft

SAID = "{ mentorMessages(first: 200) { totalCount nodes { role content thread { user { uuid } } } } }"
OF_CHILD = """
query ($child: ID!) {
  node(id: $child) {
    ... on User { mentorThreads { totalCount } mentorInsights { totalCount nodes { learningInsights } } }
  }
}
"""


@pytest.fixture(scope="module")
async def built(clones: Clones, world_template: str) -> AsyncIterator[Database]:
    """The small world."""
    async with clone(clones, world_template) as database:
        yield database


@pytest.fixture(scope="module")
async def pool(built: Database) -> AsyncIterator[Pool]:
    """The gateway's connections to it."""
    async with opened(built.gateway_url) as made:
        yield made


async def test_a_learner_reads_their_own_conversations_word_for_word(pool: Pool) -> None:
    viewer = world.person(world.OPEN, "whole student")
    async with asking(pool, viewer) as asker:
        found = (await asker.ask(SAID)).only["mentorMessages"]
    assert found["totalCount"] == 4
    assert sorted(row["content"] for row in found["nodes"]) == [
        "assistant in whole student 0", "assistant in whole student 1",
        "user in whole student 0", "user in whole student 1",
    ]  # fmt: skip
    assert {row["thread"]["user"]["uuid"] for row in found["nodes"]} == {viewer.user_id}


async def test_an_analyst_counts_messages_and_reads_none(pool: Pool) -> None:
    async with asking(pool, world.person(world.OPEN, "whole analyst")) as asker:
        found = (await asker.ask(SAID)).only["mentorMessages"]
    assert found["totalCount"] == len(found["nodes"]) > 150
    assert sorted(row["content"] for row in found["nodes"] if row["content"] is not None) == [
        "assistant in whole analyst 0", "assistant in whole analyst 1",
        "user in whole analyst 0", "user in whole analyst 1",
    ]  # fmt: skip


async def test_a_parent_reads_what_the_mentor_makes_of_a_child_and_not_what_was_said(
    pool: Pool, built: Database
) -> None:
    viewer = world.person(world.OPEN, "whole parent")
    connection = await asyncpg.connect(built.admin_url)
    child = await connection.fetchval(
        "SELECT student_id::text FROM guardianships WHERE guardian_id = $1 AND deleted_at IS NULL",
        viewer.user_id,
    )
    threads = await connection.fetchval("SELECT count(*) FROM mentor_threads WHERE user_id = $1", child)
    await connection.close()
    assert threads == 2
    async with asking(pool, viewer) as asker:
        found = (await asker.ask(OF_CHILD, child=f"User_{child}")).only["node"]
    assert found["mentorThreads"]["totalCount"] == 0
    assert found["mentorInsights"]["totalCount"] == 2
    assert all(row["learningInsights"].startswith("Of learner") for row in found["mentorInsights"]["nodes"])


async def test_a_partner_reads_no_conversation_whatever_its_scopes(pool: Pool) -> None:
    for viewer in world.viewers():
        if viewer.kind == "client" and viewer.scopes:
            async with asking(pool, viewer) as asker:
                assert (await asker.ask("{ mentorMessages { totalCount } mentorThreads { totalCount } }")).only == {
                    "mentorMessages": {"totalCount": 0}, "mentorThreads": {"totalCount": 0},
                }  # fmt: skip


async def test_a_message_is_of_its_conversation_whatever_it_says(built: Database) -> None:
    connection = await asyncpg.connect(built.owner_url)
    draft = Draft(world.OPEN)
    thread, other = draft.id("mentor_threads", "learner 0 0"), draft.id("users", "learner 1")
    try:
        async with connection.transaction():
            await connection.execute("SELECT app.enter_tenant($1)", draft.tenant_id)
            row = await connection.fetchrow(
                "INSERT INTO mentor_messages (tenant_id, thread_id, user_id, role, content)"
                " VALUES ($1, $2, $3, 'user', 'Mine') RETURNING user_id::text, offering_id, organization_id",
                draft.tenant_id, thread, other,
            )  # fmt: skip
            above = await connection.fetchrow(
                "SELECT user_id::text, offering_id, organization_id FROM mentor_threads WHERE id = $1", thread
            )
            assert tuple(row) == tuple(above)
            assert row["user_id"] == draft.id("users", "learner 0")
            with pytest.raises(asyncpg.CheckViolationError):
                await connection.execute("UPDATE mentor_insights SET understanding_level = 11")
    finally:
        await connection.close()
