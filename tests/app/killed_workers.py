"""Killed workers under load: what `tests.app.under_faults` does to the database, done to the server's own processes.

Claim: whoever waits for a worker that is killed loses the connection, and nobody else notices; two seconds later all
are served, and soon there are as many workers as before.
"""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
import time
from collections import Counter
from pathlib import Path

import httpx

from tests.app.gateway import SECRET
from tests.support.databases import Database

WORKERS = 2
CLIENTS = 16
START_SECONDS = 60
MOST_SECONDS = 2.0
CALM_SECONDS = 8.0
"""How long we watch after the kill. A worker needs some seconds to build its schema."""
GONE = "connection lost"


async def kill_a_worker(database: Database) -> str | None:
    """Kills one of two workers while clients ask; says what is wrong with what clients were told."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    environment = {
        "LYCEUM_DATABASE_URL": database.gateway_url,
        "LYCEUM_PORT": str(port),
        "LYCEUM_WORKERS": str(WORKERS),
        "LYCEUM_JWT_SECRET": SECRET,
        "LYCEUM_LOG_LEVEL": "error",
        "PATH": os.environ["PATH"],
    }
    server = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "app", "serve",
        env=environment, cwd=Path(__file__).parents[2], stdout=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        told: list[tuple[float, float, str]] = []
        await _started(port)
        asking = [asyncio.create_task(_ask(port, told)) for _ in range(CLIENTS)]
        await asyncio.sleep(1)
        before = _workers(server.pid)
        killed_at = time.perf_counter()
        os.kill(before[-1], signal.SIGKILL)
        await asyncio.sleep(CALM_SECONDS)
        after = _workers(server.pid)
        for task in asking:
            task.cancel()
        await asyncio.gather(*asking, return_exceptions=True)
    finally:
        if server.returncode is None:
            server.terminate()
        await server.wait()
    return _wrong(told, killed_at, len(before), len(after))


async def _started(port: int) -> None:
    async with asyncio.timeout(START_SECONDS), httpx.AsyncClient() as client:
        while True:
            try:
                if (await client.get(f"http://127.0.0.1:{port}/readyz", timeout=10)).status_code == 200:
                    return
            except httpx.TransportError:
                pass
            await asyncio.sleep(0.2)


async def _ask(port: int, told: list[tuple[float, float, str]]) -> None:
    """Asks without end, each time on the connection that is open, and notes when, and what came."""
    body, headers = {"query": "{ courses(first: 1) { nodes { id } } }"}, {"x-tenant": "north"}
    async with httpx.AsyncClient(timeout=30) as client:
        while True:
            sent = time.perf_counter()
            try:
                answer = await client.post(f"http://127.0.0.1:{port}/graphql", json=body, headers=headers)
                what = str(answer.status_code)
            except httpx.TransportError:
                what = GONE
            told.append((sent, time.perf_counter(), what))


def _workers(supervisor: int) -> list[int]:
    """The processes that serve, without Python's own helper for shared memory."""
    children = Path(f"/proc/{supervisor}/task/{supervisor}/children").read_text().split()
    return [int(pid) for pid in children if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]


def _wrong(told: list[tuple[float, float, str]], killed_at: float, before: int, after: int) -> str | None:
    since = [each for each in told if each[0] >= killed_at - 1]
    counts = Counter(what for _, _, what in since)
    late = max((answered - killed_at for _, answered, what in since if what != "200"), default=0.0)
    sys.stdout.write(
        f"kill_a_worker: whole again after {max(late, 0):.2f} s, {dict(counts)}, {after} workers\n"
    )
    if before != WORKERS or after != WORKERS:
        return f"kill_a_worker: {before} workers before, {after} after"
    if counts.keys() - {"200", GONE} or counts[GONE] > CLIENTS:
        return f"kill_a_worker: {dict(counts)}"
    return f"kill_a_worker: not whole after {late:.2f} s" if late > MOST_SECONDS else None
