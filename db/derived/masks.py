"""Columns as a viewer sees them: masks as SQL (decision 45)."""

from collections.abc import Callable, Mapping

from sqlalchemy import Column

from db.derived.policies import access_of, any_of, as_written, of_persons, permitted, reach, reach_in
from db.models.access import Access, Mask
from db.models.names import quoted


def unmasked(column: Column[object], prefix: str = "", proof: str | None = None) -> str:
    """The SQL condition under which a viewer sees a masked column of the table aliased `prefix` (with its dot).

    The most expensive condition comes last: PostgreSQL checks it only for viewers whom no earlier one admits.
    proof: a condition on another row of the statement that implies one of the mask's ties, and costs less
    (`proof_of_pupil`).
    """
    mask: Mask = column.info["mask"]
    access = as_written(access_of(column.table))
    is_pupils = access.pupil and "pupil" in mask.ties and not _closed(mask, prefix)
    found = any_of(
        *([proof] if proof and is_pupils else []),
        *reach(*([f"{mask.scope}:read"] if mask.scope else [])),
        *_without(mask, [*reach(*mask.words), *_tied(mask, access, prefix)], prefix),
    )
    return any_of(
        f"(({found}) AND {permitted(mask.scope)})",
        *([mask.where.format(t=prefix)] if mask.where else []),
    )


def _without(mask: Mask, conditions: list[str], prefix: str) -> list[str]:
    """Restricts the conditions to viewers who don't take the course, offering or assessment that the mask is about."""
    closed = _closed(mask, prefix)
    return [f"(({any_of(*conditions)}) AND NOT ({any_of(*closed)}))"] if closed else conditions


def _closed(mask: Mask, prefix: str) -> list[str]:
    columns = (*mask.courses, *filter(None, [mask.unless]))
    return [f"app.studies({prefix}{quoted(column)})" for column in columns]


def _tied(mask: Mask, access: Access, prefix: str) -> list[str]:
    """The conditions of the mask's ties, in the form in which the table's policy states them."""
    found = [f"app.has_keys({prefix}{quoted(column)})" for column in mask.courses]
    for tie in mask.ties:
        found += TIES[tie](access, prefix) if tie in TIES else []
    return found + _dealt_with(mask, access, prefix)


def _dealt_with(mask: Mask, access: Access, prefix: str) -> list[str]:
    """The conditions of the ties that are lists of people: for each column, one query for all of its lists.

    PostgreSQL runs the query when a row first comes to it, and keeps the keys hashed.
    """
    lists: dict[str, list[str]] = {}
    for tie, name in LISTS.items():
        column: str | None = getattr(access, tie)
        if tie in mask.ties and column:
            lists.setdefault(column, []).append(name)
    return [
        f"{prefix}{column} IN (SELECT app.dealt_with('{' '.join(names)}'))" for column, names in lists.items()
    ]


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
    "place": _column("holds", "place"),
    "organization": lambda access, prefix: reach_in(access, "sensitive", prefix=prefix),
}
"""The ties that a mask may name, other than those of `LISTS`.

Whoever runs an organisation deals with its people; whoever analyses it only reads rows.
"""
LISTS = {"pupil": "pupils", "people": "people", "contact": "contacts"}
"""The ties that join the viewer to a person by a list of people, each with the list's name in `app.dealt_with`."""
TAKING = "('active', 'completed')"
"""The states of an enrolment that make the person a pupil of those who teach the offering (`app.pupils`)."""


def proof_of_pupil(person: str, prefix: str, known: Mapping[str, str]) -> str | None:
    """The condition on a row that makes a person a pupil of the viewer; null if the row can't tell.

    person: the table and column that name the person, such as `enrollments.user_id`. known: the columns whose values
    are also known outside the row, as SQL: what depends on nothing else is asked once for all rows.
    """
    if person != "enrollments.user_id":
        return None
    offering = known.get("offering_id")
    teaches = f"(SELECT app.teaches({offering}))" if offering else f"app.teaches({prefix}offering_id)"
    return f"({prefix}status IN {TAKING} AND {teaches})"


def seen(column: Column[object], prefix: str = "", proof: str | None = None) -> str:
    """The SQL of a column as the viewer sees it: the column, or its masked form, ready for any clause.

    proof: as in `unmasked`.
    """
    name = f"{prefix}{quoted(column.name)}"
    mask: Mask | None = column.info.get("mask")
    if mask is None:
        return name
    otherwise = mask.otherwise.format(column=name, t=prefix)
    return f"CASE WHEN {unmasked(column, prefix, proof)} THEN {name} ELSE {otherwise} END"


def seen_key(column: Column[object], key: str, prefix: str = "") -> str:
    """The SQL of one key of a document as the viewer sees it; the mask is applied only to keys that it changes."""
    mask: Mask | None = column.info.get("mask")
    masked = mask is not None and (mask.keys is None or key in mask.keys)
    return f"({seen(column, prefix)}) -> '{key}'" if masked else f"{prefix}{quoted(column.name)} -> '{key}'"
