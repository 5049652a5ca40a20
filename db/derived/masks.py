"""Columns as a viewer sees them: masks as SQL."""

from sqlalchemy import Column

from db.derived.policies import any_of, reach
from db.models.access import Mask
from db.models.names import quoted


def unmasked(mask: Mask, prefix: str = "") -> str:
    """The SQL condition under which a viewer sees a masked column of the table aliased `prefix` (with its dot).

    What costs most comes last: PostgreSQL asks it only of whom nothing before it admits.
    """
    return any_of(
        *reach(*mask.words),
        *([f"app.is_person({prefix}{quoted(mask.owner)})"] if mask.owner else []),
        *([mask.where.format(t=prefix)] if mask.where else []),
    )


def seen(column: Column[object], prefix: str = "") -> str:
    """The SQL of a column as the viewer sees it: the column, or its masked form, ready for any clause."""
    name = f"{prefix}{quoted(column.name)}"
    mask: Mask | None = column.info.get("mask")
    if mask is None:
        return name
    otherwise = mask.otherwise.format(column=name)
    return f"CASE WHEN {unmasked(mask, prefix)} THEN {name} ELSE {otherwise} END"


def seen_key(column: Column[object], key: str, prefix: str = "") -> str:
    """The SQL of one key of a document as the viewer sees it; the mask is asked only for keys that it changes."""
    mask: Mask | None = column.info.get("mask")
    masked = mask is not None and (mask.keys is None or key in mask.keys)
    return f"({seen(column, prefix)}) -> '{key}'" if masked else f"{prefix}{quoted(column.name)} -> '{key}'"
