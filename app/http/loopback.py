"""Tells whether a request comes from this machine and addresses it by a loopback name."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.types import Scope

from app.http.transport.headers import headers_of
from app.setting_kinds import is_loopback

PROXIED = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip")
"""Headers by which a proxy says that it passes on another client's request."""


def is_local(scope: Scope) -> bool:
    """Whether no other machine has a part in the request.

    The peer is a loopback address. The one `Host` is a loopback name: otherwise another site's page could read the
    answer through a name of its own that resolves to this machine (DNS rebinding). And no proxy has passed it on.
    """
    headers, peer = headers_of(scope), scope.get("client")
    hosts = headers.getlist("host")
    if peer is None or not is_loopback(peer[0]) or len(hosts) != 1:
        return False
    return is_loopback(_hostname(hosts[0])) and not any(name in headers for name in PROXIED)


def _hostname(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""
