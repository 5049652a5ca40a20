"""Relations as Strawberry fields. Each field carries its declaration as metadata, for the plan compiler."""

from typing import Annotated, Any

import strawberry
from strawberry import UNSET

from db.derived.policies import access_of
from db.derived.triggers import facts_of
from db.models.base import TENANT
from resolvers.kit.declaring.entity import Entity, describe, target_of
from resolvers.kit.declaring.names import camel, read_global_id
from resolvers.kit.declaring.relations import (
    Connection,
    Count,
    Descendants,
    Latest,
    Link,
    Relation,
    is_single,
)
from resolvers.kit.errors import bad_input
from resolvers.kit.reading import batches, loading
from resolvers.kit.reading.inputs import read_filter, read_order
from resolvers.kit.reading.loading import Info, RelationField
from resolvers.kit.reading.pages import DEEPEST, read_page
from resolvers.kit.types.connections import After, Before, First, Last, Pages, connection_type
from resolvers.kit.types.input_types import filter_input, order_input

Types = dict[str, Any]
"""The Python class of each GraphQL type, by name."""

UserId = Annotated[
    strawberry.ID | None,
    strawberry.argument(
        description="Whose: the viewer unless said; another person's only for who may see theirs."
    ),
]
MaxDepth = Annotated[
    int | None, strawberry.argument(description=f"How many levels to go down, at most {DEEPEST}.")
]


def relation_field(name: str, source: Entity, relation: Relation, types: Types) -> Any:
    """The field of a relation."""
    target, shown = target_of(source, relation), camel(name)
    match relation:
        case Link():
            kind = types[target.name] if _is_required(source, relation, target) else types[target.name] | None
            resolver = _link(source, relation, kind)
        case Connection():
            resolver = _connection(RelationField(source, shown, relation), target, types)
        case Descendants():
            resolver = _descendants(RelationField(source, shown, relation), target, types)
        case Latest():
            resolver = _latest(RelationField(source, shown, relation), types[target.name] | None)
        case Count():
            known = batches.known_count(source, relation)
            resolver = _count(RelationField(source, shown, relation), int if known is None else int | None)
        case _ if is_single(relation):
            resolver = _list(RelationField(source, shown, relation), types[target.name] | None)
        case _:
            resolver = _list(RelationField(source, shown, relation), list[types[target.name]])
    return strawberry.field(
        resolver=resolver,
        name=shown,
        description=describe(source, relation),
        metadata={"relation": relation, "source": source.name, "target": target.name},
    )


def _is_required(source: Entity, relation: Link, target: Entity) -> bool:
    """Whether the link always finds its row: the key is never null, and no policy can hide the row it leads to.

    Everyone sees reference data. And if a row takes its audience from another row of the same access class, the viewer
    sees it only if they see the other row.
    """
    if source.table is None or target.table is None:
        return False
    column = source.table.columns[relation.keys[0]]
    if column.nullable:
        return False
    followed = {
        via for rule in facts_of(source.table)[2] if rule.column == "audience" and not access_of(source.table).shown
        for via, _ in rule.via
    }  # fmt: skip
    return (
        (TENANT not in target.table.columns and target.table.name != "tenants")
        or (column.name in followed and access_of(source.table).kind == access_of(target.table).kind)
        or (
            "audience" in source.table.columns
            and column.name == "course_id"
            and source.table.name == "content_items"
        )
    )


def _link(source: Entity, relation: Link, kind: Any) -> Any:
    async def resolve(self: Any, info: Info) -> Any:
        return await loading.load_link(info.context, source, relation, self)

    return returning(resolve, kind)


def _list(field: RelationField[Relation], kind: Any) -> Any:
    async def resolve(self: Any, info: Info) -> Any:
        return await loading.load_list(info.context, field, self)

    return returning(resolve, kind)


def _count(field: RelationField[Count], kind: Any) -> Any:
    async def resolve(self: Any, info: Info) -> Any:
        return await loading.load_number(info.context, field, loading.key_of(self, field.relation))

    return returning(resolve, kind)


def _latest(field: RelationField[Latest], kind: Any) -> Any:
    async def resolve(self: Any, info: Info, user_id: UserId = UNSET) -> Any:
        person, named = None, given(user_id)
        if named is not None:
            found = read_global_id(named)
            if found is None or found[0] != "User":
                raise bad_input("`userId` must be the id of a User.")
            person = found[1]
        return await loading.load_latest(info.context, field, self, person)

    return returning(resolve, kind)


def _connection(field: RelationField[Connection], target: Any, types: Types) -> Any:
    relation = field.relation
    ordering = Annotated[
        list[order_input(target)] | None,
        strawberry.argument(description="The order, the most important term first; ties go by id."),
    ]
    filtering = Annotated[
        filter_input(target) | None, strawberry.argument(description="Which rows to keep; all unless said.")
    ]

    async def resolve(  # noqa: PLR0913 - the field's arguments, read from the signature
        self: Any,
        info: Info,
        first: First = UNSET,
        after: After = UNSET,
        last: Last = UNSET,
        before: Before = UNSET,
        order_by: Any = UNSET,
        filter: Any = UNSET,  # noqa: A002 - the argument's name
    ) -> Any:
        wanted = read_filter(target, filter or None)
        order = read_order(target, order_by or None)
        page = read_page(given(first), given(after), given(last), given(before), order, wanted)
        key = loading.key_of(self, relation) if relation.by else None
        return Pages(field, key, page)

    resolve.__annotations__ |= {"order_by": ordering, "filter": filtering}
    return returning(resolve, connection_type(target, types[target.name]))


def _descendants(field: RelationField[Descendants], target: Any, types: Types) -> Any:
    async def resolve(  # noqa: PLR0913 - the field's arguments, read from the signature
        self: Any,
        info: Info,
        max_depth: MaxDepth = UNSET,
        first: First = UNSET,
        after: After = UNSET,
        last: Last = UNSET,
        before: Before = UNSET,
    ) -> Any:
        page = read_page(given(first), given(after), given(last), given(before), (), None, given(max_depth))
        return Pages(field, loading.key_of(self, field.relation), page)

    return returning(resolve, connection_type(target, types[target.name]))


def given(value: Any) -> Any:
    """An argument's value; null if it was left out."""
    return None if value is UNSET else value


def returning(resolver: Any, kind: Any) -> Any:
    """The resolver with its result annotated as `kind`, a type that is known only when the schema is built."""
    resolver.__annotations__ |= {"return": kind}
    return resolver
