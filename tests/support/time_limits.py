"""The time limit of what follows a test. pytest-timeout takes its own limit away as soon as a test has failed."""

import pytest
from pytest_timeout import Settings


def limit_cleaning_up(item: pytest.Item) -> None:
    """Begin a time limit, as long as the test's own, for the teardown of the test's fixtures."""
    seconds = float(item.config.getoption("timeout") or item.config.getini("timeout"))
    limit = Settings(seconds, "signal", func_only=False, disable_debugger_detection=False)
    item.config.hook.pytest_timeout_set_timer(item=item, settings=limit)
