"""Which of the viewer's claims a filter or an order needs that goes through relations; the document tells."""

from graphql import ListValueNode, ObjectValueNode, ValueNode, VariableNode

from db.derived.claims_on_demand import CLAIMS_ON_DEMAND, claims_in, claims_of, claims_of_masks
from resolvers.kit.declaring.entity import Entity
from resolvers.kit.declaring.names import camel
from resolvers.kit.declaring.related import filterable
from resolvers.kit.declaring.relations import Link, Only, Through

WITHIN = ("and", "or", "not")


def filter_claims(value: ValueNode | None, entity: Entity) -> frozenset[str]:
    """The claims on demand that policies use to read the rows that a filter or an order of `entity` leads to.

    If it, or a part of it that may lead to any relation, is a variable, these are all the claims on demand.
    """
    match value:
        case VariableNode():
            return CLAIMS_ON_DEMAND
        case ListValueNode():
            return frozenset[str]().union(*(filter_claims(part, entity) for part in value.values))
        case ObjectValueNode():
            return frozenset[str]().union(
                *(_field_claims(field.name.value, field.value, entity) for field in value.fields)
            )
        case _:
            return frozenset()


def _field_claims(name: str, value: ValueNode, entity: Entity) -> frozenset[str]:
    if name in WITHIN:
        return filter_claims(value, entity)
    found = next((found for key, found in filterable(entity).items() if camel(key) == name), None)
    if found is None:
        masks = {} if entity.table is None else claims_of_masks(entity.table.name)
        return next((claims for column, claims in masks.items() if camel(column) == name), frozenset[str]())
    relation, target = found
    assert target.table is not None
    tables = [target.table.name, *([relation.link] if isinstance(relation, Through) else [])]
    where = getattr(relation, "where", None) or ""
    own = claims_in(where).union(*map(claims_of, tables))
    if isinstance(relation, Link | Only):
        return own | filter_claims(value, target)
    if isinstance(value, ObjectValueNode):
        return own.union(*(filter_claims(quantified.value, target) for quantified in value.fields))
    return own | filter_claims(value, target)
