"""How uvicorn serves the application: tests and `lyceum serve` use the same options."""

from __future__ import annotations

from functools import partial
from typing import Any

from app.http.transport.bounds import Bounds
from app.http.transport.connection import Connection
from app.settings import Settings

BACKLOG = 2048


def server_options(settings: Settings) -> dict[str, Any]:
    """The arguments of `uvicorn.Config` that don't depend on the address it serves."""
    return {
        "loop": "uvloop",
        "http": partial(Connection, bounds=Bounds.of(settings)),
        "ws": "none",
        "lifespan": "on",
        "backlog": BACKLOG,
        "access_log": False,  # the application logs each request itself
        "proxy_headers": False,  # only the connection's own peer tells whether a request is local
        "log_config": None,
        "server_header": False,
        "timeout_graceful_shutdown": settings.shutdown_seconds,
    }
