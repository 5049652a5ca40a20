"""Takes apart a plan that nobody uses any more, so that its memory is freed at once.

The parts of a plan refer to each other: a page and its step to one another, a written function to the others by name.
Such cycles would wait for the garbage collector, and for its longest round, since plans grow old before they are
forgotten.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from types import CellType, FunctionType, MethodType
from typing import Any, cast
from weakref import finalize

ROOM = "app.execution."
"""Only objects of this package are taken apart; what they were made from (entities, schema, document) lives on."""


def forget_with(owner: object, *parts: object) -> None:
    """Takes the parts apart when nobody holds the owner any more. The parts themselves must not hold the owner."""
    finalize(owner, take_apart, *parts).atexit = False


def take_apart(*parts: object) -> None:
    """Breaks the cycles among the parts and whatever they hold."""
    pending: list[Any] = list(parts)
    seen: dict[int, Any] = {}
    while pending:
        each = pending.pop()
        if id(each) not in seen:
            seen[id(each)] = each
            pending += _held(each)
    for each in seen.values():
        if _is_ours(each):
            names = getattr(each, "names", None)
            if isinstance(names, dict) and "__builtins__" in names:
                names.clear()  # the globals of written functions
            for name in _slots(type(cast("object", each))):
                if hasattr(each, name):
                    object.__delattr__(each, name)  # some are frozen dataclasses, so plain `delattr` fails
            getattr(each, "__dict__", {}).clear()


def _held(each: Any) -> Iterable[Any]:
    if isinstance(each, dict):
        return cast("dict[Any, Any]", each).values()
    if isinstance(each, list | tuple | set | frozenset):
        return cast("Iterable[Any]", each)
    if isinstance(each, MethodType):
        return (each.__self__, each.__func__)
    if isinstance(each, FunctionType):
        return each.__closure__ or ()
    if isinstance(each, CellType):
        return (each.cell_contents,) if _is_filled(each) else ()
    if not _is_ours(each):
        return ()
    return [
        *getattr(each, "__dict__", {}).values(),
        *(getattr(each, name, None) for name in _slots(type(cast("object", each)))),
    ]


@cache
def _slots(kind: type) -> Sequence[str]:
    named = (name for above in kind.__mro__ for name in getattr(above, "__slots__", ()))
    return [name for name in named if not name.startswith("__")]


def _is_filled(cell: CellType) -> bool:
    try:
        _ = cell.cell_contents
    except ValueError:
        return False
    return True


def _is_ours(each: object) -> bool:
    return _is_our_kind(type(each))


@cache
def _is_our_kind(kind: type) -> bool:
    return kind.__module__.startswith(ROOM)
