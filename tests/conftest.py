"""The database fixtures: one real PostgreSQL for the session, and clones of a migrated template for the tests."""

import os
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
import pytest
from hypothesis import settings

from db.embedded import SUPERUSER, EmbeddedServer
from db.embedded.tuning import EPHEMERAL
from tests.support.coverage.causes import demand, leave_out, made_once
from tests.support.coverage.missing import missing_in_the_world
from tests.support.databases import Clones, Database, remove_abandoned
from tests.support.extent import NIGHTLY
from tests.support.time_limits import limit_cleaning_up
from tests.support.world.build import PARTS

LYCEUM_FOLDER = Path(__file__).parents[1] / ".lyceum"

settings.register_profile("nightly", NIGHTLY)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts first what says which table or column something is missing of."""
    items.sort(key=lambda item: item.path.name != "test_coverage.py")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Leaves out a test whose ground has failed already."""
    leave_out(item)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> None:
    """Gives the cleaning up after a test a time limit of its own, which it needs when the test has failed."""
    limit_cleaning_up(item)


@pytest.fixture(scope="session")
def server() -> Iterator[EmbeddedServer]:
    """The PostgreSQL of this session, removed at its end, as is what a killed session left."""
    remove_abandoned(LYCEUM_FOLDER)
    directory = LYCEUM_FOLDER / f"test-{os.getpid()}"
    running = EmbeddedServer(directory, EPHEMERAL)
    try:
        running.start()
        yield running
    finally:
        running.stop(is_kept=False)
        shutil.rmtree(directory)


@pytest.fixture(scope="session")
async def clones(pytestconfig: pytest.Config, server: EmbeddedServer) -> Clones:
    """Makes databases; the template is migrated once."""
    with made_once(pytestconfig, "clones", "the migrated database (migrations/versions)"):
        return await Clones.prepare(server)


@pytest.fixture
async def database(clones: Clones) -> AsyncIterator[Database]:
    """A migrated, empty database for one test."""
    async with clone(clones, clones.template) as made:
        yield made


@pytest.fixture(scope="module")
async def module_database(clones: Clones) -> AsyncIterator[Database]:
    """A migrated database that the tests of one module share, empty at first."""
    async with clone(clones, clones.template) as made:
        yield made


@pytest.fixture(scope="session")
async def world_template(pytestconfig: pytest.Config, clones: Clones) -> str:
    """The name of a database with the small world, to clone from."""
    with made_once(pytestconfig, "world_template", "the small world (tests/support/world)"):
        name = await clones.world_template()
        connection = await asyncpg.connect(clones.server.url(SUPERUSER, name))
        try:
            demand(await missing_in_the_world(connection, PARTS))
        finally:
            await connection.close()
        return name


@pytest.fixture
async def world_database(clones: Clones, world_template: str) -> AsyncIterator[Database]:
    """The small world for one test that changes it."""
    async with clone(clones, world_template) as made:
        yield made


@pytest.fixture(scope="session")
async def demo_template(pytestconfig: pytest.Config, clones: Clones) -> str:
    """The name of a database with the demo data, to clone from."""
    with made_once(pytestconfig, "demo_template", "the demo data (demo/world)"):
        return await clones.demo_template()


@pytest.fixture(scope="session")
async def demo_database(clones: Clones, demo_template: str) -> AsyncIterator[Database]:
    """The demo data, shared by the session: for tests that only read."""
    async with clone(clones, demo_template) as made:
        yield made


@pytest.fixture
async def own_demo_database(clones: Clones, demo_template: str) -> AsyncIterator[Database]:
    """The demo data for one test that changes it."""
    async with clone(clones, demo_template) as made:
        yield made


@pytest.fixture
def owner_url(database: Database) -> str:
    """The URL of the owner for the database of this test."""
    return database.owner_url


@pytest.fixture
def gateway_url(database: Database) -> str:
    """The URL of the gateway's role for the database of this test."""
    return database.gateway_url


@asynccontextmanager
async def clone(clones: Clones, template: str) -> AsyncIterator[Database]:
    """A database that is dropped when the test is done with it."""
    made = await clones.create(template)
    try:
        yield made
    finally:
        await clones.drop(made)
