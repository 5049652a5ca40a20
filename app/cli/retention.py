"""Delete for good what was deleted 30 days ago, or 7 years, as each tenant's class says."""

import asyncio
from argparse import ArgumentParser, Namespace
from functools import partial

from app.cli.databases import owner_database
from app.cli.explain import tell_of_months
from app.settings import Settings
from db.maintenance.lifecycle import Purged, purge


def configure(parser: ArgumentParser) -> None:
    """Take for whom, and whether to do it."""
    parser.add_argument("--tenant", metavar="CODE", help="only this tenant")
    parser.add_argument("--dry-run", action="store_true", help="say what would go, and leave it")


def run(arguments: Namespace, settings: Settings) -> int:
    """Apply the rules, a transaction a tenant; print what went."""
    with owner_database(settings) as owner_url:
        purging = purge(
            owner_url,
            arguments.tenant,
            is_rehearsal=arguments.dry_run,
            postponed=partial(tell_of_months, "empty months were not dropped", "drops"),
        )
        done = asyncio.run(purging)
    if arguments.dry_run:
        print("Nothing was deleted; this would be:")
    print("\n".join(_report(each) for each in done))
    return 0


def _report(purged: Purged) -> str:
    rows = [f"  {count:>6} {table}" for table, count in sorted((purged.rows | purged.entries).items())]
    people = [f"  {purged.people:>6} people erased"] if purged.people else []
    held = [f"  {purged.held:>6} rows stay, since others refer to them"] if purged.held else []
    return "\n".join([f"{purged.tenant} (keeps {purged.kept})", *rows, *people, *held])
