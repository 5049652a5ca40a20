"""Finds the relations of an entity that a filter can go through, and how it goes through each."""

from db.statements.filters import Path
from resolvers.kit.declaring.entity import Entity, target_of
from resolvers.kit.declaring.relations import Children, Connection, Link, Many, Only, Relation, Through

RELATED = {
    "some": "At least one of them meets this.",
    "none": "None of them meets this.",
    "every": "Each of them meets this; so it is where there are none.",
}
"""The ways in which a filter asks about related rows, if there may be several."""

_FILTERABLE: dict[str, dict[str, tuple[Relation, Entity]]] = {}


def filterable(entity: Entity) -> dict[str, tuple[Relation, Entity]]:
    """The relations that a filter of the entity can go through, by field name, each with the entity it leads to."""
    if entity.name not in _FILTERABLE:
        _FILTERABLE[entity.name] = _filterable(entity)
    return _FILTERABLE[entity.name]


def _filterable(entity: Entity) -> dict[str, tuple[Relation, Entity]]:
    declared = (entity.parent.relations if entity.parent is not None else {}) | entity.relations
    found = {
        name: (relation, target_of(entity, relation))
        for name, relation in declared.items()
        if isinstance(relation, Link | Children | Connection | Through)
    }
    return {
        name: (relation, target) for name, (relation, target) in found.items() if target.table is not None
    }


def single(entity: Entity) -> dict[str, tuple[Relation, Entity]]:
    """The relations to one row at most, by field name: an order can go through them, and a filter states one object."""
    return {name: found for name, found in filterable(entity).items() if isinstance(found[0], Link | Only)}


def path_of(relation: Relation, target: Entity) -> Path:
    """The path from a row to the rows that the relation leads to."""
    assert target.table is not None
    if isinstance(relation, Link):
        return Path(target.table.name, (("id", relation.keys[0]),))
    assert isinstance(relation, Many)
    if isinstance(relation, Through):
        pairs = ((relation.by[0], relation.keys[0]),)
        return Path(target.table.name, pairs, relation.where, (relation.link, relation.far))
    return Path(target.table.name, tuple(zip(relation.by, relation.keys, strict=True)), relation.where)
