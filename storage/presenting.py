"""How a file is shown to a browser: under which name and media type, and whether in the page or as a download.

Files come from users and from other systems. So that none of them runs with the rights of the place that gives it out,
a browser shows only pictures, sound, films and plain text itself; everything else is a download. What a browser could
take for a script, a style or a page is not even told as what it is.
"""

import re
from dataclasses import dataclass
from urllib.parse import quote

INLINE = frozenset(
    {
        *("image/avif", "image/bmp", "image/gif", "image/jpeg", "image/png", "image/webp"),
        *("audio/aac", "audio/flac", "audio/mp4", "audio/mpeg", "audio/ogg", "audio/wav", "audio/webm"),
        *("video/mp4", "video/ogg", "video/webm", "text/plain"),
    }
)
"""The media types that a browser shows as they are, and runs nothing of."""

DOWNLOADED = frozenset(
    {
        *("image/svg+xml", "application/pdf", "application/zip", "application/json", "text/csv", "text/vtt"),
        *(
            "application/epub+zip",
            "application/msword",
            "application/vnd.ms-excel",
            "application/vnd.ms-powerpoint",
        ),
        *("application/x-ipynb+json", "application/rtf", "audio/x-wav", "video/quicktime"),
    }
)
"""The media types that are told, though the file is a download: an `<img>` needs `image/svg+xml` and runs no script."""

OFFICE = ("application/vnd.openxmlformats-officedocument.", "application/vnd.oasis.opendocument.")
UNKNOWN = "application/octet-stream"
LONGEST_NAME = 200
RESERVED = re.compile(r'[\x00-\x1f\x7f-\x9f/\\:*?"<>|\u2028\u2029\u202a-\u202e\u2066-\u2069]')
"""What no file's name should hold: what systems forbid, and signs that turn the direction of writing."""


@dataclass(frozen=True, slots=True)
class Shown:
    """How a file is shown. name: safe as a file's name on any system. media_type: as a Content-Type header has it."""

    name: str
    media_type: str
    is_inline: bool

    @property
    def disposition(self) -> str:
        """The header Content-Disposition (RFC 6266): the name in ASCII, and the whole name if it is another."""
        kind = "inline" if self.is_inline else "attachment"
        plain = "".join(sign if " " <= sign <= "~" and sign != "%" else "_" for sign in self.name)
        said = f'{kind}; filename="{plain}"'
        return said if plain == self.name else f"{said}; filename*=UTF-8''{quote(self.name, safe='')}"


def shown(name: str, media_type: str) -> Shown:
    """How a file of that name and declared media type is shown."""
    declared = media_type.partition(";")[0].strip().lower()
    is_inline = declared in INLINE
    if not (is_inline or declared in DOWNLOADED or _is_office(declared)):
        declared = UNKNOWN
    return Shown(
        _safe(name), f"{declared}; charset=utf-8" if declared.startswith("text/") else declared, is_inline
    )


def _is_office(declared: str) -> bool:
    return declared.startswith(OFFICE) and re.fullmatch(r"[a-z/.-]+", declared) is not None


def _safe(name: str) -> str:
    kept = RESERVED.sub("_", name.encode("utf-8", "replace").decode()).strip(" .")
    if len(kept) > LONGEST_NAME:
        stem, dot, suffix = kept.rpartition(".")
        keeps = bool(dot) and len(suffix) < 20
        kept = f"{stem[: LONGEST_NAME - len(suffix) - 1]}.{suffix}" if keeps else kept[:LONGEST_NAME]
    return kept or "file"
