"""The columns of a file in storage, and where the demo's own files lie."""

from demo.world.draft import Row

WIDE, SQUARE = (240, 135), 64
"""The width and height of a drawn picture, and of a portrait, in pixels."""

ELSEWHERE = "s3://lyceum-demo/"
"""A place that no gateway gives files out of: where the files are said to lie that the demo does not have."""


def picture(key: str, size: int, metadata: Row) -> Row:
    """The columns of a picture in the tenant's library."""
    return {
        "course_id": None,
        "module_id": None,
        "content_item_id": None,
        "kind": "media",
        "asset_type": "image",
        "engine": None,
        "role": None,
        "storage_uri": f"{ELSEWHERE}{key}",
        "filename": key.rsplit("/", 1)[-1],
        "mime_type": "image/png",
        "size_bytes": size,
        "checksum": None,
        "version": 1,
        "is_active": True,
        "uploaded_by": None,
        "metadata": metadata,
        "deleted_at": None,
        "external_id": None,
    }
