"""What the documentation says of files, commands, settings, scopes, codes and limits is so."""

import re
import shlex
import struct
from collections.abc import Iterator
from dataclasses import fields

import pytest
from graphql import parse, validate

from app.cli.commands import COMMANDS, parser
from app.http.documents import STRANGERS_TOKENS
from app.settings import Settings
from db.derived.policies import DEPRECATED_SCOPES, ROLES, access_of
from db.models import Base
from db.statements.shapes import MOST_ROWS
from resolvers.kit.declaring.entity import ENTITIES, Entity
from resolvers.kit.declaring.names import camel
from resolvers.kit.reading.batches import DEEPEST, LARGEST_PAGE
from resolvers.kit.reading.inputs import MOST_CONDITIONS, MOST_RELATIONS
from resolvers.kit.types.roots import MOST_IDS
from tests.docs.pages import ROOT, anchors, blocks, commands, links, pages, rows, spans
from tests.support.coverage.causes import demand
from tests.support.graphql import graphql_schema

ALL = pytest.mark.parametrize("page", pages())
SCOPED = ("catalogue", "personal", "members", "directory")
NOT_HERE = re.compile("recognition|certificates|bench/results.json")
"""Files of the guide's example, and what a command writes."""


@ALL
def test_every_link_leads_somewhere(page: str) -> None:
    broken: list[str] = []
    for to in links(pages()[page]):
        path, _, anchor = to.partition("#")
        target = (ROOT / page).parent / path if path else ROOT / page
        if not target.exists() or (anchor and anchor not in anchors(target.read_text(encoding="utf-8"))):
            broken.append(to)
    assert broken == []


@ALL
def test_every_query_fits_the_schema(page: str) -> None:
    for query in blocks(pages()[page], "graphql"):
        assert validate(graphql_schema(), parse(query)) == [], query


@ALL
def test_every_file_named_is_there(page: str) -> None:
    tracked = r"(?:app|resolvers|db|importers|migrations|tests|bench|demo|docs|docker)/[\w./-]+"
    named = {
        span for span in spans(pages()[page]) if re.fullmatch(tracked, span) and not NOT_HERE.search(span)
    }
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


@ALL
def test_every_setting_named_is_one(page: str) -> None:
    known = {f"LYCEUM_{field.name.upper()}" for field in fields(Settings)}
    assert set(re.findall(r"LYCEUM_[A-Z]\w*", pages()[page])) <= known


@ALL
def test_every_command_named_is_one(page: str) -> None:
    made = re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    for line in commands(pages()[page]):
        if target := re.match(r"make ([a-z-]+)", line):
            assert target[1] in made, line
        if command := re.match(r"(?:.*[ /])?lyceum ([a-z]+)( .*)?$", line):
            assert command[1] in COMMANDS, line
            words = shlex.split(command[2] or "", comments=True)
            # A name in capitals, or an ellipsis, stands for what the reader puts there.
            if words and not any(word.isupper() or word in ("…", "--help") for word in words):
                parser().parse_args([command[1], *words])


@ALL
def test_every_scope_named_opens_something(page: str) -> None:
    assert set(re.findall(r"\b[a-z_]+:read\b", pages()[page])) <= {f"{scope}:read" for scope in scopes()}


def test_the_scopes_open_what_the_table_says() -> None:
    said = {
        scope: cell.rpartition(": ")[2].split(", ") for scope, (cell,) in rows(integrating(), "scope").items()
    }
    opened = {
        **{f"`{scope}:read`": sorted(names) for scope, names in scopes().items()},
        "none needed": sorted(of_kinds("reference", "tenant")),
        "none opens": sorted([*of_kinds("staff"), *without_scope()]),
    }
    demand([*unlike(said, opened)])
    assert said == opened, "the names of a row stand in the order of the alphabet"


def unlike(said: dict[str, list[str]], opened: dict[str, list[str]]) -> Iterator[str]:
    """What the table of scopes lacks, and what it says in vain."""
    for scope in sorted(said.keys() | opened.keys()):
        now, then = set(opened.get(scope, ())), set(said.get(scope, ()))
        if missing := sorted(now - then):
            yield f"docs/integrating.md, table of scopes, row {scope}: add {', '.join(missing)}"
        if superfluous := sorted(then - now):
            yield f"docs/integrating.md, table of scopes, row {scope}: remove {', '.join(superfluous)}"


def test_what_the_table_of_scopes_lacks_is_told() -> None:
    said = {"`roster:read`": ["Group", "User"], "none needed": ["Country"]}
    opened = {
        "`roster:read`": ["Guardianship", "User"],
        "`library:read`": ["Loan"],
        "none needed": ["Country"],
    }
    assert list(unlike(said, opened)) == [
        "docs/integrating.md, table of scopes, row `library:read`: add Loan",
        "docs/integrating.md, table of scopes, row `roster:read`: add Guardianship",
        "docs/integrating.md, table of scopes, row `roster:read`: remove Group",
    ]


def test_each_role_is_told_and_what_its_desk_opens() -> None:
    said = rows(pages()["docs/operating.md"], "role held")
    assert sorted(re.findall(r"`(\w+)`", " ".join(said))) == sorted(ROLES)
    for role in ("finance", "support"):
        opened = {e.name for e in shown() if e.table is not None and access_of(e.table).word == role}
        assert set(re.findall(r"`(\w+)`", said[f"`{role}`"][0])) == opened


def test_the_limits_are_those_that_hold() -> None:
    said = rows(pages()["docs/api.md"], "what")
    own = {
        "rows of a page": LARGEST_PAGE,
        "ids of `nodes`": MOST_IDS,
        "conditions of a filter": MOST_CONDITIONS,
        "relations of a filter": MOST_RELATIONS,
        "levels of `maxDepth`": DEEPEST,
        "rows of a plain list, over all its parents": MOST_ROWS,
        "tokens of a document that is sent without a tenant": STRANGERS_TOKENS,
    }
    assert {name: cell for name, (cell, setting) in said.items() if not setting} == {
        name: f"{number:,}" for name, number in own.items()
    }
    for number, setting in said.values():
        if setting:
            default = getattr(Settings(), setting.strip("`").removeprefix("LYCEUM_").lower())
            assert int(re.sub(r"\D", "", number)) == default, setting


def test_the_picture_is_small_and_as_large_as_a_screen() -> None:
    picture = (ROOT / "docs/graphiql.png").read_bytes()
    assert len(picture) < 200_000
    assert struct.unpack(">II", picture[16:24]) == (1280, 800)


def scopes() -> dict[str, list[str]]:
    """What each scope opens: the types whose rows it does, or the masked fields."""
    found: dict[str, list[str]] = {}
    for entity in shown():
        assert entity.table is not None
        access = access_of(entity.table)
        if access.scope is not None and (access.kind in SCOPED or access.partners):
            found.setdefault(access.scope, []).append(entity.name)
        for column in entity.exposed():
            mask = column.info.get("mask")
            if mask is not None and mask.scope is not None:
                found.setdefault(mask.scope, []).append(f"{entity.name}.{camel(column.name)}")
    for former, scopes_now in DEPRECATED_SCOPES.items():
        found[former] = [name for scope in scopes_now for name in found[scope]]
    return found


def of_kinds(*kinds: str) -> list[str]:
    """The types whose tables are of these access classes."""
    return [
        entity.name
        for entity in shown()
        if entity.table is not None
        and access_of(entity.table).kind in kinds
        and not access_of(entity.table).partners
    ]


def without_scope() -> list[str]:
    """The types whose rows are about people, and which no scope opens."""
    return [
        entity.name
        for entity in shown()
        if entity.table is not None
        and access_of(entity.table).kind in (*SCOPED, "questions")
        and access_of(entity.table).scope is None
    ]


def shown() -> list[Entity]:
    """The types that show a table, each interface once."""
    graphql_schema()
    assert Base.metadata.tables
    return [entity for entity in ENTITIES.values() if entity.table is not None and entity.parent is None]


def integrating() -> str:
    """The page for partners."""
    return pages()["docs/integrating.md"]
