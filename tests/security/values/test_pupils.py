"""Whom a viewer teaches is told by the enrolment that leads to the person, or by lists that are made on demand."""

import re
from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest

from db.derived.masks import TAKING, proof_of_pupil, seen
from db.derived.triggers import read_sql
from db.models import Base
from tests.security.proof import Proof
from tests.support import world
from tests.support.graphql import Asking

NODES = "{ nodes { status user { uuid email } } }"
OF_ONE = "query ($id: ID!) { node(id: $id) { ... on CourseOffering { enrollments(first: %d) %s } } }"
PAGE = f"{{ enrollments(first: 20) {NODES} }}"
LISTS = "SELECT current_setting('app.pupils', true), current_setting('app.contacts', true)"


def test_an_enrolment_proves_what_makes_a_pupil() -> None:
    [pupils] = [sql for sql in read_sql("reached") if "FUNCTION app.pupils(" in sql]
    assert re.findall(r"e\.status IN (\([^)]*\))", pupils) == [TAKING]


async def unlike(proof: Proof, asker: Asking, taught: str, query: str, **variables: str) -> list[object]:
    """The people whose address the operation shows otherwise than the matrix. Its statement asks the enrolments."""
    answer = await asker.ask(query, **variables)
    data = answer.only.get("node", answer.only)
    if data is None:
        return []
    assert any(f"(t.status IN {TAKING} AND {taught})" in sql for sql in answer.statements), answer.statements
    users = [node["user"] for node in data["enrollments"]["nodes"] if node["user"]]
    shown = await proof.shown("users", "email", asker.viewer)
    return [user for user in users if user["email"] != shown.get(user["uuid"])]


async def test_an_enrolment_opens_just_what_the_matrix_says(proof: Proof, asker: Asking) -> None:
    assert await unlike(proof, asker, "app.teaches(t.offering_id)", PAGE) == []
    for key in proof.everything["course_offerings"]:
        for many in (5, 50):
            query = OF_ONE % (many, NODES)
            found = await unlike(
                proof, asker, "(SELECT app.teaches(p.k0))", query, id=f"CourseOffering_{key}"
            )
            assert found == []


SEEN = seen(Base.metadata.tables["users"].columns["email"], "u.")
PROVED = seen(
    Base.metadata.tables["users"].columns["email"], "u.", proof_of_pupil("enrollments.user_id", "e.", {})
)


@pytest.fixture
async def teacher(proof: Proof) -> AsyncIterator["asyncpg.Connection[Any]"]:
    """A connection of the gateway that a teacher has entered, as an operation does that names masked columns."""
    viewer = world.person(world.OPEN, "scoped instructor")
    connection = await asyncpg.connect(proof.database.gateway_url)
    await connection.execute("BEGIN")
    await connection.execute(
        "SELECT app.enter(app.tenant_of($1), $2, $3, '', NULL, 'dealt offerings')",
        viewer.tenant, viewer.issuer, viewer.subject,
    )  # fmt: skip
    yield connection
    await connection.close()


async def lists(connection: "asyncpg.Connection[Any]") -> list[str]:
    """The lists of pupils and of contacts as they are laid; empty where they are not."""
    found = await connection.fetchrow(LISTS)
    assert found
    return [text or "" for text in found]


async def test_lists_are_made_when_a_mask_first_asks(teacher: "asyncpg.Connection[Any]") -> None:
    taken = (
        "FROM enrollments e JOIN users u ON u.id = e.user_id AND u.tenant_id = app.tenant_id()"
        f" WHERE e.tenant_id = app.tenant_id() AND app.teaches(e.offering_id) AND e.status IN {TAKING}"
    )
    pupils = {str(row[0]) for row in await teacher.fetch(f"SELECT e.user_id, {PROVED} {taken}")}
    assert pupils
    assert await lists(teacher) == ["", ""], "the enrolments alone have told"
    shown = await teacher.fetch(f"SELECT {SEEN} AS email {taken}")
    assert None not in {row["email"] for row in shown}
    made, contacts = await lists(teacher)
    assert set(made.split()) == pupils
    assert contacts, "even a list of nobody is made once"


async def test_the_next_to_enter_finds_no_list(teacher: "asyncpg.Connection[Any]") -> None:
    await teacher.fetch(f"SELECT {SEEN} FROM users u WHERE u.tenant_id = app.tenant_id()")
    assert all(await lists(teacher))
    await teacher.execute("SELECT app.enter(app.tenant_of($1), NULL, NULL, NULL, NULL)", world.OPEN)
    assert await lists(teacher) == ["", ""]


async def test_a_scope_is_asked_once_for_a_scan(teacher: "asyncpg.Connection[Any]") -> None:
    tenant = await teacher.fetchval("SELECT app.tenant_id()")
    query = f"EXPLAIN (COSTS OFF) SELECT FROM enrollments e WHERE e.tenant_id = '{tenant}'"
    plan = [row[0].strip() for row in await teacher.fetch(query)]
    assert [line.split(":")[0] for line in plan if "app.scopes" in line] == ["One-Time Filter"], plan
