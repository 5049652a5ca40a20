-- What PostGraphile needs of the database to give the same answers: a masked column and a computed relation, as views
-- and functions of its own schema, run with the rights of who asks.
CREATE SCHEMA IF NOT EXISTS postgraphile;
GRANT USAGE ON SCHEMA postgraphile TO lyceum_gateway;

CREATE OR REPLACE FUNCTION postgraphile.users_shown_email(u public.users) RETURNS text LANGUAGE sql STABLE
RETURN CASE WHEN app.is_person(u.id) OR app.reaches('sensitive') OR app.reaches('sensitive:read') THEN u.email END;

DROP VIEW IF EXISTS postgraphile.course_progress;
CREATE VIEW postgraphile.course_progress WITH (security_invoker = true) AS
SELECT e.tenant_id, e.id AS enrollment_id, coalesce(round(m.percent / t.modules, 2), 0)::float8 AS percent, t.modules,
    m.completed AS completed_modules, l.last_interacted_at, l.content_item_id AS last_content_item_id
FROM public.enrollments e
LEFT JOIN public.course_offerings o ON o.tenant_id = e.tenant_id AND o.id = e.offering_id
CROSS JOIN LATERAL (
    SELECT nullif(count(*), 0)::int AS modules, array_agg(r.id) AS ids FROM public.modules r
    WHERE r.tenant_id = e.tenant_id AND r.parent_id IS NULL AND r.course_id = o.course_id AND r.is_published
) t
CROSS JOIN LATERAL (
    SELECT sum(p.progress_percent) AS percent, count(p.completed_at)::int AS completed FROM public.module_progress p
    WHERE p.tenant_id = e.tenant_id AND p.user_id = e.user_id AND p.offering_id = e.offering_id
        AND p.module_id = ANY (t.ids)
) m
LEFT JOIN LATERAL (
    SELECT c.content_item_id, c.last_interacted_at FROM public.content_progress c
    WHERE c.tenant_id = e.tenant_id AND c.user_id = e.user_id AND c.offering_id = e.offering_id
        AND c.last_interacted_at IS NOT NULL
    ORDER BY c.last_interacted_at DESC, c.id DESC LIMIT 1
) l ON true;
GRANT SELECT ON postgraphile.course_progress TO lyceum_gateway;
