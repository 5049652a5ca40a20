"""The growth of time and memory with the rows of an answer: one, four and sixteen times as many.

The claim: sixteen times the rows take at most seventeen times the time.
"""

from __future__ import annotations

from statistics import median
from typing import Any

from bench import ask, load, processes
from bench.database import Prepared
from bench.measure import OURS, Effort, peer_named
from bench.servers import served
from bench.workloads import Request, Workload

FACTORS = (1, 4, 16)
COURSES = {1: "BENCH-1", 4: "GROW-4", 16: "GROW-16"}
PAGES = {1: 12, 4: 48, 16: 192}


def sized(workloads: list[Workload], factor: int) -> list[tuple[Workload, Request, str]]:
    """For each kind, a request whose answer has `factor` times the rows, with its document."""
    found: list[tuple[Workload, Request, str]] = []
    for workload in workloads:
        first, text = workload.requests[0], workload.document()
        if workload.name == "tree":
            found.append((workload, Request(first.tenant, first.token, {"code": COURSES[factor]}), text))
        elif workload.name in ("catalogue", "roster", "sync"):
            # By default, the pages of these workloads have 50 and 200 rows.
            text = text.replace("first: 50", f"first: {PAGES[factor]}").replace(
                "first: 200", f"first: {PAGES[factor]}"
            )
            found.append((workload, first, text))
    return found


def growth(database: Prepared, workloads: list[Workload], effort: Effort) -> dict[str, Any]:
    """The compiled gateway's milliseconds per request (one at a time) and peak memory, by workload and factor."""
    peer, grown = peer_named(OURS), {}
    with served(peer, database) as serving:
        for factor in FACTORS:
            for workload, request, text in sized(workloads, factor):
                body = ask.body(peer, workload, request, text)
                sent = [(body, ask.headers(peer, request))]
                prepared = load.prepare(f"growth-{workload.name}", sent, serving.url)
                load.run(prepared, serving.url, 1, effort.warm_seconds)
                processes.forget_peak(serving.pid)
                took = [load.run(prepared, serving.url, 1, effort.warm_seconds) for _ in range(effort.rounds)]
                if any(found.errors for found in took):
                    raise SystemExit(f"growth, {workload.name}: the answers hold errors")
                grown.setdefault(workload.name, {})[str(factor)] = {
                    "milliseconds": round(median(1000 / found.rate for found in took), 3),
                    "peakMegabytes": round(processes.peak_megabytes(serving.pid), 1),
                }
    return grown
