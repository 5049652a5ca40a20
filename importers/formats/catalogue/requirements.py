"""Prerequisites as a catalogue states them (trees of `and`, `or` and courses), and the edges made from them."""

from collections.abc import Callable, Mapping, Sequence
from itertools import count
from typing import Any

from db.models.catalogue import PrerequisiteKind
from importers.formats.catalogue.records import Need
from importers.kit.fields import Record

MAX_DEPTH = 50
CONNECTIVES = ("and", "or")
NODE = ("type", "course", "min_grade", "nested")


def check_tree(
    record: Record, name: str, tree: Any, code_of: Callable[[str], str], depth: int = 0
) -> dict[str, Any]:
    """Return a prerequisite tree as it is stored, with its codes as `code_of` spells them.

    Raises `ImportRefused` for a node that is neither `and`, `or` nor a course, and for more than 50 levels.
    """
    if depth > MAX_DEPTH:
        raise record.refuse(name, f"nests deeper than {MAX_DEPTH} levels")
    node = Record.of(record.file, f'{record.place}, "{name}"', tree, NODE)
    kind = node.text("type")
    if kind == "course":
        grade = node.optional("min_grade")
        return {"type": "course", "course": code_of(node.text("course"))} | (
            {"min_grade": grade} if grade else {}
        )
    if kind not in CONNECTIVES:
        raise node.refuse("type", f'must be and, or, or course, found "{kind[:40]}"')
    nested = [check_tree(record, name, part, code_of, depth + 1) for part in node.items("nested")]
    return {"type": kind, "nested": nested}


def needs_of(tree: Mapping[str, Any] | None) -> tuple[list[Need], bool]:
    """Return the courses that a tree names, grouped where they are alternatives, and whether that is all the tree says.

    It is not if the tree has an `and` within an `or`: `A or (B and C)` gives A, B and C as three alternatives.
    """
    needs: list[Need] = []
    numbers = count(1)
    is_exact = True

    def walk(node: Mapping[str, Any], group: int | None) -> None:
        nonlocal is_exact
        if node["type"] == "course":
            needs.append(Need(node["course"], PrerequisiteKind.strict, group, node.get("min_grade")))
            return
        parts: Sequence[Mapping[str, Any]] = node["nested"]
        if len(parts) > 1:
            if node["type"] == "or":
                group = next(numbers) if group is None else group
            elif group is not None:
                is_exact = False
        for part in parts:
            walk(part, group)

    if tree is not None:
        walk(tree, None)
    return needs, is_exact
