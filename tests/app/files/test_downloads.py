"""Files by their addresses, from GraphQL to the bytes, over real connections to a gateway with the demo's files."""

import asyncio
import hashlib
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import asyncpg
import httpx
import pytest

import demo
from app.auth.issue import Bearer, issue_token
from app.auth.terms import terms_of
from app.files.addresses import window
from app.files.opening import keys_of
from app.files.tickets import EXPIRED, FORGED, Ticket, Tickets
from app.main import create_app
from app.settings import Settings
from storage.folder import Folder
from tests.app.gateway import served, settings
from tests.support.databases import Database
from tests.support.people import PEOPLE

STALL = 0.4
HUGE = 64 << 20
PICTURE = """{ courses(first: 1, filter: {thumbnail: {role: {eq: "hero_image"}}}) {
  nodes { thumbnail { url(expiresIn: 60) } } } }"""
STAFF = PEOPLE["tenant-admin"].subject


@dataclass(frozen=True, slots=True)
class Gateway:
    """A running gateway, its settings and a client that follows nothing by itself."""

    settings: Settings
    folder: Path
    client: httpx.AsyncClient
    tenant: str

    async def ask(self, query: str, subject: str | None = None, **headers: str) -> dict[str, Any]:
        if subject is None:
            headers["X-Tenant"] = "northfield"
        else:
            secret = self.settings.jwt_secret
            assert secret
            token = issue_token(secret, terms_of(self.settings), Bearer("northfield", subject), 60)
            headers["Authorization"] = f"Bearer {token}"
        answer = await self.client.post("/graphql", json={"query": query}, headers=headers)
        found: dict[str, Any] = answer.json()
        return found

    async def picture(self) -> str:
        """The path of a thumbnail."""
        answer = await self.ask(PICTURE)
        return path_of(answer["data"]["courses"]["nodes"][0]["thumbnail"]["url"])

    def signed(self, key: str, name: str = "a.png", media_type: str = "image/png", **changes: Any) -> str:
        """The path of an address that the gateway itself could have signed."""
        keys = keys_of(self.settings)
        assert keys is not None
        ticket = Ticket(self.tenant, "asset", 2**33, key, name, media_type)
        return f"/files/{Tickets(keys).write(replace(ticket, **changes))}/{ticket.name}"

    def put(self, name: str, content: bytes) -> str:
        """Store a file of the tenant; return its key."""
        place = self.folder / self.tenant / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
        return f"{self.tenant}/{name}"


@pytest.fixture(scope="module")
async def gateway(
    demo_database: Database, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Gateway]:
    folder = tmp_path_factory.mktemp("storage")
    stored = await asyncio.to_thread(demo.store_files, demo_database.owner_url, Folder(folder), demo.TENANTS)
    assert stored == len([path for path in folder.rglob("*") if path.is_file()]) > 100
    chosen = settings(demo_database.gateway_url, storage=str(folder), stall_seconds=STALL)
    connection = await asyncpg.connect(demo_database.admin_url)
    tenant = await connection.fetchval("SELECT id::text FROM tenants WHERE short_code = 'northfield'")
    await connection.close()
    async with (
        served(create_app(chosen), stall_seconds=STALL) as origin,
        httpx.AsyncClient(base_url=origin, timeout=30) as client,
    ):
        yield Gateway(chosen, folder, client, tenant)


def path_of(url: str) -> str:
    assert url.startswith("http://127.0.0.1:8000/files/")
    return urlsplit(url).path


async def test_every_thumbnail_that_a_visitor_sees_is_a_picture(gateway: Gateway) -> None:
    fields = "{ filename mimeType sizeBytes checksum url }"
    answer = await gateway.ask(f"{{ courses(first: 100) {{ totalCount nodes {{ thumbnail {fields} }} }} }}")
    courses = answer["data"]["courses"]
    assert len(courses["nodes"]) == courses["totalCount"] == 8
    for course in courses["nodes"]:
        file = course["thumbnail"]
        found = await gateway.client.get(path_of(file["url"]))
        assert found.status_code == 200
        assert found.headers["content-type"] == file["mimeType"] == "image/png"
        assert found.content.startswith(b"\x89PNG\r\n\x1a\n")
        assert len(found.content) == file["sizeBytes"]
        assert f"sha256:{hashlib.sha256(found.content).hexdigest()}" == file["checksum"]
        assert found.headers["content-disposition"] == f'inline; filename="{file["filename"]}"'
        assert "set-cookie" not in found.headers


async def test_staff_get_every_file_that_is_drawn_earlier_ones_too(gateway: Gateway) -> None:
    fields = "filename mimeType url versions(first: 5) { nodes { storageUri url } }"
    answer = await gateway.ask(f"{{ assets(first: 200) {{ nodes {{ {fields} }} }} }}", STAFF)
    assets = answer["data"]["assets"]["nodes"]
    drawn = [asset for asset in assets if asset["filename"].endswith((".png", ".svg", ".pdf"))]
    earlier = [each for asset in assets for each in asset["versions"]["nodes"]]
    assert (len(drawn) > 20, len([each for each in earlier if each["url"]]) > 0) == (True, True)
    for asset in assets:
        assert (asset["url"] is not None) == (asset in drawn)
    for asset in drawn[:40]:
        found = await gateway.client.get(path_of(asset["url"]))
        kind = "inline" if asset["mimeType"] == "image/png" else "attachment"
        assert (found.status_code, found.headers["content-type"]) == (200, asset["mimeType"])
        assert found.headers["content-disposition"].startswith(f"{kind};")
    for each in earlier:
        assert (each["url"] is None) == each["storageUri"].startswith("s3://")
        if each["url"]:
            assert (await gateway.client.get(path_of(each["url"]))).status_code == 200


async def test_an_address_stays_the_same_for_a_while_and_lasts_long_enough(gateway: Gateway) -> None:
    keys = keys_of(gateway.settings)
    assert keys is not None
    written = (await gateway.picture()).split("/")[2]
    for moment in range(1_700_000_000, 1_700_000_060, 7):
        tickets = Tickets(keys, lambda at=moment: at)
        begins, lasts = window(tickets.clock(), 60)
        assert moment + 60 <= begins + lasts <= moment + 75
        assert (begins, lasts) == window(begins, 60) == window(begins + 14.9, 60)
    assert Tickets(keys, lambda: 0).read(written).tenant == gateway.tenant


@pytest.mark.parametrize("seconds", [0, -1, 86_401, 2**31 - 1])
@pytest.mark.parametrize("executor", ["", "reference"])
async def test_an_address_works_for_a_second_at_least_and_a_day_at_most(
    gateway: Gateway, seconds: int, executor: str
) -> None:
    asked = PICTURE.replace("60", str(seconds))
    answer = await gateway.ask(asked, **{"X-Lyceum-Executor": executor})
    assert answer["data"]["courses"]["nodes"][0]["thumbnail"] == {"url": None}
    [error] = answer["errors"]
    assert error["message"] == "expiresIn must be from 1 to 86400 seconds, one day."
    assert (error["extensions"]["code"], error["path"][-1]) == ("BAD_USER_INPUT", "url")


async def test_parts_of_a_file(gateway: Gateway) -> None:
    content = bytes(range(256)) * 8
    path = gateway.signed(gateway.put("parts.png", content))

    async def get(**headers: str) -> httpx.Response:
        return await gateway.client.get(
            path, headers={name.replace("_", "-"): v for name, v in headers.items()}
        )

    whole = await get()
    tag = whole.headers["etag"]
    assert (whole.status_code, whole.content, whole.headers["accept-ranges"]) == (200, content, "bytes")
    part = await get(range="bytes=10-19")
    assert (part.status_code, part.content) == (206, content[10:20])
    assert part.headers["content-range"] == "bytes 10-19/2048"
    assert (await get(range="bytes=-5")).content == content[-5:]
    assert (await get(range="bytes=2040-9999")).content == content[2040:]
    beyond = await get(range="bytes=2048-")
    assert (beyond.status_code, beyond.headers["content-range"]) == (416, "bytes */2048")
    several = await get(range="bytes=0-1,4-5")
    assert several.status_code == 206
    assert several.headers["content-type"].startswith("multipart/byteranges; boundary=")
    assert several.content.count(b"Content-Range: bytes ") == 2
    assert (await get(range="lines=1-2")).status_code == 200
    assert (await get(range="bytes=0-1", if_range=tag)).status_code == 206
    assert (await get(range="bytes=0-1", if_range='"other"')).content == content
    assert (await get(range="bytes=0-1", if_range=whole.headers["last-modified"])).status_code == 206
    known = await get(if_none_match=f'"other", W/{tag}')
    assert (known.status_code, known.content, known.headers["etag"]) == (304, b"", tag)
    head = await gateway.client.head(path)
    assert (head.status_code, head.content, head.headers["content-length"]) == (200, b"", "2048")
    assert (await gateway.client.post(path)).status_code == 405
    assert (await gateway.client.get(gateway.signed(gateway.put("empty.png", b"")))).content == b""


async def test_a_page_of_an_allowed_origin_may_read_a_part(gateway: Gateway) -> None:
    path = gateway.signed(gateway.put("read.png", b"0123456789"))
    asked = {"Origin": "http://localhost:5173", "Range": "bytes=2-4"}
    found = await gateway.client.get(path, headers=asked)
    assert (found.status_code, found.content) == (206, b"234")
    assert found.headers["access-control-allow-origin"] in ("*", "http://localhost:5173")
    told = {name.strip() for name in found.headers["access-control-expose-headers"].split(",")}
    assert {"Content-Range", "ETag", "Accept-Ranges", "Content-Disposition"} <= told


@pytest.mark.parametrize(
    ("media_type", "told"),
    [
        ("text/html", "application/octet-stream"),
        ("image/svg+xml", "image/svg+xml"),
        ("application/pdf", "application/pdf"),
        ("application/xml", "application/octet-stream"),
        ("text/javascript", "application/octet-stream"),
        ("image/png\r\nX-Bad: yes", "application/octet-stream"),
    ],
)
async def test_nothing_runs_in_our_origin(gateway: Gateway, media_type: str, told: str) -> None:
    key = gateway.put("page.html", b"<script>alert(document.domain)</script>")
    found = await gateway.client.get(gateway.signed(key, "page.html", media_type))
    assert (found.status_code, found.headers["content-type"]) == (200, told)
    assert found.headers["content-disposition"] == 'attachment; filename="page.html"'
    assert found.headers["x-content-type-options"] == "nosniff"
    assert found.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert "x-bad" not in found.headers


async def problem(gateway: Gateway, path: str) -> tuple[int, str, str]:
    found = await gateway.client.get(path)
    [error] = found.json()["errors"]
    assert found.headers["cache-control"] == "no-store"
    return found.status_code, error["extensions"]["code"], error["message"]


async def test_an_address_that_is_forged_foreign_or_late_opens_nothing(gateway: Gateway) -> None:
    good = gateway.signed(gateway.put("good.png", b"good"))
    assert (await gateway.client.get(good)).content == b"good"
    forged = (403, "FORBIDDEN", FORGED)
    assert await problem(gateway, good.replace("a.png", "b.png")) == forged
    assert await problem(gateway, good[:20] + ("A" if good[20] != "A" else "B") + good[21:]) == forged
    assert await problem(gateway, "/files/a/b") == forged
    assert await problem(gateway, "/files/") == forged
    other = gateway.signed(f"{gateway.tenant}/good.png", tenant="01000000-0000-7000-8000-000000000000")
    assert await problem(gateway, other) == forged, "a file of another tenant than the one it was signed for"
    foreign = Tickets({"development": b"x" * 32}).write(
        Ticket(gateway.tenant, "asset", 2**33, f"{gateway.tenant}/good.png", "a.png", "image/png")
    )
    assert await problem(gateway, f"/files/{foreign}/a.png") == forged
    late = gateway.signed(f"{gateway.tenant}/good.png", expires=1_700_000_000)
    assert await problem(gateway, late) == (403, "FORBIDDEN", EXPIRED)
    gone = gateway.signed(f"{gateway.tenant}/gone.png")
    assert await problem(gateway, gone) == (404, "BAD_REQUEST", "The file is not there any more.")


async def test_no_key_leads_out_of_the_folder(gateway: Gateway, tmp_path: Path) -> None:
    """Even where the gateway itself has signed the key."""
    (tmp_path / "secret.png").write_bytes(b"secret")
    (gateway.folder / "other").mkdir(exist_ok=True)
    (gateway.folder / "other" / "secret.png").write_bytes(b"secret")
    gateway.put("real.png", b"real")
    home = gateway.folder / gateway.tenant
    (home / "link.png").symlink_to(tmp_path / "secret.png")
    (home / "folder").symlink_to(tmp_path)
    (home / "circle.png").symlink_to(home / "circle.png")
    assert (await gateway.client.get(gateway.signed(f"{gateway.tenant}/real.png"))).content == b"real"
    for rest in (
        "../other/secret.png", "./real.png", "/real.png", "link.png", "folder/secret.png", "circle.png", "folder",
        "", "real.png/", "real.png\0", "..\\other\\secret.png", "x" * 5_000,
    ):  # fmt: skip
        found = await gateway.client.get(gateway.signed(f"{gateway.tenant}/{rest}"))
        assert found.status_code == 404, rest


FOREIGN = (
    "{other}/demo/logos/lindenau.v2.svg", "../x.png", "/etc/passwd", "{own}/../{other}/x.png",
    "s3://bucket/{own}/x.png", "file:///etc/passwd", "javascript:alert(1)", "data:text/html,x", "x.png", "", "{own}",
    "https:///x", "http://[x",
)  # fmt: skip
"""Places that rows may name, and that are not opened."""


async def test_a_row_gives_out_no_file_but_its_tenants_own(
    own_demo_database: Database, tmp_path: Path
) -> None:
    connection = await asyncpg.connect(own_demo_database.admin_url)
    own, other = [
        await connection.fetchval("SELECT id::text FROM tenants WHERE short_code = $1", code)
        for code in ("northfield", "lindenau")
    ]
    chosen = settings(own_demo_database.gateway_url, storage=str(tmp_path))
    found: dict[str, str | None] = {}
    async with served(create_app(chosen)) as origin, httpx.AsyncClient(base_url=origin) as client:
        for uri in (*FOREIGN, "https://elsewhere.example/x.png"):
            await connection.execute(
                "UPDATE assets SET storage_uri = $1 WHERE role = 'hero_image'",
                uri.format(own=own, other=other),
            )
            answer = await Gateway(chosen, tmp_path, client, own).ask(PICTURE)
            found[uri] = answer["data"]["courses"]["nodes"][0]["thumbnail"]["url"]
    await connection.close()
    elsewhere = found.pop("https://elsewhere.example/x.png")
    assert elsewhere == "https://elsewhere.example/x.png", "what lies elsewhere on the web is there"
    assert found == dict.fromkeys(FOREIGN)


async def test_the_log_does_not_hold_the_address(gateway: Gateway, caplog: pytest.LogCaptureFixture) -> None:
    path = gateway.signed(gateway.put("logged.png", b"x"))
    with caplog.at_level(logging.INFO, "app.requests"):
        await gateway.client.get(path)
        await gateway.client.get(f"{path}x")
        while len([r for r in caplog.records if r.name == "app.requests"]) < 2:  # noqa: ASYNC110 - logs have no event
            await asyncio.sleep(0.01)  # a line is written after its answer
    told = [getattr(record, "fields", {}) for record in caplog.records if record.name == "app.requests"]
    told.sort(key=lambda each: each["status"])
    assert [(each["path"], each["status"]) for each in told] == [("/files/…", 200), ("/files/…", 403)]
    assert told[0]["tenant"] == gateway.tenant
    assert path.split("/")[2] not in str([record.__dict__ for record in caplog.records])


async def test_whoever_reads_nothing_is_dropped_and_little_is_held_for_them(gateway: Gateway) -> None:
    place = gateway.folder / gateway.tenant / "huge.png"
    place.parent.mkdir(exist_ok=True)
    with place.open("wb") as file:
        file.truncate(HUGE)
    path = gateway.signed(f"{gateway.tenant}/huge.png")
    url = gateway.client.base_url
    reader, writer = await asyncio.open_connection(url.host, url.port, limit=1 << 16)
    writer.write(f"GET {path} HTTP/1.1\r\nHost: {url.host}\r\n\r\n".encode())
    head = await reader.readuntil(b"\r\n\r\n")
    assert f"content-length: {HUGE}".encode() in head
    await asyncio.sleep(STALL * 3)
    taken = 0
    try:
        while piece := await reader.read(1 << 16):
            taken += len(piece)
    except ConnectionError:
        pass
    writer.close()
    assert taken < HUGE // 2
    other = await gateway.client.get(path, headers={"Range": "bytes=67108860-"})
    assert (other.status_code, other.content) == (206, bytes(4))


async def test_a_gateway_in_production_without_a_key_gives_out_no_file(
    demo_database: Database, tmp_path: Path
) -> None:
    chosen = settings(demo_database.gateway_url, storage=str(tmp_path), environment="production")
    async with served(create_app(chosen)) as origin, httpx.AsyncClient(base_url=origin) as client:
        gateway = Gateway(chosen, tmp_path, client, "")
        answer = await gateway.ask(PICTURE)
        assert answer == {"data": {"courses": {"nodes": [{"thumbnail": {"url": None}}]}}}
        assert (await client.get("/files/a/b")).status_code == 404
