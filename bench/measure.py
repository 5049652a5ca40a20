"""The measurement: peers one at a time, in interleaved rounds; every figure is a median over the rounds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from bench import ask, load, processes
from bench.database import Prepared
from bench.servers import ALL, Peer, served, url
from bench.workloads import Workload

Say = Callable[[str], None]
Figures = dict[str, float]


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is measured. seconds: of each load; warm_seconds: of the one before it that does not count."""

    rounds: int
    seconds: float
    warm_seconds: float
    connections: tuple[int, ...] = (8, 64)


FULL = Effort(rounds=3, seconds=4, warm_seconds=1)
QUICK = Effort(rounds=1, seconds=2, warm_seconds=1)

Requests = dict[str, dict[str, load.Prepared]]


def compare(database: Prepared, workloads: list[Workload], peers: Sequence[Peer], say: Say) -> Requests:
    """The requests of each peer for each workload, once all have given the same answers. Stops if not."""
    expected: dict[str, list[Any]] = {}
    requests: Requests = defaultdict(dict)
    for peer in peers:
        with served(peer, database):
            for workload in workloads:
                found = ask.answers(peer, workload)
                shown = [ask.plain(data) for _, data in found]
                other = ask.difference(expected.setdefault(workload.name, shown), shown)
                if other:
                    raise SystemExit(f"{peer.name} answers {workload.name} otherwise: {other}")
                sent = [
                    (ask.body(peer, workload, request), ask.headers(peer, request)) for request, _ in found
                ]
                requests[peer.name][workload.name] = load.prepare(f"{peer.name}-{workload.name}", sent, url())
        say(f"{peer.name}: the same answers")
    return requests


def measure(
    database: Prepared, requests: Requests, peers: Sequence[Peer], effort: Effort, say: Say
) -> dict[str, Any]:
    """The figures of each peer, by workload and number of connections."""
    taken: dict[tuple[str, str, int], list[Figures]] = defaultdict(list)
    for number in range(1, effort.rounds + 1):
        for peer in peers:
            with served(peer, database) as process:
                for workload, prepared in requests[peer.name].items():
                    warm = effort.warm_seconds
                    for connections in effort.connections:
                        found = _once(database, process.pid, prepared, connections, effort.seconds, warm)
                        taken[workload, peer.name, connections].append(found)
                        warm = 0
            say(f"round {number} of {effort.rounds}: {peer.name}")
    return _nested((key, _medians(rounds)) for key, rounds in taken.items())


def _once(
    database: Prepared, pid: int, prepared: load.Prepared, connections: int, seconds: float, warm: float
) -> Figures:
    if warm:
        load.run(prepared, url(), connections, warm)
    processes.forget_peak(pid)
    before = processes.cpu_seconds(pid), processes.cpu_seconds(database.postmaster)
    found = load.run(prepared, url(), connections, seconds)
    after = processes.cpu_seconds(pid), processes.cpu_seconds(database.postmaster)
    done = max(1, found.requests)
    return {
        "requestsPerSecond": found.rate,
        "p50": found.p50,
        "p95": found.p95,
        "p99": found.p99,
        "serverCpuMilliseconds": (after[0] - before[0]) / done * 1000,
        "postgresCpuMilliseconds": (after[1] - before[1]) / done * 1000,
        "peakMegabytes": processes.peak_megabytes(pid),
        "errors": found.errors,
    }


def _medians(rounds: list[Figures]) -> Figures:
    return {name: round(median(figures[name] for figures in rounds), 3) for name in rounds[0]}


def _nested(found: Iterable[tuple[tuple[str, str, int], Figures]]) -> dict[str, Any]:
    nested: dict[str, Any] = {}
    for (workload, peer, connections), figures in found:
        nested.setdefault(workload, {}).setdefault(peer, {})[str(connections)] = figures
    return nested


def peer_named(name: str) -> Peer:
    """The peer of that name."""
    return next(peer for peer in ALL if peer.name == name)
