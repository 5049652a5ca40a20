"""Decoding untrusted text: UTF-8, or UTF-16 if a byte order mark says so.

Of anything else, the first byte that can't be decoded is named by its line and its place within the line.
"""

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

from importers.refusal import ImportRefused, refused

CHUNK = 1 << 16
MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
ESCAPED = re.compile("[\udc80-\udcff]")


def text_chunks(stream: BinaryIO, name: str) -> Iterator[str]:
    """Yield the text of `stream` in pieces, without its byte order mark.

    A byte that is not valid UTF-8 becomes half of a surrogate pair, for which `undecodable` finds the words.
    Raises `ImportRefused` for invalid UTF-16, and for a NUL character.
    """
    start = stream.read(4)
    mark, encoding = _marked(start)
    decoder = codecs.getincrementaldecoder(encoding)("surrogateescape" if encoding == "utf-8" else "strict")
    piece, line = start[len(mark) :], 1
    before = len(mark)  # bytes of the line in which the piece begins
    while True:
        following = stream.read(CHUNK)
        try:
            text = decoder.decode(piece, final=not following)
        except UnicodeDecodeError as error:
            raise _refuse_byte(error, name, encoding, before, line) from None
        _refuse_nul(text, name, line)
        if text:
            yield text
            before = _bytes_of_line(before, text, encoding)
        if not following:
            return
        line += text.count("\n")
        piece = following


def undecodable(text: str) -> re.Match[str] | None:
    """Find the first byte of a text from `text_chunks` that is not valid UTF-8."""
    return None if text.isascii() else ESCAPED.search(text)


def wrong_byte(found: re.Match[str]) -> str:
    """Say what is wrong with the byte that `undecodable` found."""
    return _wrong(ord(found[0]) - 0xDC00, "utf-8")


def size(text: str) -> int:
    """How many bytes a text from `text_chunks` has in UTF-8."""
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogateescape"))


def decode(data: bytes, name: str) -> str:
    """Return the text of a whole small file. Raises what `text_chunks` raises."""
    mark, encoding = _marked(data)
    try:
        text = data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        raise _refuse_byte(error, name, encoding, len(mark), 1) from None
    _refuse_nul(text, name, 1)
    return text


def _marked(start: bytes) -> tuple[bytes, str]:
    """The byte order mark at the beginning (empty if there is none), and the encoding that it stands for."""
    return next(((mark, encoding) for mark, encoding in MARKS if start.startswith(mark)), (b"", "utf-8"))


def _refuse_nul(text: str, name: str, line: int) -> None:
    if "\0" in text:
        line += text.count("\n", 0, text.index("\0"))
        raise refused(name, f"line {line}", "holds a NUL character; the file is not text, or it is damaged")


def _bytes_of_line(before: int, text: str, encoding: str) -> int:
    """The bytes of the line in which `text` ends, if `before` bytes of the line in which it begins precede it."""
    _, end, last = text.rpartition("\n")
    return (0 if end else before) + len(last.encode(encoding, "surrogateescape"))


def _refuse_byte(
    error: UnicodeDecodeError, name: str, encoding: str, before: int, line: int
) -> ImportRefused:
    """The refusal. The decoder failed in a piece that begins on `line`, after `before` bytes of that line."""
    good = error.object[: error.start].decode(encoding, "ignore")
    place = f"line {line + good.count(chr(10))}, byte {_bytes_of_line(before, good, encoding) + 1}"
    return refused(name, place, _wrong(error.object[error.start], encoding))


def _wrong(byte: int, encoding: str) -> str:
    return f"byte 0x{byte:02X} is not valid {encoding.upper()}; save the file as UTF-8"
