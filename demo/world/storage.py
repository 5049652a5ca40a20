"""The columns of a file in storage."""

from demo.world.draft import Row


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
        "storage_uri": f"s3://lyceum-demo/{key}",
        "filename": key.rsplit("/", 1)[-1],
        "mime_type": "image/webp",
        "size_bytes": size,
        "checksum": None,
        "version": 1,
        "is_active": True,
        "uploaded_by": None,
        "metadata": metadata,
        "deleted_at": None,
        "external_id": None,
    }
