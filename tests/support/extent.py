"""How much the long tests go through: a part in `make test`, always the same, and the whole in `make nightly`."""

from hypothesis import HealthCheck, settings

COMMON = settings(deadline=None, database=None, suppress_health_check=list(HealthCheck))
QUICK = settings(COMMON, max_examples=500, derandomize=True)
NIGHTLY = settings(COMMON, max_examples=20_000, print_blob=True)


def is_nightly() -> bool:
    """Whether this run was asked for the whole, by `--hypothesis-profile=nightly`."""
    return settings.get_current_profile_name().startswith("nightly")
