"""The gateway starts, serves and stops in whatever surroundings a shell, a service manager or a container gives it."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from db.embedded import EmbeddedServer
from db.embedded.status import read_status
from tests.app.cli.test_serve import ROOT, ended, environment

IGNORED = (signal.SIGINT, signal.SIGQUIT, signal.SIGHUP, signal.SIGPIPE)
"""By a shell's `&` in a script, by nohup, and by a starter that writes to pipes."""

CLOSED = (0, 2)
"""The standard input and the standard error."""


def surround() -> None:
    """Runs in the new process, before its program."""
    for number in IGNORED:
        signal.signal(number, signal.SIG_IGN)
    for number in CLOSED:
        os.close(number)
    os.umask(0o077)


@pytest.fixture(scope="module")
def data(server: EmbeddedServer) -> Path:
    """A folder whose name has spaces and other letters."""
    return server.directory / "mes données 中"


@contextmanager
def started(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """`lyceum serve` without a terminal or a home, in plain letters and another time; it is ended if it still runs."""
    temporary = folder / "my files 中"
    temporary.mkdir(parents=True, exist_ok=True)
    plain = {
        "LC_ALL": "C",
        "LANG": "C",
        "TZ": "Asia/Kolkata",
        "HOME": "/nonexistent",
        "TMPDIR": str(temporary),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "app", "serve"], cwd=ROOT, env=environment(folder) | plain, text=True,
        stdout=subprocess.PIPE, preexec_fn=surround, start_new_session=True,
    )  # fmt: skip
    try:
        yield process
    finally:
        ended(process)


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_and_stops_in_order(data: Path, sign: signal.Signals) -> None:
    with started(data) as process:
        assert process.stdout is not None
        url = process.stdout.readline().removeprefix("Lyceum serves ").strip()
        with urllib.request.urlopen(url.replace("/graphql", "/readyz"), timeout=30) as answer:
            assert answer.status == 200
        process.send_signal(sign)
        assert process.wait(60) == 0
    assert read_status(data / "postgres") is None, "the database is still running"


def test_a_start_can_be_interrupted(server: EmbeddedServer) -> None:
    folder = server.directory / "interrupted"
    with started(folder) as process:
        while not (folder / "start.lock").exists():
            assert process.poll() is None
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=60) == ("", None)
        assert process.returncode == 0
