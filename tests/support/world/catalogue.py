"""The catalogue of the small world: courses in every state, and what they are written from."""

from tests.support.rows import Draft
from tests.support.world.facts import COURSES, DELETED

LOOSE = """
UPDATE courses c SET primary_subject_id = (SELECT id FROM subjects WHERE code = 'MECH'), thumbnail_asset_id = (
    SELECT id FROM assets a WHERE a.tenant_id = :tenant AND a.course_id = c.id ORDER BY id LIMIT 1)
    WHERE tenant_id = :tenant;
UPDATE course_documents d SET asset_id = a.id FROM assets a
    WHERE d.tenant_id = :tenant AND a.tenant_id = :tenant AND a.course_id = d.course_id AND a.kind = 'source';
INSERT INTO course_subjects (tenant_id, course_id, subject_id)
    SELECT c.tenant_id, c.id, s.id FROM courses c, subjects s WHERE c.tenant_id = :tenant AND s.code <> 'PHYS';
"""


def rows(draft: Draft) -> None:
    """Drafts the courses, each with its context and document; each asks for the one before."""
    for number, (name, (status, visibility, place, deleted)) in enumerate(COURSES.items()):
        draft.add(
            "courses",
            name,
            title=name.title(),
            code=f"C{number}",
            status=status,
            visibility=visibility,
            organization_id=draft.id("organizations", place) if place else None,
            author_id=draft.id("users", "whole content_creator"),
            category_id=draft.id("categories", "Core"),
            deleted_at=DELETED if deleted else None,
        )
    for name in COURSES:
        course = draft.id("courses", name)
        draft.add("course_contexts", name, course_id=course, raw_text="For operators")
        draft.add(
            "course_documents",
            name,
            course_id=course,
            title="Source",
            deleted_at=DELETED if name == "linked" else None,
        )
    names = list(COURSES)
    for name, before in zip(names[1:], names, strict=False):
        draft.add(
            "course_prerequisites",
            name,
            course_id=draft.id("courses", name),
            prerequisite_course_id=draft.id("courses", before),
        )
