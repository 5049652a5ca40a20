"""Decoding untrusted text: UTF-8, or UTF-16 if a byte order mark says so.

Anything else is refused at the first byte that can't be decoded.
"""

import codecs
from collections.abc import Iterator
from typing import BinaryIO

from importers.refusal import ImportRefused, refused

CHUNK = 1 << 16
MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def text_chunks(stream: BinaryIO, name: str) -> Iterator[str]:
    """Yield the text of `stream` in pieces, without its byte order mark.

    Raises `ImportRefused` for a byte that can't be decoded, and for a NUL character.
    """
    start = stream.read(4)
    mark, encoding = _marked(start)
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    piece, read, line = start[len(mark) :], len(start), 1
    while True:
        following = stream.read(CHUNK)
        try:
            text = decoder.decode(piece, final=not following)
        except UnicodeDecodeError as error:
            raise _undecodable(error, name, encoding, read - len(error.object), line) from None
        _refuse_nul(text, name, line)
        if text:
            yield text
        if not following:
            return
        line += text.count("\n")
        read += len(following)
        piece = following


def decode(data: bytes, name: str) -> str:
    """Return the text of a whole small file. Raises what `text_chunks` raises."""
    mark, encoding = _marked(data)
    try:
        text = data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        raise _undecodable(error, name, encoding, len(mark), 1) from None
    _refuse_nul(text, name, 1)
    return text


def _marked(start: bytes) -> tuple[bytes, str]:
    """The byte order mark at the beginning (empty if there is none), and the encoding that it stands for."""
    return next(((mark, encoding) for mark, encoding in MARKS if start.startswith(mark)), (b"", "utf-8"))


def _refuse_nul(text: str, name: str, line: int) -> None:
    if "\0" in text:
        line += text.count("\n", 0, text.index("\0"))
        raise refused(name, f"line {line}", "holds a NUL character; the file is not text, or it is damaged")


def _undecodable(
    error: UnicodeDecodeError, name: str, encoding: str, before: int, line: int
) -> ImportRefused:
    """The refusal. The decoder failed in a piece that follows `before` bytes and `line` - 1 line ends."""
    good = error.object[: error.start].decode(encoding, "ignore")
    place = f"line {line + good.count(chr(10))}, byte {before + error.start + 1}"
    reason = f"byte 0x{error.object[error.start]:02X} is not valid {encoding.upper()}; save the file as UTF-8"
    return refused(name, place, reason)
