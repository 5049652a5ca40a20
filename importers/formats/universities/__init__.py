"""A list of universities, in the form of Hipo's University Domains and Names list, into the tenant's organisations.

A university is told from another by its country, name and first domain together: the list holds institutions of one
name in one country that are not the same.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db.models.tenancy import Organization
from db.writes.retire import absent
from importers.formats.universities.countries import add_countries
from importers.kit.fields import Record
from importers.kit.text.jsonstream import elements, outermost
from importers.refusal import refused
from importers.target import Target, batches

PREFIX = "universities:"
FIELDS = ("name", "domains", "web_pages", "country", "alpha_two_code", "state-province")
NOT_ISO = {"XK": "Kosovo"}  # user-assigned codes in common use
KIND, COUNTRY = "university", "country"


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
        """What tells it from every other."""
        domain = self.domains[0] if self.domains else ""
        return f"{PREFIX}{self.country_code}/{self.name}/{domain}"[:600]


async def load(path: Path, target: Target) -> None:
    """Import the list at `path`."""
    if outermost(path) == "{":
        raise refused(path.name, "line 1", "expected a JSON array of universities, found an object")
    countries, count = _survey(path, target)
    ids, known = await add_countries(target.connection, countries)
    _count_countries(target, countries, known)
    seen: set[bytes] = set()
    done = 0
    for batch in batches(_read(path)):
        rows: list[dict[str, Any]] = []
        for university in batch:
            if _is_new(seen, university.key):
                rows.append(_row(university, str(ids[university.country_code])))
            else:
                target.report.of(KIND).skip("repeats the name, country and first domain of an earlier record")
        await target.write(Organization.__table__, rows, KIND, once=("is_active",))
        done += len(batch)
        target.progress("universities", done, count)
    tally = target.report.of(KIND)
    tally.absent = await absent(target.rows_of(Organization.__table__), PREFIX, len(seen))


def _survey(path: Path, target: Target) -> tuple[dict[str, str], int]:
    """Read the list once for what must be known first: its countries, and that all of it is in order."""
    countries: dict[str, str] = {}
    names: set[bytes] = set()
    domains: set[bytes] = set()
    report = target.report
    count = 0
    for university in _read(path):
        count += 1
        spelling = countries.setdefault(university.country_code, university.country)
        if spelling != university.country:
            reason = f"{university.country_code} is called both {spelling} and {university.country}; the first is kept"
            report.warn(f"a second spelling of a country: {reason}", university.place)
        if not _is_new(names, f"{university.country_code}/{university.name}"):
            report.warn(
                "same name and country as an earlier university; told apart by domain", university.name
            )
        for domain in university.domains:
            if not _is_new(domains, domain):
                report.warn("domain of more than one record", domain)
        if university.state is None:
            report.warn("no state or province is given")
        if count % 1000 == 0:
            target.progress("reading", count, None)
    report.of(KIND).read = count
    return countries, count


def _read(path: Path) -> Iterator[University]:
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


def _is_new(seen: set[bytes], key: str) -> bool:
    """Whether the key is met for the first time; of each, 16 bytes are remembered."""
    digest = hashlib.blake2b(key.encode(), digest_size=16).digest()
    if digest in seen:
        return False
    seen.add(digest)
    return True


def _count_countries(target: Target, countries: dict[str, str], known: dict[str, str]) -> None:
    tally = target.report.of(COUNTRY)
    tally.read = len(countries)
    tally.created = len(countries) - len(known)
    tally.unchanged = len(known)
    for code, name in known.items():
        if name != countries[code]:
            target.report.warn("a country keeps the name it has", f"{name}, in the list {countries[code]}")
    for code in countries:
        if code in NOT_ISO:
            target.report.warn("a country code that is in no ISO list", code)


def _row(university: University, country_id: str) -> dict[str, Any]:
    return {
        "external_id": university.key,
        "kind": "university",
        "name": university.name,
        "country_id": country_id,
        "website_url": university.web_pages[0] if university.web_pages else None,
        "is_active": True,
        "metadata": {
            "domains": university.domains,
            "web_pages": university.web_pages,
            "state_province": university.state,
        },
    }
