-- That progress is of the same offering follows from the enrolment; said, its rows are read by one scan of the index.
SELECT json_build_object('data', json_build_object('node', (
    SELECT json_build_object('uuid', o.id, 'termName', o.term_name, 'enrollments', json_build_object('nodes', coalesce((
        SELECT json_agg(json_build_object(
            'uuid', e.id, 'status', upper(e.status::text), 'enrolledAt', e.enrolled_at,
            'user', CASE WHEN u.id IS NOT NULL THEN json_build_object('uuid', u.id, 'fullName', u.full_name, 'email',
                CASE WHEN app.is_person(u.id) OR app.reaches('sensitive') OR app.reaches('sensitive:read')
                    OR (e.status IN ('active', 'completed') AND (SELECT app.teaches(o.id)))
                    OR u.id IN (SELECT app.dealt_with('pupils people contacts'))
                THEN u.email END) END,
            'progress', CASE WHEN p.id IS NOT NULL THEN json_build_object('percent', p.percent, 'modules', p.modules,
                'completedModules', p.completed_modules, 'lastInteractedAt', p.last_interacted_at) END
            ) ORDER BY e.enrolled_at, e.id)
        FROM (SELECT e.id, e.status, e.enrolled_at, e.user_id FROM enrollments e
            WHERE e.tenant_id = $1 AND e.offering_id = o.id ORDER BY e.enrolled_at, e.id LIMIT 200) e
        LEFT JOIN users u ON u.tenant_id = $1 AND u.id = e.user_id
        LEFT JOIN course_progress p ON p.tenant_id = $1 AND p.enrollment_id = e.id AND p.offering_id = $2), '[]')))
    FROM course_offerings o WHERE o.tenant_id = $1 AND o.id = $2
)))::text
