"""Columns as a viewer sees them: masks as SQL (decision 45)."""

from collections.abc import Callable

from sqlalchemy import Column

from db.derived.policies import access_of, any_of, as_written, of_persons, permitted, reach, reach_in
from db.models.access import Access, Mask
from db.models.names import quoted


def unmasked(column: Column[object], prefix: str = "") -> str:
    """The SQL condition under which a viewer sees a masked column of the table aliased `prefix` (with its dot).

    The most expensive condition comes last: PostgreSQL checks it only for viewers whom no earlier one admits.
    """
    mask: Mask = column.info["mask"]
    access = as_written(access_of(column.table))
    held = _without(mask, [*reach(*mask.words), *_tied(mask, access, prefix)], prefix)
    found = any_of(*held, *reach(*([f"{mask.scope}:read"] if mask.scope else [])))
    return any_of(
        f"(({found}) AND {permitted(mask.scope)})",
        *([mask.where.format(t=prefix)] if mask.where else []),
    )


def _without(mask: Mask, conditions: list[str], prefix: str) -> list[str]:
    """Restricts the conditions to viewers who don't take the course, offering or assessment that the mask is about."""
    closed = [
        f"app.studies({prefix}{quoted(column)})" for column in (*mask.courses, *filter(None, [mask.unless]))
    ]
    if not closed:
        return conditions
    return [f"(({any_of(*conditions)}) AND NOT ({any_of(*closed)}))"]


def _tied(mask: Mask, access: Access, prefix: str) -> list[str]:
    """The conditions of the mask's ties, in the form in which the table's policy states them."""
    found = [f"app.has_keys({prefix}{quoted(column)})" for column in mask.courses]
    for tie in mask.ties:
        found += TIES[tie](access, prefix)
    return found


def _column(function: str, name: str) -> Callable[[Access, str], list[str]]:
    """Makes a condition from a function over the claims and a column, if the access class names that column."""

    def condition(access: Access, prefix: str) -> list[str]:
        named: str | None = getattr(access, name)
        return [f"app.{function}({prefix}{named})"] if named else []

    return condition


TIES: dict[str, Callable[[Access, str], list[str]]] = {
    "persons": lambda access, prefix: [f"{of_persons(access)}({prefix}{name})" for name in access.persons],
    "handlers": lambda access, prefix: [f"{prefix}{name} = app.user_id()" for name in access.handlers],
    "offering": _column("teaches", "offering"),
    "pupil": _column("is_pupil", "pupil"),
    "place": _column("holds", "place"),
    "people": _column("belongs", "people"),
    "contact": _column("is_contact", "contact"),
    "organization": lambda access, prefix: reach_in(access, "sensitive", prefix=prefix),
}
"""The ties that a mask may name.

Whoever runs an organisation deals with its people; whoever analyses it only reads rows.
"""


def seen(column: Column[object], prefix: str = "") -> str:
    """The SQL of a column as the viewer sees it: the column, or its masked form, ready for any clause."""
    name = f"{prefix}{quoted(column.name)}"
    mask: Mask | None = column.info.get("mask")
    if mask is None:
        return name
    otherwise = mask.otherwise.format(column=name, t=prefix)
    return f"CASE WHEN {unmasked(column, prefix)} THEN {name} ELSE {otherwise} END"


def seen_key(column: Column[object], key: str, prefix: str = "") -> str:
    """The SQL of one key of a document as the viewer sees it; the mask is applied only to keys that it changes."""
    mask: Mask | None = column.info.get("mask")
    masked = mask is not None and (mask.keys is None or key in mask.keys)
    return f"({seen(column, prefix)}) -> '{key}'" if masked else f"{prefix}{quoted(column.name)} -> '{key}'"
