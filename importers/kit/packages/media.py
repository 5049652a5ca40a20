"""What kind of file a name stands for."""

from mimetypes import MimeTypes

UNKNOWN = "application/octet-stream"
_TYPES = MimeTypes(filenames=())
for _ending, _type in {
    ".html": "text/html", ".htm": "text/html", ".xhtml": "application/xhtml+xml", ".css": "text/css",
    ".js": "text/javascript", ".mjs": "text/javascript", ".json": "application/json", ".xml": "application/xml",
    ".xsd": "application/xml", ".dtd": "application/xml-dtd", ".txt": "text/plain", ".md": "text/markdown",
    ".csv": "text/csv", ".vtt": "text/vtt", ".srt": "application/x-subrip",
    ".webp": "image/webp", ".svg": "image/svg+xml", ".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".ogg": "audio/ogg",
    ".mp4": "video/mp4", ".m4v": "video/mp4", ".webm": "video/webm", ".ogv": "video/ogg",
    ".woff": "font/woff", ".woff2": "font/woff2", ".ttf": "font/ttf", ".otf": "font/otf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".odt": "application/vnd.oasis.opendocument.text", ".epub": "application/epub+zip",
    ".zip": "application/zip", ".imscc": "application/zip", ".swf": "application/x-shockwave-flash",
}.items():  # fmt: skip
    _TYPES.add_type(_type, _ending)

_DOCUMENTS = ("application/vnd.", "application/msword", "application/rtf", "text/", "application/epub")


def media_type(name: str) -> str:
    """Return the media type that goes with a file's name."""
    return _TYPES.guess_type(f"file:{name.lower()}", strict=False)[0] or UNKNOWN


def asset_type(media: str) -> str:
    """Return the value of `assets.asset_type` for a media type."""
    kind = media.split("/", 1)[0]
    if kind in ("image", "audio", "video"):
        return kind
    if media == "application/pdf":
        return "pdf"
    return "document" if media.startswith(_DOCUMENTS) else "file"
