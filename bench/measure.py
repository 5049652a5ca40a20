"""The measurement: one peer at a time, in interleaved rounds. Every figure is the median of the rounds."""

from __future__ import annotations

import asyncio
import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Any

from bench import ask, load, processes
from bench.database import Prepared
from bench.peers import pgbench
from bench.servers import ALL, Peer, Serving, served
from bench.workloads import Workload

OURS = "compiled"
RATE = "requestsPerSecond"
TO_IT = "compiledToIt"
"""The name of the figure: the compiled gateway's rate as a multiple of the peer's."""

Say = Callable[[str], None]
Figures = dict[str, float]


@dataclass(frozen=True, slots=True)
class Effort:
    """How long to measure, in whole seconds. seconds: the length of each load, by the number of connections.

    warm_seconds: the length of a load before each round that is not counted. first_seconds: the same before the first
    round of a workload; it is longer, because V8 goes on compiling for some seconds.
    """

    rounds: int
    seconds: Mapping[int, float]
    first_seconds: float
    warm_seconds: float = 1


FULL = Effort(rounds=4, seconds={8: 2, 64: 4}, first_seconds=6)
QUICK = Effort(rounds=2, seconds={8: 1, 64: 1}, first_seconds=2, warm_seconds=0)

Requests = dict[str, dict[str, load.Prepared | pgbench.Scripts]]


def compare(serving: Sequence[Serving], workloads: list[Workload], say: Say) -> Requests:
    """The requests of each workload, by peer. Stops unless all peers give the same answers."""
    expected: dict[str, list[Any]] = {}
    requests: Requests = defaultdict(dict)
    for one in serving:
        peer = one.peer
        for workload in workloads:
            found = ask.answers(one, workload)
            shown = [ask.plain(data) for _, data in found]
            other = ask.difference(expected.setdefault(workload.name, shown), shown)
            if other:
                raise SystemExit(f"{peer.name} answers {workload.name} otherwise: {other}")
            sent = [(ask.body(peer, workload, request), ask.headers(peer, request)) for request, _ in found]
            requests[workload.name][peer.name] = load.prepare(f"{peer.name}-{workload.name}", sent, one.url)
        say(f"{peer.name}: the same answers")
    return requests


def with_limit(database: Prepared, requests: Requests, workloads: list[Workload], say: Say) -> list[Serving]:
    """Add the scripts of the limit to the requests, and give its place in the rounds; none if pgbench is missing."""
    if lacking := pgbench.lacking():
        say(lacking)
        return []
    asyncio.run(pgbench.log_statements(database, are_logged=True))
    try:
        with served(replace(peer_named(OURS), name=pgbench.NAME), database) as one:
            for workload in workloads:
                found = ask.answers(one, workload)
                requests[workload.name][pgbench.NAME] = pgbench.scripts(database, one, workload, found)
    finally:
        asyncio.run(pgbench.log_statements(database, are_logged=False))
    say(f"{pgbench.NAME}: our statements for pgbench")
    return [Serving(one.peer, os.getpid(), "")]


def measure(
    database: Prepared, requests: Requests, serving: Sequence[Serving], effort: Effort, say: Say
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each workload as soon as it is measured, with the figures of each peer by number of connections.

    The peers get the same load one right after the other, and in every second round in reverse order, so that whatever
    else the machine does affects all of them alike.
    """
    for workload, prepared in requests.items():
        taken: dict[tuple[str, int], list[Figures]] = defaultdict(list)
        for number in range(effort.rounds):
            for one in serving if number % 2 == 0 else reversed(serving):
                if warm_seconds := effort.warm_seconds if number else effort.first_seconds:
                    _run(prepared[one.peer.name], one.url, 8, warm_seconds)
            for connections, seconds in effort.seconds.items():
                for one in serving if number % 2 == 0 else reversed(serving):
                    found = _once(database, one, prepared[one.peer.name], connections, seconds)
                    taken[one.peer.name, connections].append(found)
        say(f"{workload}: {effort.rounds} rounds")
        yield workload, _nested((key, _summary(rounds, taken[OURS, key[1]])) for key, rounds in taken.items())


def _run(prepared: load.Prepared | pgbench.Scripts, url: str, connections: int, seconds: float) -> load.Load:
    if isinstance(prepared, pgbench.Scripts):
        return pgbench.run(prepared, connections, seconds)
    return load.run(prepared, url, connections, seconds)


def _once(
    database: Prepared,
    one: Serving,
    prepared: load.Prepared | pgbench.Scripts,
    connections: int,
    seconds: float,
) -> Figures:
    pid = one.pid
    processes.forget_peak(pid)
    before = processes.cpu_seconds(pid), processes.cpu_seconds(database.postmaster)
    found = _run(prepared, one.url, connections, seconds)
    after = processes.cpu_seconds(pid), processes.cpu_seconds(database.postmaster)
    done, is_limit = max(1, found.requests), isinstance(prepared, pgbench.Scripts)  # it has no server
    return {
        RATE: found.rate,
        "p50": found.p50,
        "p95": found.p95,
        "p99": found.p99,
        "serverCpuMilliseconds": 0 if is_limit else (after[0] - before[0]) / done * 1000,
        "postgresCpuMilliseconds": (after[1] - before[1]) / done * 1000,
        "peakMegabytes": 0 if is_limit else processes.peak_megabytes(pid),
        "errors": found.errors,
    }


def _summary(rounds: list[Figures], ours: list[Figures]) -> Figures:
    """Medians of the rounds, and the sum of errors. ours: our gateway's rounds; rates are compared round by round."""
    found = {name: round(median(figures[name] for figures in rounds), 3) for name in rounds[0]}
    found["errors"] = sum(figures["errors"] for figures in rounds)
    pairs = zip(ours, rounds, strict=False)
    ratios = [mine[RATE] / its[RATE] for mine, its in pairs if its[RATE]]
    return {**found, TO_IT: round(median(ratios), 3)} if ratios else found


def _nested(found: Iterable[tuple[tuple[str, int], Figures]]) -> dict[str, Any]:
    nested: dict[str, Any] = {}
    for (peer, connections), figures in found:
        nested.setdefault(peer, {})[str(connections)] = figures
    return nested


def peer_named(name: str) -> Peer:
    """The peer with that name."""
    return next(peer for peer in ALL if peer.name == name)
