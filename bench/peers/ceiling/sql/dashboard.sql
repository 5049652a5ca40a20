SELECT json_build_object('data', json_build_object('viewer', json_build_object('user', (
    SELECT json_build_object('uuid', u.id, 'fullName', u.full_name, 'enrollments', json_build_object('nodes', coalesce((
        SELECT json_agg(json_build_object(
            'uuid', e.id, 'status', upper(e.status::text), 'enrolledAt', e.enrolled_at,
            'offering', json_build_object('uuid', o.id, 'termName', o.term_name,
                'course', json_build_object('uuid', c.id, 'code', c.code, 'title', c.title)),
            'progress', json_build_object('percent', coalesce(round(m.percent / nullif(t.modules, 0), 2), 0), 'modules', t.modules,
                'completedModules', m.completed, 'lastInteractedAt', l.last_interacted_at,
                'lastContentItem', CASE WHEN i.id IS NOT NULL THEN json_build_object('uuid', i.id, 'title', i.title,
                    'contentType', upper(i.content_type::text)) END)
            ) ORDER BY e.enrolled_at DESC, e.id DESC)
        FROM (SELECT e.id, e.status, e.enrolled_at, e.offering_id, e.user_id FROM enrollments e
            WHERE e.tenant_id = $1 AND e.user_id = u.id ORDER BY e.enrolled_at DESC, e.id DESC LIMIT 8) e
        LEFT JOIN course_offerings o ON o.tenant_id = $1 AND o.id = e.offering_id
        LEFT JOIN courses c ON c.tenant_id = $1 AND c.id = o.course_id
        CROSS JOIN LATERAL (
            SELECT count(*) AS modules, array_agg(r.id) AS ids FROM modules r
            WHERE r.tenant_id = $1 AND r.parent_id IS NULL AND r.course_id = o.course_id AND r.is_published) t
        CROSS JOIN LATERAL (
            SELECT sum(p.progress_percent) AS percent, count(p.completed_at) AS completed FROM module_progress p
            WHERE p.tenant_id = $1 AND p.user_id = e.user_id AND p.offering_id = e.offering_id
                AND p.module_id = ANY (t.ids)) m
        LEFT JOIN LATERAL (
            SELECT q.content_item_id, q.last_interacted_at FROM content_progress q
            WHERE q.tenant_id = $1 AND q.user_id = e.user_id AND q.offering_id = e.offering_id
                AND q.last_interacted_at IS NOT NULL
            ORDER BY q.last_interacted_at DESC, q.id DESC LIMIT 1) l ON true
        LEFT JOIN content_items i ON i.tenant_id = $1 AND i.id = l.content_item_id), '[]')))
    FROM users u WHERE u.tenant_id = $1 AND u.id = app.user_id()
))))::text
