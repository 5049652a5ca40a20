"""Import a file or folder of another system into a tenant."""

from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from pathlib import Path

import importers
from app.cli.databases import owner_database
from app.cli.progress import Shown
from app.settings import Settings


def configure(parser: ArgumentParser) -> None:
    """Take what is imported and where to."""
    parser.formatter_class = RawDescriptionHelpFormatter
    parser.epilog = "\n".join(
        ["formats:", *(f"  {name:<14}{what}" for name, what in sorted(importers.FORMATS.items()))]
    )
    parser.add_argument(
        "format", metavar="FORMAT", choices=sorted(importers.FORMATS), help="one of those below"
    )
    parser.add_argument("path", metavar="PATH", type=Path, help="the file or folder")
    parser.add_argument(
        "--tenant", metavar="CODE", help="the tenant's short code (none for what all tenants share)"
    )


def run(arguments: Namespace, settings: Settings) -> int:
    """Import in one transaction; print the report."""
    wanted = importers.Import(arguments.format, arguments.path, arguments.tenant)
    with owner_database(settings) as owner_url, Shown("importing") as progress:
        report = importers.run(wanted, owner_url, _storage(settings), progress)
    print(report)
    return 0


def _storage(settings: Settings) -> importers.StorageChoice:
    return importers.StorageChoice(
        settings.storage or str(settings.data_directory / "storage"),
        settings.storage_endpoint,
        settings.storage_region,
        settings.storage_access_key,
        settings.storage_secret_key,
    )
