-- Keeps `courses.openings`: when parts of a course open that learners don't see before. The course is locked before its
-- parts are looked at, so that of two who change them at the same time the second sees what the first has done.
CREATE FUNCTION app.keep_openings(tenants uuid[], changed uuid[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    claim text := current_setting('app.tenant_id', true);
    tenant uuid;
    course uuid;
    found timestamptz[];
BEGIN
    FOR tenant, course IN SELECT DISTINCT c.t, c.id FROM unnest(tenants, changed) AS c (t, id) ORDER BY c.t, c.id LOOP
        PERFORM set_config('app.tenant_id', tenant::text, true);
        PERFORM FROM courses c WHERE c.tenant_id = tenant AND c.id = course FOR NO KEY UPDATE;
        found := ARRAY(
            SELECT m.visible_from FROM modules m
            WHERE m.tenant_id = tenant AND m.course_id = course AND m.visible_from IS NOT NULL AND m.audience > 'staff'
            UNION
            SELECT i.visible_from FROM content_items i
            WHERE i.tenant_id = tenant AND i.course_id = course AND i.visible_from IS NOT NULL AND i.audience > 'staff'
            ORDER BY 1);
        UPDATE courses SET openings = found WHERE tenant_id = tenant AND id = course AND openings <> found;
    END LOOP;
    PERFORM set_config('app.tenant_id', coalesce(claim, ''), true);
END
$$
-- next
REVOKE EXECUTE ON FUNCTION app.keep_openings(uuid[], uuid[]) FROM PUBLIC
-- next
CREATE FUNCTION app.follow_openings() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM app.keep_openings(array_agg(n.tenant_id), array_agg(n.course_id))
        FROM new_rows n WHERE n.visible_from IS NOT NULL HAVING count(*) > 0;
    ELSIF TG_OP = 'DELETE' THEN
        PERFORM app.keep_openings(array_agg(o.tenant_id), array_agg(o.course_id))
        FROM old_rows o WHERE o.visible_from IS NOT NULL HAVING count(*) > 0;
    ELSE
        PERFORM app.keep_openings(array_agg(c.tenant_id), array_agg(c.course_id))
        FROM (
            SELECT n.tenant_id, unnest(ARRAY[n.course_id, o.course_id]) AS course_id
            FROM new_rows n JOIN old_rows o ON o.tenant_id = n.tenant_id AND o.id = n.id
            WHERE (n.visible_from IS NOT NULL OR o.visible_from IS NOT NULL)
                AND (n.visible_from, n.audience, n.course_id) IS DISTINCT FROM (o.visible_from, o.audience, o.course_id)
        ) c HAVING count(*) > 0;
    END IF;
    RETURN NULL;
END
$$
-- next
CREATE TRIGGER follow_openings_insert AFTER INSERT ON modules REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION app.follow_openings()
-- next
CREATE TRIGGER follow_openings_update AFTER UPDATE ON modules REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION app.follow_openings()
-- next
CREATE TRIGGER follow_openings_delete AFTER DELETE ON modules REFERENCING OLD TABLE AS old_rows
FOR EACH STATEMENT EXECUTE FUNCTION app.follow_openings()
