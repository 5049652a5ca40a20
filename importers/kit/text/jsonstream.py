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

from importers.kit.text.decoding import decode, text_chunks
from importers.refusal import ImportRefused, refused

MAX_ELEMENT = 8_000_000  # characters
SPACE = " \t\r\n"
SUSPECT = re.compile(r"\\u(?:0000|[dD][89a-fA-F])")


@dataclass(frozen=True, slots=True)
class Element:
    """One element: its place from 1, its key if the outermost value is an object, the line on which it begins.

    within: the key of the array that holds the element, if the elements of that array are yielded one by one.
    """

    number: int
    key: str | None
    line: int
    value: Any
    within: str | None = None

    @property
    def place(self) -> str:
        """How a refusal or warning names the element."""
        if self.within is not None:
            return f"line {self.line}, {self.within} {self.number}"
        return (
            f"line {self.line}, element {self.number}"
            if self.key is None
            else f'line {self.line}, key "{self.key}"'
        )


class _Broken(ValueError):
    """Valid JSON that is refused nevertheless."""


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


def elements(path: Path, name: str | None = None, within: Collection[str] = ()) -> Iterator[Element]:
    """Yield the elements of the array or object that the file holds.

    An array under one of the keys `within` is not yielded as a whole, but one element after the other. Of the text
    `{"version": "1.0", "items": [{…}, {…}]}` with `within` = `{"items"}`, the elements are `"1.0"` and the two items.

    Raises `ImportRefused`, naming the line, for anything that is not such a JSON text, for a key that an object has
    twice, for an element of more than 8 million characters, and for text that PostgreSQL can't hold.
    """
    window = _Window(path, name or path.name)
    with window:
        opening = window.peek()
        if opening not in ("[", "{"):
            raise window.refuse("expected a JSON array or object" if opening else "the file is empty")
        keys = set[str]()
        for number in _places(window, "]" if opening == "[" else "}"):
            key = _new_key(window, keys) if opening == "{" else None
            sign, line = window.peek(), window.line
            if key in within and sign == "[":
                for place in _places(window, "]"):
                    line = window.line
                    yield Element(place, None, line, window.value(), key)
            else:
                yield Element(number, key, line, window.value())
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


def _new_key(window: "_Window", keys: set[str]) -> str:
    place = f"line {window.line}, column {window.column}"
    key = window.key()
    if key in keys:
        raise refused(window.name, place, f'key "{key}" occurs twice in one object')
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
                raise self.refuse(_spoken(error)) from None
            self.position = end
            return value

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
        self._line, self._column = self.line, self.column
        self._text, self.position = self._text[self.position :] + "".join(pieces), 0
        return True


def _reason(error: json.JSONDecodeError) -> str:
    return error.msg[:1].lower() + error.msg[1:]


def _spoken(error: ValueError) -> str:
    return str(error) if isinstance(error, _Broken) else "a number is too large"


def _storable(value: Any, text: str, start: int = 0, end: int | None = None) -> None:
    """Refuse characters that PostgreSQL can't hold: U+0000, and halves of surrogate pairs."""
    if SUSPECT.search(text, start, len(text) if end is None else end) is not None:
        written = json.dumps(value, ensure_ascii=False)
        if "\\u0000" in written.replace("\\\\", "") or any("\ud800" <= sign <= "\udfff" for sign in written):
            raise _Broken("a text holds U+0000 or half of a surrogate pair")
