"""When learners may see a part of a course, and whether they may at all: what a package says of it, as columns."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Times:
    """From when until when a part is open to learners, null for no limit; and whether it is for staff only."""

    start: datetime | None = None
    end: datetime | None = None
    is_for_staff: bool = False

    def chosen(self) -> dict[str, Any]:
        """The columns of a module or a content item."""
        return {
            "available_from": None if self.start is None else self.start.isoformat(),
            "available_until": None if self.end is None else self.end.isoformat(),
            "is_for_staff": self.is_for_staff,
        }


ALWAYS = Times()
Warn = Callable[[str, str], None]
"""Called with what is wrong and an example: `Report.warn`."""


def silent(_topic: str, _example: str) -> None:
    """A `Warn` for whoever has been told already."""


def moment(text: str | None, place: str, warn: Warn) -> datetime | None:
    """The time that an ISO 8601 text states, in UTC where it names no offset. One that can't be read is reported."""
    if not text or not text.strip():
        return None
    try:
        found = datetime.fromisoformat(text.strip())
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        warn("a time can't be read and is left out", f"{place}: {text.strip()[:40]}")
        return None


def ordered(times: Times, place: str, warn: Warn) -> Times:
    """The times. What would end before it starts is for staff, as its learners never see it; that is reported."""
    found = narrowest(times)
    if found != times:
        warn("kept for staff: it would close before it opens", place)
    return found


def narrowest(*parts: Times) -> Times:
    """The times of what all parts say of one and the same content; for staff only, if that leaves no time."""
    start = max((part.start for part in parts if part.start is not None), default=None)
    end = min((part.end for part in parts if part.end is not None), default=None)
    if start is not None and end is not None and end <= start:
        return Times(start, None, is_for_staff=True)
    return Times(start, end, any(part.is_for_staff for part in parts))
