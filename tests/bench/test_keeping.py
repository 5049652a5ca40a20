"""The benchmark says at once what is missing, and keeps what is measured as it comes."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bench import __main__, report
from tests.docs.pages import ROOT

AT_8 = {"requestsPerSecond": 1000.4, "p50": 1.5, "p99": 9.25, "compiledToIt": 1}


def test_what_is_missing_is_said_before_anything_is_installed() -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-S", "bench/needs.py"],
        cwd=ROOT, env={"PATH": "/nonexistent"}, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "bench: the benchmark needs wrk (on Debian and Ubuntu: apt install wrk); nothing was measured\n"
    )
    made = (ROOT / "Makefile").read_text(encoding="utf-8")
    first = {
        name: words.split()[0]
        for name, words in re.findall(r"^(bench[a-z-]*): ([^#\n]+)", made, re.MULTILINE)
    }
    assert first == {"bench": "check-bench", "bench-quick": "check-bench"}


def test_an_interrupted_run_keeps_what_was_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = tmp_path / "results.json"
    monkeypatch.setattr(report, "SO_FAR", kept)
    figures: dict[str, Any] = {}
    for workload in ("small", "tree"):
        figures[workload] = {"compiled": {"8": AT_8}}
        report.keep(figures, {"command": "make bench"})
        found = json.loads(kept.read_text())
        assert list(found["workloads"]) == list(figures)
        assert found["workloads"][workload]["figures"] == figures[workload]
        assert found["about"]["command"] == "make bench"
    assert report.one("tree", figures["tree"]).splitlines()[2] == "| compiled | 1000 | 1.50 | 9.25 |"

    def interrupted(_arguments: object) -> None:
        assert not kept.exists(), "what an earlier run has measured would pass for this one's"
        report.keep(figures, {})
        raise KeyboardInterrupt

    monkeypatch.setattr(__main__, "ROOT", tmp_path)
    monkeypatch.setattr(__main__, "run", interrupted)
    monkeypatch.setattr(__main__, "missing", lambda: None)
    monkeypatch.setattr(sys, "argv", ["bench"])
    with pytest.raises(SystemExit, match=r"^interrupted; what was measured is in results\.json$"):
        __main__.main()
