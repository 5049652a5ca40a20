"""Reads the outline of a course: its modules as a tree, and their content.

A line is `Title | objective`, indented by two spaces per level. A line that begins with `-` is content of the module
above: `- type minutes | title | description`. Marks: `!` not published, `~` archived, `x` deleted, `[type]` a module
whose type is not that of its level; `-!` content that is not in use, `-x` deleted content.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

MARKS = "!~x"


@dataclass(slots=True)
class Item:
    """A line of content."""

    content_type: str
    minutes: int
    title: str
    description: str | None
    is_active: bool = True
    is_deleted: bool = False


@dataclass(slots=True)
class Part:
    """A line that is a module, with the lines below it."""

    title: str
    objective: str | None
    module_type: str
    mark: str = ""
    items: list[Item] = field(default_factory=list[Item])
    parts: list["Part"] = field(default_factory=list["Part"])

    def walk(self) -> Iterator["Part"]:
        """Yield this part and all parts below it, in reading order."""
        yield self
        for part in self.parts:
            yield from part.walk()


def outline(text: str, levels: Sequence[str]) -> list[Part]:
    """The top parts of an outline. levels: the type of its modules at each depth."""
    top: list[Part] = []
    above: list[Part] = []
    for line in text.strip("\n").splitlines():
        depth = (len(line) - len(line.lstrip())) // 2
        if line.lstrip().startswith("-"):
            above[depth - 1].items.append(_item(line.strip()))
            continue
        part = _part(line.strip(), levels[min(depth, len(levels) - 1)])
        (above[depth - 1].parts if depth else top).append(part)
        above[depth:] = [part]
    return top


def _part(line: str, usual: str) -> Part:
    mark = line[0] if line[0] in MARKS and line[1] == " " else ""
    line = line.removeprefix(mark).strip()
    module_type = usual
    if line.startswith("["):
        module_type, _, line = line[1:].partition("] ")
    title, _, objective = line.partition(" | ")
    return Part(title, objective or None, module_type, mark)


def _item(line: str) -> Item:
    flag, rest = line.split(" ", 1)
    head, *texts = rest.split(" | ")
    content_type, minutes = head.split()
    description = texts[1] if len(texts) > 1 else None
    return Item(
        content_type, int(minutes), texts[0], description, is_active="!" not in flag, is_deleted="x" in flag
    )


def weeks(titles: Sequence[str], words: Sequence[str]) -> list[Part]:
    """A module for each title, with a lecture, a reading and an exercise; every third one has a hand-in too.

    words: the names of lecture, reading, exercise and hand-in.
    """
    lecture, reading, exercise, hand_in = words
    found: list[Part] = []
    for number, title in enumerate(titles, 1):
        part = Part(title, None, "module")
        part.items = [
            Item("video", 8 + number % 5, f"{lecture}: {title}", None),
            Item("text", 11 + number % 4, f"{reading}: {title}", None),
        ]
        part.items.append(
            Item("assignment", 60, f"{hand_in} {number // 3}: {title}", None)
            if number % 3 == 0
            else Item("quiz", 10, f"{exercise}: {title}", None)
        )
        found.append(part)
    return found
