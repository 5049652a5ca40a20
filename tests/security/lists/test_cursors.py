"""A cursor says where a page begins, and grants nothing: replayed, or written by hand, it reaches no further row."""

import base64
import uuid
from typing import Any

import orjson
import pytest

from db.reads.database import Database as Pool
from resolvers.kit.declaring.names import camel
from resolvers.kit.reading.batches import Page
from resolvers.kit.types.input_types import columns_of
from tests.security.matrix import READS
from tests.security.proof import Proof
from tests.security.reading import ASKING, field_of, walk
from tests.support import world
from tests.support.graphql import asking
from tests.support.selections import table_entities
from tests.support.viewers import Viewer

CONNECTIONS = [
    (table, field_of(entity.plural))
    for table, entity in table_entities().items()
    if table in READS and entity.plural
]
BY_KEY = {viewer.key: viewer for viewer in ASKING}
REPLAYING = [BY_KEY[key] for key in ("visitor", "whole student", "scoped school_admin")]
PARTS = "nodes { uuid } edges { cursor } pageInfo { hasPreviousPage }"
GIVING = [world.person(world.OTHER, "whole tenant_admin"), world.person(world.OPEN, "whole tenant_admin")]


@pytest.mark.parametrize("giver", GIVING, ids=lambda viewer: f"{viewer.tenant} {viewer.key}")
@pytest.mark.parametrize("viewer", REPLAYING, ids=str)
async def test_a_cursor_of_another_viewer_or_tenant_reaches_what_comes_after_it(
    proof: Proof, pool: Pool, viewer: Viewer, giver: Viewer
) -> None:
    async with asking(pool, giver) as theirs, asking(pool, viewer) as ours:
        for table, field in CONNECTIONS:
            query = f"query ($c: String) {{ {field}(first: 200, after: $c) {{ {PARTS} }} }}"
            edges = (await theirs.ask(query)).only[field]["edges"]
            assert edges, f"somebody of {giver.tenant} sees {table}"
            allowed = proof.allowed(table, viewer)
            whole = await walk(ours, field, "first: 200")
            for edge in (edges[0], edges[len(edges) // 2], edges[-1]):
                page = (await ours.ask(query, c=edge["cursor"])).only[field]
                keys = [node["uuid"] for node in page["nodes"]]
                assert set(keys) <= allowed
                begun = whole.index(keys[0]) if keys else len(whole)
                assert keys == whole[begun : begun + 200], "the rows after the place, in the list's own order"


def forged(fingerprint: str, columns: int) -> list[str]:
    """Cursors that no page gave: broken, and well made with odd values."""
    odd: list[Any] = [
        [], [None] * columns, [""] * columns, ["\0"] * columns, ["9" * 400] * columns, [1] * columns, [{}] * columns,
        [["a"]] * columns, [str(uuid.UUID(int=0))] * columns, ["infinity"] * columns, ["NaN"] * columns,
        ["' OR 1=1 --"] * columns,
        ["2026-01-01"] * columns, ["-infinity", str(uuid.UUID(int=0))], ["x"] * (columns + 1), [True] * columns,
        ["\ud7ff\uffff"] * columns, ["1e999999999"] * columns, ["2147483648"] * columns, ["true"] * columns,
        [[1, 2, 3]], ["99999-01-01T00:00:00+00:00"] * columns, ["0001-01-01T00:00:00+23:59", str(uuid.UUID(int=0))],
        ["member"] * columns,
    ]  # fmt: skip
    made = [
        base64.urlsafe_b64encode(orjson.dumps([fingerprint, *values])).decode().rstrip("=") for values in odd
    ]
    return [
        *made,
        "",
        "x",
        "====",
        "é",
        "bnVsbA",
        "e30",
        "W10",
        "[" * 1000,
        base64.urlsafe_b64encode(b"[" * 5000).decode(),
    ]


def fingerprint_of(cursor: str) -> tuple[str, int]:
    """The fingerprint of a cursor and how many values follow it."""
    values = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    return values[0], len(values) - 1


async def test_a_forged_cursor_is_refused_or_reaches_only_what_the_viewer_sees(
    proof: Proof, pool: Pool
) -> None:
    viewer = BY_KEY["whole student"]
    tried: set[type] = set()
    for table, field in CONNECTIONS:
        for order in orders_of(table, tried):
            async with asking(pool, viewer) as asker:
                query = f"query ($c: String) {{ {field}({order}first: 5, after: $c) {{ {PARTS} }} }}"
                edges = (await asker.ask(query)).only[field]["edges"]
            if not edges:
                continue
            for cursor in forged(*fingerprint_of(edges[0]["cursor"])):
                await judge(proof, pool, viewer, table, query, cursor)


async def judge(proof: Proof, pool: Pool, viewer: Viewer, table: str, query: str, cursor: str) -> None:
    """Holds that one forged cursor does no harm."""
    async with asking(pool, viewer) as asker:
        answer = await asker.ask(query, c=cursor)
        if answer.errors:
            assert answer.codes == {"BAD_USER_INPUT"}, (table, query, cursor, answer.errors)
        else:
            [found] = answer.data.values()
            assert {node["uuid"] for node in found["nodes"]} <= proof.allowed(table, viewer)


def orders_of(table: str, tried: set[type]) -> list[str]:
    """The default order, and one by each kind of column that has not been tried."""
    columns = columns_of(table_entities()[table])
    kinds = {
        type(column.type): camel(name) for name, column in columns.items() if type(column.type) not in tried
    }
    tried.update(kinds)
    return ["", *(f"orderBy: [{{{name}: DESC}}], " for name in kinds.values())]


async def test_a_forged_place_in_a_tree_is_refused_or_reaches_only_what_the_viewer_sees(
    proof: Proof, pool: Pool
) -> None:
    viewer = BY_KEY["whole student"]
    course, organization = (f"{kind}_{key}" for kind, key in (
        ("Course", next(iter(sorted(proof.allowed("courses", viewer))))),
        ("Organization", next(iter(sorted(proof.allowed("organizations", viewer))))),
    ))  # fmt: skip
    for kind, field, key, table in (
        ("Course", "syllabus", course, "modules"), ("Organization", "descendants", organization, "organizations"),
    ):  # fmt: skip
        page = f"{field}(first: 5, after: $c) {{ {PARTS} }}"
        query = f'query ($c: String) {{ node(id: "{key}") {{ ... on {kind} {{ {page} }} }} }}'
        for cursor in forged(Page().fingerprint, 1):
            async with asking(pool, viewer) as asker:
                answer = await asker.ask(query, c=cursor)
                if answer.errors:
                    assert answer.codes == {"BAD_USER_INPUT"}, (field, cursor, answer.errors)
                else:
                    assert {node["uuid"] for node in answer.data["node"][field]["nodes"]} <= proof.allowed(
                        table, viewer
                    )
