"""What every part of the demo data is made with: rows by table, ids that never change, dates around one day."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from hashlib import blake2b
from pathlib import Path
from random import Random
from typing import Any

Row = dict[str, Any]
DATA = Path(__file__).parents[1] / "data"

# Ids count milliseconds from here, so that they sort in the order of making and don't change with the day.
FIRST_MILLISECOND = int(datetime(2026, 1, 5, 8, tzinfo=UTC).timestamp() * 1000)
BETWEEN_TENANTS = 10_000_000


@cache
def read(name: str) -> dict[str, Any]:
    """The lists in a TOML file of `demo/data`."""
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


def read_rows(name: str) -> list[dict[str, str]]:
    """The lines of a TSV file of `demo/data`, by the names in its first line."""
    first, *lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [dict(zip(first.split("\t"), line.split("\t"), strict=True)) for line in lines]


def identify(millisecond: int, *names: str) -> str:
    """A UUID version 7 whose time is `millisecond` and whose other bits follow from the names."""
    rest = int.from_bytes(blake2b("/".join(names).encode(), digest_size=10).digest())
    bits = millisecond << 80 | 7 << 76 | (rest >> 62 & 0xFFF) << 64 | 2 << 62 | rest & (1 << 62) - 1
    text = f"{bits:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


@dataclass(slots=True)
class Draft:
    """The rows of one tenant that are made but not yet written.

    code: the tenant's short code, or a word for rows that belong to none. place: which of the tenants it is, from 0.
    today: the day that all dates lie around. rows: by table (`schema.name` outside `public`), in an order that foreign
    keys allow.
    """

    code: str
    place: int
    today: date
    tenant_id: str | None = None
    rows: dict[str, list[Row]] = field(default_factory=dict[str, list[Row]])
    _made: int = 0

    def identify(self, *names: str) -> str:
        """The next id, which follows from its place in the order of making and from the names."""
        self._made += 1
        return identify(FIRST_MILLISECOND + self.place * BETWEEN_TENANTS + self._made, self.code, *names)

    def add(self, table: str, name: str, values: Mapping[str, Any], *, made: str | None = None) -> str:
        """Add a row and return its id. `made`: when it was created, where the table says so."""
        key = self.identify(table, name)
        row: Row = {"id": key, **values}
        if self.tenant_id is not None and not table.startswith("identity."):
            row["tenant_id"] = self.tenant_id
        if made is not None:
            row["created_at"] = made
            row.setdefault("updated_at", made)
        self.rows.setdefault(table, []).append(row)
        return key

    def order(self, *tables: str) -> None:
        """Have rows of these tables written in this order, whichever comes first."""
        for table in tables:
            self.rows.setdefault(table, [])

    def take(self) -> dict[str, list[Row]]:
        """The rows made so far, which the draft forgets."""
        taken, self.rows = self.rows, {}
        return taken

    def chance(self, topic: str) -> Random:
        """A source of choices that is the same each time for a tenant and a topic."""
        return Random(f"{self.code}/{topic}")

    def day(self, days: float, hour: int = 9, minute: int = 0) -> datetime:
        """The moment `days` after today, in UTC."""
        start = datetime.combine(self.today, time(hour, minute), UTC)
        return start + timedelta(days=days)

    def at(self, days: float, hour: int = 9, minute: int = 0) -> str:
        """The same, as text."""
        return self.day(days, hour, minute).isoformat()
