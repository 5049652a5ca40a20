"""How uvicorn serves the application: the same in a test as at `lyceum serve`."""

from __future__ import annotations

from functools import partial
from typing import Any

from app.http.transport.bounds import Bounds
from app.http.transport.connection import Connection
from app.settings import Settings

BACKLOG = 2048


def server_options(settings: Settings) -> dict[str, Any]:
    """The arguments of `uvicorn.Config` that don't hang on where it serves."""
    return {
        "loop": "uvloop",
        "http": partial(Connection, bounds=Bounds.of(settings)),
        "ws": "none",
        "lifespan": "on",
        "backlog": BACKLOG,
        "access_log": False,  # the application logs each request itself
        "proxy_headers": False,  # who is local is judged by the connection's own peer
        "log_config": None,
        "server_header": False,
        "timeout_graceful_shutdown": settings.shutdown_seconds,
    }
