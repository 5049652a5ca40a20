"""Sends requests to a peer as the load generator will, and compares answers."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from typing import Any

import httpx
import orjson

from bench.servers import Peer, Serving
from bench.workloads import Request, Workload

Answer = tuple[Request, Any]


def body(peer: Peer, workload: Workload, request: Request, text: str | None = None) -> bytes:
    """The body of the POST. text: the document to send in place of the peer's own for the workload."""
    return orjson.dumps(
        {
            "query": text or workload.document(peer.documents),
            "operationName": workload.name.capitalize(),
            "variables": peer.variables(request),
        }
    )


def headers(peer: Peer, request: Request) -> dict[str, str]:
    """The headers of the POST."""
    return {
        "Content-Type": "application/json",
        "Accept": "application/json",
        "Authorization": f"Bearer {request.token}",
        **dict(peer.headers),
    }


def answers(serving: Serving, workload: Workload) -> list[Answer]:
    """The peer's answers to all requests of the workload, including the pages of its walks. Stops at an error."""
    found: list[Answer] = []
    with httpx.Client(timeout=60) as client:
        for first in workload.requests:
            request: Request | None = first
            pages = workload.walks[1] if workload.walks else 1
            while request is not None and pages > 0:
                data = _ask(client, serving, workload, request)
                found.append((request, data))
                request, pages = _next(workload, request, data), pages - 1
    return found


def once(serving: Serving, workload: Workload, request: Request) -> Any:
    """The peer's answer to one request. Stops at an error."""
    with httpx.Client(timeout=60) as client:
        return _ask(client, serving, workload, request)


def _ask(client: httpx.Client, serving: Serving, workload: Workload, request: Request) -> Any:
    peer = serving.peer
    response = client.post(serving.url, content=body(peer, workload, request), headers=headers(peer, request))
    said = orjson.loads(response.content) if response.status_code == 200 else {}
    if "errors" in said or "data" not in said:
        raise SystemExit(f"{peer.name}, {workload.name}: {response.status_code} {response.text[:2000]}")
    return said["data"]


def _next(workload: Workload, request: Request, data: Any) -> Request | None:
    if workload.walks is None:
        return None
    page = data[workload.walks[0]]["pageInfo"]
    if not page["hasNextPage"]:
        return None
    return replace(request, variables={**request.variables, "after": page["endCursor"]})


TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
NUMBER = re.compile(r"-?\d+(\.\d+)?")


def plain(value: Any, name: str = "") -> Any:
    """The value in a form without the differences that peers may have: in numbers, times, cursors, order of names."""
    if isinstance(value, dict):
        return {key: plain(value[key], key) for key in sorted(value)}
    if isinstance(value, list):
        return [plain(part, name) for part in value]
    if name == "endCursor":
        return value is not None
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, str) and TIME.match(value):
        return datetime.fromisoformat(value).timestamp()
    if isinstance(value, int | float) or NUMBER.fullmatch(value):
        return float(value)
    return value


def difference(one: Any, other: Any, place: str = "data") -> str | None:
    """The first place where two plain values differ; null if they are equal."""
    if type(one) is not type(other):
        return f"{place}: {str(one)[:200]} and {str(other)[:200]}"
    if isinstance(one, dict):
        if list(one) != list(other):
            return f"{place}: the names {list(one)} and {list(other)}"
        found = (difference(one[key], other[key], f"{place}.{key}") for key in one)
        return next((text for text in found if text), None)
    if isinstance(one, list):
        if len(one) != len(other):
            return f"{place}: {len(one)} and {len(other)} elements"
        pairs = enumerate(zip(one, other, strict=True))
        return next((t for n, (a, b) in pairs if (t := difference(a, b, f"{place}[{n}]"))), None)
    return None if one == other else f"{place}: {one!r} and {other!r}"
