"""The small world, and what the access matrix says of it."""

from collections.abc import AsyncIterator

import pytest

from db.reads.database import Database as Pool
from tests.conftest import clone
from tests.security.matrix import PARTS
from tests.security.proof import Proof, misread, work_out
from tests.security.reading import ASKING
from tests.support import world
from tests.support.coverage.causes import demand, made_once
from tests.support.coverage.missing import missing_in_the_matrix
from tests.support.databases import Clones
from tests.support.graphql import Asking, asking, opened


@pytest.fixture(scope="session")
async def matrix(pytestconfig: pytest.Config, clones: Clones) -> None:
    """The access matrix says of every table and masked column, and of nothing else, what PostgreSQL can read."""
    with made_once(pytestconfig, "matrix", "the access matrix (tests/security/matrix)"):
        demand(list(missing_in_the_matrix(PARTS)))
        async with clone(clones, clones.template) as database:
            demand(await misread(database))


@pytest.fixture(scope="session")
async def proof(matrix: None, clones: Clones, world_template: str) -> AsyncIterator[Proof]:
    """The matrix of every viewer of the small world."""
    async with clone(clones, world_template) as database:
        made = await work_out(database, world.viewers())
        try:
            yield made
        finally:
            await made.connection.close()


@pytest.fixture(scope="session")
async def pool(proof: Proof) -> AsyncIterator[Pool]:
    """The gateway's connections to the small world."""
    async with opened(proof.database.gateway_url) as made:
        yield made


@pytest.fixture(params=ASKING, ids=str)
async def asker(request: pytest.FixtureRequest, pool: Pool) -> AsyncIterator[Asking]:
    """Each viewer in turn, in one session."""
    async with asking(pool, request.param) as made:
        yield made
