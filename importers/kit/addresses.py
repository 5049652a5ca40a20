"""The addresses in a payload that a page may not follow, such as `javascript:`: they are taken out, and reported."""

import re
from typing import Any, cast

from importers.kit.times import Warn

KEYS = ("url", "href", "launch_path", "thumbnail_url", "handout_url", "youtube_url")
SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
FOLLOWED = ("http", "https", "mailto", "asset")
UNSEEN = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029]+")
"""What a browser leaves out before it looks at the scheme."""


def is_followed(address: str) -> bool:
    """Whether the address has no scheme, or one that leads to a page, a mailbox or a file of ours."""
    scheme = SCHEME.match(UNSEEN.sub("", address))
    return scheme is None or scheme[1].lower() in FOLLOWED


def without_others(data: Any, place: str, warn: Warn) -> Any:
    """The payload with only such addresses; what it says under `secret` stays as it is."""
    if isinstance(data, list):
        return [without_others(part, place, warn) for part in cast("list[Any]", data)]
    if not isinstance(data, dict):
        return data
    kept: dict[str, Any] = {}
    for name, value in cast("dict[str, Any]", data).items():
        if name in KEYS and isinstance(value, str) and not is_followed(value):
            warn("an address that no page may follow is left out", f"{place}: {value[:60]}")
        else:
            kept[name] = value if name == "secret" else without_others(value, place, warn)
    return kept
