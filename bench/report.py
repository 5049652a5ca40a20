"""Writes figures to `bench/results.json`, to a table on the terminal, and to a section of `docs/performance.md`."""

from __future__ import annotations

import json
import os
import platform
import re
from pathlib import Path
from typing import Any

from bench.database import FOLDER, ROOT
from bench.documents.compile_time import Cost
from bench.measure import OURS, RATE, TO_IT
from bench.peers import pgbench
from bench.servers import ALL

RESULTS = Path(__file__).parent / "results.json"
SO_FAR = FOLDER / "results.json"
"""What a run has measured until now, also if it is interrupted."""

PAGE = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"

WANTED = {
    "postgraphile": {
        "tree": 2, "roster": 2, "sync": 2, "dashboard": 2, "small": 1.5, "catalogue": 1.5, "deep": 1.5,
    },
    "usual": {"tree": 10, "roster": 10},
    "ceiling": dict.fromkeys(("small", "catalogue", "tree", "roster", "sync", "deep", "dashboard"), 0.75),
}  # fmt: skip
"""The throughput that the compiled gateway should reach, as a multiple of a peer's."""


LARGEST_DOCUMENTS = 10
"""How many documents are shown with their cost of the first time."""


def results(
    figures: dict[str, Any], growth: dict[str, Any], costs: list[Cost], about: dict[str, Any]
) -> dict[str, Any]:
    """All results, beginning with the requests per second at 8 connections and the ratios, for each workload."""
    shown: dict[str, Any] = {}
    for workload, peers in figures.items():
        at_8 = {peer: found["8"] for peer, found in peers.items()}
        rates = {peer: found[RATE] for peer, found in at_8.items()}
        ratios = {f"{OURS}/{peer}": found.get(TO_IT, 0) for peer, found in at_8.items() if peer != OURS}
        shown[workload] = {**rates, "ratios": ratios, "figures": peers}
    return {
        "about": {**machine(), **about},
        "workloads": shown,
        "growth": growth,
        "firstTime": {cost.document: cost.figures() for cost in costs},
    }


def keep(figures: dict[str, Any], about: dict[str, Any]) -> None:
    """Write what is measured until now."""
    fresh = SO_FAR.with_suffix(".new")
    fresh.write_text(json.dumps(results(figures, {}, [], about), indent=2) + "\n")
    fresh.replace(SO_FAR)


def one(workload: str, peers: dict[str, Any]) -> str:
    """The requests per second, and the p50 and p99 in milliseconds, of one workload at 8 connections."""
    rows = [
        [name, f"{of['8'][RATE]:.0f}", f"{of['8']['p50']:.2f}", f"{of['8']['p99']:.2f}"]
        for name, of in peers.items()
    ]
    return _table([workload, "requests/s", "p50", "p99"], rows)


def machine() -> dict[str, Any]:
    """The machine that the benchmark ran on."""
    cpu = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    return {
        "processor": cpu.group(1) if cpu else platform.machine(),
        "cores": len(os.sched_getaffinity(0)),
        "memoryGigabytes": round(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30, 1),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
    }


def write(found: dict[str, Any]) -> None:
    """Write the results, and their tables into the page."""
    RESULTS.write_text(json.dumps(found, indent=2) + "\n")
    page = PAGE.read_text()
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    PAGE.write_text(f"{before}{BEGIN}\n{section(found)}\n{END}{after}")


def section(found: dict[str, Any]) -> str:
    """The tables, in Markdown."""
    about = found["about"]
    head = (
        f"{about['processor']}, {about['cores']} cores, {about['memoryGigabytes']} GB, {about['system']}; Python "
        f"{about['python']}, PostgreSQL 18; data at scale {about['scale']}; load by {about['generator']}; "
        f"medians of {about['rounds']} rounds of {about['seconds']['8']:g} s at 8 connections and "
        f"{about['seconds']['64']:g} s at 64; `{about['command']}` on {about['date']}."
    )
    parts = [head, "", "### Requests per second, 8 connections", "", rates(found, "8")]
    parts += ["", "### Requests per second, 64 connections", "", rates(found, "64")]
    parts += ["", "### The compiled gateway beside the others (8 connections)", "", ratios(found)]
    parts += ["", "### Milliseconds: latency, and processor time a request (8 connections)", "", times(found)]
    parts += [
        "",
        "### Growth of the compiled gateway: milliseconds a request, one at a time",
        "",
        grown(found),
    ]
    parts += [
        "",
        "### A document that comes for the first time: milliseconds, the longest plans",
        "",
        first_time(found),
    ]
    if "collector" in found:
        parts += ["", stopped(found["collector"])]
    return "\n".join(parts)


def stopped(collector: dict[str, float]) -> str:
    """How long the garbage collector stopped a process."""
    return (
        f"The garbage collector stopped the process for {collector['longest']:.0f} ms at most, in "
        f"{collector['rounds']:.0f} rounds over {collector['documents']:.0f} new documents."
    )


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _peers(found: dict[str, Any]) -> list[str]:
    """The peers that were measured, in the order of `ALL`."""
    measured = {name for of in found["workloads"].values() for name in of["figures"]}
    return [name for name in (*(peer.name for peer in ALL), pgbench.NAME) if name in measured]


def rates(found: dict[str, Any], connections: str) -> str:
    """Requests per second of every peer."""
    names = _peers(found)
    rows = [
        [workload, *(f"{of['figures'][name][connections][RATE]:.0f}" for name in names)]
        for workload, of in found["workloads"].items()
    ]
    return _table(["", *names], rows)


def ratios(found: dict[str, Any]) -> str:
    """The ratios, each with the wanted ratio if there is one."""
    names = [name for name in _peers(found) if name != OURS]
    rows = [
        [
            workload,
            *(_ratio(of["ratios"][f"{OURS}/{name}"], WANTED.get(name, {}).get(workload)) for name in names),
        ]
        for workload, of in found["workloads"].items()
    ]
    return _table(["compiled to", *names], rows)


def _ratio(ratio: float, wanted: float | None) -> str:
    if wanted is None:
        return f"{ratio:.2f}"
    return f"{ratio:.2f} ({'at least' if ratio >= wanted else '**below**'} {wanted:g})"


def times(found: dict[str, Any]) -> str:
    """Latencies, processor time and memory."""
    rows: list[list[str]] = []
    for workload, of in found["workloads"].items():
        for name, at in of["figures"].items():
            f = at["8"]
            keys = ("p50", "p95", "p99", "serverCpuMilliseconds", "postgresCpuMilliseconds")
            rows.append([workload, name, *(f"{f[key]:.2f}" for key in keys), f"{f['peakMegabytes']:.0f}"])
    return _table(["", "", "p50", "p95", "p99", "server CPU", "PostgreSQL CPU", "peak MB"], rows)


def grown(found: dict[str, Any]) -> str:
    """The growth, by factor."""
    rows: list[list[str]] = []
    for workload, by in found["growth"].items():
        took = [by[factor]["milliseconds"] for factor in ("1", "4", "16")]
        memory = [f"{by[factor]['peakMegabytes']:.0f}" for factor in ("1", "4", "16")]
        rows.append(
            [workload, *(f"{value:.2f}" for value in took), f"{took[2] / took[0]:.1f} ×", " / ".join(memory)]
        )
    return _table(["", "1 ×", "4 ×", "16 ×", "16 × to 1 ×", "peak MB"], rows)


def first_time(found: dict[str, Any]) -> str:
    """The cost before the first run of the documents whose plans take longest."""
    costs = list(found["firstTime"].items())[:LARGEST_DOCUMENTS]
    keys = ("plan", "statements", "cold", "core", "ratio")
    rows = [[name, *(f"{figures[key]:.2f}" for key in keys)] for name, figures in costs]
    return _table(["", "plan", "statements", "all together", "graphql-core", "ratio"], rows)


def terminal(found: dict[str, Any]) -> str:
    """The text that is printed at the end."""
    parts = [rates(found, "8"), ratios(found), times(found), grown(found), first_time(found)]
    return "\nRequests per second (8 connections)\n" + "\n\n".join(parts) + "\n"
