"""Erase a person: their name, profile and account go, the record of what they did stays."""

import asyncio
from argparse import ArgumentParser, Namespace

from app.cli.databases import owner_database
from app.cli.explain import Failure
from app.settings import Settings
from db.maintenance.lifecycle import Erased, erase_person


def configure(parser: ArgumentParser) -> None:
    """Take who, and that it is meant."""
    parser.add_argument("person", metavar="PERSON", help="an e-mail address, or the person's uuid")
    parser.add_argument("--tenant", required=True, metavar="CODE", help="the tenant's short code")
    parser.add_argument("--yes", action="store_true", help="really do it; it can't be taken back")


def run(arguments: Namespace, settings: Settings) -> int:
    """Erase in one transaction; print what was emptied."""
    if not arguments.yes:
        raise Failure("this can't be taken back: write it down first with `export-person`, then say --yes")
    with owner_database(settings) as owner_url:
        erased = asyncio.run(erase_person(owner_url, arguments.tenant, arguments.person))
    print(_report(erased))
    return 0


def _report(erased: Erased) -> str:
    rows = [f"  {count:>6} {table}" for table, count in sorted(erased.rows.items())]
    account = (
        f"kept: {erased.tenants} other tenants know the human"
        if erased.tenants
        else "removed, if there was one"
    )
    return "\n".join(
        [
            f"Erased {erased.person}. Rows about them, emptied of what is personal:",
            *rows,
            f"  {erased.entries:>6} audit_logs",
            f"The account: {account}.",
            *(f"Delete this file yourself: {file}" for file in erased.files),
        ]
    )
