"""Load the demo data, and print its people with a token and a query for each."""

from argparse import ArgumentParser, Namespace

from app.cli.databases import owner_database
from app.cli.progress import Shown
from app.settings import Settings


def configure(parser: ArgumentParser) -> None:
    """Take no arguments."""


def run(_arguments: Namespace, settings: Settings) -> int:
    """Load the data where it is missing; print the people."""
    with owner_database(settings) as owner_url:
        ensure_demo(owner_url)
    introduce(settings)
    return 0


def ensure_demo(owner_url: str) -> None:
    """Load the demo data unless it is there."""
    import demo

    if not demo.is_loaded(owner_url):
        with Shown("loading the demo data") as progress:
            demo.load(owner_url, progress)


def introduce(settings: Settings) -> None:
    """Print each demo person with what to send."""
