"""Taxonomy of the small world: subjects and standards for all tenants, and each tenant's categories."""

from tests.support.rows import Draft
from tests.support.world.facts import DELETED

REFERENCE = """
INSERT INTO domains (code, name) VALUES ('SCI', 'Science');
INSERT INTO subjects (code, name, domain_id) SELECT 'PHYS', 'Physics', id FROM domains;
INSERT INTO subjects (code, name, domain_id, parent_id) SELECT w, w, domain_id, id FROM subjects,
    unnest('{MECH,OPTICS}'::text[]) w;
INSERT INTO standards_frameworks (code, name) VALUES ('NGSS', 'Next Generation Science Standards');
INSERT INTO standards (framework_id, code, description)
    SELECT id, w, 'Statement ' || w FROM standards_frameworks, unnest('{S1,S2,S3}'::text[]) w;
INSERT INTO standard_associations (from_id, to_id, kind, framework_id)
    SELECT a.id, b.id, 'is_child_of', a.framework_id FROM standards a, standards b
    WHERE a.code > b.code AND b.code = 'S1';
"""


def rows(draft: Draft) -> None:
    """Drafts the categories, one of which is deleted."""
    for place, name in enumerate(("Core", "Electives", "Old"), 1):
        draft.add(
            "categories", name, name=name, sequence_index=place, deleted_at=DELETED if name == "Old" else None
        )
