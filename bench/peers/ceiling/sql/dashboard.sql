SELECT json_build_object('data', json_build_object('viewer', json_build_object('user', (
    SELECT json_build_object('uuid', u.id, 'fullName', u.full_name, 'enrollments', json_build_object('nodes', coalesce((
        SELECT json_agg(json_build_object(
            'uuid', e.id, 'status', upper(e.status::text), 'enrolledAt', e.enrolled_at,
            'offering', (SELECT json_build_object('uuid', o.id, 'termName', o.term_name, 'course', (
                    SELECT json_build_object('uuid', c.id, 'code', c.code, 'title', c.title)
                    FROM courses c WHERE c.tenant_id = $1 AND c.id = o.course_id))
                FROM course_offerings o WHERE o.tenant_id = $1 AND o.id = e.offering_id),
            'progress', (SELECT json_build_object('percent', p.percent, 'modules', p.modules,
                    'completedModules', p.completed_modules, 'lastInteractedAt', p.last_interacted_at,
                    'lastContentItem', (SELECT json_build_object('uuid', i.id, 'title', i.title,
                            'contentType', upper(i.content_type::text))
                        FROM content_items i WHERE i.tenant_id = $1 AND i.id = p.last_content_item_id))
                FROM course_progress p WHERE p.tenant_id = $1 AND p.enrollment_id = e.id)
            ) ORDER BY e.enrolled_at DESC, e.id DESC)
        FROM (SELECT e.id, e.status, e.enrolled_at, e.offering_id FROM enrollments e
            WHERE e.tenant_id = $1 AND e.user_id = u.id ORDER BY e.enrolled_at DESC, e.id DESC LIMIT 8) e), '[]')))
    FROM users u WHERE u.tenant_id = $1 AND u.id = app.user_id()
))))::text
