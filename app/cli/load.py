"""Import a file or folder of another system into a tenant."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from app.cli.databases import owner_database
from app.cli.explain import Failure, WrongUsage
from app.cli.progress import Shown
from app.settings import Settings


def configure(parser: ArgumentParser) -> None:
    """Take what is imported and where to."""
    parser.add_argument(
        "format", metavar="FORMAT", help="the kind of input; `lyceum import list x` names them all"
    )
    parser.add_argument("path", metavar="PATH", type=Path, help="the file or folder")
    parser.add_argument("--tenant", required=True, metavar="CODE", help="the tenant's short code")


def run(arguments: Namespace, settings: Settings) -> int:
    """Import in one transaction; print the report."""
    import importers
    from importers.refusal import ImportRefused

    if arguments.format not in importers.FORMATS:
        raise WrongUsage(
            f"{arguments.format} is no import format; there are: {', '.join(sorted(importers.FORMATS))}"
        )
    if not arguments.path.exists():
        raise Failure(f"{arguments.path}: there is no such file or folder")
    with owner_database(settings) as owner_url, Shown("importing") as progress:
        try:
            report = importers.run(arguments.format, arguments.path, owner_url, arguments.tenant, progress)
        except ImportRefused as refusal:
            raise Failure(str(refusal)) from None
    print(report)
    return 0
