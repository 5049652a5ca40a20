"""The programs that the benchmark needs of the machine. It runs before anything is installed, on Python alone."""

from __future__ import annotations

import shutil
import sys

PACKAGES = {"wrk": "wrk"}
"""Each program, and the package that brings it (Debian, Ubuntu, Alpine and Homebrew call it the same)."""


def missing() -> str | None:
    """One sentence with every program that is missing and its package; null if all are there."""
    gone = [program for program in PACKAGES if shutil.which(program) is None]
    system = [] if sys.platform == "linux" else ["Linux, whose /proc tells the processor time of a process"]
    if not gone and not system:
        return None
    packages = " ".join(PACKAGES[program] for program in gone)
    remedy = f" (on Debian and Ubuntu: apt install {packages})" if gone else ""
    return f"bench: the benchmark needs {', '.join([*gone, *system])}{remedy}; nothing was measured"


if __name__ == "__main__":
    sys.exit(missing())
