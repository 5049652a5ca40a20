"""Bring the database to the newest revision of the schema."""

from argparse import ArgumentParser, Namespace

from app.cli.databases import owner_database
from app.cli.progress import Shown
from app.settings import Settings
from db.maintenance.migrate import head, upgrade


def configure(parser: ArgumentParser) -> None:
    """Take no arguments."""


def run(_arguments: Namespace, settings: Settings) -> int:
    """Run the migrations that are missing, each in a transaction of its own."""
    with owner_database(settings, is_migrated=False) as owner_url, Shown("migrating") as progress:
        done = upgrade(owner_url, progress)
    count = f"{len(done)} migration{'s' if len(done) > 1 else ''}"
    ran = f"{count} ran" if done else "nothing to do"
    print(f"The database is at revision {head()}; {ran}.")
    return 0
