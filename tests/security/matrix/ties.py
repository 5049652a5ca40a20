"""What is known of each viewer, as views over `proof.viewer (key, tenant_id, user_id, kind, scopes, narrowed)`."""

from tests.security.matrix.terms import (
    LEARNING,
    READING_ALL,
    RUNNING,
    TEACHING,
    TENANT_ADMINS,
    WRITING_CONTENT,
    role_list,
)

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
        coalesce(bool_or(h.role IN {role_list(RUNNING)} AND h.organization_id IS NULL), false) AS runs_all,
        coalesce(bool_or(h.role IN {role_list(WRITING_CONTENT)} AND h.organization_id IS NULL), false) AS writes_all,
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

-- What somebody teaches, until some time after it has ended: how long is the tenant's to say.
CREATE VIEW proof.taught AS
    SELECT v.key, i.offering_id FROM proof.who v JOIN offering_instructors i ON i.user_id = v.user_id
    JOIN course_offerings o ON o.id = i.offering_id JOIN tenants t ON t.id = v.tenant_id
    WHERE v.teaches AND coalesce(o.ends_at > now() - t.teaching_reach_days * interval '1 day', true);

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

-- The organisations that somebody runs, and all below them.
CREATE VIEW proof.head AS
    WITH RECURSIVE below (key, id) AS (
        SELECT key, organization_id FROM proof.held
        WHERE role IN {role_list(RUNNING)} AND organization_id IS NOT NULL
        UNION
        SELECT b.key, o.id FROM below b JOIN organizations o ON o.parent_id = b.id
    )
    SELECT key, id AS organization_id FROM below;

-- Who belongs to a place that somebody runs: by a role, a profile, or what they take of its courses.
CREATE VIEW proof.people AS
    SELECT h.key, p.person FROM proof.head h JOIN (
        SELECT organization_id, user_id AS person FROM user_roles
        UNION SELECT organization_id, user_id FROM student_profiles WHERE deleted_at IS NULL
        UNION SELECT organization_id, user_id FROM tutor_profiles WHERE deleted_at IS NULL
        UNION SELECT organization_id, user_id FROM staff_profiles WHERE deleted_at IS NULL
        UNION SELECT c.organization_id, e.user_id FROM enrollments e JOIN course_offerings o ON o.id = e.offering_id
            JOIN courses c ON c.id = o.course_id WHERE e.status IN ('active', 'completed')
    ) p USING (organization_id);

-- The guardians of learners whom somebody teaches or tutors, or who belong to a place that they run.
CREATE VIEW proof.contact AS
    SELECT l.key, g.guardian_id AS person FROM (
        SELECT * FROM proof.pupil UNION SELECT * FROM proof.people
        UNION SELECT v.key, p.user_id FROM proof.who v JOIN student_profiles p ON p.assigned_tutor_id = v.user_id
            WHERE v.is_tutor AND p.deleted_at IS NULL
    ) l (key, person) JOIN guardianships g ON g.student_id = l.person AND g.deleted_at IS NULL;

-- The courses that somebody writes, in a place where they write or as their author, and those that they teach.
CREATE VIEW proof.written AS
    WITH RECURSIVE below (key, id) AS (
        SELECT key, organization_id FROM proof.held
        WHERE role IN {role_list(WRITING_CONTENT)} AND organization_id IS NOT NULL
        UNION
        SELECT b.key, o.id FROM below b JOIN organizations o ON o.parent_id = b.id
    )
    SELECT b.key, c.id AS course_id FROM below b JOIN courses c ON c.organization_id = b.id
    UNION
    SELECT DISTINCT h.key, c.id FROM proof.held h JOIN courses c ON c.author_id = h.user_id
    WHERE h.role IN {role_list((*TEACHING, *WRITING_CONTENT))};

CREATE VIEW proof.keyed AS
    SELECT key, course_id FROM proof.written
    UNION
    SELECT t.key, o.course_id FROM proof.taught t JOIN course_offerings o ON o.id = t.offering_id;

-- What somebody takes, or is about to: nobody who does sees its answer keys, whatever else they are.
CREATE VIEW proof.studied AS
    SELECT v.key, e.offering_id, o.course_id FROM proof.who v JOIN enrollments e ON e.user_id = v.user_id
    JOIN course_offerings o ON o.id = e.offering_id JOIN tenants t ON t.id = v.tenant_id
    WHERE e.status NOT IN ('completed', 'dropped')
      AND coalesce(o.ends_at > now() - t.teaching_reach_days * interval '1 day', true);

-- The offerings that the family takes or has taken, and their courses.
CREATE VIEW proof.taken AS
    SELECT f.key, e.offering_id, o.course_id FROM proof.family f
    JOIN enrollments e ON e.user_id = f.person AND e.status IN ('active', 'completed')
    JOIN course_offerings o ON o.id = e.offering_id AND o.deleted_at IS NULL;

CREATE VIEW proof.attended AS
    SELECT f.key, s.class_session_id FROM proof.family f JOIN class_session_students s ON s.student_id = f.person;
"""
