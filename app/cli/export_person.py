"""Write all that is held about a person, as JSON."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from app.cli.databases import owner_database
from app.settings import Settings
from db.maintenance.lifecycle import export_person


def configure(parser: ArgumentParser) -> None:
    """Take who, and where to."""
    parser.add_argument("person", metavar="PERSON", help="an e-mail address, or the person's uuid")
    parser.add_argument(
        "folder", metavar="FOLDER", type=Path, help="the folder to make; it must not exist yet"
    )
    parser.add_argument("--tenant", required=True, metavar="CODE", help="the tenant's short code")


def run(arguments: Namespace, settings: Settings) -> int:
    """Write a file a table, and a manifest; print what they hold."""
    with owner_database(settings) as owner_url:
        files = export_person(owner_url, arguments.tenant, arguments.person, arguments.folder)
    print("\n".join(f"  {count:>6} {name}" for name, count in files.items()))
    print(
        f"All that is held about {arguments.person} is in {arguments.folder}; manifest.json says what each file is."
    )
    return 0
