"""The page's files, under paths that change with their content, so that browsers may keep them for good."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from app.compressed import Kept
from app.http.encoding import choose_encoding
from app.http.transport.headers import headers_of

STATIC = Path(__file__).parent / "static"
PREFIX = "/graphql/assets"
MEDIA_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
}


@dataclass(frozen=True, slots=True)
class StaticFile:
    """A file, as it is and in each encoding that was asked for."""

    path: str
    media_type: str
    kept: Kept


@cache
def assets() -> Mapping[str, StaticFile]:
    """Every file of the page by its name in `static/`, such as `vendor/react.js`."""
    files = (file for file in sorted(STATIC.rglob("*")) if file.suffix in MEDIA_TYPES)
    return {file.relative_to(STATIC).as_posix(): _read(file) for file in files}


@cache
def _by_path() -> Mapping[str, StaticFile]:
    return {asset.path: asset for asset in assets().values()}


def _read(file: Path) -> StaticFile:
    content = file.read_bytes()
    digest = hashlib.sha256(content).hexdigest()[:16]
    return StaticFile(
        path=f"{PREFIX}/{digest}/{file.name}",
        media_type=MEDIA_TYPES[file.suffix],
        kept=Kept(content),
    )


async def serve(request: Request) -> Response:
    """One file; 404 where no file has this path now."""
    asset = _by_path().get(request.url.path)
    if asset is None:
        return PlainTextResponse("There is no such file.", 404)
    headers = {
        "Cache-Control": "public, max-age=31536000, immutable",
        "Vary": "Accept-Encoding",
        "X-Content-Type-Options": "nosniff",
        "Content-Type": asset.media_type,
    }
    encoding = choose_encoding(headers_of(request.scope).get("accept-encoding", ""))
    if encoding is None:
        return Response(asset.kept.content, headers=headers)
    return Response(await asset.kept.encoded(encoding), headers={**headers, "Content-Encoding": encoding})
