"""The house has rooms: imports run one way between them, none is too full, and the picture in the docs is true.

A room is a folder with Python modules. Every import counts: at the top of a module, in a function, and under
`TYPE_CHECKING`.
"""

import ast
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

MAY_IMPORT = {
    "db": set[str](),
    "migrations": {"db"},
    "storage": {"db"},
    "importers": {"db", "storage"},
    "resolvers": {"db"},
    "demo": {"db"},
    "app": {"db", "resolvers", "storage", "importers", "demo", "migrations"},
    "bench": {"db", "resolvers", "importers", "demo", "app"},
    "tests": {"db", "migrations", "resolvers", "storage", "importers", "demo", "app", "bench"},
}
"""What each part of the house may import of the others."""

ORDER = {
    "app/execution": ["unanswered", "asked", "source", "plan", "steps", "compiling", "running"],
    "db": [
        "errors", "unshown", "connection", "roles", "models", "payloads", "derived", "statements", "reads", "writes",
        "maintenance", "embedded",
    ],
    "resolvers/kit": ["errors", "declaring", "reading", "types"],
    "storage": ["refusal", "signature", "presenting", "folder", "s3"],
    "importers": ["refusal", "report", "faults", "growth", "target", "kit", "formats", "run"],
}  # fmt: skip
"""The rooms and modules of a room, each of which imports only from those before it."""

MOST = 12
MANY = {
    "app/cli": "a file a command",
    "db/models": "a file a domain",
    "db/payloads": "a file a kind of document",
    "demo/world": "a file a part of the world that the demo tells of",
    "migrations/versions": "a file a revision",
    "tests": "a file a subject, in this room and those below it",
}
"""Rooms that may hold more than a dozen modules, and why."""


@cache
def modules() -> dict[str, Path]:
    """Every module of the house by its dotted name, with its file's path from the root."""
    tops = [
        room for room in ROOT.iterdir() if room.is_dir() and not room.name.startswith((".", "node_modules"))
    ]
    paths = [path.relative_to(ROOT) for room in tops for path in sorted(room.rglob("*.py"))]
    return {dotted(path): path for path in paths}


def dotted(path: Path) -> str:
    """The name of the module in a file."""
    return ".".join((path.parent if path.name == "__init__.py" else path.with_suffix("")).parts)


@cache
def imports() -> dict[str, set[str]]:
    """What each module imports of the house."""
    return {
        name: set(imported(ast.parse((ROOT / path).read_text()))) - {name} for name, path in modules().items()
    }


def imported(tree: ast.Module) -> Iterator[str]:
    """The modules of the house that a module imports; `from package import name` may name one."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in modules())
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "an import names its module from the root"
            for alias in node.names:
                name = f"{node.module}.{alias.name}"
                if name in modules():
                    yield name
                elif node.module in modules():
                    yield str(node.module)


def rooms() -> dict[str, list[str]]:
    """The modules of each room, without its `__init__`; a folder of rooms alone is a room too."""
    found: dict[str, list[str]] = {}
    for name, path in modules().items():
        for above in path.parents:
            if above != Path():
                found.setdefault(above.as_posix(), [])
        if path.name != "__init__.py":
            found[path.parent.as_posix()].append(name)
    return found


def between(room: str) -> dict[str, set[str]]:
    """What the rooms and modules that lie in a room import of each other; the root is the room of all."""
    graph: dict[str, set[str]] = {}
    for name, others in imports().items():
        own = within(room, name)
        if own is not None:
            found = {within(room, other) for other in others} - {None, own}
            graph.setdefault(own, set()).update(str(other) for other in found)
    return graph


def within(room: str, module: str) -> str | None:
    """The room or module, directly in a room, that the module is or lies in; null if it lies elsewhere."""
    path = modules()[module]
    if not path.is_relative_to(room):
        return None
    return Path(path.relative_to(room).parts[0]).stem


def circle(graph: dict[str, set[str]]) -> list[str]:
    """A circle of imports; empty if there is none."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_every_import_counts() -> None:
    text = """
from db import models, errors
if TYPE_CHECKING:
    from app.execution.plan.state import State
def late():
    import demo.load, os
"""
    found = {"db.models", "db.errors", "app.execution.plan.state", "demo.load"}
    assert set(imported(ast.parse(text))) == found
    assert set(circle({"a": {"b"}, "b": {"c"}, "c": {"b"}})) == {"b", "c"}


def test_no_import_leads_back_to_its_module() -> None:
    assert len(modules()) > 400
    assert circle(imports()) == []


@pytest.mark.parametrize("room", [".", *rooms()])
def test_no_import_leads_back_to_its_room(room: str) -> None:
    assert circle(between(room)) == []


def test_each_part_of_the_house_imports_only_what_it_may() -> None:
    found = between(".")
    assert set(found) == set(MAY_IMPORT)
    assert {
        part: others - MAY_IMPORT[part] for part, others in found.items() if others - MAY_IMPORT[part]
    } == {}


@pytest.mark.parametrize("room", ORDER)
def test_rooms_import_only_from_those_before_them(room: str) -> None:
    found, order = between(room), ORDER[room]
    assert set(found) - {"__init__"} == set(order)
    against = [
        f"{own} imports {other}"
        for own in order
        for other in sorted(found[own])
        if other == "__init__" or order.index(other) > order.index(own)
    ]
    assert against == []


def test_no_room_holds_more_than_a_dozen_modules() -> None:
    full = {room: len(held) for room, held in rooms().items() if len(held) > MOST}
    assert [room for room in MANY if room not in rooms()] == []
    assert {
        room: count for room, count in full.items() if room not in MANY and not room.startswith("tests/")
    } == {}


def pictured() -> list[str]:
    """The paths in the picture of the house. `<name>` stands for any room there, and what lies below it."""
    text = (ROOT / "docs/contributing.md").read_text(encoding="utf-8")
    picture = text.split("\n## The rooms\n", 1)[1].split("```text\n", 1)[1].split("```", 1)[0]
    above: list[str] = []
    found: list[str] = []
    for line in picture.splitlines():
        name = line.split()[0]
        depth = (len(line) - len(line.lstrip())) // 2
        assert name.endswith("/"), f"a room is named with a slash: {line}"
        assert len(line.split()) > 1, f"a room is named with what is in it: {line}"
        above[depth:] = [name.rstrip("/")]
        found.append("/".join(above))
    return found


def shows(path: str, room: str) -> bool:
    """Whether a path of the picture is the room; one that ends in `<name>` is every room there and below."""
    parts = path.split("/")
    if not parts[-1].startswith("<"):
        return path == room
    return room.split("/")[: len(parts) - 1] == parts[:-1] and room.count("/") >= len(parts) - 1


def test_the_picture_shows_every_room_and_nothing_else() -> None:
    picture = pictured()
    assert len(picture) == len(set(picture))
    assert [room for room in rooms() if not any(shows(path, room) for path in picture)] == []
    assert [path for path in picture if not any(shows(path, room) for room in rooms())] == []
