"""Curriculum: modules and content are read no further than everything above them; payloads hold answer keys."""

from tests.security.matrix.terms import CONTENT, circle, has_keys, in_time

VIEWS = """
CREATE VIEW proof.module AS
    WITH RECURSIVE line (id, above, circle, is_open) AS (
        SELECT m.id, m.id, 4, true FROM modules m
        UNION
        SELECT l.id, m.parent_id, least(l.circle, CASE
            WHEN m.deleted_at IS NOT NULL THEN 0 WHEN NOT m.is_published OR m.status = 'archived' THEN 1
            WHEN m.is_for_staff THEN 1 ELSE 4 END),
            l.is_open AND now()
                BETWEEN coalesce(m.available_from, '-infinity') AND coalesce(m.available_until, 'infinity')
        FROM line l JOIN modules m ON m.id = l.above
    )
    SELECT m.id, m.tenant_id, m.course_id, least(min(l.circle), min(c.circle)) AS circle, bool_and(l.is_open) AS is_open
    FROM line l JOIN modules m ON m.id = l.id JOIN proof.course c ON c.id = m.course_id
    GROUP BY m.id, m.tenant_id, m.course_id;

CREATE VIEW proof.content AS
    SELECT i.id, i.tenant_id, i.course_id, least(m.circle, CASE
        WHEN i.deleted_at IS NOT NULL THEN 0 WHEN NOT i.is_active OR i.is_for_staff THEN 1 ELSE 4 END) AS circle,
        m.is_open AND now() BETWEEN coalesce(i.available_from, '-infinity') AND coalesce(i.available_until, 'infinity')
            AS is_open
    FROM content_items i JOIN proof.module m ON m.id = i.module_id;
"""
READS = {
    "modules": in_time(
        "(SELECT is_open FROM proof.module m WHERE m.id = r.id)",
        circle("(SELECT circle FROM proof.module m WHERE m.id = r.id)", course="r.course_id"),
    ),
    "module_templates": "v.is_staff",
    "content_items": in_time(
        "(SELECT is_open FROM proof.content i WHERE i.id = r.id)",
        circle("(SELECT circle FROM proof.content i WHERE i.id = r.id)", course="r.course_id"),
    ),
}
WRITES = {
    "modules": CONTENT,
    "module_templates": CONTENT,
    "content_items": CONTENT,
}
KEPT_FOR_UNDOING = frozenset({"modules", "content_items"})
MASKED = {("content_items", "data"): has_keys("r.course_id")}
