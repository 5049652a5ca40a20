"""Links that are read along with the row they start from, as a join, instead of by a batch of their own.

A round trip costs more than a join of a few rows, and less than a join of many: so links are folded only below batches
that are known to be small, and only where the linked row shows nothing but columns, or links that fold in their turn.
"""

from typing import Any

from graphql import GraphQLNonNull
from sqlalchemy.dialects.postgresql import JSONB

from app.execution.collect import ALWAYS, Collected, Field
from app.execution.plan import Columns, Joined
from app.execution.reading import Reader
from app.execution.values import absent
from resolvers.kit.entity import ENTITIES, Entity
from resolvers.kit.relations import Link

FEW = 20
"""The most rows of a batch that is small."""


class Folder:
    """Writes the expressions of folded links."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def link(
        self, core: Any, declared: dict[str, Any], field: Field, columns: Columns | Joined
    ) -> str | None:
        """The expression of a link over the row `r`; null where it must have a batch of its own."""
        relation, source, target = (
            declared["relation"],
            ENTITIES[declared["source"]],
            ENTITIES[declared["target"]],
        )
        if not self._folds(relation, source, target, field):
            return None
        assert target.table is not None
        joined = columns.along(target.table, relation.keys[0])
        found = self._shared(target, field)
        assert found is not None
        shown: dict[str, str] = {}
        kind = self._reader.kinds(target)[0][1]
        for key, inner in found.fields.items():
            if inner.name == "__typename":
                shown[key] = self._type_name(target, joined)
                continue
            definition, what = self._reader.definition(kind, inner)
            if isinstance(what.get("relation"), Link):
                expression = self.link(definition, what, inner, joined)
                assert expression is not None
            else:
                expression = self._reader.plain(target, what, joined)
                assert expression is not None
            shown[key] = expression
        display = "{" + ", ".join(f"{place.key!r}: {shown[place.key]}" for place in found.places) + "}"
        missing = "None"
        if isinstance(core.type, GraphQLNonNull):
            missing = f"{self._reader.source.name('absent_', absent, 'absent')}()"
        return f"({missing} if r[{joined.at('id')!r}] is None else {display})"

    def _type_name(self, target: Entity, joined: Joined) -> str:
        if target.kind is None:
            return repr(target.name)
        names = {word: kind.name for word, kind in self._reader.kinds(target)}
        return f"{self._reader.source.name('types_', names, (target.name, 'types'))}[r[{joined.at(target.kind)!r}]]"

    def _folds(self, relation: Link, source: Entity, target: Entity, field: Field) -> bool:
        if source.table is None or target.table is None or len(relation.keys) != 1:
            return False
        if any(condition != ALWAYS for condition in field.conditions):
            return False
        found = self._shared(target, field)
        return found is not None and all(
            self._is_plain(target, inner) for inner in found.fields.values() if inner.name != "__typename"
        )

    def _shared(self, target: Entity, field: Field) -> Collected | None:
        """What is selected on the linked row, where that is the same for each kind that it may be of."""
        first: Collected | None = None
        for _, kind in self._reader.kinds(target):
            found = self._reader.collect(kind, field.selections)
            if any(place.when or place.unless for place in found.places):
                return None
            if first is None:
                first = found
            elif _identities(found) != _identities(first):
                return None
        return first

    def _is_plain(self, target: Entity, inner: Field) -> bool:
        kind = self._reader.kinds(target)[0][1]
        _, declared = self._reader.definition(kind, inner)
        match declared:
            case {"relation": Link() as relation, "source": source, "target": far}:
                return self._folds(relation, ENTITIES[source], ENTITIES[far], inner)
            case {"column": str(name)}:
                assert target.table is not None
                return not isinstance(target.table.columns[name].type, JSONB)
            case {"id": True} | {"key": _}:
                return True
            case _:
                return False


def _identities(found: Collected) -> list[tuple[object, ...]]:
    return [found.fields[place.key].identity for place in found.places]
