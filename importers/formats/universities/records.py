"""The records of the list, each checked as it is read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from importers.kit.fields import Record
from importers.kit.lists import good
from importers.kit.text.jsonstream import Element, elements
from importers.refusal import Bad, stop

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


def read(path: Path, bad: Bad = stop) -> Iterator[University]:
    """Yield the universities of the list. bad: called with each record that is not a university."""
    return good(elements(path, bad=bad), lambda element: _university(path.name, element), bad)


def _university(file: str, element: Element) -> University:
    record = Record.of(file, element.place, element.value, FIELDS)
    code = record.text("alpha_two_code")
    if not re.fullmatch("[A-Z]{2}", code):
        raise record.refuse(
            "alpha_two_code", f'must be two capital letters (ISO 3166-1), found "{code[:20]}"'
        )
    return University(
        element.place,
        record.text("name"),
        code,
        record.text("country"),
        record.texts("domains"),
        record.texts("web_pages"),
        record.optional("state-province"),
    )
