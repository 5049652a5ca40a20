"""Parsing SQL as far as the cluster's rules need it: a statement's query levels, and the tables that each reads."""

import re

LITERAL = re.compile(r"'(?:[^']|'')*'")
QUERY = re.compile(r"\s*(?:WITH|SELECT|UPDATE|DELETE|INSERT|VALUES)\b", re.IGNORECASE)
WORDS = (
    "where|on|set|join|left|right|inner|cross|order|group|limit|union|natural|full|using|values|select|with"
)
SOURCE = re.compile(
    r"\b(?<!DISTINCT )(?:FROM|JOIN|UPDATE|INTO|USING)\s+(?:LATERAL\s+)?(?:ONLY\s+)?(?P<table>[a-z_][\w.]*)"
    rf"(?:\s+(?:AS\s+)?(?!(?:{WORDS})\b)(?P<alias>[a-z_]\w*))?",
    re.IGNORECASE,
)


def levels(sql: str) -> list[str]:
    """The query levels of a statement, each without its subqueries. The parts of a UNION are levels too."""
    found: list[str] = []
    _take(LITERAL.sub("''", re.sub(r"--[^\n]*", "", sql)), found)
    return found


def _take(query: str, found: list[str]) -> None:
    flat = _flatten(query, found)
    found.extend(
        part for part in re.split(r"\bUNION(?:\s+ALL)?\b", flat, flags=re.IGNORECASE) if part.strip()
    )


def _flatten(text: str, found: list[str]) -> str:
    """The text with each query in parentheses moved to `found`, and space around other parentheses."""
    out: list[str] = []
    place = 0
    while (start := text.find("(", place)) >= 0:
        end = _closing(text, start)
        inner = text[start + 1 : end]
        out.append(text[place:start])
        if QUERY.match(inner):
            _take(inner, found)
            out.append(" (query) ")
        else:
            out.append(f" ( {_flatten(inner, found)} ) ")
        place = end + 1
    return "".join(out) + text[place:]


def _closing(text: str, start: int) -> int:
    depth = 0
    for place in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[place], 0)
        if depth == 0:
            return place
    raise ValueError(f"a parenthesis is not closed: {text[start : start + 60]}")


def sources(level: str) -> list[tuple[str, str]]:
    """The tables that a level reads or writes, each with its alias there."""
    found: list[tuple[str, str]] = []
    for match in SOURCE.finditer(level):
        name = match["table"].removeprefix("public.").lower()
        found.append((name, match["alias"] or name))
    return found


def _is_inserted(level: str, table: str, tenant: str) -> bool:
    """Whether the level inserts into the table one row whose tenant, stated first, is `tenant`."""
    values = rf"INSERT INTO (?:public\.)?{table}\s+\(\s*tenant_id,[^()]*\)\s*VALUES\s*\(\s*(?:{tenant})(?!\w)"
    return re.search(values, level, re.IGNORECASE) is not None


def without_tenant(sql: str, tables: set[str], tenant: str = r"\$1") -> list[str]:
    """The tables that a level of the statement reads without a condition `tenant_id = …` on them."""
    found: list[str] = []
    for level in levels(sql):
        named = sources(level)
        for table, alias in named:
            if table not in tables or _is_inserted(level, table, tenant):
                continue
            prefix = rf"(?:\b{alias}\.)" if len(named) > 1 else rf"(?:\b{alias}\.|(?<![\w.]))"
            key = "id" if table == "tenants" else "tenant_id"
            if not re.search(rf"{prefix}{key}\s*=\s*(?:{tenant})(?!\d)", level, re.IGNORECASE):
                found.append(f"{table} {alias}")
    return found
