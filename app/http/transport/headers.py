"""A request's headers, found by name without a search."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any, TypeVar, overload

from starlette.datastructures import Headers

SCOPE_KEY = "lyceum.headers"

LISTS = (b"accept", b"accept-encoding", b"if-none-match", b"access-control-request-headers")
"""The headers that hold lists. Several lines of one of them are one list (RFC 9110, section 5.3)."""

T = TypeVar("T")


class Indexed(Headers):
    """Starlette's headers with an index. Starlette compares a name with every header each time, and we ask for ten."""

    def __init__(self, scope: MutableMapping[str, Any]) -> None:
        super().__init__(raw=scope["headers"])
        # If there are several of a name that holds no list, the first counts, as with Starlette.
        self._index = dict(reversed(self._list))
        if len(self._index) < len(self._list):
            for name in LISTS:
                lines = [value for key, value in self._list if key == name]
                if lines:
                    self._index[name] = b", ".join(lines)

    @overload
    def get(self, key: str, default: None = None, /) -> str | None: ...
    @overload
    def get(self, key: str, default: str, /) -> str: ...
    @overload
    def get(self, key: str, default: T, /) -> str | T: ...
    def get(self, key: str, default: object = None, /) -> object:
        """The header of that name, which is spelt in lower case: all lines of a list, or the first line of another."""
        found = self._index.get(key.encode("latin-1"))
        return default if found is None else found.decode("latin-1")

    def getlist(self, key: str) -> list[str]:
        """All headers of that name, which is spelt in lower case."""
        return super().getlist(key) if key.encode("latin-1") in self._index else []


def headers_of(scope: MutableMapping[str, Any]) -> Indexed:
    """The headers of the request, indexed once."""
    found: Indexed | None = scope.get(SCOPE_KEY)
    if found is None:
        found = scope[SCOPE_KEY] = Indexed(scope)
    return found
