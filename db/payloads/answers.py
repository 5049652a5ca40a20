"""What would tell a learner the answer, looked for in the part of a payload that learners see.

A thing that is right is named in `secret` alone: no key beside it may say so, a part of a list may not say where it
belongs, and no list may stand in the order that `secret` calls right (decision 49).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

TELLING = ("correct", "iscorrect", "right", "isright", "solution", "answerkey", "modelanswer", "expected")
"""How the names of keys begin that say what is right, without regard to case, `_` and `-`."""
ANSWERS = ("answer", "answers")
"""Keys that hold what is right, save where everyone's answer is as good as another's."""
ASKED_OF_ALL = ("poll", "survey")
PLACED = (
    "order",
    "rank",
    "position",
    "zone",
    "zones",
    "match",
    "matches",
    "target",
    "targets",
    "pair",
    "pairs",
)
"""Keys that say of one part among several where it belongs."""
SETTINGS = "config.settings."
"""Where an importer keeps the settings of another system. A `position` there is the activity's own, in its module."""
CHOSEN = ("single_choice", "multiple_choice", "dropdown", "true_false")
"""Kinds of question whose choices are right or wrong, in whatever order they stand."""


def told(data: Mapping[str, Any]) -> str | None:
    """The place in the open part of a payload that tells an answer, with the reason; null where none does."""
    shown = {name: value for name, value in data.items() if name != "secret"}
    is_for_all = data.get("interaction_type") in ASKED_OF_ALL
    for place, name, in_list in _keys(shown, ""):
        plain = name.lower().replace("_", "").replace("-", "")
        if plain.startswith(TELLING) or (plain in ANSWERS and not is_for_all):
            return f"{place}: what is right belongs under secret"
        if in_list and plain in PLACED and not place.startswith(SETTINGS):
            return f"{place}: where a part belongs is to be told under secret"
    right = [
        names for _, parts in _lists(data.get("secret"), "") if len(parts) > 1 for names in _names(parts)
    ]
    for place, parts in _lists(shown, ""):
        if any(names in right for names in _names(parts)):
            return f"{place}: the parts stand in the right order; shuffle them"
    return None


def _keys(value: Any, place: str, *, in_list: bool = False) -> Iterator[tuple[str, str, bool]]:
    """Every key below a value: its place, its name, and whether it is a part's of a list."""
    if isinstance(value, dict):
        for name, part in cast("dict[str, Any]", value).items():
            here = f"{place}.{name}".lstrip(".")
            yield here, name, in_list
            yield from _keys(part, here)
    elif isinstance(value, list):
        for number, part in enumerate(cast("list[Any]", value)):
            yield from _keys(part, f"{place}.{number}", in_list=True)


def _lists(value: Any, place: str) -> Iterator[tuple[str, list[Any]]]:
    """Every list below a value whose order may mean something."""
    if isinstance(value, dict):
        parts = cast("dict[str, Any]", value)
        for name, part in parts.items():
            if not (name == "choices" and parts.get("kind") in CHOSEN):
                yield from _lists(part, f"{place}.{name}".lstrip("."))
    elif isinstance(value, list):
        several = cast("list[Any]", value)
        yield place, several
        for number, part in enumerate(several):
            yield from _lists(part, f"{place}.{number}")


NAMES = ("id", "label", "text", "html", "title", "name", "displayName")


def _names(parts: Sequence[Any]) -> list[list[str]]:
    """What the parts of a list are called, by each name that all of them have; or the parts themselves."""
    objects = [cast("dict[str, Any]", part) for part in parts if isinstance(part, dict)]
    if len(objects) == len(parts):
        common = [name for name in NAMES if all(name in part for part in objects)]
        return [[str(part[name]) for part in objects] for name in common]
    return [[str(part) for part in parts]]
