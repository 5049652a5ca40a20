"""Restore a backup of the embedded database, and the archived log up to a moment."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import datetime
from pathlib import Path

from app.cli.backup import require_embedded
from app.cli.progress import Shown
from app.settings import Settings
from db.embedded.recovery import Source, Target, restore


def configure(parser: ArgumentParser) -> None:
    """Take what to restore, up to when, and where to."""
    parser.add_argument("backup", metavar="BACKUP", type=Path, help="the folder that `lyceum backup` made")
    parser.add_argument(
        "--until",
        type=moment,
        metavar="TIME",
        help="stop there, such as 2026-11-21T09:41:07Z; needs the archived log",
    )
    parser.add_argument("--archive", type=Path, metavar="FOLDER", help="instead of LYCEUM_WAL_ARCHIVE")
    parser.add_argument(
        "--timeline",
        default="latest",
        type=timeline,
        metavar="NUMBER",
        help="the history to follow where an earlier restore made several; else the newest",
    )
    parser.add_argument(
        "--into",
        type=Path,
        metavar="FOLDER",
        help="instead of LYCEUM_DATA_DIRECTORY; nothing is archived then",
    )


def run(arguments: Namespace, settings: Settings) -> int:
    """Restore into a folder that has no database; never over one."""
    require_embedded(settings)
    into: Path = arguments.into or settings.data_directory
    with Shown("restoring") as progress:
        restore(
            Source(
                arguments.backup,
                arguments.archive or settings.wal_archive,
                arguments.until,
                arguments.timeline,
            ),
            Target(into, None if arguments.into else settings.wal_archive),
            progress,
        )
    reached = f" as it was at {arguments.until.isoformat()}" if arguments.until else ""
    print(f"The database is restored in {into}{reached}.")
    return 0


def moment(text: str) -> datetime:
    """Read a time with its offset from UTC."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise ArgumentTypeError(f"{text} is no time with an offset, such as 2026-11-21T09:41:07Z")
    return found


def timeline(text: str) -> str:
    """Read the number of a timeline, or `latest`."""
    if text != "latest" and not (text.isdecimal() and text.isascii() and 0 < int(text) < 2**31):
        raise ArgumentTypeError(f"{text} is no timeline: write a whole number from 1")
    return text
