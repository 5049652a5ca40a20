"""`python -m bench`: prepare the database, compare the answers, measure, and write the results."""

from __future__ import annotations

import argparse
import signal
from datetime import UTC, datetime

from bench import load, report
from bench.database import ROOT, prepared
from bench.documents import pauses
from bench.documents.compile_time import broken, costs
from bench.growth import growth
from bench.measure import FULL, QUICK, compare, measure, with_limit
from bench.needs import missing
from bench.peers import pgbench
from bench.servers import ALL, all_served
from bench.workloads import read_workloads


def say(text: str) -> None:
    """Print one line of progress."""
    print(f"{datetime.now(UTC):%H:%M:%S}  {text}", flush=True)


def main() -> None:
    """Run it all."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="six minutes instead of 27")
    parser.add_argument("--scale", type=int, default=1, choices=(1, 4, 16), help="times the rows beside")
    parser.add_argument("--only", help="workloads to run, by comma; then nothing is written")
    parser.add_argument("--peers", help="peers to run, by comma; then nothing is written")
    parser.add_argument("--compare", action="store_true", help="compare the answers, and measure nothing")
    arguments = parser.parse_args()
    if lacking := missing():
        raise SystemExit(lacking)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored in a job that a shell started with `&`
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    report.SO_FAR.unlink(missing_ok=True)
    try:
        run(arguments)
    except KeyboardInterrupt:
        kept = f"what was measured is in {report.SO_FAR.relative_to(ROOT)}"
        raise SystemExit(
            f"interrupted; {kept if report.SO_FAR.exists() else 'nothing was measured'}"
        ) from None


def run(arguments: argparse.Namespace) -> None:
    """Compare, then measure; what is measured is kept as it comes."""
    effort = QUICK if arguments.quick else FULL
    about = {
        "command": "make bench-quick" if arguments.quick else "make bench",
        "date": f"{datetime.now(UTC):%Y-%m-%d}",
        "rounds": effort.rounds,
        "seconds": {str(connections): seconds for connections, seconds in effort.seconds.items()},
        "scale": arguments.scale,
        "generator": load.NAME,
    }
    with prepared(arguments.scale) as database:
        workloads = read_workloads(database)
        if arguments.only:
            workloads = [w for w in workloads if w.name in arguments.only.split(",")]
        peers = [p for p in ALL if not arguments.peers or p.name in arguments.peers.split(",")]
        with all_served(peers, database) as serving:
            requests = compare(serving, workloads, say)
            if arguments.compare:
                return
            if not arguments.peers or pgbench.NAME in arguments.peers.split(","):
                serving = [*serving, *with_limit(database, requests, workloads, say)]
            figures = {}
            for workload, of in measure(database, requests, serving, effort, say):
                figures[workload] = of
                report.keep(figures, about)
                say(f"kept in {report.SO_FAR.relative_to(ROOT)}\n{report.one(workload, of)}")
        failed = [
            f"{peer}, {workload}: {at['errors']:.0f} of the answers to {connections} connections failed"
            for workload, peers in figures.items()
            for peer, of in peers.items()
            for connections, at in of.items()
            if at["errors"] or not at["requestsPerSecond"]
        ]
        grown, first_time = growth(database, workloads, effort), costs()
        found = report.results(figures, grown, first_time, about)
        found["collector"] = pauses.figures(pauses.pauses())
    print(report.terminal(found))
    print(*failed, *broken(first_time), sep="\n")
    if not arguments.only and not arguments.peers:
        report.write(found)
        say("written: bench/results.json, docs/performance.md")


if __name__ == "__main__":
    main()
