"""The first reading of the list: it collects what must be known of the whole before any of it is written."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from importers.formats.universities.records import read
from importers.report import BAD
from importers.target import Target

KIND = "university"


@dataclass(frozen=True, slots=True)
class Survey:
    """What the list holds. countries: the name of each country, by its code. count: the number of records."""

    countries: dict[str, str]
    count: int


def survey(path: Path, target: Target) -> Survey:
    """Read the list once for its countries. Raises `ImportRefused` if too many records are bad."""
    countries: dict[str, str] = {}
    names: set[bytes] = set()
    domains: set[bytes] = set()
    report = target.report
    count = 0
    for university in read(path, target.faults.note):
        count += 1
        spelling = countries.setdefault(university.country_code, university.country)
        if spelling != university.country:
            reason = f"{university.country_code} is called both {spelling} and {university.country}; the first is kept"
            report.warn(f"a second spelling of a country: {reason}", university.place)
        if not is_new(names, f"{university.country_code}/{university.name}"):
            report.warn(
                "same name and country as an earlier university; told apart by domain", university.name
            )
        for domain in university.domains:
            if not is_new(domains, domain):
                report.warn("domain of more than one record", domain)
        if university.state is None:
            report.warn("no state or province is given")
        if count % 1000 == 0:
            target.progress("reading", count, None)
    bad = target.faults.of(path.name)
    report.of(KIND).read = count + bad
    target.faults.settle({path.name: count + bad})
    if bad:
        report.of(KIND).skip(BAD, bad)
    return Survey(countries, count)


def is_new(seen: set[bytes], key: str) -> bool:
    """Whether the key is met for the first time. `seen` keeps 16 bytes for each."""
    digest = hashlib.blake2b(key.encode(), digest_size=16).digest()
    if digest in seen:
        return False
    seen.add(digest)
    return True
