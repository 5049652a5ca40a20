"""The beginnings and ends of terms, in days from today, and their names."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Term:
    """A run of courses. ends: null for one that never closes."""

    starts: float
    ends: float | None


UNIVERSITY = {
    "past": Term(-298, -190),
    "running": Term(-82, 26),
    "future": Term(58, 165),
    "self-paced": Term(-250, None),
}
TERMS = {
    "university": UNIVERSITY,
    "district": {
        "past": Term(-455, -165),
        "running": Term(-90, 200),
        "future": Term(45, 205),
        "self-paced": Term(-250, None),
    },
    "company": {
        "past": Term(-210, -150),
        "running": Term(-40, 30),
        "future": Term(30, 75),
        "self-paced": Term(-330, None),
    },
    "centre_network": {
        "past": Term(-230, -120),
        "running": Term(-63, 28),
        "future": Term(50, 130),
        "self-paced": Term(-300, None),
    },
}
SEASONS = ("Winter",) * 2 + ("Spring",) * 3 + ("Summer",) * 2 + ("Autumn",) * 4 + ("Winter",)


def term_name(plan: dict[str, Any], when: str, starts: datetime) -> str:
    """The institution's name for a run that starts at that time."""
    kind, year, month = plan["tenant"]["kind"], starts.year, starts.month
    if when == "self-paced":
        return "Self-paced"
    if kind == "district":
        if when == "future":
            return f"Spring semester {year + (month > 6)}"
        first = year if month > 6 else year - 1
        return f"School year {first}–{(first + 1) % 100:02}"
    if kind == "company":
        return f"Q{(month + 2) // 3} {year}"
    if kind == "centre_network":
        return f"{SEASONS[month - 1]} {year}"
    if plan["tenant"]["country"] == "DE":
        return f"Sommersemester {year}" if month < 8 else f"Wintersemester {year}/{(year + 1) % 100:02}"
    return f"{'Spring' if month < 6 else 'Summer' if month < 8 else 'Fall'} {year}"
