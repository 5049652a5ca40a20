"""How many statements a query runs depends on its depth, and not on how many rows it meets."""

from collections.abc import AsyncIterator

import asyncpg
import pytest

from db.derived.triggers import facts_of
from db.models.base import Unique
from db.reads.database import Database as Pool
from resolvers.kit.declaring.entity import ENTITIES, Entity
from resolvers.kit.declaring.names import camel
from resolvers.kit.declaring.relations import Connection, Count, Descendants, Link, Only, Relation
from tests.conftest import clone
from tests.support import world
from tests.support.databases import Clones
from tests.support.graphql import asking, opened
from tests.support.rows import Draft
from tests.support.selections import table_entities
from tests.support.viewers import Viewer
from tests.support.world.curriculum import payload

ADMIN = world.person(world.OPEN, "whole tenant_admin")
LEARNER = world.person(world.OPEN, "whole student")

TREE = """
query ($code: String!) {
  course(code: $code) {
    title
    modules { ...Part
      children { ...Part
        children { ...Part }
      }
    }
  }
}
fragment Part on Module {
  title
  progress { progressPercent }
  contentItems { title progress { isPassed } ... on TextContent { blocks { __typename } } }
}
"""
FLAT = """
query ($code: String!) {
  course(code: $code) {
    syllabus(first: 200) {
      totalCount
      nodes { title depth progress { progressPercent } contentItems { title progress { isPassed } } }
    }
  }
}
"""
ROSTER = """
{
  offerings(first: 200) {
    nodes { course { title } enrollments(first: 200) { nodes { user { fullName } progress { percent } } } }
  }
}
"""
# A query, how many statements it runs, and what they are.
STATED = {
    "tree": (
        TREE,
        1 + 3 * 3,
        "the course with its modules to the third level; then at each level progress, content, its progress",
    ),
    "flat": (
        FLAT,
        1 + 1 + 3,
        "the course with the page of modules, their number; progress, content, its progress",
    ),
    "roster": (ROSTER, 1 + 1 + 1 + 1, "the offerings, their courses, their enrolments with progress; people"),
}


@pytest.fixture(scope="module")
async def pool(clones: Clones, world_template: str) -> AsyncIterator[tuple[Pool, str]]:
    """The small world, with a course of two parts at each of three levels, and the superuser's URL."""
    async with clone(clones, world_template) as database:
        await grow(database.admin_url, "doubled", 2)
        async with opened(database.gateway_url) as made:
            yield made, database.admin_url


async def grow(admin_url: str, code: str, width: int) -> None:
    """Writes a course with `width` parts and as many content items at each place of each of three levels."""
    draft = Draft(world.OPEN)
    course = draft.add("courses", code, title=code, code=code, status="published", visibility="public")
    offering = draft.add("course_offerings", code, course_id=course, visibility="public")
    learner = draft.id("users", "whole student")
    draft.add("enrollments", code, user_id=learner, offering_id=offering)
    levels: list[list[str | None]] = [[None]]
    for level in range(3):
        levels.append([])
        for parent in levels[level]:
            for place in range(1, width + 1):
                name = f"{code}/{parent}/{place}"
                levels[-1].append(add_part(draft, course, offering, parent, name, place, width))
    connection = await asyncpg.connect(admin_url)
    try:
        async with connection.transaction():
            await connection.execute("SELECT app.enter_tenant($1)", draft.tenant_id)
            await draft.write(connection)
    finally:
        await connection.close()


def add_part(
    draft: Draft, course: str, offering: str, parent: str | None, name: str, place: int, width: int
) -> str:
    """Drafts a module with `width` content items, and a learner's progress in all of them; returns its id."""
    shared = {"user_id": draft.id("users", "whole student"), "offering_id": offering}
    module = draft.add(
        "modules", name, course_id=course, parent_id=parent, title=name, module_type="unit", sequence_index=place,
        is_published=True,
    )  # fmt: skip
    draft.add("module_progress", module, module_id=module, **shared)
    for item in range(1, width + 1):
        content = draft.add(
            "content_items", f"{module}/{item}", course_id=course, module_id=module, title=f"item {item}",
            content_type="text", sequence_index=item, data=payload("text", name),
        )  # fmt: skip
        draft.add("content_progress", content, content_item_id=content, **shared)
    return module


async def run(pool: Pool, viewer: Viewer, query: str, **variables: str) -> tuple[int, int]:
    """How many statements a query ran, and how many rows they brought."""
    async with asking(pool, viewer) as asker:
        answer = await asker.ask(query, **variables)
        assert answer.only
        return len(answer.statements), sum(answer.rows)


@pytest.mark.parametrize("name", STATED)
async def test_the_number_of_statements_is_stated_and_stays_when_the_rows_double(
    pool: tuple[Pool, str], name: str
) -> None:
    query, stated, _ = STATED[name]
    variables = {"code": "doubled"} if "$code" in query else {}
    before, rows = await run(pool[0], LEARNER, query, **variables)
    await grow(pool[1], f"twice as wide {name}", 4)
    variables = {"code": f"twice as wide {name}"} if variables else {}
    after, more_rows = await run(pool[0], LEARNER, query, **variables)
    assert (before, after) == (stated, stated)
    assert more_rows > rows, "there is more to read"


RELATIONS = [
    pytest.param(entity, name, relation, id=f"{entity.name}.{name}")
    for entity in ENTITIES.values()
    if entity.table is not None
    for name, relation in entity.relations.items()
]


@pytest.mark.parametrize(("entity", "name", "relation"), RELATIONS)
async def test_a_relation_takes_one_statement_for_any_number_of_parents(
    pool: tuple[Pool, str], entity: Entity, name: str, relation: Relation
) -> None:
    base = entity.parent or entity
    assert base.table is not None
    field, inner = camel(name), "{ __typename }"
    if isinstance(relation, Connection | Descendants):
        inner = "(first: 3) { nodes { __typename } edges { cursor } pageInfo { hasNextPage } }"
    elif isinstance(relation, Count):
        inner = ""
    query = f"query ($ids: [ID!]!) {{ nodes(ids: $ids) {{ ... on {entity.name} {{ {field} {inner} }} }} }}"
    async with asking(pool[0], ADMIN) as asker:
        keys = await keyed(asker.session.tenant_id, pool[1], base, relation)
        counts = {
            len((await asker.ask(query, ids=[f"{base.name}_{key}" for key in keys[:n]])).statements)
            for n in (1, 2, 100)
        }
        if entity.parent is None:
            assert keys, "the small world has rows to start from"
            assert counts == {1 if is_one_to_one(entity, relation) else 2}, "the parents, and the relation"
        else:
            assert counts <= {1, 2}, "not every parent is of the kind"


def is_one_to_one(entity: Entity, relation: Relation) -> bool:
    """Whether no two rows have the same related row, so that it is read along with each."""
    assert entity.table is not None
    rules = facts_of(entity.table)[0].facts.rules
    unique = [rule.columns for rule in rules if isinstance(rule, Unique) and rule.where is None]
    return isinstance(relation, Only) or (isinstance(relation, Link) and relation.keys in unique)


async def keyed(tenant: str, admin_url: str, base: Entity, relation: Relation) -> list[str]:
    """Rows of the tenant whose keys for the relation are not null."""
    assert base.table is not None
    connection = await asyncpg.connect(admin_url)
    try:
        present = " AND ".join(f"{key} IS NOT NULL" for key in relation.keys)
        present += f" AND tenant_id = '{tenant}'" if "tenant_id" in base.table.columns else ""
        present += f" AND id = '{tenant}'" if base.table.name == "tenants" else ""
        present += " AND audience <> 'nobody'" if "audience" in base.table.columns else ""
        present += " AND deleted_at IS NULL" if "deleted_at" in base.table.columns else ""
        rows = await connection.fetch(
            f"SELECT id::text FROM {base.table.fullname} WHERE {present} ORDER BY id LIMIT 100"
        )
        return [row[0] for row in rows]
    finally:
        await connection.close()


@pytest.mark.parametrize("plural", sorted(e.plural for e in table_entities().values() if e.plural))
async def test_a_root_connection_takes_one_statement_and_one_for_its_count(
    pool: tuple[Pool, str], plural: str
) -> None:
    parts = "nodes { __typename } edges { cursor node { __typename } } pageInfo { endCursor }"
    for size in (1, 200):
        assert (await run(pool[0], ADMIN, f"{{ {camel(plural)}(first: {size}) {{ {parts} }} }}"))[0] == 1
        assert (await run(pool[0], ADMIN, f"{{ {camel(plural)}(first: {size}) {{ {parts} totalCount }} }}"))[
            0
        ] == 2
        assert (await run(pool[0], ADMIN, f"{{ {camel(plural)} {{ totalCount }} }}"))[0] == 1
