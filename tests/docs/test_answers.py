"""Every answer that the documentation shows is what the demo data answers, but for what it leaves out with `…`."""

import re
from dataclasses import dataclass
from typing import Any

import pytest

import demo
from app.http.json import dumps
from tests.docs.pages import answered, pages
from tests.support.databases import Database
from tests.support.graphql import asking, opened
from tests.support.viewers import Viewer

TOKEN = re.compile(r'"[^"]*"|[^\s"]')


def viewer(key: str, *scopes: str) -> Viewer:
    """A person of the demo as a viewer, or its partner with these scopes."""
    person = next(person for person in demo.PERSONAS if person.key == key)
    return Viewer(
        key, person.tenant_code, "person", person.subject, asked=frozenset(scopes), issuer=demo.ISSUER
    )


READERS = {
    "README.md": viewer("student"),
    "docs/api.md": viewer("student"),
    "docs/exploring.md": viewer("analyst"),
    "docs/integrating.md": viewer("partner", "catalogue:read", "roster:read"),
}
MODULE, TEXT = "Talking to the interpreter", "How an expression is evaluated"
NAMED = f"""{{
  modules(filter: {{ title: {{ eq: "{MODULE}" }} }}) {{ nodes {{ id }} }}
  contentItems(filter: {{ title: {{ eq: "{TEXT}" }} }}) {{ nodes {{ id }} }}
}}"""


@dataclass(frozen=True, slots=True)
class Shown:
    """A query and the answer that a page shows for it."""

    page: str
    query: str
    answer: str

    def __str__(self) -> str:
        return f"{self.page} {' '.join(self.query.split())[:50]}"


SHOWN = [Shown(page, *pair) for page in READERS for pair in answered(pages()[page])]


@pytest.mark.parametrize("shown", SHOWN, ids=str)
async def test_the_answer_is_real(demo_database: Database, shown: Shown) -> None:
    async with opened(demo_database.gateway_url) as database, asking(database, READERS[shown.page]) as asker:
        named = (await asker.ask(NAMED)).only
        variables = {"id": named["contentItems" if "blocks" in shown.query else "modules"]["nodes"][0]["id"]}
        found = await asker.ask(shown.query, **(variables if "$id" in shown.query else {}))
    assert re.fullmatch(pattern(shown.answer), compact({"data": found.only}), re.DOTALL)


def test_most_pages_show_answers() -> None:
    assert {shown.page for shown in SHOWN} == set(READERS)


def pattern(answer: str) -> str:
    """What a real answer looks like: that which is shown, and anything for each `…`."""
    shown = "".join(TOKEN.findall(answer))
    return ".*".join(map(re.escape, shown.split("…")))


def compact(body: Any) -> str:
    """The JSON text of an answer, without spaces between its parts."""
    return "".join(TOKEN.findall(dumps(body).decode()))
