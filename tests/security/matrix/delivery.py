"""Delivery: offerings have circles of readers as courses do; enrolments and classes are personal."""

from tests.security.matrix.terms import (
    CONTENT,
    LIVE,
    PERSONAL,
    STAFF_OF_OFFERING,
    care,
    circle,
    head,
    owner_of,
    run,
    sensitive,
    taught,
)

VIEWS = """
CREATE VIEW proof.offering AS
    SELECT o.id, o.tenant_id, o.course_id, least(c.circle, CASE
        WHEN o.deleted_at IS NOT NULL THEN 0 WHEN o.visibility = 'private' THEN 2
        WHEN o.visibility = 'public' THEN 4 ELSE 3 END) AS circle
    FROM course_offerings o JOIN proof.course c ON c.id = o.course_id;
"""
READS = {
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
}
WRITES = {
    "course_offerings": CONTENT,
    "offering_instructors": CONTENT,
    "enrollments": STAFF_OF_OFFERING,
    "class_sessions": f"v.runs_tenant OR {taught('r.offering_id')} OR {run('r.organization_id')}",
    "class_session_students": "v.runs_tenant OR EXISTS (SELECT FROM class_sessions s WHERE s.id = r.class_session_id "
    f"AND ({taught('s.offering_id')} OR {run('s.organization_id')}))",
}
KEPT_FOR_UNDOING = frozenset({"course_offerings"})
MASKED = {
    ("enrollments", "metadata"): sensitive(taught("r.offering_id"), head(owner_of("r.offering_id"))),
    ("class_sessions", "meeting_url"): sensitive(
        care("r.tutor_id"),
        taught("r.offering_id"),
        head("r.organization_id"),
        "EXISTS (SELECT FROM proof.attended k WHERE k.key = v.key AND k.class_session_id = r.id)",
    ),
}
