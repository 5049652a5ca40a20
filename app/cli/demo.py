"""Load the demo data, and list its people."""

import asyncio
from argparse import ArgumentParser, Namespace
from contextlib import closing

import demo
from app.cli.databases import owner_database
from app.cli.people import SIGNED_ELSEWHERE, listed
from app.cli.progress import Shown
from app.files.opening import storage_of
from app.graphiql.people import people_of
from app.settings import Settings
from db.maintenance.identities import has_tenants
from storage import open_store


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
    """Load the demo data unless it is there, or optionally unless any tenant is; lay its files into storage."""
    with closing(open_store(storage_of(settings))) as store, Shown("loading the demo data") as progress:
        if not (only_if_empty and asyncio.run(has_tenants(owner_url))):
            demo.load(owner_url, progress, issuer=settings.jwt_issuer, uri=store.uri)
        demo.store_files(owner_url, store, demo.TENANTS)
