"""The clients of docs/clients.md against a running gateway, and what the network brought."""

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from app.auth.issue import Bearer, issue_token
from app.auth.terms import terms_of
from app.main import create_app
from tests.app import tools
from tests.app.gateway import SECRET, served, settings
from tests.support.databases import Database
from tests.support.people import PEOPLE

FOLDER = Path(__file__).parent
PAGE = FOLDER.parents[1] / "docs" / "clients.md"
SNIPPET = re.compile(r"^// snippet: ([a-z-]+)\n(.*?)^// end$", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
async def arguments(demo_database: Database) -> AsyncIterator[tuple[str, str]]:
    """The origin of a gateway, and a student's token."""
    tools.node(FOLDER)
    chosen = settings(demo_database.gateway_url)
    subject = PEOPLE["student"].subject
    assert subject
    token = issue_token(SECRET, terms_of(chosen), Bearer("northfield", subject), 600)
    async with served(create_app(chosen)) as origin:
        yield origin, token


async def seen(program: str, arguments: tuple[str, str]) -> dict[str, Any]:
    return await asyncio.to_thread(tools.run, program, *arguments, folder=FOLDER)


async def test_apollo_joins_pages_of_nodes_and_reads_them_from_its_cache(arguments: tuple[str, str]) -> None:
    assert await seen("apollo.mjs", arguments) == {
        "first": 3,
        "both": 6,
        "different": 6,
        "requestsForTwoPages": 2,
        "requestsWhenAskedAgain": 2,
        "filtered": True,
        "requestsWithAFilter": 3,
        "credits": "4.00",
        "itemsFromTheCache": True,
        "itemsHaveTitles": True,
        "code": "BAD_USER_INPUT",
    }


async def test_urql_joins_pages_and_knows_interfaces(arguments: tuple[str, str]) -> None:
    assert await seen("urql.mjs", arguments) == {
        "first": 3,
        "both": 6,
        "nodes": 6,
        "requestsForTwoPages": 2,
        "itemsFromTheCache": True,
        "itemsHaveTitles": True,
        "code": "BAD_USER_INPUT",
    }


def test_the_page_shows_what_is_run() -> None:
    page = PAGE.read_text(encoding="utf-8")
    run = {
        name: text
        for program in sorted(FOLDER.glob("*.mjs"))
        for name, text in SNIPPET.findall(program.read_text(encoding="utf-8"))
    }
    assert len(run) == 4
    assert [name for name, text in run.items() if f"```js\n{text}```" not in page] == []
