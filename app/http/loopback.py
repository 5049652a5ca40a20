"""Whether a request comes from this machine, and asks for it by one of its own names."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import Scope

from app.setting_kinds import is_loopback

PROXIED = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip")
"""Headers by which a proxy says that somebody else asks."""


def is_local(scope: Scope) -> bool:
    """Whether no other machine has a part in the request.

    Its peer is a loopback address; its one `Host` is a loopback name, so that a page of another site can't read the
    answer by a name of its own that leads here (DNS rebinding); and no proxy has passed it on.
    """
    headers, peer = Headers(scope=scope), scope.get("client")
    hosts = headers.getlist("host")
    if peer is None or not is_loopback(peer[0]) or len(hosts) != 1:
        return False
    return is_loopback(_hostname(hosts[0])) and not any(name in headers for name in PROXIED)


def _hostname(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""
