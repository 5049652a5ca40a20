"""The pages of the documentation, and what stands in them."""

import re
from functools import cache
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).parents[2]
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
INDENTED = re.compile(r"^(?: {4}.*\n)+", re.MULTILINE)
SPAN = re.compile(r"`` (.+?) ``|`([^`\n]+)`")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


@cache
def pages() -> dict[str, str]:
    """The text of README.md and of every page of docs/, by its path."""
    found = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in found}


def blocks(text: str, language: str) -> list[str]:
    """The fenced blocks of a language."""
    return [body for found, body in FENCE.findall(text) if found == language]


def answered(text: str) -> list[tuple[str, str]]:
    """Each GraphQL block that a JSON block follows in the same section, before another block, and that JSON."""
    fenced = list(FENCE.finditer(text))
    return [
        (query[2], answer[2])
        for query, answer in pairwise(fenced)
        if (query[1], answer[1]) == ("graphql", "json") and "\n#" not in text[query.end() : answer.start()]
    ]


def prose(text: str) -> str:
    """A page without its blocks."""
    return INDENTED.sub("", FENCE.sub("", text))


def spans(text: str) -> list[str]:
    """What stands between backticks in the prose."""
    return [double or single for double, single in SPAN.findall(prose(text))]


def commands(text: str) -> list[str]:
    """The lines of shell in a page: those of its indented blocks, and its spans."""
    lines = [line.strip() for block in INDENTED.findall(FENCE.sub("", text)) for line in block.splitlines()]
    return lines + spans(text)


def anchors(text: str) -> set[str]:
    """The anchors of a page's headings, as code hosts make them."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def links(text: str) -> list[str]:
    """Where a page's links lead that stay in the project."""
    return [to for to in LINK.findall(FENCE.sub("", text)) if "://" not in to]


def rows(text: str, head: str) -> dict[str, list[str]]:
    """The table whose first heading is `head`: the other cells of each row, by its first."""
    lines = iter(text.splitlines())
    for line in lines:
        if line.startswith(f"| {head} |"):
            next(lines)
            break
    found: dict[str, list[str]] = {}
    for line in lines:
        if not line.startswith("|"):
            break
        first, *others = (cell.strip() for cell in line.strip("|").split("|"))
        found[first] = others
    return found
