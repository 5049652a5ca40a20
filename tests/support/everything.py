"""Generated operations that use every relation, root field, order, filter and kind of page."""

from typing import Any

from resolvers.kit.declaring.entity import ENTITIES
from resolvers.kit.declaring.names import camel
from resolvers.kit.declaring.related import filterable
from resolvers.kit.declaring.relations import Connection, Count, Descendants, Latest, Link, Only, is_single
from resolvers.kit.declaring.sortable import tree_of
from resolvers.kit.reading.inputs import MOST_RELATIONS
from resolvers.kit.types.input_types import columns_of
from tests.support.graphql import Asking, graphql_schema
from tests.support.selections import table_entities

PAGE = "nodes { __typename } edges { cursor } pageInfo { endCursor startCursor } totalCount"
VIEWER = """
{
  viewer {
    user { fullName } tenant { name } roles { role } courseProgress { percent }
    enrollments { nodes { progress { percent lastContentItem { title } } } }
  }
}
"""


async def ask_everything(asker: Asking) -> None:
    """Runs the generated operations."""
    assert (await asker.ask(VIEWER)).only
    for entity in table_entities().values():
        if entity.plural is not None:
            await ask_root(asker, camel(entity.plural), columns_of(entity))
            await ask_filters(asker, camel(entity.plural), entity)
            await ask_look_up(asker, camel(entity.plural), entity)
            await ask_long_pages(asker, camel(entity.plural), entity)
    roots = {
        "course(code": "C1",
        "university(shortCode": "ROOT",
        "subject(code": "MECH",
        "domain(code": "SCI",
    }
    for field, value in roots.items():
        assert (await asker.ask(f'{{ {field}: "{value}") {{ id }} }}')).only
    for entity in ENTITIES.values():
        if entity.table is not None:
            await ask_relations(asker, entity)


async def ask_root(asker: Asking, field: str, columns: dict[str, Any]) -> None:
    """A root connection from both ends, ordered by each column, and filtered."""
    names = [camel(name) for name in columns]
    kinds = {(type(column.type), column.nullable): camel(name) for name, column in columns.items()}
    orders = ["", *(f", orderBy: [{{{name}: DESC_NULLS_FIRST}}]" for name in kinds.values())]
    for way in ("first: 2", "last: 2"):
        for order in orders if way == "first: 2" else orders[:2]:
            page = (await asker.ask(f"{{ {field}({way}{order}) {{ {PAGE} }} }}")).only[field]
            beyond = "after" if way.startswith("first") else "before"
            cursor = page["pageInfo"]["endCursor" if beyond == "after" else "startCursor"]
            if cursor:
                assert (
                    await asker.ask(f'{{ {field}({way}{order}, {beyond}: "{cursor}") {{ {PAGE} }} }}')
                ).only
    nulls = ", ".join(f"{{{name}: {{isNull: true}}}}" for name in names)
    wanted = f"or: [{nulls}], not: {{uuid: {{isNull: true}}}}"
    assert (await asker.ask(f"{{ {field}(filter: {{{wanted}}}) {{ {PAGE} }} }}")).only


async def ask_look_up(asker: Asking, field: str, entity: Any) -> None:
    """A row by its id; and the part of a tree below it."""
    name = entity.name[0].lower() + entity.name[1:]
    taken = graphql_schema().type_map["Query"].fields  # type: ignore[attr-defined]
    name = f"{name}ById" if f"{name}ById" in taken else name
    rows = (await asker.ask(f"{{ {field}(first: 1) {{ nodes {{ id }} }} }}")).only[field]["nodes"]
    if not rows:
        return
    key = rows[0]["id"]
    assert (await asker.ask(f'{{ {name}(id: "{key}") {{ id }} }}')).only == {name: {"id": key}}
    if tree_of(entity) is not None:
        assert (await asker.ask(f'{{ {field}(filter: {{within: "{key}"}}) {{ {PAGE} }} }}')).only


async def ask_filters(asker: Asking, field: str, entity: Any) -> None:
    """A root connection filtered by each relation, and by each relation of the entity that this leads to."""
    for name, (relation, target) in filterable(entity).items():
        far = [f"{{ {condition(far, found[0], '{}')} }}" for far, found in filterable(target).items()]
        # A relation to several rows is itself followed three times.
        for part in batched(far, MOST_RELATIONS - 3) or [[]]:
            wanted = condition(name, relation, f"{{ or: [{', '.join(part)}] }}", ", none: {}, every: {}")
            assert (await asker.ask(f"{{ {field}(filter: {{ {wanted} }}, first: 2) {{ {PAGE} }} }}")).only


async def ask_long_pages(asker: Asking, field: str, entity: Any) -> None:
    """A page so long that related rows are joined to all of its rows at once."""
    own = [
        camel(name)
        for name, relation in entity.relations.items()
        if isinstance(relation, Link) or is_single(relation)
    ]
    if own:
        inner = " ".join(f"{name} {{ __typename }}" for name in own)
        assert (await asker.ask(f"{{ {field}(first: 50) {{ nodes {{ {inner} }} }} }}")).only


def batched(values: list[str], size: int) -> list[list[str]]:
    """The values, in lists of at most that many."""
    return [values[n : n + size] for n in range(0, len(values), size)]


def condition(name: str, relation: Any, inner: str, more: str = "") -> str:
    """The conditions that a filter can state on a relation."""
    return f"{camel(name)}: {inner if isinstance(relation, Link | Only) else f'{{ some: {inner}{more} }}'}"


async def ask_relations(asker: Asking, entity: Any) -> None:
    """Every relation of an entity, from two rows, with its pages, counts and arguments."""
    base = entity.parent or entity
    if base.plural is None:
        return
    rows = (await asker.ask(f"{{ {camel(base.plural)}(first: 50) {{ nodes {{ id }} }} }}")).only[
        camel(base.plural)
    ]["nodes"]
    user = (await asker.ask("{ viewer { user { id } } }")).only["viewer"]["user"]["id"]
    for name, relation in entity.relations.items():
        field, inner = camel(name), "{ __typename }"
        if isinstance(relation, Connection):
            inner = f"(first: 1) {{ {PAGE} }}"
        elif isinstance(relation, Descendants):
            inner = f"(first: 1, maxDepth: 3) {{ {PAGE} }}"
        elif isinstance(relation, Latest):
            inner = f'(userId: "{user}") {{ __typename }} own: {field} {{ __typename }}'
        elif isinstance(relation, Count):
            inner = ""
        query = (
            f"query ($ids: [ID!]!) {{ nodes(ids: $ids) {{ ... on {entity.name} {{ {field} {inner} }} }} }}"
        )
        assert (await asker.ask(query, ids=[row["id"] for row in rows])).only
