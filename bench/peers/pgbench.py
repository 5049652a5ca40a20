"""The limit: pgbench sends the statements that our gateway sends, with the same entry, and nobody reads the answers.

The statements are taken from PostgreSQL's log while a gateway of its own answers each request. Their values are written
into them, so they are prepared once per connection. What one request takes several statements for goes as a pipeline.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg

from bench import ask
from bench.database import FOLDER, Prepared
from bench.load import Load, percentiles
from bench.servers import Serving
from bench.workloads import Request, Workload
from db.embedded import EmbeddedError, binary
from db.roles import GATEWAY

NAME = "limit"
ENTRY = re.compile(r"^\d{4}-\d\d-\d\d \S+ UTC \[\d+\] (?:\S+@\S+ )?([A-Z]+): +", re.MULTILINE)
STATEMENT = re.compile(r"(?:execute \S+|statement): ", re.DOTALL)
PARAMETER = re.compile(r"\$(\d+) = (NULL|'(?:[^']|'')*')")
LITERAL = re.compile(r"(?<![\w&])'(?:[^']|'')*'")
VARIABLE = re.compile(r":(?=[A-Za-z_])")
BEGUN = re.compile(r"(?:COMMIT; )?BEGIN; (.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Scripts:
    """A script of pgbench's for each request of a workload."""

    paths: tuple[Path, ...]
    url: str


def lacking() -> str | None:
    """Why the limit can't be measured here; null if it can."""
    try:
        binary("pgbench")
    except EmbeddedError as error:
        return f"{error}; the limit is not measured"
    return None


async def log_statements(database: Prepared, *, are_logged: bool) -> None:
    """Have PostgreSQL log each statement of the gateway's role, or no longer; new connections do as is said here."""
    connection = await asyncpg.connect(database.superuser_url)
    try:
        change = "SET log_statement = 'all'" if are_logged else "RESET log_statement"
        await connection.execute(f"ALTER ROLE {GATEWAY} {change}")
    finally:
        await connection.close()


def scripts(
    database: Prepared, serving: Serving, workload: Workload, requests: Sequence[tuple[Request, Any]]
) -> Scripts:
    """The scripts of a workload. serving: a gateway of ours that began while statements were logged."""
    paths: list[Path] = []
    for number, (request, _) in enumerate(requests):
        for _ in range(2):  # the first time, the gateway may look up more, which it then remembers
            start = database.log.stat().st_size
            ask.once(serving, workload, request)
        with database.log.open("rb") as log:
            log.seek(start)
            said = log.read().decode()
        path = FOLDER / f"{NAME}-{workload.name}-{number}.sql"
        path.write_text(script(statements(said)))
        paths.append(path)
    return Scripts(tuple(paths), database.gateway_url)


def statements(log: str) -> list[str]:
    """The statements in a part of PostgreSQL's log, with their values written into them."""
    parts = ENTRY.split(log)[1:]
    found: list[str] = []
    for level, text in zip(parts[::2], parts[1::2], strict=True):
        text = text.rstrip("\n").replace("\n\t", "\n")
        if level == "LOG" and (begun := STATEMENT.match(text)):
            found.append(text[begun.end() :])
        elif level == "DETAIL" and found:
            values = dict(PARAMETER.findall(text))
            found[-1] = re.sub(r"\$(\d+)", lambda place, of=values: of[place[1]], found[-1])
    return [text for text in found if text != "COMMIT"]  # that is the end of the request before


def script(said: Sequence[str]) -> str:
    """The statements of one request as a script. Several are sent together, as a transaction."""
    said = [LITERAL.sub(_without_names, text) for text in said]
    if len(said) == 1 and not BEGUN.match(said[0]):
        return f"{said[0]};\n"
    begun = BEGUN.match(said[0])
    if begun is None:
        raise SystemExit(f"{NAME}: a request of several statements begins with {said[0][:200]}")
    lines = ["BEGIN", begun[1].rstrip(";"), *said[1:], "COMMIT"]
    return "\\startpipeline\n" + ";\n".join(lines) + ";\n\\endpipeline\n"


def _without_names(literal: re.Match[str]) -> str:
    """The literal without what pgbench would take for one of its variables, as the end of 'roster:read'."""
    if not VARIABLE.search(literal[0]):
        return literal[0]
    return "U&" + VARIABLE.sub(r"\\003A", literal[0].replace("\\", "\\\\"))


def run(prepared: Scripts, connections: int, seconds: float) -> Load:
    """Send the scripts at random, over so many connections and for so many whole seconds."""
    log = FOLDER / f"{NAME}-log"
    for left in FOLDER.glob(f"{log.name}.*"):
        left.unlink()
    whole = max(1, round(seconds))
    files = [part for path in prepared.paths for part in ("-f", str(path))]
    done = subprocess.run(
        [str(binary("pgbench")), "--no-vacuum", "--protocol=prepared", f"--client={connections}", "--jobs=1",
         f"--time={whole}", "--log", f"--log-prefix={log}", *files, prepared.url],
        env={**os.environ, "PGOPTIONS": "-c jit=off -c timezone=UTC"},
        capture_output=True, text=True, check=False, timeout=whole + 60,
    )  # fmt: skip
    if done.returncode != 0:
        raise SystemExit(f"{NAME}: {done.stderr[-2000:]}")
    took = sorted(
        int(line.split()[2]) / 1000
        for path in FOLDER.glob(f"{log.name}.*")
        for line in path.read_text().splitlines()
    )
    rate = re.search(r"^tps = ([\d.]+)", done.stdout, re.MULTILINE)
    assert rate is not None, done.stdout
    return Load(len(took), len(took) / float(rate[1]), 0, *percentiles(took))
