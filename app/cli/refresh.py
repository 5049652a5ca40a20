"""Work out statistics and daily figures anew, and make the coming months of the logs."""

from argparse import ArgumentParser, Namespace
from functools import partial

from app.cli.databases import owner_database
from app.cli.explain import tell_of_months
from app.cli.progress import Shown
from app.settings import Settings
from db.maintenance.figures.refresh import refresh


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
            owner_url,
            arguments.tenant,
            progress,
            whole=arguments.whole,
            postponed=partial(tell_of_months, "months were not made", "makes"),
        )
    for code, done in found.items():
        print(f"{code}: {done.written} rows written, {done.removed} removed")
    return 0
