"""The processor seconds and memory that processes used, read from /proc (Linux)."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def cpu_seconds(pid: int) -> float:
    """The user and system seconds of a process, of its living children, and of the children that it has reaped."""
    total = sum(_ticks(pid)) / TICKS
    for child in _children(pid):
        with suppress(FileNotFoundError, ProcessLookupError):
            total += sum(_ticks(child)[:2]) / TICKS
    return total


def _ticks(pid: int) -> list[int]:
    """utime, stime, cutime and cstime."""
    text = Path(f"/proc/{pid}/stat").read_text()
    return [int(word) for word in text.rpartition(")")[2].split()[11:15]]


def _children(pid: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        with suppress(FileNotFoundError):
            found += [int(word) for word in (task / "children").read_text().split()]
    return found


def forget_peak(pid: int) -> None:
    """Begin to measure the peak of memory anew."""
    with suppress(OSError):
        Path(f"/proc/{pid}/clear_refs").write_text("5")


def peak_megabytes(pid: int) -> float:
    """The most memory that the process has held since `forget_peak`."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return 0.0
