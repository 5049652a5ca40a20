"""The records of the list, each checked as it is read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from importers.kit.fields import Record
from importers.kit.text.jsonstream import elements

PREFIX = "universities:"
FIELDS = ("name", "domains", "web_pages", "country", "alpha_two_code", "state-province")


@dataclass(frozen=True, slots=True)
class University:
    """One record of the list."""

    place: str
    name: str
    country_code: str
    country: str
    domains: list[str]
    web_pages: list[str]
    state: str | None

    @property
    def key(self) -> str:
        """The text that identifies the university."""
        domain = self.domains[0] if self.domains else ""
        return f"{PREFIX}{self.country_code}/{self.name}/{domain}"[:600]


def read(path: Path) -> Iterator[University]:
    """Yield the universities of the list. Raises `ImportRefused` for a record that is not a university."""
    for element in elements(path):
        record = Record.of(path.name, element.place, element.value, FIELDS)
        code = record.text("alpha_two_code")
        if not re.fullmatch("[A-Z]{2}", code):
            raise record.refuse(
                "alpha_two_code", f'must be two capital letters (ISO 3166-1), found "{code[:20]}"'
            )
        yield University(
            element.place,
            record.text("name"),
            code,
            record.text("country"),
            record.texts("domains"),
            record.texts("web_pages"),
            record.optional("state-province"),
        )
