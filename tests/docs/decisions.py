"""The decisions, and what the head of each says."""

import re
from dataclasses import dataclass
from functools import cache

from tests.docs.pages import ROOT

FOLDER = ROOT / "docs/decisions"
HEAD = re.compile(r"# (\d+)\. \S.*\n\n((?:- .*\n)+)\n")
ENTRY = re.compile(r"- (Status|Date|Amended by|Superseded by): (\S.*)\n")
STATUSES = re.compile(r"accepted|superseded|obsolete: \S.*")
SUCCESSOR = re.compile(r"\[(\d+)\]\(([\w-]+\.md)\)")
NAMED = re.compile(r"\bdecisions? (\d+)(?: and (\d+))?\b|docs/decisions/0*(\d+)-", re.IGNORECASE)
CODE = ("app", "resolvers", "db", "importers", "storage", "demo", "migrations", "tests/schema", "docs")


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision by its head. entries: the lines between title and text, by their names."""

    number: int
    entries: dict[str, str]

    @property
    def is_accepted(self) -> bool:
        """Whether it holds."""
        return self.entries["Status"] == "accepted"


def read(file: str, text: str, files: frozenset[str]) -> Decision:
    """The decision in a file. Raises ValueError for a head that says too little, or leads nowhere."""
    head = HEAD.match(text)
    if head is None or f"{int(head[1]):04}" != file[:4]:
        raise ValueError(f"{file} begins with no title of its number and no head")
    entries = dict(ENTRY.findall(head[2]))
    if len(entries) != head[2].count("\n"):
        raise ValueError(f"{file} has a line in its head that is none")
    if not STATUSES.fullmatch(entries.get("Status", "")):
        raise ValueError(f"{file} has no status")
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", entries.get("Date", "")):
        raise ValueError(f"{file} has no date")
    if ("Superseded by" in entries) != (entries["Status"] == "superseded"):
        raise ValueError(f"{file} is superseded by nothing, or says by what and not that it is")
    for name in ("Amended by", "Superseded by"):
        successors = SUCCESSOR.findall(entries.get(name, ""))
        if name in entries and not successors:
            raise ValueError(f"{file} names no decision as its successor")
        for number, to in successors:
            if to not in files or not to.startswith(f"{int(number):04}-") or int(number) <= int(head[1]):
                raise ValueError(f"{file} names {to} as its successor, which is none")
    return Decision(int(head[1]), entries)


@cache
def decisions() -> list[Decision]:
    """All decisions, in order."""
    files = frozenset(path.name for path in FOLDER.glob("*.md"))
    return [read(name, (FOLDER / name).read_text(encoding="utf-8"), files) for name in sorted(files)]


def named() -> set[int]:
    """The numbers of the decisions that code and pages name, the decisions themselves aside."""
    found = set[int]()
    for room in CODE:
        for path in (ROOT / room).rglob("*"):
            if (
                path.suffix in (".py", ".sql", ".js", ".md")
                and FOLDER not in path.parents
                and "node_modules" not in path.parts
            ):
                text = path.read_text(encoding="utf-8")
                found |= {int(number) for numbers in NAMED.findall(text) for number in numbers if number}
    return found
