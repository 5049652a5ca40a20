"""Stopping the server when the process that started it dies, however it dies."""

import subprocess
from pathlib import Path

# The script reads a line from its starter. A line means that the server has been stopped in order. The end of the input
# without a line means that the starter is gone; then the script stops the server and removes its temporary folder.
SCRIPT = """
read -r line && exit 0
kill -INT "$1" 2>/dev/null
[ -n "$2" ] || exit 0
tries=0
while kill -0 "$1" 2>/dev/null && [ $tries -lt 100 ]; do sleep 0.1; tries=$((tries + 1)); done
rm -f "$2/.s.PGSQL.5432" "$2/.s.PGSQL.5432.lock"
rmdir "$2" 2>/dev/null
"""


class Keeper:
    """A small process that outlives the server's starter just long enough to stop the server.

    A signal handler could not do this, because a process that is killed runs no handler.
    """

    def __init__(self, pid: int, temporary: Path | None) -> None:
        self._process = subprocess.Popen(
            ["/bin/sh", "-c", SCRIPT, "lyceum-keeper", str(pid), str(temporary or "")],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def dismiss(self) -> None:
        """End the keeper, after the server has been stopped."""
        self._process.communicate(b"stopped\n")
