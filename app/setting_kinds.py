"""The kinds of value that a setting can have: each reads a text, or says what it expected instead."""

import ipaddress
import math
import re
from base64 import urlsafe_b64decode
from collections.abc import Callable, Mapping
from dataclasses import fields
from pathlib import Path
from urllib.parse import urlsplit

from resolvers.kit.reading.budget import Budget

LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "::1"})
SHORTEST_SECRET = 32
"""In bytes: HS256 needs a key at least as long as its hash (RFC 7518, section 3.2)."""


class Expected(ValueError):
    """The text is not a value of its kind. The message completes the sentence "… must be"."""


def is_loopback(host: str) -> bool:
    """Whether the name or address is this machine's loopback, which no other machine can reach."""
    try:
        return host in LOCAL_HOSTS or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def text(value: str) -> str:
    """Any printable text."""
    if not value.isprintable():
        raise Expected("a text without line breaks or control characters")
    return value


def one_of(*words: str) -> Callable[[str], str]:
    """One of some words."""

    def read(value: str) -> str:
        if value not in words:
            raise Expected(f"one of {', '.join(words)}")
        return value

    return read


def whole(least: int, most: int) -> Callable[[str], int]:
    """A whole number within bounds."""

    def read(value: str) -> int:
        if not re.fullmatch(r"[0-9]{1,12}", value) or not least <= int(value) <= most:
            raise Expected(f"a whole number from {least} to {most}")
        return int(value)

    return read


def seconds(least: float, most: float) -> Callable[[str], float]:
    """A time in seconds within bounds."""

    def read(value: str) -> float:
        try:
            number = float(value)
        except ValueError:
            number = math.nan
        if not least <= number <= most:
            raise Expected(f"a number of seconds from {least:g} to {most:g}")
        return number

    return read


def share(value: str) -> float:
    """A part of a whole: above 0, at most 1."""
    try:
        number = float(value)
    except ValueError:
        number = math.nan
    if not 0 < number <= 1:
        raise Expected("a part of a whole: a number above 0, at most 1")
    return number


def folder(value: str) -> Path:
    """A folder's path; it need not exist yet."""
    return Path(text(value))


def storage(value: str) -> str:
    """A folder's path, or a bucket as `s3://bucket/prefix`."""
    if "://" in value and not re.fullmatch(r"s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/[\w./-]+)?", value):
        raise Expected("a folder's path, or a bucket like s3://course-files/media")
    return text(value)


def server_url(value: str) -> str:
    """The https URL of a server; http only on this machine."""
    url = urlsplit(value)
    is_safe = url.scheme == "https" or (url.scheme == "http" and url.hostname in LOCAL_HOSTS)
    if url.hostname and is_safe and not (url.query or url.fragment or url.username):
        return value
    raise Expected("an https URL like https://s3.example.org")


def database_url(value: str) -> str:
    """A PostgreSQL connection URL. The error does not repeat a wrong URL, which may hold a password."""
    if not re.fullmatch(r"postgres(ql)?://\S+", value):
        raise Expected(
            "a URL like postgresql://user:password@host:5432/database (its text is not shown here)"
        )
    return value


def regions(value: str) -> Mapping[str, str]:
    """Database URLs by region: `eu=postgresql://…, us=postgresql://…`. A URL may itself hold commas."""
    found: dict[str, str] = {}
    for part in re.split(r",\s*(?=[a-z0-9-]+=postgres(?:ql)?://)", value.strip()):
        match = re.fullmatch(r"([a-z0-9][a-z0-9-]{0,62})=(postgres(?:ql)?://\S*[^\s,/])", part)
        if match is None or match[1] in found:
            raise Expected(
                "regions like eu=postgresql://user:password@host/database, separated by commas, each named once "
                "(its text is not shown here)"
            )
        found[match[1]] = match[2]
    return found


def secret(value: str) -> str:
    """A secret key. The error never repeats its text."""
    if len(value.encode()) < SHORTEST_SECRET:
        raise Expected(f"a secret of at least {SHORTEST_SECRET} bytes (its text is not shown here)")
    return value


def sealing_keys(value: str) -> Mapping[str, bytes]:
    """AES-256 keys by name; the first one seals. `2026-11=…, 2026-01=…`, in base64url, padded or not."""
    found: dict[str, bytes] = {}
    for part in value.split(","):
        match = re.fullmatch(r"([a-z0-9-]{1,63})=([A-Za-z0-9_-]{43})=?", part.strip())
        if match is None or match[1] in found:
            raise Expected(
                "keys like 2026-11=… of 32 bytes in base64url, separated by commas, each named once "
                "(their text is not shown here)"
            )
        found[match[1]] = urlsafe_b64decode(match[2] + "=")
    return found


def password(value: str) -> str:
    """A secret that another system issued. The error never repeats its text."""
    if not re.fullmatch(r"[\x21-\x7e]+", value):
        raise Expected("a text of printable ASCII without spaces (its text is not shown here)")
    return value


def key_set(value: str) -> str:
    """The file or https URL of a JSON Web Key Set; http only on this machine."""
    if "://" in value:
        url = urlsplit(value)
        if url.hostname and (url.scheme == "https" or (url.scheme == "http" and url.hostname in LOCAL_HOSTS)):
            return value
    elif Path(value).is_file():
        return value
    raise Expected("the path of a file that exists, or an https URL")


def origins(value: str) -> tuple[str, ...]:
    """Web origins, separated by commas, or `*`; each as browsers send it."""
    found = tuple(part.strip() for part in value.split(","))
    return found if found == ("*",) else tuple(map(_origin, found))


def _origin(value: str) -> str:
    """The origin as a browser sends it: in lower case, an international name in ASCII, without the usual port."""
    try:
        url = urlsplit(value)
        host, port = url.hostname or "", url.port
        host = f"[{host}]" if ":" in host else host.encode("idna").decode()
    except ValueError:
        host, port, url = "", None, None
    if url is None or not host or not re.fullmatch(r"https?://[^/\s?#@]+", value, re.IGNORECASE):
        raise Expected("origins like https://app.example.org, separated by commas and without a path, or *")
    usual = {"http": 80, "https": 443}[url.scheme]
    return f"{url.scheme}://{host}" if port in (None, usual) else f"{url.scheme}://{host}:{port}"


def budget(value: str) -> Budget:
    """The most that an operation may cost, as `price=500000 objects=50000 bytes=8000000 statements=100`."""
    expected = Expected(
        "each of price, objects, bytes and statements with a whole number, as " + EXAMPLE_BUDGET
    )
    given: dict[str, int] = {}
    for word in value.split():
        name, _, number = word.partition("=")
        if name in given or not re.fullmatch(r"[0-9]{1,12}", number):
            raise expected
        given[name] = int(number)
    if given.keys() != {each.name for each in fields(Budget)}:
        raise expected
    return Budget(**given)


def written_budget(value: Budget) -> str:
    """The budget as its setting spells it."""
    return " ".join(f"{each.name}={getattr(value, each.name)}" for each in fields(Budget))


EXAMPLE_BUDGET = written_budget(Budget())
