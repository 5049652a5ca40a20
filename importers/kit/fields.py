"""Reading the fields of an untrusted record: each field has the expected type, or the record is refused."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, cast

from importers.refusal import BadRecord

MAX_KEY = 500  # characters of an indexed text


@dataclass(frozen=True, slots=True)
class Record:
    """An object of the input: its fields, and its place in the file."""

    file: str
    place: str
    fields: Mapping[str, Any]

    @classmethod
    def of(cls, file: str, place: str, value: Any, known: Collection[str] | None) -> "Record":
        """Make a record of a value. Raises `BadRecord` unless the value is an object of `known` fields only.

        known: null if any field is allowed.
        """
        if not isinstance(value, dict):
            raise BadRecord(file, place, f"expected an object, found {_kind(value)}")
        fields = cast("dict[str, Any]", value)
        for name in fields:
            if known is not None and name not in known:
                raise BadRecord(
                    file, place, f'unknown field "{name}"{likely(name, known)}; known are {", ".join(known)}'
                )
        return cls(file, place, fields)

    def text(self, name: str) -> str:
        """A text that must be there and be short enough for a key."""
        value = self.key(name)
        if value is None:
            raise self.refuse(name, "is missing or empty")
        return value

    def key(self, name: str) -> str | None:
        """A text short enough for a key; null if it is missing, null or empty."""
        value = self.optional(name)
        if value is not None and len(value) > MAX_KEY:
            raise self.refuse(name, f"is longer than {MAX_KEY} characters")
        return value

    def optional(self, name: str) -> str | None:
        """A text of any length; null if it is missing, null or empty."""
        value = self.fields.get(name)
        if value is None:
            return None
        if not isinstance(value, str):
            raise self.refuse(name, f"must be a text, found {_kind(value)}")
        return value.strip() or None

    def texts(self, name: str) -> list[str]:
        """A list of texts, each short enough for a key; empty if it is missing or null."""
        values = self.items(name)
        for value in values:
            if not isinstance(value, str):
                raise self.refuse(name, f"must be a list of texts, found {_kind(value)} in it")
            if len(value) > MAX_KEY:
                raise self.refuse(name, f"holds a text of more than {MAX_KEY} characters")
        return [value.strip() for value in cast("list[str]", values) if value.strip()]

    def items(self, name: str) -> list[Any]:
        """A list; empty if it is missing or null."""
        value = self.fields.get(name)
        if value is None:
            return []
        if not isinstance(value, list):
            raise self.refuse(name, f"must be a list, found {_kind(value)}")
        return cast("list[Any]", value)

    def number(self, name: str) -> int | None:
        """A whole number, which may be written as a text; null if it is missing, null or empty."""
        value = self.fields.get(name)
        if value is None or value == "":
            return None
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        if isinstance(value, str) and value.strip().isascii() and value.strip().isdigit() and len(value) < 10:
            return int(value)
        raise self.refuse(name, f"must be a whole number, found {_shown(value)}")

    def refuse(self, name: str, reason: str) -> BadRecord:
        """Return the refusal of a field."""
        return BadRecord(self.file, self.place, f'"{name}" {reason}')


def likely(name: str, known: Collection[str]) -> str:
    """Of the `known` names, the one that is probably meant, as the end of a sentence; empty if none is like `name`."""
    by_letters = {other.lower(): other for other in known}
    near = get_close_matches(name.lower(), by_letters, 1, 0.8)
    return f' (is "{by_letters[near[0]]}" meant?)' if near else ""


def _kind(value: Any) -> str:
    kinds = {
        bool: "true or false",
        str: "a text",
        int: "a number",
        float: "a number",
        list: "a list",
        dict: "an object",
    }
    return "null" if value is None else kinds[type(value)]


def _shown(value: Any) -> str:
    return f'"{value[:40]}"' if isinstance(value, str) else _kind(value)
