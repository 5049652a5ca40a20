"""A test that hangs is named and ends, in its cleaning up too, however the shell started it; the others still run."""

import ast
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
WAITING = {"run", "check_output", "check_call", "call", "communicate"}
"""The functions of `subprocess` that wait for a process."""

HANGING = """
import subprocess
import pytest

@pytest.fixture
def stubborn():
    yield
    subprocess.run(["sleep", "1000"])

def test_hangs():
    subprocess.run(["sleep", "1000"])

async def test_hangs_in_a_loop():
    import asyncio
    await asyncio.sleep(1000)

def test_cleaning_up_hangs(stubborn):
    pass

def test_cleaning_up_hangs_after_a_failure(stubborn):
    assert False

def test_holds():
    pass
"""


def ignore(*signals: signal.Signals) -> None:
    """What a shell does before it starts a job: with `&`, SIGINT and SIGQUIT are ignored; with nohup, SIGHUP."""
    for number in signals:
        signal.signal(number, signal.SIG_IGN)


def test_what_hangs_is_ended_and_what_follows_runs(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text("from tests.conftest import pytest_runtest_teardown\n")
    (tmp_path / "test_hanging.py").write_text(HANGING)
    every = (signal.SIGINT, signal.SIGQUIT, signal.SIGHUP, signal.SIGALRM, signal.SIGTERM)
    ours = (f"--config-file={ROOT}/pyproject.toml", f"--rootdir={tmp_path}", "-p", "no:cacheprovider")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-v", "--timeout=1", *ours, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        preexec_fn=lambda: ignore(*every),
    )
    found = re.findall(r"test_hanging.py::(\w+) (PASSED|FAILED|ERROR) +\[", done.stdout)
    assert found == [
        ("test_hangs", "FAILED"),
        ("test_hangs_in_a_loop", "FAILED"),
        ("test_cleaning_up_hangs", "PASSED"),
        ("test_cleaning_up_hangs", "ERROR"),
        ("test_cleaning_up_hangs_after_a_failure", "FAILED"),
        ("test_cleaning_up_hangs_after_a_failure", "ERROR"),
        ("test_holds", "PASSED"),
    ], done.stdout


def unlimited(tree: ast.Module) -> Iterator[int]:
    """The lines that wait for a process without a `timeout`, or hand the waiting to a thread that nothing ends."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and not any(word.arg == "timeout" for word in node.keywords):
            waits = (part for part in (node.func, *node.args) if isinstance(part, ast.Attribute))
            if any(part.attr == "communicate" or is_of_subprocess(part) for part in waits):
                yield node.lineno


def is_of_subprocess(part: ast.Attribute) -> bool:
    """Whether the name is one of `subprocess` that waits."""
    return part.attr in WAITING and isinstance(part.value, ast.Name) and part.value.id == "subprocess"


def test_a_wait_without_a_limit_is_found() -> None:
    text = """
subprocess.run(["true"])
subprocess.run(["true"], timeout=1)
asyncio.to_thread(subprocess.run, ["true"])
asyncio.to_thread(subprocess.run, ["true"], timeout=1)
process.communicate()
process.communicate("", timeout=1)
runner.run()
"""
    assert list(unlimited(ast.parse(text))) == [2, 4, 6]


@pytest.mark.parametrize("room", ["tests", "bench"])
def test_whoever_waits_for_a_process_says_how_long(room: str) -> None:
    """A thread that waits for ever keeps the whole run from ending, after its test has failed."""
    found = {
        f"{path.relative_to(ROOT)}:{line}"
        for path in sorted((ROOT / room).rglob("*.py"))
        for line in unlimited(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert found == set()
