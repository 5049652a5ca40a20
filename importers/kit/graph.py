"""Finding circles."""

from collections.abc import Mapping, Sequence


def cycle(edges: Mapping[str, Sequence[str]]) -> list[str] | None:
    """Return the names along a circle, the first repeated at the end; null if there is no circle."""
    done: set[str] = set()
    for start in edges:
        path: dict[str, None] = {}
        stack: list[tuple[str, int]] = [(start, 0)]
        while stack:
            name, place = stack.pop()
            if name in done:
                continue
            following = edges.get(name, ())
            path[name] = None
            if place == len(following):
                done.add(name)
                del path[name]
                continue
            stack.append((name, place + 1))
            after = following[place]
            if after in path:
                names = list(path)
                return [*names[names.index(after) :], after]
            stack.append((after, 0))
    return None
