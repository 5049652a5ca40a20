WITH page AS MATERIALIZED (
    SELECT c.id, c.code, c.title, c.level, c.organization_id, c.primary_subject_id
    FROM courses c
    WHERE c.tenant_id = $1 AND ($2::text IS NULL OR (c.title, c.id) > ($2, $3::uuid))
    ORDER BY c.title, c.id LIMIT 51
), shown AS (SELECT * FROM page ORDER BY title, id LIMIT 50)
SELECT json_build_object('data', json_build_object('courses', json_build_object(
    'nodes', (SELECT json_agg(json_build_object(
        'uuid', c.id, 'code', c.code, 'title', c.title, 'level', upper(c.level::text),
        'organization', (SELECT json_build_object('uuid', o.id, 'name', o.name) FROM organizations o
            WHERE o.tenant_id = $1 AND o.id = c.organization_id),
        'primarySubject', (SELECT json_build_object('uuid', s.id, 'name', s.name) FROM subjects s
            WHERE s.id = c.primary_subject_id),
        'offerings', json_build_object('nodes', coalesce((
            SELECT json_agg(json_build_object('uuid', f.id, 'termName', f.term_name, 'offeringInstructors', coalesce((
                SELECT json_agg(json_build_object('user', (
                    SELECT json_build_object('uuid', u.id, 'fullName', u.full_name) FROM users u
                    WHERE u.tenant_id = $1 AND u.id = i.user_id)) ORDER BY i.created_at, i.id)
                FROM offering_instructors i WHERE i.tenant_id = $1 AND i.offering_id = f.id), '[]')))
            FROM (SELECT f.id, f.term_name FROM course_offerings f WHERE f.tenant_id = $1 AND f.course_id = c.id
                ORDER BY f.starts_at DESC NULLS LAST, f.id DESC LIMIT 1) f), '[]'))
        ) ORDER BY c.title, c.id) FROM shown c),
    'pageInfo', json_build_object(
        'hasNextPage', (SELECT count(*) > 50 FROM page),
        'endCursor', (SELECT c.title || '/' || c.id FROM shown c ORDER BY c.title DESC, c.id DESC LIMIT 1))
)))::text
