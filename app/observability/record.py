"""Keeps figures about a request while it runs, for its log line."""

from __future__ import annotations

import os
import re
import socket
import time
from collections.abc import Iterator, Mapping, MutableMapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from resolvers.kit.reading.budget import Meter

ACCEPTED_REQUEST_ID = re.compile(r"[A-Za-z0-9._~-]{8,128}")
CURRENT: ContextVar[str | None] = ContextVar("request_id", default=None)
"""The id of the request that is being answered, for the log lines that are written meanwhile."""

SCOPE_KEY = "lyceum.record"


@dataclass(slots=True)
class Record:
    """One request's figures.

    The milliseconds are the time spent waiting for the database; the statements are those sent to it. reason: the
    cause of a server failure, if the client was told only its kind. meter: counts what the operation costs.
    is_dry_run: whether the client wants only the price. address: where the request came from, so that waiting requests
    take turns; it is not logged. path: what is logged as the request's path, if that path is a secret.
    """

    request_id: str
    operation: str | None = None
    tenant: str | None = None
    statements: int = 0
    database_milliseconds: float = 0.0
    executor: str | None = None
    left: str | None = None
    status: int = 0
    bytes: int = 0
    reason: str | None = None
    meter: Meter = field(default_factory=Meter)
    is_dry_run: bool = False
    address: str | None = None
    path: str | None = None
    started: float = field(default_factory=time.perf_counter)

    def milliseconds(self) -> float:
        """Time since the request came."""
        return (time.perf_counter() - self.started) * 1000


def choose_request_id(offered: str | None) -> str:
    """The id that the client offered, if it is fit for logs and headers, else a new one."""
    return offered if offered and ACCEPTED_REQUEST_ID.fullmatch(offered) else next(_new_ids)


def _make_ids() -> Iterator[str]:
    """Random ids. The system is asked for many at once: while it is asked, a thread may take over."""
    while True:
        block = os.urandom(4096)
        for place in range(0, len(block), 16):
            yield block[place : place + 16].hex()


_new_ids = _make_ids()


def record_of(scope: MutableMapping[str, Any]) -> Record:
    """The record of the request; a new one if no middleware made it."""
    record: Record | None = scope.get(SCOPE_KEY)
    if record is None:
        record = scope[SCOPE_KEY] = Record(choose_request_id(None))
    return record


def fields_of(record: Record, method: str, path: str) -> Mapping[str, Any]:
    """The record as the fields of a log line."""
    fields = {
        "requestId": record.request_id,
        "method": method,
        "path": record.path or path,
        "status": record.status,
        "operation": record.operation,
        "tenant": record.tenant,
        "executor": record.executor,
        "left": record.left,
        "statements": record.statements,
        "databaseMilliseconds": round(record.database_milliseconds, 2),
        "milliseconds": round(record.milliseconds(), 2),
        "bytes": record.bytes,
    }
    return fields if record.reason is None else {**fields, "reason": record.reason}


def source_of(scope: MutableMapping[str, Any]) -> str | None:
    """The address that the request came from; for IPv6 its network, because one client has many IPv6 addresses."""
    client = scope.get("client")
    if not client:
        return None
    address: str = client[0]
    if ":" not in address:
        return address
    try:
        return socket.inet_pton(socket.AF_INET6, address.partition("%")[0])[:8].hex()
    except OSError:
        return address
