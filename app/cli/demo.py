"""Load the demo data, and list its people."""

import asyncio
from argparse import ArgumentParser, Namespace

import demo
from app.cli.databases import owner_database
from app.cli.people import SIGNED_ELSEWHERE, listed
from app.cli.progress import Shown
from app.graphiql.people import people_of
from app.settings import Settings
from db.maintenance.identities import has_tenants


def configure(parser: ArgumentParser) -> None:
    """Take no arguments."""


def run(_arguments: Namespace, settings: Settings) -> int:
    """Load the data where it is missing; list the people."""
    with owner_database(settings) as owner_url:
        load_demo(owner_url, settings)
    people = people_of(settings)
    print(SIGNED_ELSEWHERE if people is None else listed(people()))
    return 0


def load_demo(owner_url: str, settings: Settings, *, only_if_empty: bool = False) -> None:
    """Load the demo data unless it is there, or optionally unless any tenant is."""
    if only_if_empty and asyncio.run(has_tenants(owner_url)):
        return
    with Shown("loading the demo data") as progress:
        demo.load(owner_url, progress, issuer=settings.jwt_issuer)
