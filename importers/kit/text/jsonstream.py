"""JSON of any length, one element of the outermost array or object at a time.

The standard library's decoder does the parsing. It is given a window of the file, so that memory is bounded by the
largest element and not by the file, and so that a refusal can name the line.
"""

import json
import math
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from importers.kit.text.decoding import ESCAPED, decode, size, text_chunks, wrong_byte
from importers.refusal import Bad, BadRecord, ImportRefused, refused, stop

MAX_ELEMENT = 8_000_000  # characters
SPACE = " \t\r\n"
SUSPECT = re.compile("\\\\u(?:0000|[dD][89a-fA-F])|[\udc80-\udcff]")


@dataclass(frozen=True, slots=True)
class Element:
    """One element: its place from 1, its key if the outermost value is an object, and where it begins.

    within: the key of the array that holds the element, if the elements of that array are yielded one by one.
    """

    number: int
    key: str | None
    line: int
    column: int
    value: Any
    within: str | None = None

    @property
    def place(self) -> str:
        """How a refusal or warning names the element."""
        where = f"line {self.line}, column {self.column}"
        if self.within is not None:
            return f"{where}, {self.within} {self.number}"
        return f"{where}, element {self.number}" if self.key is None else f'{where}, key "{self.key}"'


class _Broken(ValueError):
    """Valid JSON that is refused nevertheless. byte: what is wrong with a byte of the text, if that is why."""

    def __init__(self, reason: str, byte: re.Match[str] | None = None) -> None:
        super().__init__(reason)
        self.byte = byte


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))
        raise _Broken(f'key "{twice}" occurs twice in one object')
    return found


def _no_constant(word: str) -> Any:
    raise _Broken(f"{word} is no JSON value")


def _integer(text: str) -> int:
    value = int(text)
    if not -(2**63) <= value < 2**63:
        raise _Broken("a number is too large")
    return value


def _float(text: str) -> float:
    value = float(text)
    if math.isinf(value):
        raise _Broken("a number is too large")
    return value


_DECODER = json.JSONDecoder(
    object_pairs_hook=_unique, parse_constant=_no_constant, parse_int=_integer, parse_float=_float
)


_LENIENT = json.JSONDecoder(parse_constant=str, parse_int=str, parse_float=str, strict=False)
"""Finds the end of a value that is well-formed, and refused for another reason."""


def elements(
    path: Path, name: str | None = None, within: Collection[str] = (), bad: Bad = stop
) -> Iterator[Element]:
    """Yield the elements of the array or object that the file holds.

    An array under one of the keys `within` is not yielded as a whole, but one element after the other. Of the text
    `{"version": "1.0", "items": [{…}, {…}]}` with `within` = `{"items"}`, the elements are `"1.0"` and the two items.

    bad: called with each element that is well-formed and can't be taken: it has a key twice, a number too large, a byte
    that is not UTF-8, or text that PostgreSQL can't hold; or its own key occurs twice. If `within` is given, that is so
    only of the elements within.

    Raises `ImportRefused`, naming line and column, for anything that is not such a JSON text, and for an element of
    more than 8 million characters.
    """
    window = _Window(path, name or path.name)
    with window:
        opening = window.peek()
        if opening not in ("[", "{"):
            raise window.refuse("expected a JSON array or object" if opening else "the file is empty")
        keys = set[str]()
        for number in _places(window, "]" if opening == "[" else "}"):
            key = _new_key(window, keys, bad) if opening == "{" else None
            sign = window.peek()
            if key in within and sign == "[":
                for place in _places(window, "]"):
                    yield from _element(window, (place, None, key), bad)
            elif key is None and opening == "{":
                window.value()  # of a key that occurs twice
            else:
                yield from _element(window, (number, key, None), stop if within else bad)
        if window.peek():
            raise window.refuse("more text follows the end of the JSON value")


def _places(window: "_Window", closing: str) -> Iterator[int]:
    """Read past the brackets and commas of the array or object that begins here; yield the number of each element."""
    window.position += 1
    number = 0
    while (sign := window.peek()) != closing:
        if number:
            if sign != ",":
                raise window.refuse(f"expected a comma or {closing}")
            window.position += 1
            window.peek()
        number += 1
        yield number
    window.position += 1


def _element(window: "_Window", named: tuple[int, str | None, str | None], bad: Bad) -> Iterator[Element]:
    """Read the value that begins here, and yield it as an element: its number, its key, and the list it is within."""
    number, key, within = named
    line, column = window.line, window.column
    try:
        yield Element(number, key, line, column, window.value(), within)
    except BadRecord as fault:
        bad(fault if within is None else fault.within(f"{within} {number}"))


def _new_key(window: "_Window", keys: set[str], bad: Bad) -> str | None:
    """Read a key and the colon after it; null if the key occurred before."""
    place = f"line {window.line}, column {window.column}"
    key = window.key()
    if key in keys:
        bad(BadRecord(window.name, place, f'key "{key}" occurs twice in one object'))
        return None
    keys.add(key)
    return key


def outermost(path: Path) -> str:
    """Return the first character of the file, `[` or `{` if it is as expected; empty for an empty file.

    Raises `ImportRefused` for a folder.
    """
    if path.is_dir():
        raise refused(path.name, "", "expected a JSON file, found a folder")
    with _Window(path, path.name) as window:
        return window.peek()


def document(data: bytes, name: str) -> Any:
    """Return the JSON value of a whole small file. Raises what `elements` raises."""
    text = decode(data, name)
    try:
        return loads(text)
    except json.JSONDecodeError as error:
        raise refused(
            name, f"line {error.lineno}, column {error.colno}", f"not valid JSON: {_reason(error)}"
        ) from None
    except RecursionError:
        raise refused(name, "", "JSON nests too deeply") from None
    except ValueError as error:
        raise refused(name, "", _spoken(error)) from None


def loads(text: str) -> Any:
    """Return the JSON value of a text, read as strictly as by `elements`. Raises `ValueError` or `RecursionError`."""
    value = _DECODER.decode(text)
    _storable(value, text)
    return value


class _Window:
    """The piece of a file's text that is being read, one value after the other."""

    def __init__(self, path: Path, name: str) -> None:
        self.name = name
        self.position = 0
        self._text = ""
        self._line = 1  # on which the piece begins
        self._column = 1  # in which the piece begins
        self._bytes = 0  # of its first line, before the piece
        self._stream = path.open("rb")
        self._chunks = text_chunks(self._stream, name)
        self._is_whole = False

    def __enter__(self) -> "_Window":
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()

    @property
    def line(self) -> int:
        """The line of the current position."""
        return self._line + self._text.count("\n", 0, self.position)

    @property
    def column(self) -> int:
        """The column of the current position."""
        last = self._text.rfind("\n", 0, self.position)
        return self._column + self.position if last < 0 else self.position - last

    def peek(self) -> str:
        """Step over white space; return the next character, or an empty text at the end."""
        while True:
            while self.position < len(self._text):
                if self._text[self.position] not in SPACE:
                    return self._text[self.position]
                self.position += 1
            if not self._more():
                return ""

    def key(self) -> str:
        """Read a key and the colon after it."""
        if self.peek() != '"':
            raise self.refuse("expected a key in double quotes")
        key = self.value()
        if self.peek() != ":":
            raise self.refuse("expected a colon after the key")
        self.position += 1
        return str(key)

    def value(self) -> Any:
        """Read one value."""
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self.position)
                if end == len(self._text) and self._more():
                    continue  # the number may go on in the text that is not read yet
                _storable(value, self._text, self.position, end)
            except json.JSONDecodeError as error:
                if self._more():
                    continue
                self.position = min(error.pos, len(self._text))
                raise self.refuse(f"not valid JSON: {_reason(error)}") from None
            except RecursionError:
                raise self.refuse("JSON nests too deeply") from None
            except ValueError as error:
                fault = BadRecord(self.name, self._place(error), _spoken(error))
                self._skip()
                raise fault from None
            self.position = end
            return value

    def _skip(self) -> None:
        """Step over a value that can't be taken."""
        while True:
            try:
                _, end = _LENIENT.raw_decode(self._text, self.position)
            except json.JSONDecodeError as error:
                if self._more():
                    continue
                self.position = min(error.pos, len(self._text))
                raise self.refuse(f"not valid JSON: {_reason(error)}") from None
            self.position = end
            return

    def _place(self, error: ValueError) -> str:
        """Where a value can't be taken: the byte that is wrong, or else where the value begins."""
        if not isinstance(error, _Broken) or error.byte is None:
            return f"line {self.line}, column {self.column}"
        at = error.byte.start()
        last = self._text.rfind("\n", 0, at)
        before = size(self._text[last + 1 : at]) + (self._bytes if last < 0 else 0)
        return f"line {self._line + self._text.count(chr(10), 0, at)}, byte {before + 1}"

    def refuse(self, reason: str) -> ImportRefused:
        """Return the refusal of the current position."""
        return refused(self.name, f"line {self.line}, column {self.column}", reason)

    def _more(self) -> bool:
        """Drop the text that was parsed, and read as much again as is held; return whether there was more."""
        if len(self._text) - self.position > MAX_ELEMENT:
            raise self.refuse(f"an element is longer than {MAX_ELEMENT:,} characters, or is never closed")
        wanted, pieces = max(len(self._text) - self.position, 1), list[str]()
        while wanted > 0 and not self._is_whole:
            piece = next(self._chunks, "")
            self._is_whole = not piece
            pieces.append(piece)
            wanted -= len(piece)
        if not any(pieces):
            return False
        last = self._text.rfind("\n", 0, self.position)
        self._bytes = size(self._text[last + 1 : self.position]) + (self._bytes if last < 0 else 0)
        self._line, self._column = self.line, self.column
        self._text, self.position = self._text[self.position :] + "".join(pieces), 0
        return True


def _reason(error: json.JSONDecodeError) -> str:
    return error.msg[:1].lower() + error.msg[1:]


def _spoken(error: ValueError) -> str:
    return str(error) if isinstance(error, _Broken) else "a number is too large"


def _storable(value: Any, text: str, start: int = 0, end: int | None = None) -> None:
    """Refuse characters that PostgreSQL can't hold: U+0000, and halves of surrogate pairs."""
    found = SUSPECT.search(text, start, len(text) if end is None else end)
    if found is not None:
        byte = ESCAPED.search(text, found.start(), len(text) if end is None else end)
        if byte is not None:
            raise _Broken(wrong_byte(byte), byte)
        written = json.dumps(value, ensure_ascii=False)
        if "\\u0000" in written.replace("\\\\", "") or any("\ud800" <= sign <= "\udfff" for sign in written):
            raise _Broken("a text holds U+0000 or half of a surrogate pair")
