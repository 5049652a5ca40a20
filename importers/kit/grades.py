"""School grades, spelled as codes of the Common Education Data Standards or in everyday words."""

from collections.abc import Iterable, Sequence

LADDER = ("IT", "PR", "PK", "K", *(str(grade) for grade in range(1, 14)))
"""Infants and toddlers, preschool, prekindergarten, kindergarten, grades 1 to 12, and a thirteenth."""
SPELLINGS = {
    "KG": "K",
    "0": "K",
    "PRE-K": "PK",
    "INFANT/TODDLER": "IT",
    "PRESCHOOL": "PR",
    "KINDERGARTEN": "K",
}
RANGES = {"HS": ("9", "10", "11", "12")}


def grades(words: Iterable[str]) -> list[str]:
    """Return the grades that the words name, from the lowest up; words that name no grade come last.

    >>> grades(["KG", "02", "01", "Adult"])
    ['K', '1', '2', 'Adult']
    """
    found = dict.fromkeys(grade for word in words for grade in _grades(word))
    known = [grade for grade in LADDER if grade in found]
    return [*known, *(grade for grade in found if grade not in LADDER)]


def band(names: Sequence[str]) -> str | None:
    """Return the band of the grades, such as `K-2`, `6` or `K-2, 5`; null if there are no grades.

    >>> band(["K", "1", "2", "5", "Adult"])
    'K-2, 5, Adult'
    """
    runs: list[list[str]] = []
    for grade in names:
        place = LADDER.index(grade) if grade in LADDER else -1
        if runs and place > 0 and runs[-1][-1] == LADDER[place - 1]:
            runs[-1].append(grade)
        else:
            runs.append([grade])
    return ", ".join(run[0] if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs) or None


def _grades(word: str) -> Sequence[str]:
    word = word.strip()
    code = word.upper()
    if code.isascii() and code.isdigit():
        code = code.lstrip("0") or "0"
    code = SPELLINGS.get(code, code)
    return RANGES.get(code) or ((code,) if code in LADDER else (word,) if word else ())
