"""Load the demo data, and print its people with a token and a query for each."""

import asyncio
import shlex
from argparse import ArgumentParser, Namespace

import orjson
from graphql import strip_ignored_characters

import demo
from app.cli.databases import owner_database
from app.cli.progress import Shown
from app.graphiql.people import people_of
from app.settings import Settings
from db.maintenance.identities import has_tenants


def configure(parser: ArgumentParser) -> None:
    """Take no arguments."""


def run(_arguments: Namespace, settings: Settings) -> int:
    """Load the data where it is missing; print the people."""
    with owner_database(settings) as owner_url:
        load_demo(owner_url, settings)
    print(introduction(settings, f"http://{settings.host}:{settings.port}/graphql"))
    return 0


def load_demo(owner_url: str, settings: Settings, *, only_if_empty: bool = False) -> None:
    """Load the demo data unless it is there, or optionally unless any tenant is."""
    if only_if_empty and asyncio.run(has_tenants(owner_url)):
        return
    with Shown("loading the demo data") as progress:
        demo.load(owner_url, progress, issuer=settings.jwt_issuer)


def introduction(settings: Settings, url: str) -> str:
    """Return what a newcomer reads: each demo person with the headers to send and a query, and one whole request."""
    people = people_of(settings)
    if people is None:
        return "The demo's people sign in with the tokens of your issuer: " + ", ".join(
            f"{each.subject} ({each.tenant_code})" for each in demo.PERSONAS if each.subject
        )
    lines: list[str] = []
    requests: list[str] = []
    for persona, person in zip(demo.PERSONAS, people(), strict=True):
        headers = [f"{name}: {value}" for name, value in person.headers.items()]
        query = strip_ignored_characters(persona.query)
        lines += [
            "",
            f"{person.role}: {person.name} ({person.tenant}). {persona.description}",
            *headers,
            query,
        ]
        requests.append(_curl(url, headers, query))
    return "\n".join([*lines, "", "The first of them from a shell:", requests[0]])


def _curl(url: str, headers: list[str], query: str) -> str:
    sent = [part for header in (*headers, "Content-Type: application/json") for part in ("-H", header)]
    return shlex.join(["curl", "-s", url, *sent, "-d", orjson.dumps({"query": query}).decode()])
