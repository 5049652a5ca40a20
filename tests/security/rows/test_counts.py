"""A count is told to whoever reads all that is counted, and to nobody else: half a number misleads."""

import pytest

from db.derived.policies import access_of
from db.reads.database import Database as Pool
from resolvers.kit.declaring.entity import Entity, target_of
from resolvers.kit.declaring.relations import Count
from resolvers.kit.reading.batches import known_count
from tests.security.proof import Proof
from tests.security.rows.test_relations import CHOSEN, RELATIONS, Pairs, reached, rows_of
from tests.support.graphql import asking
from tests.support.viewers import Viewer

COUNTS = {
    f"{entity.name}.{name}": (entity, name, relation)
    for entity, name, relation in RELATIONS
    if isinstance(relation, Count) and known_count(entity, relation) is not None
}
OF_PEOPLE = [
    name
    for name, (entity, _, relation) in COUNTS.items()
    if (table := target_of(entity, relation).table) is not None and access_of(table).kind == "personal"
]
"""Of what is published, a count says how much is published to the viewer."""
ALWAYS = {"whole analyst", "whole tenant_admin", "partner catalogue:read progress:read roster:read"}
NEVER = {"visitor", "whole student", "no role", "whole parent"}
"""Who reads all enrolments, and who reads those of some people alone."""


def test_what_is_counted_of_people_may_be_unknown() -> None:
    assert COUNTS.keys() == {
        "Assessment.question_count",
        "CourseOffering.enrollment_count",
        "DiscussionPost.reply_count",
        "DiscussionThread.post_count",
        "Group.member_count",
        "Organization.course_count",
        "TutorProfile.current_students",
    }


@pytest.mark.parametrize("viewer", CHOSEN, ids=str)
@pytest.mark.parametrize("count", OF_PEOPLE)
async def test_a_number_that_is_told_is_the_whole_number(
    proof: Proof, pool: Pool, viewer: Viewer, count: str
) -> None:
    entity, name, relation = COUNTS[count]
    async with asking(pool, viewer) as asker:
        found = await reached(proof, asker, entity, name, relation)
    assert found <= await all_of(proof, viewer, entity, relation)


async def all_of(proof: Proof, viewer: Viewer, entity: Entity, relation: Count) -> Pairs:
    """How many rows there are under each row that the viewer sees, whoever may see them."""
    target = target_of(entity, relation)
    assert entity.table is not None
    assert target.table is not None
    alive = " AND c.deleted_at IS NULL" if "deleted_at" in target.table.columns else ""
    rows = await proof.connection.fetch(
        f"SELECT p.id::text, count(c.id) FROM {entity.table.name} p LEFT JOIN {target.table.name} c"
        f" ON c.{relation.by[0]} = p.{relation.keys[0]}{alive}"
        " WHERE p.id = ANY ($1::text[]::uuid[]) GROUP BY p.id",
        rows_of(proof, entity, viewer),
    )
    return {tuple(row) for row in rows}


@pytest.mark.parametrize("viewer", CHOSEN, ids=str)
async def test_who_knows_how_many_take_an_offering(proof: Proof, pool: Pool, viewer: Viewer) -> None:
    entity, name, relation = COUNTS["CourseOffering.enrollment_count"]
    async with asking(pool, viewer) as asker:
        found = await reached(proof, asker, entity, name, relation)
    if viewer.key in ALWAYS:
        assert found == await all_of(proof, viewer, entity, relation) != set()
    elif viewer.key in NEVER:
        assert found == set()
    elif viewer.key == "whole instructor":
        assert found
