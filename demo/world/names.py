"""Believable names from several cultures, and addresses made from the names."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from demo.world.draft import read

PLAIN = str.maketrans(
    {"ß": "ss", "đ": "d", "Đ": "D", "ł": "l", "Ł": "L", "ı": "i", "ø": "o", "æ": "ae", "'": "", "’": ""}
)


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name, and the language that goes with it."""

    given: str
    family: str
    locale: str
    family_first: bool = False

    @property
    def full(self) -> str:
        """The name as the person writes it."""
        return f"{self.family} {self.given}" if self.family_first else f"{self.given} {self.family}"


def names(chance: Random, cultures: dict[str, int]) -> Iterator[Name]:
    """Yield names without end, from the cultures in the given proportions; none repeats until the lists run out."""
    lists = read("names.toml")
    weights = list(cultures.values())
    taken: set[tuple[str, str]] = set()
    while True:
        culture = lists[chance.choices(list(cultures), weights)[0]]
        pair = (chance.choice(culture["given"]), chance.choice(culture["family"]))
        if pair in taken:
            continue
        taken.add(pair)
        yield Name(*pair, culture["locale"], culture.get("order") == "family")


def relative(chance: Random, cultures: dict[str, int], of: Name) -> Name:
    """The name of another member of that family, in the family's culture."""
    lists = read("names.toml")
    for culture in cultures:
        if of.family in lists[culture]["family"]:
            first = lists[culture].get("order") == "family"
            others = [given for given in lists[culture]["given"] if given != of.given]
            return Name(chance.choice(others), of.family, lists[culture]["locale"], first)
    raise LookupError(f"no culture has the family name {of.family}")


def address(name: Name, domain: str, taken: set[str]) -> str:
    """An e-mail address for the name that is not among `taken`. It is added there."""
    letters = unicodedata.normalize("NFKD", f"{name.given}.{name.family}".translate(PLAIN).lower())
    stem = "".join(c for c in letters if c.isascii() and (c.isalnum() or c in ".-"))
    found, number = f"{stem}@{domain}", 1
    while found in taken:
        number += 1
        found = f"{stem}{number}@{domain}"
    taken.add(found)
    return found
