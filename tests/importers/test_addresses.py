"""Addresses that no page may follow don't come along, and are reported."""

import json

import pytest

from importers.kit.addresses import is_followed
from tests.importers.cartridge_package import FILES as CARTRIDGE
from tests.importers.conftest import Tenant
from tests.importers.courses import load, with_unit
from tests.importers.packages import loaded

LEFT_OUT = "an address that no page may follow is left out"
OTHERS = (
    "javascript:alert(1)", " javascript:alert(1)", "JAVASCRIPT:alert(1)", "java\tscript:alert(1)", "\x01javascript:x",
    "data:text/html,x", "file:///etc/passwd", "vbscript:x", "blob:https://a/b",
)  # fmt: skip
FOLLOWED = (
    "https://a.example", "mailto:a@b.example", "asset:1", "/static/a.png", "a/b.html?x=https://c", "#top", "?a:b", ""
)  # fmt: skip


def test_the_scheme_decides_as_a_browser_reads_it() -> None:
    assert {address: is_followed(address) for address in (*OTHERS, *FOLLOWED)} == {
        **dict.fromkeys(OTHERS, False),
        **dict.fromkeys(FOLLOWED, True),
    }


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd"])
async def test_links_of_a_cartridge(tenant: Tenant, address: str) -> None:
    link = str(CARTRIDGE["link.xml"]).replace("https://example.org/", address)
    report = await loaded(tenant, "cartridge", CARTRIDGE | {"link.xml": link})
    (row,) = await tenant.rows("SELECT data FROM content_items WHERE external_id LIKE '%/I4'")
    assert "url" not in row["data"]
    assert report.count(LEFT_OUT) == 1


async def test_tools_of_open_edx(tenant: Tenant) -> None:
    files = with_unit('<lti_consumer url_name="t" launch_url="javascript:alert(1)"/>')
    await load(tenant, files=files)
    (row,) = await tenant.rows("SELECT data FROM content_items")
    assert "url" not in row["data"]


async def test_the_website_of_a_university(tenant: Tenant) -> None:
    listed = {
        "name": "Ulm", "domains": ["ulm.example"], "country": "Germany", "alpha_two_code": "DE", "state-province": None,
        "web_pages": ["javascript:alert(1)", "https://ulm.example/"],
    }  # fmt: skip
    report = await tenant.load("universities", tenant.file("list.json", json.dumps([listed])))
    assert await tenant.value("SELECT website_url FROM organizations") == "https://ulm.example/"
    assert report.count("a web page whose address no page may follow is no website") == 1
