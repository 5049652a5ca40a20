"""What PostgreSQL's pid file and log say about its state."""

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

SOCKET_LINE = 4
STATUS_LINE = 7


@dataclass(frozen=True, slots=True)
class Status:
    """The part of `postmaster.pid` that we read."""

    pid: int
    sockets: Path
    is_ready: bool


def read_status(data: Path) -> Status | None:
    """Return the state of the server on the folder `data`; None if there is no server, or it has only just begun."""
    try:
        lines = (data / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return None
    if len(lines) <= SOCKET_LINE or not lines[SOCKET_LINE]:
        return None
    is_ready = len(lines) > STATUS_LINE and lines[STATUS_LINE].strip() == "ready"
    return Status(int(lines[0]), Path(lines[SOCKET_LINE]), is_ready)


def is_served_from(directory: Path, url: str) -> bool:
    """Whether a connection URL is that of the embedded server that runs over `directory`."""
    try:
        parts = urlsplit(url)
        hosts = parse_qs(parts.query).get("host", [])
        is_by_socket = not parts.hostname and parts.port is None
    except ValueError:
        return False
    status = read_status(directory.resolve() / "postgres")
    return is_by_socket and status is not None and hosts == [str(status.sockets)]


def last_error(text: str) -> str:
    """Return the sentence in PostgreSQL's output that says what went wrong."""
    errors = re.findall(r"(?:FATAL|PANIC|ERROR|error): +(.+)", text)
    if errors:
        return errors[-1]
    lines = text.strip().splitlines()
    return lines[-1] if lines else "no reason was given"
