"""Relations lead from every row that a viewer sees to just those rows that the viewer may see too."""

from typing import Any

import pytest

from db.reads.database import Database as Pool
from resolvers.kit.declaring.entity import ENTITIES, Entity, target_of
from resolvers.kit.declaring.names import camel
from resolvers.kit.declaring.relations import (
    Ancestors,
    Children,
    Computed,
    Connection,
    Count,
    Descendants,
    Latest,
    Link,
    Relation,
    Through,
)
from resolvers.kit.reading.batches import known_count
from tests.security.matrix import READS
from tests.security.proof import Proof
from tests.security.reading import ASKING
from tests.support import world
from tests.support.graphql import Asking, asking
from tests.support.viewers import Viewer

# One viewer for each way of seeing rows.
KEYS = (
    "visitor", "whole student", "no role", "whole parent", "scoped tutor", "whole instructor", "scoped school_admin",
    "whole analyst", "whole tenant_admin", "partner catalogue:read progress:read roster:read",
)  # fmt: skip
CHOSEN = [viewer for viewer in ASKING if viewer.key in KEYS]
RELATIONS = [
    (entity, name, relation)
    for entity in ENTITIES.values()
    if entity.table is not None
    for name, relation in entity.relations.items()
]
AT_ONCE = 100
Pairs = set[tuple[str, Any]]


def test_every_way_of_seeing_is_chosen() -> None:
    assert len(CHOSEN) == len(KEYS)


@pytest.mark.parametrize("viewer", CHOSEN, ids=str)
async def test_relations_lead_to_what_the_matrix_says(proof: Proof, pool: Pool, viewer: Viewer) -> None:
    wrong: dict[str, tuple[Pairs, Pairs]] = {}
    async with asking(pool, viewer) as asker:
        for entity, name, relation in RELATIONS:
            wanted = await joined(proof, viewer, entity, relation)
            found = await reached(proof, asker, entity, name, relation)
            if isinstance(relation, Count) and known_count(entity, relation) is not None:
                wanted &= found  # `test_counts.py` proves to whom the number is told
            if found != wanted and not isinstance(relation, Computed):
                wrong[f"{entity.name}.{name}"] = (found - wanted, wanted - found)
    assert not wrong, "relation: (reached in vain, not reached)"


def rows_of(proof: Proof, entity: Entity, viewer: Viewer) -> list[str]:
    """The ids of the entity's rows that the viewer may see."""
    assert entity.table is not None
    if entity.table.name in READS:
        return sorted(proof.allowed(entity.table.name, viewer))
    return proof.everything[entity.table.name]


async def reached(proof: Proof, asker: Asking, entity: Entity, name: str, relation: Relation) -> Pairs:
    """The pairs of a row and what the relation leads to, through GraphQL."""
    base = entity.parent or entity
    found: Pairs = set()
    keys = rows_of(proof, base, asker.viewer)
    field, inner = camel(name), "{ id }" if not isinstance(relation, Computed) else "{ __typename }"
    if isinstance(relation, Connection | Descendants):
        inner = "(first: 200) { nodes { id } pageInfo { hasNextPage } }"
    elif isinstance(relation, Count):
        inner = ""
    query = (
        f"query ($ids: [ID!]!) {{ nodes(ids: $ids) {{ id ... on {entity.name} {{ it: {field} {inner} }} }} }}"
    )
    for place in range(0, len(keys), AT_ONCE):
        ids = [f"{base.name}_{key}" for key in keys[place : place + AT_ONCE]]
        for node in (await asker.ask(query, ids=ids)).only["nodes"]:
            if "it" in node:
                key = node["id"].partition("_")[2]
                found |= {(key, value) for value in _values(node["it"])}
    return found


def _values(it: Any) -> list[Any]:
    if isinstance(it, dict) and "nodes" in it:
        assert not it["pageInfo"]["hasNextPage"], "the small world fits a page"
        it = it["nodes"]
    several = it if isinstance(it, list) else [] if it is None else [it]
    return [_key(one) if isinstance(one, dict) else one for one in several]


def _key(row: dict[str, Any]) -> str | None:
    return row["id"].partition("_")[2] if "id" in row else None


async def joined(proof: Proof, viewer: Viewer, entity: Entity, relation: Relation) -> Pairs:
    """The same pairs by a plain join over the rows that the matrix grants."""
    assert entity.table is not None
    if isinstance(relation, Computed):
        return set()  # what it leads on to is a relation of its own type, under the same policies
    target = target_of(entity, relation)
    assert target.table is not None
    parents = rows_of(proof, entity, viewer)
    children = rows_of(proof, target, viewer)
    here, there = entity.table.name, target.table.name
    kind = ""
    if entity.parent is not None:
        word = next(word for word, made in entity.parent.kinds.items() if made is entity)
        kind = f" AND p.{entity.parent.kind} = '{word}'"
    values = "c.id::text"
    match relation:
        case Link():
            on = f"c.id = p.{relation.keys[0]}"
        case Children() | Connection() | Count() | Latest():
            pairs = zip(relation.by, relation.keys, strict=True)
            on = " AND ".join(f"c.{child} = p.{parent}" for child, parent in pairs)
            on += f" AND {relation.where.format(t='c.')}" if relation.where else ""
        case Through():
            return await _through(proof, viewer, relation, here, there, kind, parents, children)
        case Descendants() | Ancestors():
            return await _tree(proof, relation, here, there, parents, children)
        case _:
            raise TypeError(relation)
    if isinstance(relation, Latest):
        return await _latest(proof, viewer, relation, on, here, there, parents, children)
    if isinstance(relation, Count):
        query = (
            f"SELECT p.id::text, count(c.id) FROM {here} p"
            f" LEFT JOIN {there} c ON {on} AND c.id = ANY ($2::text[]::uuid[])"
            f" WHERE p.id = ANY ($1::text[]::uuid[]){kind} GROUP BY p.id"
        )
    else:
        query = (
            f"SELECT p.id::text, {values} FROM {here} p JOIN {there} c ON {on}"
            f" WHERE p.id = ANY ($1::text[]::uuid[]) AND c.id = ANY ($2::text[]::uuid[]){kind}"
        )
    return {tuple(row) for row in await proof.connection.fetch(query, parents, children)}


async def _latest(
    proof: Proof,
    viewer: Viewer,
    relation: Latest,
    on: str,
    here: str,
    there: str,
    parents: list[str],
    children: list[str],
) -> Pairs:
    rows = await proof.connection.fetch(
        f"SELECT DISTINCT ON (p.id) p.id::text, c.id::text FROM {here} p JOIN {there} c ON {on}"
        f" WHERE p.id = ANY ($1::text[]::uuid[]) AND c.id = ANY ($2::text[]::uuid[]) AND c.{relation.person}::text = $3"
        f" ORDER BY p.id, {relation.order.format(t='c.')}",
        parents, children, viewer.user_id,
    )  # fmt: skip
    return {tuple(row) for row in rows}


async def _through(
    proof: Proof,
    viewer: Viewer,
    relation: Through,
    here: str,
    there: str,
    kind: str,
    parents: list[str],
    children: list[str],
) -> Pairs:
    links = sorted(proof.allowed(relation.link, viewer)) if relation.link in READS else None
    shown = "" if links is None else " AND j.id = ANY ($3::text[]::uuid[])"
    where = f" AND {relation.where.format(t='c.')}" if relation.where else ""
    rows = await proof.connection.fetch(
        f"SELECT p.id::text, c.id::text FROM {here} p JOIN {relation.link} j ON j.{relation.by[0]} = p.id"
        f" JOIN {there} c ON c.id = j.{relation.far}"
        f" WHERE p.id = ANY ($1::text[]::uuid[]) AND c.id = ANY ($2::text[]::uuid[]){shown}{where}{kind}",
        parents, children, *([] if links is None else [links]),
    )  # fmt: skip
    return {tuple(row) for row in rows}


async def _tree(
    proof: Proof,
    relation: Descendants | Ancestors,
    here: str,
    there: str,
    parents: list[str],
    children: list[str],
) -> Pairs:
    """A walk over visible rows only: below a hidden row nothing is reached, nor above it."""
    if isinstance(relation, Ancestors):
        above = f"c.{relation.parent} AS above"
        start = (
            f"SELECT p.id AS top, c.id, {above} FROM {here} p JOIN {there} c ON c.id = p.{relation.parent}"
        )
        step = f"SELECT w.top, c.id, c.{relation.parent} FROM w JOIN {there} c ON c.id = w.above"
    else:
        top = f" AND {relation.where.format(t='c.')}" if relation.where else ""
        on = f"c.{relation.by[0]} = p.id{top}"
        start = f"SELECT p.id AS top, c.id, c.id AS above FROM {here} p JOIN {there} c ON {on}"
        step = f"SELECT w.top, c.id, c.id FROM w JOIN {there} c ON c.{relation.parent} = w.id"
    seen = "c.id = ANY ($2::text[]::uuid[])"
    rows = await proof.connection.fetch(
        f"WITH RECURSIVE w AS ({start} AND {seen} WHERE p.id = ANY ($1::text[]::uuid[]) UNION {step} AND {seen})"
        " SELECT top::text, id::text FROM w",
        parents, children,
    )  # fmt: skip
    return {tuple(row) for row in rows}


LATEST = [(entity, name, relation) for entity, name, relation in RELATIONS if isinstance(relation, Latest)]


@pytest.mark.parametrize("viewer", CHOSEN, ids=str)
async def test_another_persons_row_is_answered_only_to_who_may_see_it(
    proof: Proof, pool: Pool, viewer: Viewer
) -> None:
    people = [
        world.person(code, name)
        for code in (world.OPEN, world.OTHER)
        for name in ("learner 0", "whole student")
    ]
    async with asking(pool, viewer) as asker:
        for entity, name, relation in LATEST:
            target = target_of(entity, relation)
            assert target.table is not None
            allowed = proof.allowed(target.table.name, viewer)
            for somebody in people:
                owned = await proof.connection.fetch(
                    f"SELECT DISTINCT {relation.by[0]}::text AS parent FROM {target.table.name}"
                    f" WHERE {relation.person}::text = $1 AND id = ANY ($2::text[]::uuid[])",
                    somebody.user_id, sorted(allowed),
                )  # fmt: skip
                name_of_ids = (entity.parent or entity).name
                ids = [f"{name_of_ids}_{key}" for key in rows_of(proof, entity, viewer)]
                answered: set[str] = set()
                for place in range(0, len(ids), 200):
                    query = (
                        "query ($ids: [ID!]!, $user: ID) { nodes(ids: $ids) { id"
                        f" ... on {entity.name} {{ it: {camel(name)}(userId: $user) {{ uuid }} }} }} }}"
                    )
                    user = f"User_{somebody.user_id}"
                    nodes = (await asker.ask(query, ids=ids[place : place + 200], user=user)).only["nodes"]
                    found = {
                        node["id"].partition("_")[2]: node["it"]["uuid"] for node in nodes if node.get("it")
                    }
                    assert set(found.values()) <= allowed
                    answered |= set(found)
                assert answered == {row["parent"] for row in owned} & set(rows_of(proof, entity, viewer))
