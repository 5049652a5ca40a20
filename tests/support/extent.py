"""The extent of the long tests: always the same part in `make test`, and the whole in `make nightly`."""

from hypothesis import HealthCheck, settings

COMMON = settings(deadline=None, database=None, suppress_health_check=list(HealthCheck))
QUICK = settings(COMMON, max_examples=500, derandomize=True)
NIGHTLY = settings(COMMON, max_examples=20_000, print_blob=True)


def is_nightly() -> bool:
    """Whether this run tests the whole, because of `--hypothesis-profile=nightly`."""
    return settings.get_current_profile_name().startswith("nightly")
