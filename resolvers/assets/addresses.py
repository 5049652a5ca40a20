"""The addresses of files: where a client gets what an asset names."""

import mimetypes
from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import urlsplit

import strawberry

from resolvers.kit.declaring.field import field
from resolvers.kit.errors import bad_input
from resolvers.kit.reading.context import File
from resolvers.kit.reading.loading import Info
from resolvers.kit.types.scalars import URL

USUAL_SECONDS = 3_600
MOST_SECONDS = 86_400

Seconds = Annotated[
    int,
    strawberry.argument(
        description="For how many seconds the address must work, from 1 to 86400; it may work a quarter longer."
    ),
]


@field(requires=("id", "storage_uri", "filename", "mime_type"))
def url(self: Any, info: Info, expires_in: Seconds = USUAL_SECONDS) -> URL | None:
    """The address from which anybody who has it gets the file, without a token, until it expires.

    Null if the file lies where this gateway can't give it out.
    """
    return _address(self, info, self["filename"], self["mime_type"], expires_in)


@field(requires=("id", "storage_uri", "metadata"))
def earlier_url(self: Any, info: Info, expires_in: Seconds = USUAL_SECONDS) -> URL | None:
    """The address from which anybody who has it gets the earlier file, without a token, until it expires.

    Null if the file lies where this gateway can't give it out.
    """
    name = self["storage_uri"].rsplit("/", 1)[-1]
    told: Mapping[str, Any] = self["metadata"] if isinstance(self["metadata"], dict) else {}
    media_type = told.get("mime_type")
    if not isinstance(media_type, str):
        media_type = mimetypes.guess_type(name)[0] or ""
    return _address(self, info, name, media_type, expires_in)


def _address(row: Any, info: Info, name: str, media_type: str, seconds: int) -> URL | None:
    if not 1 <= seconds <= MOST_SECONDS:
        raise bad_input(f"expiresIn must be from 1 to {MOST_SECONDS} seconds, one day.")
    uri: str = row["storage_uri"]
    if is_on_the_web(uri):
        return URL(uri)
    files, tenant_id = info.context.files, info.context.session.tenant_id
    if files is None:
        return None
    found = files.address(File(str(row["id"]), uri, name, media_type), str(tenant_id), seconds)
    return None if found is None else URL(found)


def is_on_the_web(uri: str) -> bool:
    """Whether a page can follow the address as it is."""
    try:
        parts = urlsplit(uri)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)
