"""Every entity with a root list is found by its id, as `node` finds it; a part of every tree by the row at its top."""

from typing import Any

import pytest

from db.reads.database import Database as Pool
from resolvers.kit.declaring.entity import ENTITIES, Entity
from resolvers.kit.declaring.names import camel
from resolvers.kit.declaring.related import filterable
from resolvers.kit.declaring.relations import Link
from resolvers.kit.declaring.sortable import tree_of
from resolvers.kit.types.roots import lookup_name
from tests.security.reading import everything, field_of, walk
from tests.support import world
from tests.support.graphql import Asking, asking, compiled, graphql_schema

VIEWER = world.person(world.OPEN, "whole tenant_admin")
STUDENT = world.person(world.OPEN, "whole student")
LISTS = [entity for entity in ENTITIES.values() if entity.plural is not None]
TAKEN = {"viewer", "certificate", *(field_of(str(entity.plural)) for entity in LISTS)}
TREES = [entity for entity in LISTS if tree_of(entity) is not None and entity.parent is None]
EXECUTORS = {"compiled": compiled(), "reference": compiled().reference}
OTHER = "00000000-0000-7000-8000-000000000000"


async def ids_of(asker: Asking, entity: Entity) -> list[str]:
    """The ids of all rows of the entity that the viewer sees."""
    return [row["id"] for row in await everything(asker, field_of(str(entity.plural)), "id")]


def test_every_root_list_has_a_look_up() -> None:
    fields: Any = graphql_schema().query_type.fields  # type: ignore[union-attr]
    for entity in LISTS:
        found = fields[lookup_name(entity, TAKEN)]
        assert str(found.type) == entity.name
        assert list(found.args) == ["id", *map(camel, entity.keys)]
        assert str(found.args["id"].type) == ("ID" if entity.keys else "ID!")


@pytest.mark.parametrize("executor", EXECUTORS)
async def test_a_look_up_finds_what_node_finds(pool: Pool, executor: str) -> None:
    async with asking(pool, VIEWER) as all_seeing, asking(pool, STUDENT, EXECUTORS[executor]) as asker:
        for entity in LISTS:
            field, base = lookup_name(entity, TAKEN), (entity.parent or entity).name
            theirs, own = await ids_of(all_seeing, entity), await ids_of(asker, entity)
            hidden = [key for key in theirs if key not in own][:1]
            for key in [*own[:1], *hidden, f"{base}_{OTHER}"]:
                parts = f"found: {field}(id: $id) {{ __typename id }} node(id: $id) {{ __typename id }}"
                document = f"query ($id: ID!) {{ {parts} }}"
                answer = (await asker.ask(document, id=key)).only
                assert answer["found"] == answer["node"]
                assert (answer["found"] is not None) == (key in own)
            other = "Course" if base != "Course" else "Module"
            for wrong, told in (
                (f"{other}_{OTHER}", f"; this one is of type {other}"),
                ("nonsense", ""),
                ("", ""),
            ):
                (error,) = (
                    await asker.ask(f"query ($id: ID!) {{ {field}(id: $id) {{ id }} }}", id=wrong)
                ).errors
                assert error["message"] == f"`id` must be an id of type {base}{told}."
                assert error["extensions"]["code"] == "BAD_USER_INPUT"


async def test_an_id_of_another_kind_finds_nothing(pool: Pool) -> None:
    async with asking(pool, VIEWER) as asker:
        (department, *_) = await ids_of(asker, ENTITIES["Department"])
        document = f'{{ university(id: "{department}") {{ id }} department(id: "{department}") {{ id }} }}'
        assert (await asker.ask(document)).only == {"university": None, "department": {"id": department}}


@pytest.mark.parametrize("executor", EXECUTORS)
async def test_of_several_keys_exactly_one_is_given(pool: Pool, executor: str) -> None:
    document = "query ($i: ID, $c: String) { course(id: $i, code: $c) { id code modules { id } } }"
    async with asking(pool, VIEWER, EXECUTORS[executor]) as asker:
        course = (await asker.ask('{ course(code: "C1") { id code modules { id } } }')).only
        assert course["course"]["code"] == "C1"
        key = course["course"]["id"]
        for given in ({"c": "C1"}, {"i": key}, {"i": None, "c": "C1"}, {"i": key, "c": None}):
            assert (await asker.ask(document, **given)).only == course
        for given in ({}, {"i": key, "c": "C1"}, {"i": None}):
            (error,) = (await asker.ask(document, **given)).errors
            assert (error["message"], error["path"]) == ("Give exactly one of `id` and `code`.", ["course"])
        assert (await asker.ask("{ course { id } }")).codes == {"BAD_USER_INPUT"}


async def test_within_keeps_a_row_and_all_below_it(pool: Pool) -> None:
    async with asking(pool, VIEWER) as asker:
        for entity in TREES:
            field = field_of(str(entity.plural))
            rows = await everything(asker, field, "id uuid parentId")
            assert max(len(part_of(rows, row["id"])) for row in rows) > 1
            for row in rows:
                asked = f'filter: {{within: "{row["id"]}"}}, first: 200'
                assert set(await walk(asker, field, asked)) == part_of(rows, row["id"]), (field, row)
            rest = await walk(asker, field, f'filter: {{not: {{within: "{rows[0]["id"]}"}}}}, first: 200')
            assert set(rest) == {row["uuid"] for row in rows} - part_of(rows, rows[0]["id"])


def part_of(rows: list[Any], top: str) -> set[str]:
    """The keys of the row with the id, and of all rows below it."""
    found = {row["uuid"] for row in rows if row["id"] == top}
    return found.union(*(part_of(rows, row["id"]) for row in rows if row["parentId"] == top))


async def test_rows_are_found_by_the_part_of_a_tree_that_they_lead_to(pool: Pool) -> None:
    tried = 0
    async with asking(pool, VIEWER) as asker:
        for entity in LISTS:
            field = field_of(str(entity.plural))
            for name, (relation, target) in filterable(entity).items():
                if not isinstance(relation, Link) or target not in TREES:
                    continue
                link, tree = camel(name), field_of(str(target.plural))
                rows = await everything(asker, field, f"uuid {link} {{ id }}")
                leads = {row["uuid"]: row[link] and row[link]["id"] for row in rows}
                nodes = await everything(asker, tree, "id uuid parentId")
                key_of = {row["id"]: row["uuid"] for row in nodes}
                for top in [key for key in dict.fromkeys(leads.values()) if key][:2]:
                    part = part_of(nodes, top)
                    wanted = {row for row, key in leads.items() if key and key_of.get(key) in part}
                    asked = f'filter: {{{link}: {{within: "{top}"}}}}, first: 200'
                    assert set(await walk(asker, field, asked)) == wanted, (field, link)
                    tried += 1
    assert tried > 30


async def test_within_takes_an_id_of_its_tree(pool: Pool) -> None:
    async with asking(pool, VIEWER) as asker:
        document = f'{{ courses(filter: {{organization: {{within: "Course_{OTHER}"}}}}) {{ totalCount }} }}'
        (error,) = (await asker.ask(document)).errors
        assert error["message"] == "`within` must be an id of type Organization; this one is of type Course."
        nobody = (
            f'{{ courses(filter: {{organization: {{within: "Organization_{OTHER}"}}}}) {{ totalCount }} }}'
        )
        assert (await asker.ask(nobody)).only == {"courses": {"totalCount": 0}}
