"""The whole list of each connection, read by plain SQL: no pages, no cursors, and none of our statements."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from resolvers.kit.declaring.entity import ENTITIES, Entity
from resolvers.kit.declaring.names import camel, global_id
from resolvers.kit.declaring.relations import Connection, Descendants
from resolvers.kit.reading.batches import default_order
from resolvers.kit.reading.loading import kind_condition
from tests.support.graphql import Asking

MOST_PARENTS = 4


@dataclass(frozen=True)
class Listed:
    """A connection, with the rows that it lists under each row above.

    every: the ids of the rows above, each with the keys of its list in order. rows: a few of them, the longest list
    first, and one without rows. place: what the rows of each list are sorted by; it compares across lists. root: the
    root connection of the rows above.
    """

    source: str
    field: str
    every: dict[str, list[str]]
    rows: dict[str, list[str]]
    place: dict[str, dict[str, Any]]
    root: str | None

    @property
    def variables(self) -> dict[str, Any]:
        """The rows above, as a variable."""
        return {} if self.source in ("Query", "Viewer") else {"ids": list(self.rows)}

    def document(self, arguments: str, parts: str) -> str:
        """A query for a page under each of the rows above. It declares `$n`, `$a` and `$b`."""
        page = f"{self.field}({arguments}) {{ {parts} }}"
        declared = "$n: Int, $a: String, $b: String"
        match self.source:
            case "Query":
                return f"query ({declared}) {{ {page} }}"
            case "Viewer":
                return f"query ({declared}) {{ viewer {{ {page} }} }}"
            case _:
                inner = f"... on {self.source} {{ {page} }}"
                return f"query ({declared}, $ids: [ID!]!) {{ nodes(ids: $ids) {{ {inner} }} }}"

    def pages(self, answer: Any) -> list[Any]:
        """The page under each of the rows above."""
        found = {"Query": [answer], "Viewer": [answer.get("viewer")]}.get(self.source) or answer["nodes"]
        return [above[self.field] for above in found]

    def between(self, parent: str, after: str | None, before: str | None) -> list[str]:
        """Those of a list's rows that lie between two rows of the longest list."""
        place, of_longest = self.place[parent], self.place[next(iter(self.rows))]
        return [
            row
            for row in self.every[parent]
            if (after is None or place[row] > of_longest[after])
            and (before is None or place[row] < of_longest[before])
        ]


def named() -> Iterator[str]:
    """Every connection of the schema, as `Course.offerings`; those of the root as `Query.courses`."""
    for entity in ENTITIES.values():
        if entity.plural is not None:
            yield f"Query.{entity.plural}"
        for name, relation in entity.relations.items():
            if isinstance(relation, Connection | Descendants):
                yield f"{entity.name}.{name}"


async def listed(asker: Asking, name: str) -> Listed:
    """The connection of this name, as its viewer sees it."""
    await asker.session.lay(asker.viewer.claims, None)
    source, field = name.split(".")
    if source == "Query":
        target = next(entity for entity in ENTITIES.values() if entity.plural == field)
        rows = await _rows(asker, target, Connection(to=target.name, keys=(), order=target.order))
        every = {"": [row["id"] for row in rows]}
        return Listed(source, camel(field), every, every, {"": _places(rows)}, None)
    entity = ENTITIES[source]
    relation = entity.relations[field]
    assert isinstance(relation, Connection | Descendants)
    above = await _above(asker, entity, relation.keys)
    rows = await _rows(asker, ENTITIES[str(relation.to)], relation)
    if isinstance(relation, Descendants):
        every, place = _trees(above, rows, relation)
    else:
        grouped: dict[Any, list[str]] = {}
        for row in rows:
            grouped.setdefault(tuple(row[column] for column in relation.by), []).append(row["id"])
        every = {key: grouped.get(values, []) for key, values in above.items()}
        place = dict.fromkeys(every, _places(rows))
    long = sorted(every, key=lambda key: -len(every[key]))[: MOST_PARENTS - 1]
    empty = [key for key in every if not every[key]][:1]
    base = entity.parent or entity
    root = None if base.plural is None else camel(base.plural)
    return Listed(source, camel(field), every, {key: every[key] for key in [*long, *empty]}, place, root)


async def _above(asker: Asking, entity: Entity, keys: tuple[str, ...]) -> dict[str, tuple[Any, ...]]:
    """The rows of an entity by their ids, each with the values that its relation goes by."""
    if entity.table is None:
        (row,) = await asker.session.fetch("SELECT app.user_id()::text AS user_id")
        return {"viewer": tuple(row[key] for key in keys)}
    kind = f"WHERE {kind_condition(entity).format(t='')}" if entity.parent is not None else ""
    read = ", ".join(f'"{key}"::text' for key in dict.fromkeys(("id", *keys)))
    rows = await asker.session.fetch(f"SELECT {read} FROM {entity.table.fullname} {kind} ORDER BY id")
    base = (entity.parent or entity).name
    return {global_id(base, row["id"]): tuple(row[key] for key in keys) for row in rows}


async def _rows(asker: Asking, target: Entity, relation: Connection | Descendants) -> list[Any]:
    """All rows that the relation leads to from any row, in its order, with what it goes by."""
    assert target.table is not None
    read = [f't."{name}"::text' for name in dict.fromkeys(("id", *relation.by))]
    parts = [kind_condition(target)] if target.parent is not None else []
    if isinstance(relation, Descendants):
        read += [f't."{relation.parent}"::text', *(f't."{name}" AS "s.{name}"' for name in relation.sibling)]
        order = "t.id"
        read.append(f"({relation.where.format(t='t.') if relation.where else 'true'}) AS top")
    else:
        parts += [relation.where] if relation.where else []
        order = ", ".join(
            f't."{term.column}"{" DESC" if term.descending else ""} NULLS LAST'
            for term in default_order(target, relation)
        )
        order = ", ".join(filter(None, [order, "t.id"]))
        if default_order(target, relation) and default_order(target, relation)[-1].descending:
            order += " DESC"
    where = f"WHERE {' AND '.join(parts).format(t='t.', tenant='app.tenant_id()')}" if parts else ""
    return list(
        await asker.session.fetch(
            f"SELECT {', '.join(dict.fromkeys(read))} FROM {target.table.fullname} t {where} ORDER BY {order}"
        )
    )


def _places(rows: list[Any]) -> dict[str, int]:
    return {row["id"]: place for place, row in enumerate(rows)}


def _trees(
    above: dict[str, tuple[Any, ...]], rows: list[Any], relation: Descendants
) -> tuple[dict[str, list[str]], dict[str, dict[str, Any]]]:
    """The tree below each row, laid flat: each row is followed by those below it, siblings in order."""
    place: dict[str, dict[str, Any]] = {}
    below: dict[str | None, list[Any]] = {}
    for row in rows:
        below.setdefault(row[relation.parent], []).append(row)

    def step(row: Any) -> tuple[Any, ...]:
        return tuple(str(row[f"s.{name}"]) if name == "id" else row[f"s.{name}"] for name in relation.sibling)

    def lay(siblings: list[Any], path: tuple[Any, ...], found: dict[str, Any]) -> None:
        for row in sorted(siblings, key=step):
            found[row["id"]] = (*path, *step(row))
            lay(below.get(row["id"], []), found[row["id"]], found)

    for key, (value,) in above.items():
        place[key] = {}
        lay([row for row in rows if row[relation.by[0]] == value and row["top"]], (), place[key])
    return {key: list(found) for key, found in place.items()}, place
