"""One cause, one failure: what many tests stand on is made once, and the tests are left out where it can't be made."""

from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg
import pytest

BROKEN = pytest.StashKey[dict[str, str]]()
"""The fixtures that could not be made in this run, and what is said to the tests that need them."""


@contextmanager
def made_once(config: pytest.Config, fixture: str, what: str) -> Iterator[None]:
    """Fails the first test that needs the fixture, if its making fails, and keeps the others from failing too.

    what: what the fixture makes and in which files, for whoever reads the failure.
    """
    try:
        yield
    except (Exception, pytest.fail.Exception) as error:
        broken = config.stash.setdefault(BROKEN, {})
        broken[fixture] = f"needs {what}, which failed: see the first test that needed it"
        if isinstance(error, asyncpg.PostgresError):
            pytest.fail(f"{what} can't be written: {error}", pytrace=False)
        raise


def demand(missing: list[str]) -> None:
    """Fails with a line for each thing that is missing."""
    if missing:
        pytest.fail("\n".join(missing), pytrace=False)


def leave_out(item: pytest.Item) -> None:
    """Skips the test if a fixture that it needs has failed before."""
    for fixture, reason in item.config.stash.get(BROKEN, {}).items():
        if fixture in getattr(item, "fixturenames", ()):
            pytest.skip(reason)
