"""Subtitle files: SubRip, WebVTT, and Open edX's own JSON."""

import re
from itertools import zip_longest
from typing import Any, cast

from db.payloads.video import TranscriptSegment
from importers.kit.text.xml import unescaped

TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[,.](\d{1,3})"
CUE = re.compile(rf"^\s*{TIME}\s*-->\s*{TIME}")
TAG = re.compile(r"<[^>]{0,100}>")


def from_text(text: str) -> list[TranscriptSegment]:
    """Read SubRip or WebVTT: each cue is a line of times and then lines of text. All other text is left out."""
    segments: list[TranscriptSegment] = []
    for block in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n").replace("\r", "\n")):
        lines = block.split("\n")
        for place, line in enumerate(lines):
            found = CUE.match(line)
            if found is not None:
                said = _spoken(lines[place + 1 :])
                segments.append(
                    TranscriptSegment(
                        start=_seconds(*found.group(1, 2, 3, 4)),
                        end=_seconds(*found.group(5, 6, 7, 8)),
                        text=said,
                    )
                )
                break
    return segments


def from_sjson(document: dict[str, Any]) -> list[TranscriptSegment]:
    """Read Open edX's own form: three lists, of starts and of ends in milliseconds, and of texts."""
    columns: list[list[Any]] = [_list(document.get(name)) for name in ("start", "end", "text")]
    segments: list[TranscriptSegment] = []
    for start, end, text in zip_longest(*columns):
        if isinstance(start, int | float) and isinstance(text, str):
            last = end if isinstance(end, int | float) else start
            segments.append(TranscriptSegment(start=start / 1000, end=last / 1000, text=unescaped(text)))
    return segments


def _list(value: Any) -> list[Any]:
    return cast("list[Any]", value) if isinstance(value, list) else []


def _spoken(lines: list[str]) -> str:
    return unescaped(TAG.sub("", "\n".join(line.strip() for line in lines).strip()))


def _seconds(hours: str | None, minutes: str, seconds: str, fraction: str) -> float:
    whole = int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
    return round(whole + int(fraction.ljust(3, "0")) / 1000, 3)
