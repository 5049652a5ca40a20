"""The second reading of the list: it writes universities as the tenant's organisations."""

from pathlib import Path
from typing import Any
from uuid import UUID

from db.models.addresses import is_web
from db.models.tenancy import Organization
from db.writes.retire import absent
from importers.formats.universities.records import PREFIX, University, read
from importers.formats.universities.statements import known_countries
from importers.formats.universities.survey import KIND, Survey, is_new
from importers.target import Target, batches

COUNTRY = "country"
UNKNOWN = "no country of ISO 3166-1: its universities have no country, and say which they named"


async def write(path: Path, found: Survey, target: Target) -> None:
    """Read the list again, and write it a batch at a time."""
    countries, count = found.countries, found.count
    known = await known_countries(target.connection, countries)
    _count_countries(target, countries, {code: name for code, (_, name) in known.items()})
    seen: set[bytes] = set()
    done = 0
    for batch in batches(read(path, target.faults.note)):
        rows: list[dict[str, Any]] = []
        for university in batch:
            if is_new(seen, university.key):
                for page in university.web_pages:
                    if not is_web(page):
                        reason = "a web page whose address no page may follow is no website"
                        target.report.warn(reason, f"{university.place}: {page[:60]}")
                rows.append(_row(university, known.get(university.country_code)))
            else:
                target.report.of(KIND).skip("repeats the name, country and first domain of an earlier record")
        await target.write(Organization.__table__, rows, KIND, once=("is_active",))
        done += len(batch)
        target.progress("universities", done, count)
    tally = target.report.of(KIND)
    tally.absent = await absent(target.rows_of(Organization.__table__), PREFIX, len(seen))


def _count_countries(target: Target, countries: dict[str, str], known: dict[str, str]) -> None:
    tally = target.report.of(COUNTRY)
    tally.read = len(countries)
    tally.unchanged = len(known)
    for code, name in known.items():
        if name != countries[code]:
            target.report.warn("a country keeps the name it has", f"{name}, in the list {countries[code]}")
    for code in sorted(countries.keys() - known.keys()):
        tally.skip(UNKNOWN)
        target.report.warn(UNKNOWN, f"{code}, in the list {countries[code]}")


def _row(university: University, country: tuple[UUID, str] | None) -> dict[str, Any]:
    return {
        "external_id": university.key,
        "kind": "university",
        "name": university.name,
        "country_id": None if country is None else str(country[0]),
        "website_url": next(filter(is_web, university.web_pages), None),
        "is_active": True,
        "metadata": {
            "domains": university.domains,
            "web_pages": university.web_pages,
            "state_province": university.state,
            **({} if country is not None else {"country": university.country}),
        },
    }
