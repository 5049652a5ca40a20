"""The load generator: wrk if it is installed, else a smaller one of our own. Both send the same requests in turn."""

from __future__ import annotations

import asyncio
import json
import shutil
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from bench.database import FOLDER

WRK = shutil.which("wrk")
NAME = "wrk" if WRK else "asyncio"


@dataclass(frozen=True, slots=True)
class Prepared:
    """Raw HTTP requests, to be sent in turn."""

    requests: tuple[bytes, ...]
    script: Path


@dataclass(frozen=True, slots=True)
class Load:
    """The outcome of a load. Latencies in milliseconds. errors: requests that failed, or whose answers hold errors."""

    requests: int
    seconds: float
    errors: int
    p50: float
    p95: float
    p99: float

    @property
    def rate(self) -> float:
        """Requests per second."""
        return self.requests / self.seconds


SCRIPT = """
local requests = {%s}
local turn, failed = 0, 0
function request() turn = turn %% #requests + 1; return requests[turn] end
function response(status, headers, body)
  if status ~= 200 or body:find('"errors"', 1, true) then failed = failed + 1; wrk.thread:set('failed', failed) end
end
local threads = {}
function setup(thread) table.insert(threads, thread) end
function done(summary, latency, requests)
  local failures = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
  for _, thread in ipairs(threads) do failures = failures + (thread:get('failed') or 0) end
  io.write(string.format('\\nRESULT {"requests": %%d, "seconds": %%f, "errors": %%d, "p50": %%f, "p95": %%f, "p99": %%f}\\n',
    summary.requests, summary.duration / 1e6, failures,
    latency:percentile(50) / 1e3, latency:percentile(95) / 1e3, latency:percentile(99) / 1e3))
end
"""


def prepare(name: str, requests: Sequence[tuple[bytes, dict[str, str]]], url: str) -> Prepared:
    """Write the requests (bodies and headers) to files for either generator."""
    target = urlsplit(url)
    raw = tuple(
        b"\r\n".join(
            [
                f"POST {target.path} HTTP/1.1".encode(),
                f"Host: {target.netloc}".encode(),
                f"Content-Length: {len(body)}".encode(),
                *(f"{key}: {value}".encode() for key, value in headers.items()),
                b"",
                body,
            ]
        )
        for body, headers in requests
    )
    script = FOLDER / f"{name}.lua"
    script.write_text(SCRIPT % ",\n".join(_lua(text) for text in raw))
    return Prepared(raw, script)


def _lua(text: bytes) -> str:
    return (
        '"'
        + "".join(
            f"\\{byte:03d}" if byte < 32 or byte in b'"\\' or byte > 126 else chr(byte) for byte in text
        )
        + '"'
    )


def run(prepared: Prepared, url: str, connections: int, seconds: float) -> Load:
    """Send the requests in turn, over so many connections and for so many seconds."""
    if WRK is None:
        return asyncio.run(_run(prepared.requests, url, connections, seconds))
    # wrk accepts only whole seconds.
    command = [
        WRK,
        "-t1",
        f"-c{connections}",
        f"-d{max(1, round(seconds))}s",
        "--timeout",
        "30s",
        "-s",
        str(prepared.script),
        url,
    ]
    said = subprocess.run(command, capture_output=True, text=True, timeout=seconds + 60, check=True).stdout
    found = next(line for line in said.splitlines() if line.startswith("RESULT "))
    return Load(**json.loads(found.removeprefix("RESULT ")))


async def _run(requests: Sequence[bytes], url: str, connections: int, seconds: float) -> Load:
    target = urlsplit(url)
    begun = time.perf_counter()
    took: list[float] = []
    failed = 0

    async def client(first: int) -> None:
        nonlocal failed
        reader, writer = await asyncio.open_connection(target.hostname, target.port)
        turn = first
        while (sent := time.perf_counter()) < begun + seconds:
            writer.write(requests[turn % len(requests)])
            turn += connections
            head = await reader.readuntil(b"\r\n\r\n")
            length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
            body = await reader.readexactly(length)
            took.append((time.perf_counter() - sent) * 1000)
            failed += not head.startswith(b"HTTP/1.1 200") or b'"errors"' in body
        writer.close()

    await asyncio.gather(*(client(n) for n in range(connections)))
    took.sort()
    p50, p95, p99 = (took[min(len(took) - 1, int(len(took) * share))] for share in (0.5, 0.95, 0.99))
    return Load(len(took), time.perf_counter() - begun, failed, p50, p95, p99)
