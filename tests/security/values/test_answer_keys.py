"""No learner comes to an answer key before they may review it: by no field, filter, order, cursor, id or relation.

What is a key is read from the models (a column masked from whoever takes the course), and how it is reached from the
schema, so that a column or path that is added later is tried too. Who may review what is the matrix's, which asks the
rows themselves and not what triggers keep of them.
"""

import base64
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import orjson
import pytest
from sqlalchemy import Boolean, Column, Numeric

from app.execution.running.planned import Planner
from db.models import Base
from db.models.access import Mask
from db.reads.database import Database as Pool
from resolvers.kit.declaring.entity import ENTITIES, Entity, target_of
from resolvers.kit.declaring.names import camel
from resolvers.kit.declaring.relations import Connection, Count, Descendants, Latest, Relation
from resolvers.kit.types.input_types import columns_of
from resolvers.schema import build_schema
from tests.security.matrix import READS
from tests.security.proof import Proof
from tests.security.reading import ASKING, field_of
from tests.support.graphql import Asking, asking, compiled
from tests.support.selections import leaves, table_entities
from tests.support.viewers import Viewer
from tests.support.world.assessment import REVIEWS
from tests.support.world.facts import MARKER

# Learners in every state of their attempts, those who care for them, staff who may not see keys, and a partner.
WITHOUT_KEYS = (
    "whole student", "scoped student", "whole parent", "scoped parent", "whole finance", "scoped finance",
    "whole support", "whole analyst", "no role", "guest", "narrowed", "widened", "narrowed to nothing",
    "partner grades:read", "visitor",
)  # fmt: skip
CHOSEN = [viewer for viewer in ASKING if viewer.key in WITHOUT_KEYS]
TEACHER = next(viewer for viewer in ASKING if viewer.key == "whole tenant_admin")
LEARNER = next(viewer for viewer in ASKING if viewer.key == "whole student")


def is_key(column: Column[Any]) -> bool:
    """Whether the column's value is for those who may see answer keys."""
    mask: Mask | None = column.info.get("mask")
    return mask is not None and bool(mask.courses or mask.unless)


KEYS = {
    table.name: [column.name for column in table.columns if is_key(column)]
    for table in Base.metadata.tables.values()
    if any(map(is_key, table.columns))
}
"""The columns that hold keys, by table. The payload of content shows through fields of its own: as text alone."""
HOLDERS = {name: entity for name, entity in table_entities().items() if name in KEYS}
PATHS = [
    (entity, name, relation, target)
    for entity in ENTITIES.values()
    if entity.table is not None
    for name, relation in entity.relations.items()
    if (target := target_of(entity, relation)).table is not None and target.table.name in KEYS
]
SECRET = re.compile(rf"KEY [^\"\\]*|{MARKER}")
AT_ONCE = 100


@dataclass(slots=True)
class Found:
    """What a viewer was shown: rows with a key in them (path, table, column, id), rows without, and texts of keys."""

    shown: set[tuple[str, str, str, str]] = field(default_factory=set[tuple[str, str, str, str]])
    hidden: set[tuple[str, str, str, str]] = field(default_factory=set[tuple[str, str, str, str]])
    texts: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])

    def add(self, path: str, target: Entity, rows: list[dict[str, Any]]) -> None:
        """Notes what the rows show."""
        assert target.table is not None
        table = target.table.name
        self.texts |= {(path, text) for text in SECRET.findall(orjson.dumps(rows).decode())}
        for row in rows:
            for column in KEYS[table]:
                value = row.get(camel(column), row)
                if value is not row:
                    (self.hidden if value is None else self.shown).add((path, table, column, row["uuid"]))


async def look(proof: Proof, asker: Asking) -> Found:
    """Asks for every field of what holds keys, by every way there is to it."""
    found = Found()
    for table, entity in HOLDERS.items():
        selection = leaves(entity.name)
        ids = [f"{entity.name}_{key}" for key in proof.everything[table]]
        query = f"query ($ids: [ID!]!) {{ nodes(ids: $ids) {{ ... on {entity.name} {{ {selection} }} }} }}"
        found.add("nodes", entity, [row for row in await chunks(asker, query, ids) if row])
        if entity.plural is not None:
            query = f"{{ {field_of(entity.plural)}(first: 200) {{ nodes {{ {selection} }} }} }}"
            found.add(entity.plural, entity, (await asker.ask(query)).only[field_of(entity.plural)]["nodes"])
    for entity, name, relation, target in PATHS:
        base = entity.parent or entity
        ids = [f"{base.name}_{key}" for key in parents(proof, base, asker.viewer)]
        for arguments in ways(proof, relation):
            inner = selected(relation, target, arguments)
            query = f"... on {entity.name} {{ it: {camel(name)}{inner} }}"
            answers = await chunks(asker, f"query ($ids: [ID!]!) {{ nodes(ids: $ids) {{ {query} }} }}", ids)
            rows = [one for row in answers for one in flat((row or {}).get("it"))]
            found.add(f"{entity.name}.{name}", target, rows)
    return found


async def chunks(asker: Asking, query: str, ids: list[str]) -> list[Any]:
    """What `nodes` answers for all the ids."""
    found: list[Any] = []
    for place in range(0, len(ids), AT_ONCE):
        found += (await asker.ask(query, ids=ids[place : place + AT_ONCE])).only["nodes"]
    return found


def parents(proof: Proof, base: Entity, viewer: Viewer) -> list[str]:
    """The rows that the viewer can start from."""
    assert base.table is not None
    table = base.table.name
    return sorted(proof.allowed(table, viewer)) if table in READS else proof.everything[table]


def ways(proof: Proof, relation: Relation) -> list[str]:
    """The arguments with which a relation is tried: as it is, and for others where it takes a person."""
    if not isinstance(relation, Latest):
        return [""]
    return ["", *(f'(userId: "User_{key}")' for key in proof.everything["users"][:6])]


def selected(relation: Relation, target: Entity, arguments: str) -> str:
    """A relation's arguments and selection."""
    inner = leaves(target.name)
    if isinstance(relation, Connection | Descendants):
        return f"(first: 50) {{ nodes {{ {inner} }} }}"
    return "" if isinstance(relation, Count) else f"{arguments} {{ {inner} }}"


def flat(it: Any) -> list[dict[str, Any]]:
    """The rows that a relation led to."""
    if isinstance(it, dict) and "nodes" in it:
        it = it["nodes"]
    several = it if isinstance(it, list) else [it]
    return [one for one in several if isinstance(one, dict)]


async def granted(proof: Proof, viewer: Viewer) -> dict[tuple[str, str, str], str]:
    """The keys that the matrix shows to the viewer: (table, column, id), with what they say."""
    return {
        (table, column, key): value
        for table, columns in KEYS.items()
        for column in columns
        for key, value in (await proof.shown(table, column, viewer)).items()
    }


def leaked(found: Found, allowed: dict[tuple[str, str, str], str]) -> list[str]:
    """What was shown that the matrix does not grant."""
    said = "\n".join(allowed.values())
    loose = [f"{path}: {table}.{column} {key}" for path, table, column, key in found.shown
             if (table, column, key) not in allowed]  # fmt: skip
    return sorted([*loose, *(f"{path}: {text}" for path, text in found.texts if text not in said)])


@pytest.mark.parametrize("viewer", CHOSEN, ids=str)
async def test_no_path_leads_to_a_key_that_is_not_granted(proof: Proof, pool: Pool, viewer: Viewer) -> None:
    allowed = await granted(proof, viewer)
    async with asking(pool, viewer) as asker:
        found = await look(proof, asker)
    assert leaked(found, allowed) == []
    withheld = {(table, column, key) for _, table, column, key in found.hidden}
    assert withheld & set(allowed) == set(), "what is granted is shown"


@pytest.mark.parametrize("viewer", [LEARNER, CHOSEN[-1]], ids=str)
async def test_the_reference_executor_leaks_none_either(proof: Proof, pool: Pool, viewer: Viewer) -> None:
    async with asking(pool, viewer, compiled().reference) as asker:
        assert leaked(await look(proof, asker), await granted(proof, viewer)) == []


async def test_every_path_would_show_what_it_leads_to(proof: Proof, pool: Pool) -> None:
    async with asking(pool, TEACHER) as asker:
        found = await look(proof, asker)
    paths = {path for path, *_ in found.shown} | {path for path, _ in found.texts}
    wanted = {"nodes", *(str(entity.plural) for entity in HOLDERS.values())}
    # Of content only the hidden tests of labs have a field, so not every path to content leads to something.
    wanted |= {
        f"{entity.name}.{name}" for entity, name, relation, target in PATHS
        if not isinstance(relation, Count) and target.table is not HOLDERS["content_items"].table
    }  # fmt: skip
    assert wanted - paths == set()


async def test_learners_meet_every_case(proof: Proof) -> None:
    opened: Counter[str] = Counter()
    closed: Counter[str] = Counter()
    for viewer in CHOSEN:
        mine = proof.allowed("question_answers", viewer)
        shown = set(await proof.shown("question_answers", "is_correct", viewer))
        for review in REVIEWS:
            of = await proof.connection.fetch(
                "SELECT a.id::text, t.submitted_at IS NOT NULL AS is_submitted FROM question_answers a"
                " JOIN quiz_attempts t ON t.id = a.attempt_id JOIN content_items i ON i.id = t.content_item_id"
                " JOIN assessments s ON s.id = i.assessment_id WHERE s.review::text = $1 AND t.user_id::text = $2",
                review, viewer.user_id or "",
            )  # fmt: skip
            for row in of:
                assert row["id"] in mine
                place = f"{review}, {'submitted' if row['is_submitted'] else 'in progress'}"
                (opened if row["id"] in shown else closed)[place] += 1
    assert set(opened) == {"after_last_attempt, submitted", "after_each_attempt, submitted"}
    assert set(closed) == {
        "never, submitted", "never, in progress", "after_last_attempt, submitted", "after_last_attempt, in progress",
        "after_each_attempt, submitted", "after_each_attempt, in progress",
    }  # fmt: skip


async def test_the_proof_fails_where_a_mask_is_missing(
    proof: Proof, pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    column = Base.metadata.tables["answer_options"].columns["is_correct"]
    allowed = await granted(proof, LEARNER)
    monkeypatch.setitem(column.info, "mask", None)
    async with asking(pool, LEARNER, Planner(build_schema())) as asker:
        found = leaked(await look(proof, asker), allowed)
    paths = {line.partition(":")[0] for line in found}
    assert {"nodes", "answer_options", "Question.options", "QuestionAnswer.selected_options"} <= paths


LISTS = [("", str(entity.plural), entity) for entity in HOLDERS.values() if entity.plural]
NESTED = [
    (entity.name, name, target)
    for entity, name, relation, target in PATHS
    if isinstance(relation, Connection)
]


@pytest.mark.parametrize("viewer", CHOSEN, ids=str)
async def test_no_filter_order_or_cursor_tells_a_key(proof: Proof, pool: Pool, viewer: Viewer) -> None:
    allowed = await granted(proof, viewer)
    async with asking(pool, viewer) as asker:
        for owner, name, target in [*LISTS, *NESTED]:
            assert target.table is not None
            table = target.table.name
            for column in set(KEYS[table]) & set(columns_of(target)):
                shown = {key for held, of, key in allowed if (held, of) == (table, column)}
                for condition in ("isNull: false", *probes(target, column)):
                    rows = await listed(
                        proof, asker, owner, name, f"filter: {{{camel(column)}: {{{condition}}}}}"
                    )
                    assert {row["node"]["uuid"] for row in rows} <= shown, (owner, name, column, condition)
                for direction in ("ASC", "DESC_NULLS_FIRST"):
                    rows = await listed(
                        proof, asker, owner, name, f"orderBy: [{{{camel(column)}: {direction}}}]"
                    )
                    for row in rows:
                        _, value, *_ = orjson.loads(base64.urlsafe_b64decode(row["cursor"] + "=="))
                        assert (value is None) or row["node"]["uuid"] in shown, (owner, name, column)


def probes(target: Entity, column: str) -> list[str]:
    """Conditions that a value would meet, by its kind."""
    kind = columns_of(target)[column].type
    if isinstance(kind, Boolean):
        return ["eq: true", "eq: false", "in: [true, false]"]
    return ['gte: "0"'] if isinstance(kind, Numeric) else ['contains: ""', 'startsWith: "K"']


async def listed(proof: Proof, asker: Asking, owner: str, name: str, argument: str) -> list[dict[str, Any]]:
    """The edges of a root connection, or of one from every row of the owner's."""
    inner = f"(first: 60, {argument}) {{ edges {{ cursor node {{ uuid }} }} }}"
    if not owner:
        return (await asker.ask(f"{{ {field_of(name)}{inner} }}")).only[field_of(name)]["edges"]
    base = ENTITIES[owner].parent or ENTITIES[owner]
    ids = [f"{base.name}_{key}" for key in parents(proof, base, asker.viewer)]
    query = f"query ($ids: [ID!]!) {{ nodes(ids: $ids) {{ ... on {owner} {{ it: {camel(name)}{inner} }} }} }}"
    return [
        edge for row in await chunks(asker, query, ids) if row and "it" in row for edge in row["it"]["edges"]
    ]
