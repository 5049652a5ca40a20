WITH offering AS MATERIALIZED (
    SELECT o.id, o.term_name, o.course_id FROM course_offerings o WHERE o.tenant_id = $1 AND o.id = $2
), top AS MATERIALIZED (
    SELECT r.id FROM modules r
    WHERE r.tenant_id = $1 AND r.parent_id IS NULL AND r.course_id = (SELECT course_id FROM offering) AND r.is_published
)
SELECT json_build_object('data', json_build_object('node', (
    SELECT json_build_object('uuid', o.id, 'termName', o.term_name, 'enrollments', json_build_object('nodes', coalesce((
        SELECT json_agg(json_build_object(
            'uuid', e.id, 'status', upper(e.status::text), 'enrolledAt', e.enrolled_at,
            'user', (SELECT json_build_object('uuid', u.id, 'fullName', u.full_name, 'email',
                    CASE WHEN app.is_person(u.id) OR app.reaches('sensitive') OR app.reaches('sensitive:read')
                    THEN u.email END)
                FROM users u WHERE u.tenant_id = $1 AND u.id = e.user_id),
            'progress', json_build_object('percent', coalesce(round(p.total / nullif(t.modules, 0), 2), 0),
                'modules', t.modules, 'completedModules', coalesce(p.completed, 0), 'lastInteractedAt', l.last)
            ) ORDER BY e.enrolled_at, e.id)
        FROM (SELECT e.id, e.status, e.enrolled_at, e.user_id FROM enrollments e
            WHERE e.tenant_id = $1 AND e.offering_id = o.id ORDER BY e.enrolled_at, e.id LIMIT 200) e
        LEFT JOIN LATERAL (
            SELECT sum(p.progress_percent) AS total, count(p.completed_at) AS completed FROM module_progress p
            WHERE p.tenant_id = $1 AND p.user_id = e.user_id AND p.offering_id = o.id
                AND p.module_id = ANY (t.ids)) p ON true
        LEFT JOIN LATERAL (
            SELECT max(c.last_interacted_at) AS last FROM content_progress c
            WHERE c.tenant_id = $1 AND c.user_id = e.user_id AND c.offering_id = o.id) l ON true), '[]')))
    FROM offering o, (SELECT count(*) AS modules, array_agg(id) AS ids FROM top) t
)))::text
