"""Somebody who asks little, every 20 ms, and whoever asks whether the gateway is alive: how long both wait.

It is a process of its own, so that nothing but the gateway keeps it waiting: `python -m bench.hostile.honest ORIGIN`.
It writes a line for each answer until its input ends: the kind, when it was sent, how long it took, and the status.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread
from urllib.parse import urlsplit

EVERY_SECONDS = {"small": 0.02, "alive": 0.005}
"""How often each kind asks; the second waits for its answer first, so that it sees how long the gateway pauses."""
ADDRESS = "127.0.0.2"
"""Where the honest ask from: visitors take turns by address, and the hostile have one of their own."""
BODY = json.dumps({"query": '{ course(code: "CS101") { title } }'}).encode()
REQUESTS = {
    "small": b"POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Tenant: northfield\r\n"
    b"Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%b" % (len(BODY), BODY),
    "alive": b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
}


@dataclass(frozen=True, slots=True)
class Wait:
    """One answer. at: when it was asked for, on the clock of `time.monotonic`. took: in milliseconds."""

    kind: str
    at: float
    took: float
    status: int
    is_right: bool


@dataclass(slots=True)
class Waits:
    """What the process has told so far."""

    all: list[Wait] = field(default_factory=list[Wait])

    def since(self, begun: float, kind: str) -> list[Wait]:
        """The answers of a kind that were asked for since then."""
        return [wait for wait in self.all if wait.kind == kind and wait.at >= begun]


@contextmanager
def honest(origin: str) -> Generator[Waits]:
    """Ask while the context lasts."""
    waits = Waits()
    process = subprocess.Popen(
        [sys.executable, "-m", __name__, origin], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdin is not None
    output = process.stdout
    assert output is not None

    def read() -> None:
        for line in output:
            kind, at, took, status, is_right = line.split()
            waits.all.append(Wait(kind, float(at), float(took), int(status), is_right == "True"))

    reader = Thread(target=read)
    reader.start()
    try:
        yield waits
    finally:
        process.stdin.close()
        process.wait(60)
        reader.join()


async def main(origin: str) -> None:
    """Ask both until the input ends."""
    asking = [asyncio.create_task(often(origin)), asyncio.create_task(again(origin))]
    ended = asyncio.create_task(asyncio.to_thread(sys.stdin.read))
    await asyncio.wait([ended, *asking], return_when=asyncio.FIRST_COMPLETED)
    for task in asking:
        if task.done():
            task.result()
        task.cancel()


async def often(origin: str) -> None:
    """Ask for little at fixed times, whether those who asked before have their answer or not."""
    free: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []
    asking = set[asyncio.Task[None]]()

    async def one() -> None:
        connection = free.pop() if free else await connect(origin)
        free.append(await ask("small", origin, connection))

    due = time.monotonic()
    while True:
        due += EVERY_SECONDS["small"]
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        task = asyncio.create_task(one())
        asking.add(task)
        task.add_done_callback(asking.discard)


async def again(origin: str) -> None:
    """Ask whether the gateway is alive, as soon as it has said so."""
    connection = await connect(origin)
    while True:
        connection = await ask("alive", origin, connection)
        await asyncio.sleep(EVERY_SECONDS["alive"])


Connection = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def connect(origin: str) -> Connection:
    """A connection to the gateway."""
    target = urlsplit(origin)
    return await asyncio.open_connection(target.hostname, target.port, local_addr=(ADDRESS, 0))


async def ask(kind: str, origin: str, connection: Connection) -> Connection:
    """Ask once, and tell of the answer. Gives the connection for the next time.

    The gateway may close a connection that rests; so a request without an answer is sent once more, by a new one.
    """
    sent = time.monotonic()
    try:
        status, body = await exchange(kind, connection)
    except (OSError, asyncio.IncompleteReadError):
        try:
            connection = await connect(origin)
            status, body = await exchange(kind, connection)
        except (OSError, asyncio.IncompleteReadError):
            status, body = 0, b""
    print(kind, sent, (time.monotonic() - sent) * 1000, status, b'"errors"' not in body, flush=True)
    return connection


async def exchange(kind: str, connection: Connection) -> tuple[int, bytes]:
    """The status and the body of an answer."""
    reader, writer = connection
    writer.write(REQUESTS[kind])
    head = await reader.readuntil(b"\r\n\r\n")
    length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
    return int(head.split()[1]), await reader.readexactly(length)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
