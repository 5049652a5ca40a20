"""The access matrix, written out by hand: for each table, which rows which viewer reads and writes, as plain SQL.

It is written from the data model's own words (section 2, and the word that each table states), not from the policies:
joins over the tables, run by a superuser whom row-level security does not bind. `v` is the viewer, `r` the row.

Here stand the first domains; each later one has a file of its own, `matrix_<domain>.py`, which is found by its name and
states `READS`, `WRITES` and, where it needs them, the other names below.
"""

from importlib import import_module
from pathlib import Path

from tests.security.matrix_terms import (
    ADMINISTRATORS,
    CONTENT,
    LEARNING,
    LIVE,
    MEMBERS,
    PERSONAL,
    PROGRESS,
    READING_ALL,
    SEEING_KEYS,
    SEEING_PERSONAL_DATA,
    SENSITIVE,
    STAFF_OF_OFFERING,
    TEACHING,
    TENANT_ADMINS,
    WRITING_CONTENT,
    care,
    circle,
    owner_of,
    pupil,
    role_list,
    run,
    scope,
    taught,
)

# What is known of each viewer, as views over `proof.viewer (key, tenant_id, user_id, kind, scopes, narrowed)`.
VIEWS = f"""
CREATE VIEW proof.held AS
    SELECT v.key, v.tenant_id, v.user_id, g.role::text AS role, g.organization_id
    FROM proof.viewer v JOIN user_roles g ON g.tenant_id = v.tenant_id AND g.user_id = v.user_id
    WHERE v.kind = 'person' AND (v.narrowed IS NULL OR g.role::text = ANY (v.narrowed));

CREATE VIEW proof.who AS
    SELECT v.*, v.kind = 'person' AS is_member, v.kind = 'visitor' AS is_visitor,
        coalesce(bool_or(h.role NOT IN {role_list(LEARNING)}), false) AS is_staff,
        coalesce(bool_or(h.role IN {role_list(READING_ALL)} AND h.organization_id IS NULL), false) AS reads_all,
        coalesce(bool_or(h.role IN {role_list(TENANT_ADMINS)} AND h.organization_id IS NULL), false) AS runs_tenant,
        coalesce(bool_or(h.role IN {role_list(WRITING_CONTENT)}), false) AS writes_content,
        coalesce(bool_or(h.role IN {role_list(SEEING_KEYS)}), false) AS sees_keys,
        coalesce(bool_or(h.role IN {role_list(SEEING_PERSONAL_DATA)}), false) AS sees_personal_data,
        coalesce(bool_or(h.role IN {role_list(TEACHING)}), false) AS teaches,
        coalesce(bool_or(h.role = 'parent'), false) AS is_parent,
        coalesce(bool_or(h.role = 'tutor'), false) AS is_tutor
    FROM proof.viewer v LEFT JOIN proof.held h USING (key, tenant_id, user_id)
    WHERE v.kind <> 'refused'
    GROUP BY v.key, v.tenant_id, v.user_id, v.kind, v.scopes, v.narrowed;

-- Oneself, and the children in one's care.
CREATE VIEW proof.family AS
    SELECT key, user_id AS person FROM proof.who WHERE is_member
    UNION
    SELECT v.key, g.student_id FROM proof.who v JOIN guardianships g ON g.guardian_id = v.user_id
    WHERE v.is_parent AND g.deleted_at IS NULL;

-- The family, and the students assigned to a tutor.
CREATE VIEW proof.care AS
    SELECT * FROM proof.family
    UNION
    SELECT v.key, p.user_id FROM proof.who v JOIN student_profiles p ON p.assigned_tutor_id = v.user_id
    WHERE v.is_tutor AND p.deleted_at IS NULL;

CREATE VIEW proof.taught AS
    SELECT v.key, i.offering_id FROM proof.who v JOIN offering_instructors i ON i.user_id = v.user_id WHERE v.teaches;

-- Those who take what somebody teaches.
CREATE VIEW proof.pupil AS
    SELECT t.key, e.user_id AS person FROM proof.taught t
    JOIN enrollments e ON e.offering_id = t.offering_id AND e.status IN ('active', 'completed');

-- The organisations that somebody runs (or analyses), and all below them.
CREATE VIEW proof.run AS
    WITH RECURSIVE below (key, id) AS (
        SELECT key, organization_id FROM proof.held
        WHERE role IN {role_list(READING_ALL)} AND organization_id IS NOT NULL
        UNION
        SELECT b.key, o.id FROM below b JOIN organizations o ON o.parent_id = b.id
    )
    SELECT key, id AS organization_id FROM below;

-- The offerings that the family takes or has taken, and their courses.
CREATE VIEW proof.taken AS
    SELECT f.key, e.offering_id, o.course_id FROM proof.family f
    JOIN enrollments e ON e.user_id = f.person AND e.status IN ('active', 'completed')
    JOIN course_offerings o ON o.id = e.offering_id AND o.deleted_at IS NULL;

CREATE VIEW proof.attended AS
    SELECT f.key, s.class_session_id FROM proof.family f JOIN class_session_students s ON s.student_id = f.person;

-- How far a row may be read, from its own state and that of everything above it:
-- 0 nobody, 1 staff, 2 those enrolled, 3 members, 4 everyone.
CREATE VIEW proof.course AS
    SELECT c.id, c.tenant_id, CASE
        WHEN c.deleted_at IS NOT NULL THEN 0 WHEN c.status <> 'published' THEN 1
        WHEN c.visibility = 'private' THEN 2 WHEN c.visibility = 'public' THEN 4 ELSE 3 END AS circle
    FROM courses c;

CREATE VIEW proof.offering AS
    SELECT o.id, o.tenant_id, o.course_id, least(c.circle, CASE
        WHEN o.deleted_at IS NOT NULL THEN 0 WHEN o.visibility = 'private' THEN 2
        WHEN o.visibility = 'public' THEN 4 ELSE 3 END) AS circle
    FROM course_offerings o JOIN proof.course c ON c.id = o.course_id;

CREATE VIEW proof.module AS
    WITH RECURSIVE line (id, above, circle) AS (
        SELECT m.id, m.id, 4 FROM modules m
        UNION
        SELECT l.id, m.parent_id, least(l.circle, CASE
            WHEN m.deleted_at IS NOT NULL THEN 0 WHEN NOT m.is_published OR m.status = 'archived' THEN 1 ELSE 4 END)
        FROM line l JOIN modules m ON m.id = l.above
    )
    SELECT m.id, m.tenant_id, m.course_id, least(min(l.circle), min(c.circle)) AS circle
    FROM line l JOIN modules m ON m.id = l.id JOIN proof.course c ON c.id = m.course_id
    GROUP BY m.id, m.tenant_id, m.course_id;

CREATE VIEW proof.content AS
    SELECT i.id, i.tenant_id, i.course_id, least(m.circle, CASE
        WHEN i.deleted_at IS NOT NULL THEN 0 WHEN NOT i.is_active THEN 1 ELSE 4 END) AS circle
    FROM content_items i JOIN proof.module m ON m.id = i.module_id;

-- A file follows the nearest of the content, the module and the course it belongs to; the library is for members.
CREATE VIEW proof.asset AS
    SELECT a.id, a.tenant_id, a.course_id, least(
        CASE WHEN i.id IS NOT NULL THEN i.circle WHEN m.id IS NOT NULL THEN m.circle ELSE c.circle END,
        CASE WHEN a.deleted_at IS NOT NULL THEN 0 WHEN a.kind = 'source' THEN 1
            WHEN a.course_id IS NULL THEN 3 ELSE 4 END
    ) AS circle
    FROM assets a LEFT JOIN proof.content i ON i.id = a.content_item_id LEFT JOIN proof.module m ON m.id = a.module_id
    LEFT JOIN proof.course c ON c.id = a.course_id;
"""

READS: dict[str, str] = {
    "tenants": "r.id = v.tenant_id",
    "organizations": f"{LIVE} AND ({MEMBERS} OR v.is_visitor)",
    "categories": f"{LIVE} AND (v.is_member OR v.is_visitor OR {scope('catalogue')})",
    "users": f"{LIVE} AND (v.is_staff OR {scope('roster')} OR {care('r.id')} OR (v.is_member AND r.is_listed))",
    "user_roles": f"{PERSONAL} OR {care('r.user_id')} OR {run('r.organization_id')}",
    "student_profiles": f"{LIVE} AND ({PERSONAL} OR {care('r.user_id')} OR {run('r.organization_id')} "
    f"OR r.assigned_tutor_id = v.user_id OR {pupil('r.user_id')})",
    "tutor_profiles": f"{LIVE} AND {MEMBERS}",
    "staff_profiles": f"{LIVE} AND {MEMBERS}",
    "guardianships": f"{LIVE} AND ({PERSONAL} OR {care('r.student_id')} OR {care('r.guardian_id')} "
    f"OR {pupil('r.student_id')})",
    "groups": f"{LIVE} AND {MEMBERS}",
    "group_members": f"{PERSONAL} OR {care('r.user_id')}",
    "courses": circle("(SELECT circle FROM proof.course c WHERE c.id = r.id)", course="r.id"),
    "course_subjects": circle(
        "(SELECT circle FROM proof.course c WHERE c.id = r.course_id)", course="r.course_id"
    ),
    "course_prerequisites": circle(
        "(SELECT circle FROM proof.course c WHERE c.id = r.course_id)", course="r.course_id"
    ),
    "course_contexts": "v.is_staff",
    "course_documents": f"{LIVE} AND v.is_staff",
    "modules": circle("(SELECT circle FROM proof.module m WHERE m.id = r.id)", course="r.course_id"),
    "module_templates": "v.is_staff",
    "content_items": circle("(SELECT circle FROM proof.content i WHERE i.id = r.id)", course="r.course_id"),
    "course_offerings": circle("(SELECT circle FROM proof.offering o WHERE o.id = r.id)", offering="r.id"),
    "offering_instructors": circle(
        "(SELECT circle FROM proof.offering o WHERE o.id = r.offering_id)", offering="r.offering_id"
    ),
    "enrollments": f"{PERSONAL} OR {care('r.user_id')} OR {taught('r.offering_id')} "
    f"OR {run(owner_of('r.offering_id'))}",
    "class_sessions": f"{LIVE} AND ({PERSONAL} OR {care('r.tutor_id')} OR {taught('r.offering_id')} "
    f"OR {run('r.organization_id')} "
    "OR EXISTS (SELECT FROM proof.attended k WHERE k.key = v.key AND k.class_session_id = r.id))",
    "class_session_students": f"{PERSONAL} OR {care('r.student_id')} OR EXISTS (SELECT FROM class_sessions s "
    f"WHERE s.id = r.class_session_id AND (s.tutor_id = v.user_id OR {taught('s.offering_id')} "
    f"OR {run('s.organization_id')}))",
    "module_progress": PROGRESS,
    "content_progress": PROGRESS,
    "course_progress": PROGRESS,
    "assets": circle("(SELECT circle FROM proof.asset a WHERE a.id = r.id)", course="r.course_id"),
    "asset_versions": "v.is_staff",
}

UNREACHABLE = {
    "clients": "private: who the partners are and what they may ask is the gateway's own affair",
}
"""Tables with a tenant that no GraphQL type shows, each for its reason."""

# Who writes: tenant administrators everything that is anybody's; content staff the catalogue and what courses are
# written from; those who teach or run, the personal rows of their part; a learner, their own progress.
WRITES: dict[str, str] = {
    "tenants": "false",
    "organizations": ADMINISTRATORS,
    "categories": ADMINISTRATORS,
    "users": ADMINISTRATORS,
    "user_roles": ADMINISTRATORS,
    "student_profiles": f"v.runs_tenant OR {run('r.organization_id')}",
    "tutor_profiles": ADMINISTRATORS,
    "staff_profiles": ADMINISTRATORS,
    "guardianships": ADMINISTRATORS,
    "groups": ADMINISTRATORS,
    "group_members": ADMINISTRATORS,
    "courses": CONTENT,
    "course_subjects": CONTENT,
    "course_prerequisites": CONTENT,
    "course_contexts": CONTENT,
    "course_documents": CONTENT,
    "modules": CONTENT,
    "module_templates": CONTENT,
    "content_items": CONTENT,
    "course_offerings": CONTENT,
    "offering_instructors": CONTENT,
    "enrollments": STAFF_OF_OFFERING,
    "class_sessions": f"v.runs_tenant OR {taught('r.offering_id')} OR {run('r.organization_id')}",
    "class_session_students": "v.runs_tenant OR EXISTS (SELECT FROM class_sessions s WHERE s.id = r.class_session_id "
    f"AND ({taught('s.offering_id')} OR {run('s.organization_id')}))",
    "module_progress": f"{STAFF_OF_OFFERING} OR r.user_id = v.user_id",
    "content_progress": f"{STAFF_OF_OFFERING} OR r.user_id = v.user_id",
    "course_progress": "false",
    "assets": CONTENT,
    "asset_versions": CONTENT,
    "clients": "false",
}
KEPT_FOR_UNDOING = frozenset({"courses", "modules", "content_items", "course_offerings", "assets"})
"""Where a deleted row can still be written, by whom its table may be, so that a deletion can be undone."""

MASKED: dict[tuple[str, str], str] = {
    ("tenants", "plan"): "v.is_staff",
    ("tenants", "data_region"): "v.is_staff",
    ("tenants", "metadata"): "v.is_staff",
    ("organizations", "metadata"): "v.is_staff",
    **{
        ("users", column): f"{SENSITIVE} OR {care('r.id')}"
        for column in ("email", "phone", "auth_provider", "external_id", "accessibility_settings")
    },
    ("users", "metadata"): "v.sees_personal_data",
    ("student_profiles", "date_of_birth"): f"{SENSITIVE} OR {care('r.user_id')}",
    ("student_profiles", "special_needs"): f"{SENSITIVE} OR {care('r.user_id')}",
    ("student_profiles", "demographics"): f"{SENSITIVE} OR {care('r.user_id')}",
    ("content_items", "data"): "v.sees_keys",
}
"""Who sees the value of a column that is not for everyone who sees the row."""

FROZEN: dict[str, str] = {}
"""Which rows of a table nobody deletes, whoever may write the others."""

UNWRITTEN = frozenset({"course_progress"})
"""What the database alone writes: by a trigger, or when figures are worked out anew."""

APPENDED: frozenset[str] = frozenset()
"""What people add to and nobody changes."""

for _path in sorted(Path(__file__).parent.glob("matrix_*.py")):
    _domain = vars(import_module(f"tests.security.{_path.stem}"))
    for _name, _part in (
        ("READS", READS),
        ("WRITES", WRITES),
        ("MASKED", MASKED),
        ("UNREACHABLE", UNREACHABLE),
        ("FROZEN", FROZEN),
    ):
        _more = _domain.get(_name, {})
        assert not _more.keys() & _part.keys(), f"{_path.stem} says again what is said elsewhere"
        _part.update(_more)
    VIEWS += _domain.get("VIEWS", "")
    KEPT_FOR_UNDOING |= _domain.get("KEPT_FOR_UNDOING", frozenset())
    UNWRITTEN |= _domain.get("UNWRITTEN", frozenset())
    APPENDED |= _domain.get("APPENDED", frozenset())
