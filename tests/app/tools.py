"""The programs for node among the tests: `tests/audits`, which drive the gateway from outside, and `tests/schema`."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

AUDITS = Path(__file__).parents[1] / "audits"
SCHEMA = Path(__file__).parents[1] / "schema"
CACHE = AUDITS.parents[1] / ".cache"


def node(folder: Path) -> str:
    """The path of node, with the packages of the folder installed; skips where there is no node."""
    found, npm = shutil.which("node"), shutil.which("npm")
    if not found or not npm:
        pytest.skip("node and npm are not on this machine")
    installed = folder / "node_modules" / ".package-lock.json"
    if not installed.exists() or installed.stat().st_mtime < (folder / "package-lock.json").stat().st_mtime:
        command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--cache", str(CACHE / "npm")]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=300)
        assert done.returncode == 0, done.stderr
        installed.touch()
    return found


def chromium() -> str:
    """The path of a Chromium; skips where there is none."""
    for name in ("chromium", "chromium-browser", "google-chrome", "chrome"):
        found = shutil.which(name)
        if found:
            return found
    pytest.skip("Chromium is not on this machine")


def run(program: str, *arguments: str, folder: Path = AUDITS) -> Any:
    """What a program of the folder prints, as JSON. A browser leaves its traces in `.cache`, not in one's home."""
    home = CACHE / "home"
    home.mkdir(parents=True, exist_ok=True)
    elsewhere = {"HOME": str(home), "XDG_CONFIG_HOME": str(home), "XDG_CACHE_HOME": str(home)}
    done = subprocess.run(
        [node(folder), program, *arguments],
        cwd=folder,
        env={**os.environ, **elsewhere},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
