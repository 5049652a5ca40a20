"""Assets: a file is read as widely as what it belongs to; the library is for members."""

from tests.security.matrix.terms import CONTENT, circle, in_time

VIEWS = """
-- A file follows the nearest of the content, the module and the course it belongs to; the library is for members.
CREATE VIEW proof.asset AS
    SELECT a.id, a.tenant_id, a.course_id, least(
        CASE WHEN i.id IS NOT NULL THEN i.circle WHEN m.id IS NOT NULL THEN m.circle ELSE c.circle END,
        CASE WHEN a.deleted_at IS NOT NULL THEN 0 WHEN a.kind = 'source' THEN 1
            WHEN a.course_id IS NULL THEN 3 ELSE 4 END
    ) AS circle, coalesce(i.is_open, m.is_open, true) AS is_open
    FROM assets a LEFT JOIN proof.content i ON i.id = a.content_item_id LEFT JOIN proof.module m ON m.id = a.module_id
    LEFT JOIN proof.course c ON c.id = a.course_id;
"""
READS = {
    "assets": in_time(
        "(SELECT is_open FROM proof.asset a WHERE a.id = r.id)",
        circle("(SELECT circle FROM proof.asset a WHERE a.id = r.id)", course="r.course_id"),
    ),
    "asset_versions": "v.is_staff",
}
WRITES = {
    "assets": CONTENT,
    "asset_versions": CONTENT,
}
KEPT_FOR_UNDOING = frozenset({"assets"})
