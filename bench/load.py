"""The load generator wrk, which sends the same requests in turn."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from bench.database import FOLDER

NAME = "wrk"


@dataclass(frozen=True, slots=True)
class Prepared:
    """Raw HTTP requests, to be sent in turn: a script of wrk's."""

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
    """Write the requests (bodies and headers) into a script."""
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
    return Prepared(script)


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
    # wrk accepts only whole seconds.
    command = [
        NAME,
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


def percentiles(took: Sequence[float]) -> tuple[float, float, float]:
    """The p50, p95 and p99 of sorted figures."""
    p50, p95, p99 = (took[min(len(took) - 1, int(len(took) * share))] for share in (0.5, 0.95, 0.99))
    return p50, p95, p99
