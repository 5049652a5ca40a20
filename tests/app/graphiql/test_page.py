"""GraphiQL's page: what it loads, under which policy, and to whom it offers whom."""

import re

import httpx
import pytest
from graphql import parse, validate

from app.auth.tokens import LONGEST_TOKEN
from app.graphiql import assets
from app.graphiql.assets import STATIC
from app.graphiql.vendor import FILES
from resolvers.schema import build_schema
from tests.app.gateway import gateway

HTML = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
NOWHERE = "postgresql://localhost:1/nowhere"


async def test_a_browser_gets_the_page_under_a_strict_policy() -> None:
    async with gateway(NOWHERE) as client:
        first, second = [await client.get("/graphql", headers=HTML) for _ in range(2)]
    assert first.status_code == 200
    assert first.headers["content-type"] == "text/html; charset=utf-8"
    assert first.headers["cache-control"] == "no-store"
    nonce = re.search(r"'nonce-([\w-]{24})'", first.headers["content-security-policy"])
    assert nonce
    assert nonce[1] in first.text
    assert nonce[1] not in second.text
    assert first.headers["content-security-policy"] == (
        f"default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce[1]}'; img-src 'self'; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    assert not re.search(r"<script(?![^>]*\ssrc=)|<style|\son\w+=|\sstyle=|https?:", first.text)


async def test_a_query_in_the_address_opens_in_the_page_too() -> None:
    async with gateway(NOWHERE) as client:
        answer = await client.get("/graphql?query=%7B__typename%7D", headers=HTML)
        assert answer.headers["content-type"] == "text/html; charset=utf-8"


async def test_the_files_of_the_page_may_be_kept_for_good() -> None:
    async with gateway(NOWHERE) as client:
        page = await client.get("/graphql", headers=HTML)
        paths = re.findall(r'(?:src|href)="([^"]+)"', page.text)
        assert len(paths) == 10
        for path in paths:
            plain = await client.get(path, headers={"accept-encoding": "identity"})
            packed = await client.get(path, headers={"accept-encoding": "gzip"})
            assert plain.status_code == packed.status_code == 200
            assert plain.headers["cache-control"] == "public, max-age=31536000, immutable"
            assert packed.headers["content-encoding"] == "gzip"
            assert packed.headers["vary"] == "Accept-Encoding, Origin"
            assert plain.content == packed.content
            assert plain.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", ["0000000000000000/react.js", "x/../../../main.py", "react.js"])
async def test_no_other_file_is_served(path: str) -> None:
    async with gateway(NOWHERE) as client:
        assert (await client.get(f"/graphql/assets/{path}")).status_code == 404


def test_the_files_are_small_and_have_their_licences() -> None:
    files = [file for file in STATIC.rglob("*") if file.is_file()]
    assert max(file.stat().st_size for file in files) < 1_500_000
    licences = (STATIC / "vendor" / "LICENSES.txt").read_text("utf-8")
    for package in ("graphiql 3", "react 18", "react-dom 18", "codemirror 5", "@graphiql/plugin-explorer 3"):
        assert f"\n{package}" in licences
    vendored = {name.removeprefix("vendor/") for name in assets.assets() if name.startswith("vendor/")}
    assert vendored == FILES.keys()


def test_the_first_query_is_valid() -> None:
    script = (STATIC / "lyceum.js").read_text("utf-8")
    query = re.search(r"DEFAULT_QUERY = `(.*?)`", script, re.DOTALL)
    assert query
    assert validate(build_schema()._schema, parse(query[1])) == []


async def test_in_production_there_is_no_one_to_sign_in_as() -> None:
    async with gateway(NOWHERE, environment="production") as client:
        assert (await client.get("/graphql/people")).status_code == 404
        assert 'data-people=""' in (await client.get("/graphql", headers=HTML)).text


async def test_in_development_each_demo_person_is_a_click_away() -> None:
    async with gateway(NOWHERE) as client:
        assert 'data-people="/graphql/people"' in (await client.get("/graphql", headers=HTML)).text
        answer = await client.get("/graphql/people")
        people = answer.json()
        assert answer.headers["cache-control"] == "no-store"
        assert len(people) >= 9
        for person in people:
            assert person.keys() == {"role", "name", "tenant", "description", "query", "headers"}
            ((name, value),) = person["headers"].items()
            assert name in ("Authorization", "X-Tenant")
            assert len(value) < LONGEST_TOKEN
            trial = await client.post("/graphql", json={"query": "{ __typename }"}, headers=person["headers"])
            assert trial.json() == {"data": {"__typename": "Query"}}


async def test_the_page_is_not_for_programs() -> None:
    async with gateway(NOWHERE) as client:
        for headers in ({}, {"accept": "*/*"}, {"accept": "application/json"}):
            answer: httpx.Response = await client.get("/graphql", headers=headers)
            assert (answer.status_code, answer.json()["errors"][0]["message"]) == (
                400,
                "The parameter query is missing.",
            )
