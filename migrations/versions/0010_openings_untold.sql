SELECT app.audit('courses', '{tenant_id,id,audience,created_at,updated_at,created_by,updated_by,openings}', '{}')
-- down
SELECT app.audit('courses', '{tenant_id,id,audience,created_at,updated_at,created_by,updated_by}', '{"openings": "(masked)"}')
