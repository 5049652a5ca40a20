"""Hostile and honest traffic for minutes, with new documents among it."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from secrets import token_hex
from statistics import median

import httpx

from bench.hostile.dearest import Dear
from bench.hostile.gateway import Served
from bench.hostile.honest import Waits, honest

NEW_A_MINUTE = 5_000
HOSTILE = 4
"""How many hostile requests are under way at a time."""
NEW = 8
MOST_PAUSE = 50.0
MOST_GROWTH = 0.05
MOST_MEGABYTES = 400.0
WARM = 1 / 3
"""The part of the time after which memory may no longer grow."""

Say = Callable[[str], None]


async def long_run(
    gateway: Served,
    client: httpx.AsyncClient,
    hostile: Sequence[tuple[dict[str, str], Dear]],
    minutes: float,
    say: Say,
) -> list[str]:
    """Run for so many minutes. Gives a line for each claim that does not hold."""
    begun, documents = time.monotonic(), int(NEW_A_MINUTE * minutes)
    until = begun + minutes * 60
    held: list[float] = []
    new = iter(range(documents))

    with honest(gateway.origin) as waits:
        working = [
            *(ask_hostile(client, itertools.cycle(hostile[n::HOSTILE]), until) for n in range(HOSTILE)),
            *(ask_new(client, new, begun, until) for _ in range(NEW)),
            watch(gateway, waits, held, until, say),
        ]
        await asyncio.gather(*working)
    return list(broken(waits, begun, held, len(list(new)), say))


async def ask_hostile(
    client: httpx.AsyncClient, turns: Iterator[tuple[dict[str, str], Dear]], until: float
) -> None:
    """Send hostile requests, one after the other."""
    for headers, dear in turns:
        if time.monotonic() > until:
            return
        await client.post(
            "/graphql", json={"query": dear.query, "variables": dear.variables}, headers=headers
        )


async def ask_new(client: httpx.AsyncClient, new: Iterator[int], begun: float, until: float) -> None:
    """Send new documents, evenly over the time."""
    for number in new:
        due = begun + number * 60 / NEW_A_MINUTE
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        if time.monotonic() > until:
            return
        query = f'{{ a{token_hex(6)}: course(code: "CS101") {{ title modules {{ title }} organization {{ name }} }} }}'
        await client.post("/graphql", json={"query": query}, headers={"X-Tenant": "northfield"})


async def watch(gateway: Served, waits: Waits, held: list[float], until: float, say: Say) -> None:
    """Note every second how much memory the gateway holds; tell every half minute."""
    for number in itertools.count(1):
        if time.monotonic() > until:
            return
        await asyncio.sleep(1)
        held.append(megabytes(gateway.pid))
        if number % 30 == 0:
            longest = max((wait.took for wait in waits.since(time.monotonic() - 30, "alive")), default=0.0)
            say(f"{held[-1]:.0f} MB, the longest pause of the last half minute {longest:.0f} ms")


def megabytes(pid: int) -> float:
    """The memory that a process holds now."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def broken(waits: Waits, begun: float, held: Sequence[float], unsent: int, say: Say) -> Iterator[str]:
    """A line for each claim that does not hold. unsent: how many new documents there was no time for."""
    small, alive = waits.since(begun, "small"), waits.since(begun, "alive")
    bad = [wait for wait in (*small, *alive) if wait.status != 200 or not wait.is_right]
    pauses = sorted(wait.took for wait in alive)
    took = sorted(wait.took for wait in small)
    warm = held[int(len(held) * WARM) :]
    part = max(1, len(warm) // 10)
    grown = median(warm[-part:]) / median(warm[:part]) - 1
    say(
        f"{unsent} new documents were not sent; {len(small)} small queries, p99 {took[int(len(took) * 0.99)]:.0f} ms"
    )
    say(f"pauses: p99 {pauses[int(len(pauses) * 0.99)]:.1f} ms, the longest {pauses[-1]:.0f} ms")
    say(f"memory: {warm[0]:.0f} to {warm[-1]:.0f} MB, at most {max(held):.0f} MB, grown by {grown:.1%}")
    if bad:
        yield f"{len(bad)} of {len(small) + len(alive)} honest requests failed: {sorted({wait.status for wait in bad})}"
    long = [pause for pause in pauses if pause > MOST_PAUSE]
    if long:
        yield f"{len(long)} pauses over {MOST_PAUSE:.0f} ms, the longest {long[-1]:.0f} ms"
    if grown >= MOST_GROWTH:
        yield f"memory grew by {grown:.1%} after the first third, not by less than {MOST_GROWTH:.0%}"
    if max(held) >= MOST_MEGABYTES:
        yield f"the gateway held {max(held):.0f} MB, not less than {MOST_MEGABYTES:.0f}"
    if unsent:
        yield f"{unsent} new documents could not be sent in time"
