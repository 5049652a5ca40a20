"""`lyceum serve` starts with nothing set, stops in order, and refuses in one line what can't work."""

import json
import os
import shlex
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from db.embedded import EmbeddedServer
from db.embedded.status import read_status
from demo import PERSONAS
from tests.app.cli.conftest import Lyceum
from tests.support.databases import Database

ROOT = Path(__file__).parents[3]
SECRET = "s" * 32


@pytest.fixture(scope="module")
def data(server: EmbeddedServer) -> Path:
    """The folder of the embedded database that these tests serve, one after the other."""
    return server.directory / "served"


@pytest.mark.parametrize("workers", ["1", "2"])
def test_it_serves_over_an_embedded_database_and_stops_in_order(data: Path, workers: str) -> None:
    with served(data, "--workers", workers) as (process, url, _):
        with urllib.request.urlopen(url.replace("/graphql", "/readyz"), timeout=30) as answer:
            assert (answer.status, answer.read()) == (200, b'{"status":"ready"}')
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
    assert read_status(data / "postgres") is None, "the database is still running"


def test_the_people_of_the_demo_can_ask_what_is_printed_for_them(data: Path, lyceum: Lyceum) -> None:
    with served(data, "--demo") as (process, url, said):
        assert said == ""
        assert process.stdout is not None
        lines = [f"Lyceum serves {url}\n"]
        while not lines[-1].startswith("Ctrl-C"):
            lines.append(process.stdout.readline())
            assert lines[-1], lines
        assert lines[1] == f"Open it in a browser: {url}\n"
        assert max(map(len, lines)) <= 80 + len("\n")
        assert found(curl("".join(lines)), url)["courses"]["nodes"]
        assert len(PERSONAS) == len({persona.name for persona in PERSONAS})
        for persona in PERSONAS:
            said = lyceum("people", *persona.name.split(), PORT=url.split(":")[2].split("/")[0]).output
            assert any(found(curl(said), url).values()), said


def curl(said: str) -> str:
    """The command that is printed, with the lines that belong to it."""
    return said[said.index("  curl ") :].partition("\n\n")[0]


def found(command: str, url: str) -> dict[str, Any]:
    """The data of the answer to what the command sends."""
    parts = shlex.split(command)
    assert parts[:3] == ["curl", "-s", url]
    sent = [value for option, value in pairwise(parts) if option == "-d"]
    headers = dict(value.split(": ", 1) for option, value in pairwise(parts) if option == "-H")
    request = urllib.request.Request(url, sent[0].encode(), {**headers, "Accept": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        body = json.load(answer)
    assert list(body) == ["data"], body
    return body["data"]


def test_the_pictures_of_the_demo_are_where_their_addresses_say(data: Path) -> None:
    with served(data, "--demo", "--workers", "2") as (_, url, _said):
        query = {"query": "{ courses(first: 5) { nodes { thumbnail { sizeBytes url } } } }"}
        headers = {"X-Tenant": "northfield", "Content-Type": "application/json"}
        request = urllib.request.Request(url, json.dumps(query).encode(), headers)
        with urllib.request.urlopen(request, timeout=30) as answer:
            courses = json.load(answer)["data"]["courses"]["nodes"]
        assert len(courses) == 5
        for file in [
            course["thumbnail"] for course in courses
        ] * 2:  # each process gives out what either signed
            assert file["url"].startswith(url.replace("/graphql", "/files/"))
            with urllib.request.urlopen(file["url"], timeout=30) as answer:
                content = answer.read()
            assert (content[:4], len(content)) == (b"\x89PNG", file["sizeBytes"])


def test_a_second_command_shares_the_database_of_the_first(data: Path) -> None:
    with served(data):
        token = subprocess.run(
            [sys.executable, "-m", "app", "token", "--tenant", "none", "--user", "a@b.c"],
            cwd=ROOT, env=environment(data), capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip
        assert (token.returncode, token.stderr) == (1, "lyceum: there is no tenant with the code none\n")
        assert read_status(data / "postgres") is not None, "the second command stopped the database"


def test_a_port_in_use_is_found_before_anything_starts(lyceum: Lyceum, server: EmbeddedServer) -> None:
    data = server.directory / "never"
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        outcome = lyceum("serve", PORT=str(port), LYCEUM_DATA_DIRECTORY=str(data))
    assert (outcome.status, outcome.output) == (1, "")
    assert outcome.errors == (
        f"lyceum: can't listen on 127.0.0.1 port {port}: Address already in use; choose another with PORT=…\n"
    )
    assert not data.exists()


@pytest.mark.parametrize(
    ("arguments", "environ", "line"),
    [
        ((), {}, "set LYCEUM_JWT_SECRET or LYCEUM_JWT_JWKS: without a key no token can be verified"),
        (
            (),
            {"LYCEUM_JWT_SECRET": SECRET},
            "set LYCEUM_DATABASE_URL: the embedded PostgreSQL is for development",
        ),
        (
            ("--demo",),
            {"LYCEUM_JWT_SECRET": SECRET, "LYCEUM_DATABASE_URL": "postgresql://gateway@127.0.0.1:1/lyceum"},
            "--demo is for the embedded database; run `lyceum demo` for the one in LYCEUM_DATABASE_URL",
        ),
    ],
)
def test_production_takes_nothing_for_granted(
    lyceum: Lyceum, arguments: tuple[str, ...], environ: dict[str, str], line: str
) -> None:
    outcome = lyceum("serve", "--port", "0", *arguments, LYCEUM_ENVIRONMENT="production", **environ)
    assert (outcome.status, outcome.output, outcome.errors) == (1, "", f"lyceum: {line}\n")


@pytest.mark.parametrize(
    ("role", "power"),
    [("postgres", "is a superuser"), ("lyceum_owner", "owns "), ("lyceum_writer", "may ")],
)
@pytest.mark.parametrize(
    "environ", [{}, {"LYCEUM_ENVIRONMENT": "production"}], ids=["development", "production"]
)
@pytest.mark.parametrize("by_region", [False, True], ids=["one", "regions"])
def test_a_role_that_may_more_than_read_is_refused_before_anything_is_served(
    lyceum: Lyceum, database: Database, role: str, power: str, environ: dict[str, str], by_region: bool
) -> None:
    url = database.gateway_url.replace("lyceum_gateway", role)
    place = {"LYCEUM_REGIONS": f"eu={url}"} if by_region else {"LYCEUM_DATABASE_URL": url}
    outcome = lyceum("serve", "--port", "0", LYCEUM_JWT_SECRET=SECRET, **place, **environ)
    assert (outcome.status, outcome.output) == (1, "")
    assert outcome.errors.startswith(f"lyceum: the database role {role} {power}")
    assert outcome.errors.endswith(" (region eu)\n" if by_region else "such as lyceum_gateway\n")


def environment(data: Path) -> dict[str, str]:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith("LYCEUM_") and name != "PORT"
    }
    return kept | {"LYCEUM_DATA_DIRECTORY": str(data), "LYCEUM_PORT": "0"}


@contextmanager
def served(data: Path, *arguments: str) -> Iterator[tuple[subprocess.Popen[str], str, str]]:
    """A gateway in a process of its own, its URL, and what it printed before."""
    process = subprocess.Popen(
        [sys.executable, "-m", "app", "serve", *arguments],
        cwd=ROOT, env=environment(data), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        said = []
        while not (line := process.stdout.readline()).startswith("Lyceum serves "):
            assert line, "it ended before it served"
            said.append(line)
        yield process, line.removeprefix("Lyceum serves ").strip(), "".join(said)
    finally:
        ended(process)


def ended(process: subprocess.Popen[str]) -> None:
    """Stop a gateway in order, and at once if it doesn't end."""
    process.terminate()
    try:
        process.communicate(timeout=60)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate(timeout=60)
        raise
