WITH page AS MATERIALIZED (
    SELECT e.id, e.status, e.enrolled_at, e.completed_at, e.external_id, e.user_id, e.offering_id
    FROM enrollments e
    WHERE e.tenant_id = $1 AND ($2::timestamptz IS NULL OR (e.enrolled_at, e.id) > ($2, $3::uuid))
    ORDER BY e.enrolled_at, e.id LIMIT 201
), shown AS (SELECT * FROM page ORDER BY enrolled_at, id LIMIT 200)
SELECT json_build_object('data', json_build_object('enrollments', json_build_object(
    'nodes', (SELECT json_agg(json_build_object(
        'uuid', e.id, 'status', upper(e.status::text), 'enrolledAt', e.enrolled_at, 'completedAt', e.completed_at,
        'externalId', e.external_id,
        'user', (SELECT json_build_object('uuid', u.id, 'fullName', u.full_name, 'email',
                CASE WHEN app.is_person(u.id) OR app.reaches('sensitive') OR app.reaches('sensitive:read')
                THEN u.email END)
            FROM users u WHERE u.tenant_id = $1 AND u.id = e.user_id),
        'offering', (SELECT json_build_object('uuid', o.id, 'termName', o.term_name, 'course',
                (SELECT json_build_object('uuid', c.id, 'code', c.code) FROM courses c
                    WHERE c.tenant_id = $1 AND c.id = o.course_id))
            FROM course_offerings o WHERE o.tenant_id = $1 AND o.id = e.offering_id)
        ) ORDER BY e.enrolled_at, e.id) FROM shown e),
    'pageInfo', json_build_object(
        'hasNextPage', (SELECT count(*) > 200 FROM page),
        'endCursor', (SELECT e.enrolled_at::text || '/' || e.id FROM shown e ORDER BY e.enrolled_at DESC, e.id DESC LIMIT 1))
)))::text
