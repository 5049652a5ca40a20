"""Who reads and writes lessons and what they are made of."""

from tests.security.matrix.terms import CONTENT, circle, scope

# A private lesson is the staff's. What it says is read as widely as the lesson, once it is published.
VIEWS = """
CREATE VIEW proof.lesson AS
    SELECT l.id, CASE
        WHEN l.deleted_at IS NOT NULL THEN 0 WHEN l.status <> 'published' OR l.visibility = 'private' THEN 1
        WHEN l.visibility = 'public' THEN 4 ELSE 3 END AS circle
    FROM lessons l;

CREATE VIEW proof.lesson_version AS
    SELECT n.id, least(l.circle, CASE WHEN n.published_at IS NULL THEN 1 ELSE 4 END) AS circle
    FROM lesson_versions n JOIN proof.lesson l ON l.id = n.lesson_id;
"""
_PART = circle("(SELECT circle FROM proof.lesson_version n WHERE n.id = r.lesson_version_id)", course="NULL")
_FOR_STAFF = f"v.is_staff OR {scope('catalogue')}"

READS = {
    "lessons": circle("(SELECT circle FROM proof.lesson l WHERE l.id = r.id)", course="NULL"),
    "lesson_versions": circle("(SELECT circle FROM proof.lesson_version n WHERE n.id = r.id)", course="NULL"),
    "lesson_blocks": _PART,
    "lesson_standards": _PART,
    "lesson_assets": _PART,
    "editor_sessions": "v.is_staff",
}
WRITES = dict.fromkeys(READS, CONTENT)
MASKED = {
    ("lesson_versions", "teacher_script_md"): _FOR_STAFF,
    ("lesson_versions", "source"): _FOR_STAFF,
    ("lesson_versions", "accommodations"): "v.is_staff",
}
_PUBLISHED = (
    "EXISTS (SELECT FROM lesson_versions n WHERE n.tenant_id = r.tenant_id AND n.id = r.lesson_version_id"
    " AND n.published_at IS NOT NULL)"
)
FROZEN = dict.fromkeys(("lesson_blocks", "lesson_standards", "lesson_assets"), _PUBLISHED)
KEPT_FOR_UNDOING = frozenset(READS) - {"editor_sessions"}
