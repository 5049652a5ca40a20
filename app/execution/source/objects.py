"""Writes the functions that make objects from rows or from parts of payloads, with a branch for each kind of object."""

from collections.abc import Sequence

Branch = tuple[Sequence[str | None], list[str]]
"""The words that name some kinds (null stands for any other word), and the lines that make their object `o`."""


def written(steps: int, kind: int | str | None, branches: Sequence[Branch]) -> list[str]:
    """The lines of the function `(rows, on, values) -> objects` of a level.

    steps: how many steps give a value for each row. kind: where a row holds the word that names its kind.
    """
    names = [f"v{n}" for n in range(steps)]
    loop = f"for r, {', '.join(names)} in zip(rows, *values)" if names else "for r in rows"
    lines = _choice(branches)
    if (display := _display(lines)) is not None:
        return [f"return [{display} {loop}]"]
    if lines[0].startswith("if kind"):
        lines = [f"kind = r[{kind!r}]", *lines]
    return ["made = []", f"{loop}:", *(f"    {line}" for line in lines), "    made.append(o)", "return made"]


def written_part(branches: Sequence[Branch]) -> list[str]:
    """The lines of the function `(e, on) -> object` of a part; the variable `kind` names the kind of the part."""
    lines = _choice(branches)
    if (display := _display(lines)) is not None:
        return [f"return {display}"]
    return [*lines, "return o"]


def _display(lines: Sequence[str]) -> str | None:
    """The object as one dict display, if the lines hold nothing else; otherwise null."""
    return lines[0].removeprefix("o = ") if len(lines) == 1 and lines[0].startswith("o = {") else None


def _choice(branches: Sequence[Branch]) -> list[str]:
    """The lines that choose a branch by the word `kind`. The branch of any other word becomes the `else`."""
    alike: dict[tuple[str, ...], list[str | None]] = {}
    for words, lines in branches:
        alike.setdefault(tuple(lines), []).extend(words)
    others = next(lines for lines, words in alike.items() if None in words)
    if len(alike) == 1:
        return list(others)
    chosen: list[str] = []
    for lines, words in alike.items():
        if None not in words:
            wanted = f"== {words[0]!r}" if len(words) == 1 else f"in {tuple(words)!r}"
            chosen += [f"{'elif' if chosen else 'if'} kind {wanted}:", *(f"    {line}" for line in lines)]
    return [*chosen, "else:", *(f"    {line}" for line in others)]
