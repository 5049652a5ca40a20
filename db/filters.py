"""Filters as SQL: a tree of conditions on a table's columns, each seen as the viewer sees it.

The tree is hashable: `("and", …)`, `("or", …)`, `("not", x)` and `("is", column, operator, value)`, values as text.
"""

from typing import Any

from sqlalchemy import Column, Table

from db import access
from db.statements import Condition, Parameters, type_name

Filter = tuple[Any, ...]

COMPARISONS = {"eq": "=", "lt": "<", "lte": "<=", "gt": ">", "gte": ">="}


def condition(table: Table, wanted: Filter) -> Condition:
    """The condition that a row of `table` meets the filter."""

    def write(parameters: Parameters, prefix: str) -> str:
        return _write(table, wanted, parameters, prefix)

    return write


def _write(table: Table, wanted: Filter, parameters: Parameters, prefix: str) -> str:
    match wanted:
        case ("and", *parts):
            return " AND ".join(f"({_write(table, part, parameters, prefix)})" for part in parts) or "true"
        case ("or", *parts):
            return " OR ".join(f"({_write(table, part, parameters, prefix)})" for part in parts) or "false"
        case ("not", part):
            return f"({_write(table, part, parameters, prefix)}) IS NOT TRUE"
        case ("is", str(name), str(operator), value):
            return _compare(table.columns[name], operator, value, parameters, prefix)
        case _:
            raise ValueError(f"no such filter: {wanted!r}")


def _compare(column: Column[Any], operator: str, value: Any, parameters: Parameters, prefix: str) -> str:
    expression, kind = access.seen(column, prefix), type_name(column)
    match operator:
        case "is_null":
            return f"({expression}) IS {'' if value else 'NOT '}NULL"
        case "in":
            return f"{expression} = ANY(({parameters.add(list(value))}::text[])::{kind}[])"
        case "ne":
            return f"({expression}) IS DISTINCT FROM {parameters.text(value, kind)}"
        case "contains":
            return f"strpos(lower({expression}), lower({parameters.add(value)}::text)) > 0"
        case "starts_with":
            return f"starts_with(lower({expression}), lower({parameters.add(value)}::text))"
        case "has":
            return f"{parameters.add(value)}::text = ANY({expression})"
        case _:
            return f"{expression} {COMPARISONS[operator]} {parameters.text(value, kind)}"
