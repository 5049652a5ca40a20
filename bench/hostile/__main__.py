"""Hostile requests against a gateway, with honest ones beside them: `python -m bench.hostile`.

The requests that were seen to be dear, and 500 generated ones, are sent as a visitor and as a student, first one after
the other, then eight at once. Claims:

- each is answered or refused within 2 seconds, and by no status but 200 and 400;
- a small query that is sent every 20 ms beside them is answered within 250 ms (p99), and always with 200;
- the gateway's process never holds 400 MB.

`--minutes N` goes on for so long with both kinds and with 5,000 new documents a minute. It claims that the honest are
told nothing but 200, that the gateway never pauses for more than 50 ms (what `/healthz` waits), and that memory grows
by less than 5 % after the first third, and stays under 400 MB.

Exits 1 where a claim does not hold. Other work on the machine makes all times longer.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import httpx

from app.operations.budgets import Budgets
from bench import processes
from bench.hostile.dearest import Dear, Prices, dearest
from bench.hostile.gateway import Served, served, viewers
from bench.hostile.honest import Wait, Waits, honest
from bench.hostile.known import known_rows
from bench.hostile.long_run import long_run
from bench.hostile.named import SEEN

MOST_SECONDS = 2.0
MOST_WAIT = 250.0
"""The milliseconds within which 99 of 100 small queries are answered."""
MOST_MEGABYTES = 400.0
AT_ONCE = 8
PROPER = (200, 400)
GIVE_UP_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Sent:
    """A hostile request as a viewer sends it."""

    viewer: str
    headers: dict[str, str]
    dear: Dear

    @property
    def name(self) -> str:
        """Who asks what."""
        return f"{self.viewer}, {self.dear.name}"


@dataclass(frozen=True, slots=True)
class Answered:
    """What came of it, and when."""

    sent: Sent
    begun: float
    ended: float
    status: int

    @property
    def seconds(self) -> float:
        """How long it took."""
        return self.ended - self.begun


def say(text: str) -> None:
    """Print one line of progress."""
    print(f"{time.strftime('%H:%M:%S')}  {text}", flush=True)


async def main() -> list[str]:
    """Run it all. Gives a line for each claim that does not hold."""
    parser = argparse.ArgumentParser(prog="python -m bench.hostile", description=__doc__)
    parser.add_argument("--requests", type=int, default=500, help="how many are generated for each viewer")
    parser.add_argument("--minutes", type=float, default=0.0, help="how long to go on with new documents")
    arguments = parser.parse_args()
    with served() as gateway:
        timeout = httpx.Timeout(GIVE_UP_SECONDS)
        async with httpx.AsyncClient(base_url=gateway.origin, timeout=timeout) as client:
            requests = await generated(client, range(arguments.requests))
            say(f"{len(requests)} requests")
            if arguments.minutes:
                sent = [(each.headers, each.dear) for each in requests]
                return await long_run(gateway, client, sent, arguments.minutes, say)
            processes.forget_peak(gateway.pid)
            with honest(gateway.origin) as waits:
                meeting = Field(gateway, client, waits)
                wrong = await phase("one after the other", 1, requests, meeting)
                wrong += await phase(f"{AT_ONCE} at once", AT_ONCE, requests, meeting)
    return wrong


async def generated(client: httpx.AsyncClient, seeds: range) -> list[Sent]:
    """The requests of both viewers: what was seen, and what is generated for each."""
    prices, budgets = Prices(), Budgets()
    found: list[Sent] = []
    for viewer, headers in viewers().items():

        async def ask(query: str, headers: dict[str, str] = headers) -> dict[str, Any]:
            answer = await client.post("/graphql", json={"query": query}, headers=headers)
            return answer.json()["data"]

        known = await known_rows(prices.schema, ask)
        budget = budgets.visitor if viewer == "visitor" else budgets.person
        made = [Dear(name, query, {}) for name, query in SEEN.items()]
        for dear in dearest(prices, known, seeds, budget):
            made.append(dear)
            if len(made) % 100 == 0:
                say(f"{len(made)} requests for a {viewer}")
        found += [Sent(viewer, headers, dear) for dear in made]
    return found


@dataclass(frozen=True, slots=True)
class Field:
    """Who meets: the gateway, the client that sends what is hostile, and the waits of the honest."""

    gateway: Served
    client: httpx.AsyncClient
    waits: Waits


async def phase(name: str, at_once: int, requests: Sequence[Sent], field: Field) -> list[str]:
    """Send all requests, so many at a time; print what came of it."""
    begun, turns = time.monotonic(), iter(requests)
    answered: list[Answered] = []

    async def send_in_turn() -> None:
        while (sent := next(turns, None)) is not None:
            answered.append(await send(field.client, sent))

    await asyncio.gather(*(send_in_turn() for _ in range(at_once)))
    small = field.waits.since(begun, "small")
    took = sorted(wait.took for wait in small)
    slowest = sorted(answered, key=lambda one: one.seconds, reverse=True)
    peak = processes.peak_megabytes(field.gateway.pid)
    say(
        f"{name}: {len(answered)} in {time.monotonic() - begun:.0f} s, the slowest {slowest[0].seconds:.2f} s "
        f"({slowest[0].sent.name}); {len(took)} small ones, p50 {at(took, 0.5):.1f} ms, p99 {at(took, 0.99):.0f} ms, "
        f"longest {at(took, 1):.0f} ms; peak {peak:.0f} MB"
    )
    for one in slowest[:10]:
        say(f"    {one.seconds:.2f} s, {one.status}: {one.sent.name}")
    for wait, beside in longest(small, answered):
        say(f"    a small one waited {wait.took:.0f} ms beside {beside}")
    return list(broken(name, answered, small, peak))


async def send(client: httpx.AsyncClient, sent: Sent) -> Answered:
    """Send one request."""
    begun = time.monotonic()
    body = {"query": sent.dear.query, "variables": sent.dear.variables}
    try:
        answer = await client.post("/graphql", json=body, headers=sent.headers)
        status = answer.status_code
    except httpx.HTTPError:
        status = 0
    return Answered(sent, begun, time.monotonic(), status)


def longest(small: Iterable[Wait], answered: Sequence[Answered]) -> list[tuple[Wait, str]]:
    """The longest waits, each with the requests that were under way."""
    found = sorted(small, key=lambda wait: wait.took, reverse=True)[:10]
    return [
        (
            wait,
            "; ".join(
                one.sent.name
                for one in answered
                if one.begun < wait.at + wait.took / 1000 and one.ended > wait.at
            ),
        )
        for wait in found
    ]


def broken(name: str, answered: Iterable[Answered], small: Sequence[Wait], peak: float) -> Iterable[str]:
    """A line for each claim that does not hold."""
    for one in answered:
        if one.seconds > MOST_SECONDS:
            yield f"{name}: {one.seconds:.2f} s for {one.sent.name}"
        if one.status not in PROPER:
            yield f"{name}: status {one.status} for {one.sent.name}"
    p99 = at(sorted(wait.took for wait in small), 0.99)
    if p99 > MOST_WAIT:
        yield f"{name}: small queries wait {p99:.0f} ms (p99), not at most {MOST_WAIT:.0f}"
    bad = sum(wait.status != 200 or not wait.is_right for wait in small)
    if bad:
        yield f"{name}: {bad} of {len(small)} small queries failed"
    if peak >= MOST_MEGABYTES:
        yield f"{name}: the gateway held {peak:.0f} MB, not less than {MOST_MEGABYTES:.0f}"


def at(ordered: Sequence[float], share: float) -> float:
    """The value at that share of ordered values."""
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0


Say = Callable[[str], None]

if __name__ == "__main__":
    failed = asyncio.run(main())
    print(*failed, sep="\n")
    sys.exit(1 if failed else 0)
