"""Import a file or folder of another system into a tenant."""

import re
from argparse import ArgumentParser, ArgumentTypeError, Namespace, RawDescriptionHelpFormatter
from fractions import Fraction
from pathlib import Path

import importers
from app.cli.databases import owner_database
from app.cli.progress import Shown
from app.files.opening import storage_of
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
    parser.add_argument(
        "--most-bad",
        metavar="SHARE",
        type=_share,
        default=importers.Tolerance().most_bad,
        help="of a list, leave out bad records up to this share of each file, such as 5%% (the default)",
    )
    parser.add_argument(
        "--strict",
        action="store_true",
        help="refuse a list with any bad record, or with a reference to what is not here",
    )
    parser.add_argument(
        "--draft",
        action="store_true",
        help="do not publish a new course: only staff see it until it is published",
    )


def run(arguments: Namespace, settings: Settings) -> int:
    """Import in one transaction; print the report."""
    tolerance = importers.Tolerance(arguments.most_bad, arguments.strict)
    wanted = importers.Import(
        arguments.format, arguments.path, arguments.tenant, tolerance, is_draft=arguments.draft
    )
    with owner_database(settings) as owner_url, Shown("importing") as progress:
        report = importers.run(wanted, owner_url, storage_of(settings), progress)
    print(report)
    return 0


def _share(text: str) -> Fraction:
    """The share in percent."""
    found = re.fullmatch(r"(\d{1,3}(?:\.\d{1,3})?)%?", text, re.ASCII)
    if found is None or Fraction(found[1]) > 100:
        raise ArgumentTypeError(f'must be a share from 0% to 100%, found "{text[:20]}"')
    return Fraction(found[1])
