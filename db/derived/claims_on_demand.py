"""Claims on demand: which of the viewer's claims a statement needs, judged by the policies and masks of its tables.

Why only those are worked out: decision 23.
"""

import re
from functools import cache

from db.derived import triggers
from db.derived.masks import seen
from db.derived.policies import policies_of
from db.models.access import Mask
from db.models.base import Base


def _claims_read() -> dict[str, str]:
    worked_out = re.findall(r"strpos\(asked, '(\w+)'\)", "\n".join(triggers.read_sql("enter")))
    reading = re.compile(r"FUNCTION app\.(\w+)\([^$]*?current_setting\('app\.(\w+)'")
    found = [match.groups() for sql in triggers.read_sql("claims") if (match := reading.search(sql))]
    return {function: claim for function, claim in found if claim in worked_out} | {"dealt_with": "dealt"}


CLAIMS_READ = _claims_read()
"""The functions that read a claim which `app.enter` works out on demand, each with that claim."""


@cache
def claims_of(name: str) -> frozenset[str]:
    """The claims on demand that decide which rows of the table a viewer reads."""
    table = Base.metadata.tables.get(name)
    if table is None:
        return frozenset()
    return claims_in(" ".join(rule.using or "" for rule in policies_of(table) if rule.name == "read"))


@cache
def claims_of_masks(name: str) -> dict[str, frozenset[str]]:
    """The claims on demand that decide what a viewer sees of the table's masked columns, or of a document's keys."""
    table = Base.metadata.tables.get(name)
    found: dict[str, frozenset[str]] = {}
    for column in () if table is None else table.columns:
        mask: Mask | None = column.info.get("mask")
        if mask is not None:
            names = mask.keys or (column.info.get("shown_as") or column.name,)
            found |= dict.fromkeys(names, claims_in(seen(column)))
    return found


@cache
def claims_in(sql: str) -> frozenset[str]:
    """The claims on demand that SQL asks for: directly, and through the policies of the tables that it names."""
    own = {CLAIMS_READ[name] for name in re.findall(r"\bapp\.(\w+)\(", sql) if name in CLAIMS_READ}
    tables = re.findall(r"\b(?:FROM|JOIN)\s+(?:public\.)?(\w+)", sql, re.IGNORECASE)
    return frozenset(own).union(*map(claims_of, tables))


CLAIMS_ON_DEMAND = frozenset[str]().union(
    *map(claims_of, Base.metadata.tables),
    *(claims for name in Base.metadata.tables for claims in claims_of_masks(name).values()),
)
"""All claims on demand that decide whether a viewer sees any table's rows, or any masked column."""
