"""Anyone with a certificate's code can check it: they learn whether it is valid, for whom and for what, and no more."""

import asyncpg
import pytest

from db.reads.database import Database as Pool
from tests.security.proof import Proof
from tests.security.reading import ASKING
from tests.support import world
from tests.support.graphql import Asking, asking
from tests.support.viewers import Viewer

CHECK = "query ($code: String!) { certificate(code: $code) { code isValid holder course } }"
SHOWN = "SELECT c.code, u.full_name, s.title FROM certificates c JOIN users u ON u.id = c.user_id JOIN course_offerings o ON o.id = c.offering_id JOIN courses s ON s.id = o.course_id WHERE c.tenant_id = app.tenant_of($1) ORDER BY c.code"  # noqa: E501


async def test_everyone_learns_the_same_of_a_code(proof: Proof, asker: Asking) -> None:
    code, holder, course = (await proof.connection.fetch(SHOWN, world.OPEN))[3]
    found = (await asker.ask(CHECK, code=code)).only["certificate"]
    assert found == {"code": code, "isValid": True, "holder": holder, "course": course}


async def test_other_codes_tell_nothing(proof: Proof, pool: Pool) -> None:
    visitor = next(viewer for viewer in ASKING if viewer.kind == "visitor")
    async with asking(pool, visitor) as asker:
        for code in ("", "%", "00", "0001 ", "' OR true --"):
            assert (await asker.ask(CHECK, code=code)).only == {"certificate": None}
        assert (await asker.ask("{ certificates { totalCount nodes { code } } }")).only == {
            "certificates": {"totalCount": 0, "nodes": []}
        }


@pytest.mark.parametrize(
    ("change", "is_valid", "is_named"),
    [
        ("UPDATE certificates SET expires_at = '2026-06-01'", False, True),
        ("UPDATE certificates SET expires_at = '2999-06-01'", True, True),
        ("UPDATE certificates SET issued_at = '2999-06-01'", False, True),
        ("UPDATE users SET deleted_at = now()", True, False),
    ],
)
async def test_it_says_whether_the_certificate_holds(
    proof: Proof, change: str, is_valid: bool, is_named: bool
) -> None:
    connection = await asyncpg.connect(proof.database.admin_url)
    work = connection.transaction()
    await work.start()
    try:
        await connection.execute("SET LOCAL session_replication_role = replica")
        await connection.execute(change)
        await connection.execute("SELECT app.enter_tenant(app.tenant_of($1))", world.OPEN)
        found = await connection.fetchrow("SELECT * FROM app.check_certificate(app.tenant_id(), '0003')")
        assert (found["is_valid"], found["holder"] is not None) == (is_valid, is_named)
    finally:
        await work.rollback()
        await connection.close()


async def test_a_code_of_another_tenant_is_not_found(proof: Proof) -> None:
    connection = await asyncpg.connect(proof.database.gateway_url)
    viewer: Viewer = world.person(world.OPEN, "no role")
    try:
        async with connection.transaction():
            await connection.execute(
                "SELECT app.enter(app.tenant_of($1), $2, $3, '', NULL)",
                viewer.tenant, viewer.issuer, viewer.subject,
            )  # fmt: skip
            other = "SELECT count(*) FROM app.check_certificate(app.tenant_of($1), '0003')"
            assert await connection.fetchval(other, world.OTHER) == 0
            assert await connection.fetchval(other, world.OPEN) == 1
    finally:
        await connection.close()
