"""Work out statistics and daily figures anew, and make the coming months of the logs."""

import sys
from argparse import ArgumentParser, Namespace

from app.cli.databases import owner_database
from app.cli.progress import Shown
from app.settings import Settings
from db.figures.refresh import refresh


def configure(parser: ArgumentParser) -> None:
    """Take which tenant, and how much."""
    parser.add_argument("--tenant", metavar="CODE", help="only the tenant of this short code")
    parser.add_argument(
        "--whole", action="store_true", help="count every event again, not only the days with new ones"
    )


def run(arguments: Namespace, settings: Settings) -> int:
    """Refresh, one tenant at a time; print how many rows changed."""
    with owner_database(settings) as owner_url, Shown("refreshing") as progress:
        found = refresh(
            owner_url, arguments.tenant, progress, whole=arguments.whole, postponed=_tell_of_months
        )
    for code, done in found.items():
        print(f"{code}: {done.written} rows written, {done.removed} removed")
    return 0


def _tell_of_months() -> None:
    print(
        "lyceum: the logs' months were not made, because a long transaction holds the logs; nothing is lost,"
        " the next run makes them",
        file=sys.stderr,
    )
