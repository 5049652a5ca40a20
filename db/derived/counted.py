"""When a viewer knows how many rows there are: when they read every row that is counted, whoever it is about.

A learner reads one enrolment of an offering: her own. To her, a count of what she sees would say that one person takes
it. The condition follows from the table's access class, as its read policy does: of the parts of that policy, those
that ask about nothing but what all counted rows have in common.
"""

from collections.abc import Mapping

from sqlalchemy import Table

from db.derived.policies import access_of, any_of, is_shared, of_persons, permitted, reach
from db.derived.triggers import facts_of
from db.models.access import Access
from db.models.base import Inherited
from db.models.names import quoted

KNOWN_ANYHOW = ("reference", "tenant", "private")
"""Classes of which all viewers read the same rows, or none."""


def known_when(counted: Table, by: str, parent: Table | None) -> str | None:
    """The SQL condition under which the viewer knows how many rows of a table there are; null where they always do.

    by: the column that is the same in all rows that are counted. parent: the table of the row that they belong to, in
    SQL `p`, which `by` refers to; null where the rows are counted under a bare key, in SQL `p.k0`.
    """
    access = access_of(counted)
    given = {by: "p.id" if parent is not None else "p.k0"}
    if parent is not None:
        alike = {by} | _shared(counted, by)
        for rule in facts_of(counted)[2]:
            if _is_same(rule, alike):
                alike.add(rule.column)
        given |= {name: f"p.{quoted(name)}" for name in alike - {by} if name in parent.columns}
    parts = _parts(access, given)
    if parts is None:
        return None
    if parent is not None and access_of(parent).scope == access.scope:
        own = _parts(access_of(parent), {name: f"p.{quoted(name)}" for name in parent.columns.keys()})  # noqa: SIM118
        if own is not None and access_of(parent).kind == access.kind and set(own) <= set(parts):
            return None
    scope = access.scope if is_shared(access) else None
    return f"({any_of(*parts) or 'false'}) AND {permitted(scope)}"


def _shared(counted: Table, by: str) -> set[str]:
    """The column that a row must share with the row that `by` refers to, where it is called the same in both."""
    within = counted.columns[by].info["reference"][2]
    return {within} if isinstance(within, str) else set()


def _is_same(rule: Inherited, alike: set[str]) -> bool:
    """Whether the column holds what it holds in the row above: it follows one row, which is the same for both."""
    return rule.ceiling is None and len(rule.via) == 1 and rule.via[0][0] in alike


def _parts(access: Access, given: Mapping[str, str]) -> list[str] | None:
    """The parts of the read policy that are the same for all rows with the given columns; null if every part is.

    Of rows that are published to everyone alike, a count says how many are published to the viewer.
    """
    match access.kind:
        case "catalogue":
            return ["app.audience() IS NOT NULL"]
        case "questions":
            assert access.attempted
            return [
                *reach("everything", "authors"),
                *(f"app.has_keys({given[name]})" for name in access.attempted if name in given),
                *(f"app.attempts({given[name]})" for name in access.attempted[1:] if name in given),
            ]
        case "personal":
            return None if access.shown else _personal(access, given)
        case "members":
            return reach("member", f"{access.scope}:read", *(["visitor"] if access.visitors else []))
        case "directory":
            return reach("staff", f"{access.scope}:read")
        case "staff":
            return [
                *reach(access.word or "staff", *([f"{access.scope}:read"] if access.partners else [])),
                *(f"{given[name]} = app.user_id()" for name in access.handlers if name in given),
                *(
                    f"app.reaches_in('{access.word}', {given[name]})"
                    for name in given
                    if name == access.organization
                ),
            ]
        case kind:
            assert kind in KNOWN_ANYHOW, kind
            return None


def _personal(access: Access, given: Mapping[str, str]) -> list[str]:
    asked = [
        ("app.teaches", access.offering),
        *((of_persons(access), person) for person in access.persons),
        ("app.is_pupil", access.pupil),
        ("app.manages", access.organization),
        ("app.belongs", access.people),
        ("app.holds", access.place),
    ]
    return [
        *reach("everything", *([f"{access.scope}:read"] if access.scope else [])),
        *(f"{function}({given[column]})" for function, column in asked if column and column in given),
        *(f"{given[column]} = app.user_id()" for column in access.handlers if column in given),
    ]
