"""Making the data folder of the embedded PostgreSQL."""

import shutil
import subprocess
from pathlib import Path

from db.embedded.binaries import MAJOR_VERSION, EmbeddedError, binary, environment
from db.embedded.identity import SystemUser
from db.embedded.status import last_error

SUPERUSER = "postgres"

OPTIONS = (
    f"--username={SUPERUSER}",
    "--auth=trust",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",  # the same order of text on every machine; the wheel has no ICU
    "--builtin-locale=C.UTF-8",
    "--data-checksums",
    "--no-instructions",
)


def make_cluster(data: Path, user: SystemUser, *, is_durable: bool) -> None:
    """Make the folder `data` with `initdb` if it is missing.

    Raises `EmbeddedError`, also if the folder belongs to another version of PostgreSQL.
    """
    if data.exists():
        _require_version(data)
        return
    fresh = data.with_name("postgres.new")  # renamed when complete, so that an incomplete one is never used
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    user.give(fresh)
    made = subprocess.run(
        user.command(binary("initdb"), "-D", fresh, *OPTIONS, *([] if is_durable else ["--no-sync"])),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        cwd=fresh,
        env=environment(),
        check=False,
    )
    if made.returncode != 0:
        shutil.rmtree(fresh, ignore_errors=True)
        raise EmbeddedError(f"PostgreSQL can't make its database in {data}: {last_error(made.stderr)}")
    fresh.rename(data)


def _require_version(data: Path) -> None:
    version = data / "PG_VERSION"
    found = version.read_text().strip() if version.exists() else "an unknown version"
    if found != str(MAJOR_VERSION):
        raise EmbeddedError(f"{data} holds no PostgreSQL {MAJOR_VERSION} (found: {found}); move it away")
