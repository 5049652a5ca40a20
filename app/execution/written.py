"""The source of a level: the function that makes response objects of rows, by their kind where they are of several."""

from collections.abc import Sequence

from app.execution.plan import Level


def written(level: Level, branches: Sequence[tuple[str | None, list[str]]]) -> list[str]:
    """The lines of the function `(rows, on, values) -> objects` of a level.

    branches: for each kind of row the lines that make its object `o`; the last, under null, for any other.
    """
    names = [f"v{n}" for n in range(len(level.steps))]
    loop = f"for r, {', '.join(names)} in zip(rows, *values)" if names else "for r in rows"
    alike: dict[tuple[str, ...], list[str | None]] = {}
    for word, body in branches:
        alike.setdefault(tuple(body), []).append(word)
    only = next(iter(alike))
    if len(alike) == 1 and len(only) == 1 and only[0].startswith("o = {"):
        return [f"return [{only[0].removeprefix('o = ')} {loop}]"]
    lines = ["made = []", f"{loop}:"]
    if len(alike) == 1:
        lines += [f"    {line}" for line in only]
    else:
        lines += [f"    {line}" for line in _choice(level.kind, alike)]
    return [*lines, "    made.append(o)", "return made"]


def _choice(kind: int | str | None, alike: dict[tuple[str, ...], list[str | None]]) -> list[str]:
    """The lines that choose by the kind of the row; the kinds of which any other row is are not asked for."""
    lines = [f"kind = r[{kind!r}]"]
    test = "if"
    for body, words in alike.items():
        if None not in words:
            wanted = f"== {words[0]!r}" if len(words) == 1 else f"in {tuple(words)!r}"
            lines += [f"{test} kind {wanted}:", *(f"    {line}" for line in body)]
            test = "elif"
    others = next(body for body, words in alike.items() if None in words)
    return [*lines, "else:", *(f"    {line}" for line in others)]
