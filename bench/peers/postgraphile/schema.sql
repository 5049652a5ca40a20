-- What PostGraphile needs of the database to give the same answers: a masked column, as a function of a schema of its
-- own, run with the rights of who asks.
CREATE SCHEMA IF NOT EXISTS postgraphile;
GRANT USAGE ON SCHEMA postgraphile TO lyceum_gateway;

CREATE OR REPLACE FUNCTION postgraphile.users_shown_email(u public.users) RETURNS text LANGUAGE sql STABLE
RETURN CASE WHEN app.is_person(u.id) OR app.reaches('sensitive') OR app.reaches('sensitive:read') THEN u.email END;

-- It was a view of this schema before it was a table.
DROP VIEW IF EXISTS postgraphile.course_progress;
