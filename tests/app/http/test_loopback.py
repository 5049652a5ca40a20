"""Pages for this machine alone stay on it: each such page, by every way in which a request can come from elsewhere."""

import httpx
import pytest

from app.main import create_app
from tests.app.gateway import QUERIES, gateway, settings
from tests.support.databases import Database

HTML = {"accept": "text/html"}
NOWHERE = "postgresql://localhost:1/nowhere"

LOCAL = ["localhost", "localhost:8000", "LOCALHOST", "127.0.0.1", "127.0.0.1:8000", "[::1]", "[::1]:8000"]
FOREIGN = [
    "gateway.example",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "evil.example:8000",
    "192.168.1.7",
    "0.0.0.0",
    "[2001:db8::1]",
    "localhost@evil.example",
    "",
    "[::1",
    "[localhost]",
    "127.0.0.1 evil.example",
]
PROXIED = {
    "Forwarded": "for=203.0.113.7",
    "Via": "1.1 proxy",
    "X-Forwarded-For": "203.0.113.7",
    "X-Forwarded-Host": "gateway.example",
    "X-Real-IP": "203.0.113.7",
}


async def status(host: str, peer: str = "127.0.0.1", **headers: str) -> tuple[int, bool]:
    """The status of the list of people, and whether the page links to the list."""
    transport = httpx.ASGITransport(create_app(settings(), QUERIES), client=(peer, 4711))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        people = await client.get("/graphql/people", headers={"host": host, **headers})
        page = await client.get("/graphql", headers={"host": host, **HTML, **headers})
    return people.status_code, 'data-people="/graphql/people"' in page.text


@pytest.mark.parametrize("host", LOCAL)
async def test_a_request_of_this_machine_is_offered_people(host: str) -> None:
    for peer in ("127.0.0.1", "127.3.4.5", "::1"):
        assert await status(host, peer) == (200, True)


@pytest.mark.parametrize("host", FOREIGN)
async def test_a_request_by_another_name_is_not(host: str) -> None:
    assert await status(host) == (404, False)


@pytest.mark.parametrize("peer", ["192.168.1.7", "203.0.113.7", "2001:db8::1", "::ffff:192.168.1.7", ""])
async def test_a_request_from_another_machine_is_not(peer: str) -> None:
    assert await status("localhost", peer) == (404, False)


@pytest.mark.parametrize("header", PROXIED)
async def test_a_request_that_a_proxy_passed_on_is_not(header: str) -> None:
    assert await status("localhost", **{header: PROXIED[header]}) == (404, False)


async def test_another_executor_is_chosen_by_this_machine_alone(
    tenants: Database, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "app.requests")
    chosen = {"x-tenant": "north", "x-lyceum-executor": "reference"}
    async with gateway(tenants.gateway_url) as client:
        for host in ("localhost", *(host for host in FOREIGN if host)):
            answer = await client.post(
                "/graphql", json={"query": "{ tenants }"}, headers={"host": host, **chosen}
            )
            assert answer.json() == {"data": {"tenants": ["north"]}}
    used = [vars(record)["fields"]["executor"] for record in caplog.records]
    assert used == ["reference", *["compiled"] * (len(FOREIGN) - 1)]
