"""The means by which every part of the demo data is made: rows by table, stable ids, dates around one day."""

import tomllib
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from hashlib import blake2b
from pathlib import Path
from random import Random
from typing import Any

Row = dict[str, Any]
DATA = Path(__file__).parents[1] / "data"

# The time in an id counts on from here, so that ids sort in the order of drafting and don't depend on today's date.
FIRST_MILLISECOND = int(datetime(2026, 1, 5, 8, tzinfo=UTC).timestamp() * 1000)
BETWEEN_TENANTS = 10_000_000


@cache
def read(name: str) -> dict[str, Any]:
    """The lists in a TOML file of `demo/data`."""
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


def read_rows(name: str) -> list[dict[str, str]]:
    """The lines of a TSV file of `demo/data`, each a dict by the names in the first line."""
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
    """The rows of one tenant that are drafted but not yet written.

    code: the tenant's short code, or a word for rows that belong to no tenant. place: the tenant's number, from 0.
    today: the day around which all dates lie. rows: by table (`schema.name` outside `public`), in an order that foreign
    keys allow.
    """

    code: str
    place: int
    today: date
    tenant_id: str | None = None
    rows: dict[str, list[Row]] = field(default_factory=dict[str, list[Row]])
    _made: int = 0

    def identify(self, *names: str) -> str:
        """The next id. It is derived from its place in the order of drafting, and from the names."""
        self._made += 1
        return identify(FIRST_MILLISECOND + self.place * BETWEEN_TENANTS + self._made, self.code, *names)

    @contextmanager
    def apart(self) -> Generator[None]:
        """Count ids from behind all others meanwhile, so that the rows drafted later keep theirs."""
        made, self._made = self._made, BETWEEN_TENANTS // 2
        yield
        self._made = made

    def add(self, table: str, name: str, values: Mapping[str, Any], *, made: str | None = None) -> str:
        """Add a row and return its id. made: the time of its creation, for a table with a column for that."""
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
        """Make the rows of these tables be written in this order, whichever are drafted first."""
        for table in tables:
            self.rows.setdefault(table, [])

    def take(self) -> dict[str, list[Row]]:
        """Return the rows drafted so far, and forget them."""
        taken, self.rows = self.rows, {}
        return taken

    def chance(self, topic: str) -> Random:
        """A source of random choices, which are the same each time for a tenant and a topic."""
        return Random(f"{self.code}/{topic}")

    def day(self, days: float, hour: int = 9, minute: int = 0) -> datetime:
        """The time `days` after today, in UTC."""
        start = datetime.combine(self.today, time(hour, minute), UTC)
        return start + timedelta(days=days)

    def at(self, days: float, hour: int = 9, minute: int = 0) -> str:
        """The same, as text."""
        return self.day(days, hour, minute).isoformat()
