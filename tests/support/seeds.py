"""The tables that say where we meet the source specifications, and the specifications, if they are on this machine."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MAP = ROOT / "docs" / "seed-map.tsv"
RULES = ROOT / "docs" / "seed-rules.tsv"
SOURCES = ROOT.parent / "shared" / "seeds"
COLUMNS = SOURCES / "seed-columns.tsv"
STATED = SOURCES / "seed-requirements.tsv"
SEEDS = ("k12", "university", "lms", "crafter", "centre")

with_sources = pytest.mark.skipif(
    not SOURCES.exists(), reason="the source specifications (../shared/seeds) are not here"
)


def rows(path: Path) -> list[dict[str, str]]:
    """The lines of a TSV file, each a dict by the names in the first line."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def key(row: dict[str, str]) -> tuple[str, str]:
    """The key of a rule."""
    return row["seed"], row["id"]


def shown(row: dict[str, str]) -> list[str]:
    """The proofs of a rule, as its line in the table of rules names them."""
    return row["shown"].split(", ")


def named(row: dict[str, str], *sorts: str) -> Iterator[str]:
    """The names after one of these words in the proofs of a rule, as in `index NAME`."""
    for one in shown(row):
        sort, _, name = one.partition(" ")
        if sort in sorts:
            yield name


def homes() -> dict[tuple[str, str, str], set[tuple[str, str]]]:
    """Our columns (table and column) that hold each column of the sources, or from which it is derived."""
    found: dict[tuple[str, str, str], set[tuple[str, str]]] = {}
    for row in rows(MAP):
        lives = {
            tuple(place.split(".")[-2:]) for place in re.findall(r"\b(?!app\.)\w+(?:\.\w+)+", row["home"])
        }
        found[row["seed"], row["table"], row["column"]] = lives  # pyright: ignore[reportArgumentType]
    return found
