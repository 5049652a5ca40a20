SELECT json_build_object('data', json_build_object('course', (
    SELECT json_build_object(
        'uuid', c.id, 'code', c.code, 'title', c.title, 'description', c.description, 'level', upper(c.level::text),
        'creditHours', c.credit_hours,
        'organization', CASE WHEN o.id IS NOT NULL THEN json_build_object('uuid', o.id, 'name', o.name) END)
    FROM courses c
    LEFT JOIN organizations o ON o.tenant_id = $1 AND o.id = c.organization_id
    WHERE c.tenant_id = $1 AND c.code = $2 AND c.deleted_at IS NULL
)))::text
