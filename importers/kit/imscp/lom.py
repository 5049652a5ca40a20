"""What a manifest says about a package or a part of it, in IEEE LOM or one of LOM's forerunners."""

import re
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

from importers.kit.imscp.names import as_json, text_of

LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
DURATION = re.compile(
    r"P(?:(?P<days>\d+)D)?(?:T(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+)(?:\.\d+)?S)?)?"
)
UNITS = {"days": 86_400, "hours": 3_600, "minutes": 60, "seconds": 1}
LONGEST = 10_000_000  # seconds


@dataclass(frozen=True, slots=True)
class Lom:
    """Title, description and so on, null or empty if they are not stated; `all` is the whole record as written."""

    title: str | None = None
    description: str | None = None
    language: str | None = None
    keywords: list[str] = field(default_factory=list[str])
    rights: str | None = None
    duration: int | None = None
    all: dict[str, Any] = field(default_factory=dict[str, Any])


def read_lom(metadata: Element | None) -> Lom:
    """Read the first LOM record below an element of plain names."""
    record = None if metadata is None else next(metadata.iter("lom"), None)
    if record is None:
        return Lom()
    language = text_of(record.find("general/language")) or ""
    return Lom(
        _text(record, "general/title"),
        _text(record, "general/description"),
        language if LANGUAGE.fullmatch(language) else None,
        [word for word in map(text_of, record.findall("general/keyword")) if word],
        _text(record, "rights/description"),
        seconds(
            _text(record, "educational/typicalLearningTime")
            or _text(record, "educational/typicallearningtime")
        ),
        as_json(record),
    )


def seconds(duration: str | None) -> int | None:
    """The seconds of an ISO 8601 duration without years and months, or of `hh:mm:ss`; null for anything else."""
    clock = re.fullmatch(r"(\d{1,4}):(\d\d):(\d\d)(?:\.\d+)?", duration or "")
    if clock:
        total = int(clock[1]) * 3_600 + int(clock[2]) * 60 + int(clock[3])
    else:
        found = DURATION.fullmatch(duration or "")
        total = (
            sum(int(found[unit][:9] or 0) * size for unit, size in UNITS.items() if found[unit])
            if found
            else 0
        )
    return total if 0 < total <= LONGEST else None


def _text(record: Element, path: str) -> str | None:
    return text_of(record.find(path))
