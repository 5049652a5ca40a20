"""Catalogue: each course has a circle of readers; what it is written from is for staff."""

from tests.security.matrix.terms import CONTENT, LIVE, circle

VIEWS = """
-- How far a row may be read, from its own state and that of everything above it:
-- 0 nobody, 1 staff, 2 those enrolled, 3 members, 4 everyone.
CREATE VIEW proof.course AS
    SELECT c.id, c.tenant_id, CASE
        WHEN c.deleted_at IS NOT NULL THEN 0 WHEN c.status <> 'published' THEN 1
        WHEN c.visibility = 'private' THEN 2 WHEN c.visibility = 'public' THEN 4 ELSE 3 END AS circle
    FROM courses c;
"""
READS = {
    "courses": circle("(SELECT circle FROM proof.course c WHERE c.id = r.id)", course="r.id"),
    "course_subjects": circle(
        "(SELECT circle FROM proof.course c WHERE c.id = r.course_id)", course="r.course_id"
    ),
    "course_prerequisites": circle(
        "(SELECT circle FROM proof.course c WHERE c.id = r.course_id)", course="r.course_id"
    ),
    "course_contexts": "v.is_staff",
    "course_documents": f"{LIVE} AND v.is_staff",
}
WRITES = {
    "courses": CONTENT,
    "course_subjects": CONTENT,
    "course_prerequisites": CONTENT,
    "course_contexts": CONTENT,
    "course_documents": CONTENT,
}
KEPT_FOR_UNDOING = frozenset({"courses"})
