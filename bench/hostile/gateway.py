"""The gateway over the demo data, as it is served: one process, in a folder of the benchmark's own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx

from app.graphiql.people import people_of
from app.settings import Settings
from bench.database import FOLDER, ROOT
from demo import PERSONAS

START_SECONDS = 120
COMMAND = (sys.executable, "-m", "app")
DATA = FOLDER / "hostile"


@dataclass(frozen=True, slots=True)
class Served:
    """A running gateway. pid: its process."""

    pid: int
    origin: str


@contextmanager
def served() -> Generator[Served]:
    """Serve while the context lasts. The data are loaded before, by another process."""
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "LYCEUM_DATA_DIRECTORY": str(DATA),
        "LYCEUM_LOG_LEVEL": "warning",
    }
    FOLDER.mkdir(parents=True, exist_ok=True)
    subprocess.run(
        [*COMMAND, "demo"], cwd=ROOT, env=environment, check=True, timeout=600, stdout=subprocess.DEVNULL
    )
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with (FOLDER / "hostile.log").open("wb") as log:
        process = subprocess.Popen(
            [*COMMAND, "serve", "--port", str(port)], cwd=ROOT, env=environment, stdout=log, stderr=log
        )
        try:
            origin = f"http://127.0.0.1:{port}"
            wait_for(process, origin)
            yield Served(process.pid, origin)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(60)


def wait_for(process: subprocess.Popen[bytes], origin: str) -> None:
    """Wait until the gateway is ready."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if httpx.get(f"{origin}/readyz", timeout=5).status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise SystemExit(f"the gateway did not start; see {FOLDER / 'hostile.log'}")


def viewers() -> dict[str, dict[str, str]]:
    """The headers of a visitor and of a student of the demo."""
    people = people_of(Settings.read({}))
    assert people is not None
    of = dict(zip((persona.key for persona in PERSONAS), people(), strict=True))
    return {key: of[key].headers for key in ("visitor", "student")}
