-- Works out anew how far these enrolments have come. Their rows are locked first, in one order: whoever changes another
-- part of the same progress at the same time waits here, and then sees what was changed.
CREATE FUNCTION app.reckon_progress(tenant uuid, enrolled uuid[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    PERFORM FROM course_progress c WHERE c.tenant_id = tenant AND c.enrollment_id = ANY (enrolled)
    ORDER BY c.enrollment_id FOR NO KEY UPDATE;
    WITH e AS MATERIALIZED (
        SELECT e.id, e.user_id, e.offering_id FROM enrollments e WHERE e.tenant_id = tenant AND e.id = ANY (enrolled)
    ), tops AS MATERIALIZED (
        SELECT o.id AS offering_id, array_agg(r.id) AS ids
        FROM course_offerings o JOIN modules r ON r.tenant_id = tenant AND r.course_id = o.course_id
        WHERE o.tenant_id = tenant AND o.id IN (SELECT e.offering_id FROM e)
            AND r.parent_id IS NULL AND r.is_published AND NOT r.is_for_staff AND r.deleted_at IS NULL
        GROUP BY o.id
    ), found AS (
        SELECT e.id, coalesce(round(m.done / cardinality(tops.ids), 2), 0) AS percent,
            coalesce(cardinality(tops.ids), 0) AS modules, m.completed, l.last_interacted_at, l.content_item_id
        FROM e LEFT JOIN tops ON tops.offering_id = e.offering_id
        CROSS JOIN LATERAL (
            SELECT coalesce(sum(p.progress_percent), 0) AS done, count(p.completed_at)::int AS completed
            FROM module_progress p
            WHERE p.tenant_id = tenant AND p.user_id = e.user_id AND p.offering_id = e.offering_id
                AND p.module_id = ANY (tops.ids)
        ) m
        LEFT JOIN LATERAL (
            SELECT c.content_item_id, c.last_interacted_at FROM content_progress c
            WHERE c.tenant_id = tenant AND c.user_id = e.user_id AND c.offering_id = e.offering_id
                AND c.last_interacted_at IS NOT NULL
            ORDER BY c.last_interacted_at DESC, c.id DESC LIMIT 1
        ) l ON true
    )
    UPDATE course_progress c SET percent = f.percent, modules = f.modules, completed_modules = f.completed,
        last_interacted_at = f.last_interacted_at, last_content_item_id = f.content_item_id
    FROM found f
    WHERE c.tenant_id = tenant AND c.enrollment_id = f.id
        AND (c.percent, c.modules, c.completed_modules, c.last_interacted_at, c.last_content_item_id)
            IS DISTINCT FROM (f.percent, f.modules, f.completed, f.last_interacted_at, f.content_item_id);
END
$$
-- next
-- Reckons what people have done in offerings: the n-th person of the n-th tenant, in the n-th offering. Each tenant is
-- entered for as long as its own rows take.
CREATE FUNCTION app.reckon_learners(tenants uuid[], people uuid[], runs uuid[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    claim text := current_setting('app.tenant_id', true);
    tenant uuid;
BEGIN
    FOR tenant IN SELECT DISTINCT t FROM unnest(tenants) t LOOP
        PERFORM set_config('app.tenant_id', tenant::text, true);
        PERFORM app.reckon_progress(tenant, ARRAY(
            -- The limit has each looked up by the unique key, whatever the statistics say of a new tenant.
            SELECT e.id FROM unnest(tenants, people, runs) AS p (tenant_id, user_id, offering_id)
            CROSS JOIN LATERAL (
                SELECT e.id FROM enrollments e
                WHERE e.tenant_id = tenant AND e.user_id = p.user_id AND e.offering_id = p.offering_id LIMIT 1
            ) e
            WHERE p.tenant_id = tenant));
    END LOOP;
    PERFORM set_config('app.tenant_id', coalesce(claim, ''), true);
END
$$
-- next
-- Reckons everybody who takes one of the courses, the n-th of the n-th tenant.
CREATE FUNCTION app.reckon_courses(tenants uuid[], courses uuid[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    claim text := current_setting('app.tenant_id', true);
    tenant uuid;
BEGIN
    FOR tenant IN SELECT DISTINCT t FROM unnest(tenants) t LOOP
        PERFORM set_config('app.tenant_id', tenant::text, true);
        -- Whoever enrols holds the offering until they are done: they wait here, or this waits for them and sees them.
        PERFORM FROM course_offerings o
        WHERE o.tenant_id = tenant AND o.course_id IN (
            SELECT c.course_id FROM unnest(tenants, courses) AS c (tenant_id, course_id) WHERE c.tenant_id = tenant)
        ORDER BY o.id FOR NO KEY UPDATE;
        PERFORM app.reckon_progress(tenant, ARRAY(
            SELECT e.id FROM course_offerings o JOIN enrollments e ON e.tenant_id = tenant AND e.offering_id = o.id
            WHERE o.tenant_id = tenant AND o.course_id IN (
                SELECT c.course_id FROM unnest(tenants, courses) AS c (tenant_id, course_id)
                WHERE c.tenant_id = tenant)));
    END LOOP;
    PERFORM set_config('app.tenant_id', coalesce(claim, ''), true);
END
$$
-- next
-- Reckons every enrolment there is, one tenant after the other.
CREATE FUNCTION app.reckon_everything() RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    claim text := current_setting('app.tenant_id', true);
    tenant uuid;
BEGIN
    FOR tenant IN SELECT t.id FROM tenants t LOOP
        PERFORM set_config('app.tenant_id', tenant::text, true);
        INSERT INTO public.course_progress (tenant_id, id, enrollment_id, user_id, offering_id)
        SELECT tenant, e.id, e.id, e.user_id, e.offering_id FROM enrollments e WHERE e.tenant_id = tenant
        ON CONFLICT (tenant_id, enrollment_id) DO NOTHING;
        PERFORM app.reckon_progress(tenant, ARRAY(SELECT e.id FROM enrollments e WHERE e.tenant_id = tenant));
    END LOOP;
    PERFORM set_config('app.tenant_id', coalesce(claim, ''), true);
END
$$
-- next
REVOKE EXECUTE ON FUNCTION app.reckon_everything() FROM PUBLIC
-- next
REVOKE EXECUTE ON FUNCTION app.reckon_progress(uuid, uuid[]) FROM PUBLIC
-- next
REVOKE EXECUTE ON FUNCTION app.reckon_learners(uuid[], uuid[], uuid[]) FROM PUBLIC
-- next
REVOKE EXECUTE ON FUNCTION app.reckon_courses(uuid[], uuid[]) FROM PUBLIC
-- next
-- Somebody has come further in a module or a content item, or their progress there is gone.
CREATE FUNCTION app.follow_progress() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM app.reckon_learners(array_agg(p.tenant_id), array_agg(p.user_id), array_agg(p.offering_id))
        FROM (SELECT DISTINCT n.tenant_id, n.user_id, n.offering_id FROM new_rows n) p;
    ELSIF TG_OP = 'DELETE' THEN
        PERFORM app.reckon_learners(array_agg(p.tenant_id), array_agg(p.user_id), array_agg(p.offering_id))
        FROM (SELECT DISTINCT o.tenant_id, o.user_id, o.offering_id FROM old_rows o) p;
    ELSE
        PERFORM app.reckon_learners(array_agg(p.tenant_id), array_agg(p.user_id), array_agg(p.offering_id))
        FROM (
            SELECT n.tenant_id, n.user_id, n.offering_id FROM new_rows n
            UNION SELECT o.tenant_id, o.user_id, o.offering_id FROM old_rows o
        ) p;
    END IF;
    RETURN NULL;
END
$$
-- next
-- A course has other modules at the top of its syllabus than before.
CREATE FUNCTION app.follow_syllabus() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    -- Drafts are changed often, and count for nobody.
    IF TG_OP = 'INSERT' THEN
        PERFORM app.reckon_courses(array_agg(c.tenant_id), array_agg(c.course_id))
        FROM (
            SELECT DISTINCT n.tenant_id, n.course_id FROM new_rows n
            WHERE n.parent_id IS NULL AND n.is_published AND NOT n.is_for_staff AND n.deleted_at IS NULL
        ) c;
    ELSIF TG_OP = 'DELETE' THEN
        PERFORM app.reckon_courses(array_agg(c.tenant_id), array_agg(c.course_id))
        FROM (
            SELECT DISTINCT o.tenant_id, o.course_id FROM old_rows o
            WHERE o.parent_id IS NULL AND o.is_published AND NOT o.is_for_staff AND o.deleted_at IS NULL
        ) c;
    ELSE
        PERFORM app.reckon_courses(array_agg(c.tenant_id), array_agg(c.course_id))
        FROM (
            SELECT DISTINCT n.tenant_id, unnest(ARRAY[n.course_id, o.course_id]) AS course_id
            FROM new_rows n JOIN old_rows o ON o.tenant_id = n.tenant_id AND o.id = n.id
            CROSS JOIN LATERAL (
                SELECT n.parent_id IS NULL AND n.is_published AND NOT n.is_for_staff AND n.deleted_at IS NULL AS counts,
                    o.parent_id IS NULL AND o.is_published AND NOT o.is_for_staff AND o.deleted_at IS NULL AS counted
            ) k
            WHERE k.counts <> k.counted OR (k.counts AND n.course_id <> o.course_id)
        ) c;
    END IF;
    RETURN NULL;
END
$$
-- next
-- An offering is of another course than before.
CREATE FUNCTION app.follow_offering() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM app.reckon_courses(array_agg(c.tenant_id), array_agg(c.course_id))
    FROM (
        SELECT DISTINCT n.tenant_id, n.course_id
        FROM new_rows n JOIN old_rows o ON o.tenant_id = n.tenant_id AND o.id = n.id
        WHERE o.course_id <> n.course_id
    ) c;
    RETURN NULL;
END
$$
-- next
-- Whoever enrols has a row of progress from then on, with the key of the enrolment, also where they have done nothing
-- yet; an enrolment that becomes another person's, or another offering's, has come as far as they have there.
CREATE FUNCTION app.follow_enrollment() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    claim text := current_setting('app.tenant_id', true);
    tenant uuid;
BEGIN
    FOR tenant IN SELECT DISTINCT n.tenant_id FROM new_rows n LOOP
        PERFORM set_config('app.tenant_id', tenant::text, true);
        IF TG_OP = 'INSERT' THEN
            INSERT INTO public.course_progress (tenant_id, id, enrollment_id, user_id, offering_id)
            SELECT tenant, n.id, n.id, n.user_id, n.offering_id FROM new_rows n WHERE n.tenant_id = tenant;
            PERFORM app.reckon_progress(tenant, ARRAY(SELECT n.id FROM new_rows n WHERE n.tenant_id = tenant));
        ELSE
            UPDATE course_progress c SET user_id = n.user_id, offering_id = n.offering_id FROM new_rows n
            WHERE n.tenant_id = tenant AND c.tenant_id = tenant AND c.enrollment_id = n.id
                AND (c.user_id, c.offering_id) IS DISTINCT FROM (n.user_id, n.offering_id);
            IF FOUND THEN
                PERFORM app.reckon_progress(tenant, ARRAY(SELECT n.id FROM new_rows n WHERE n.tenant_id = tenant));
            END IF;
        END IF;
    END LOOP;
    PERFORM set_config('app.tenant_id', coalesce(claim, ''), true);
    RETURN NULL;
END
$$
-- next
CREATE TRIGGER follow_progress_insert AFTER INSERT ON module_progress REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION app.follow_progress()
-- next
CREATE TRIGGER follow_progress_update AFTER UPDATE ON module_progress REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION app.follow_progress()
-- next
CREATE TRIGGER follow_progress_delete AFTER DELETE ON module_progress REFERENCING OLD TABLE AS old_rows
FOR EACH STATEMENT EXECUTE FUNCTION app.follow_progress()
-- next
CREATE TRIGGER follow_progress_insert AFTER INSERT ON content_progress REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION app.follow_progress()
-- next
CREATE TRIGGER follow_progress_update AFTER UPDATE ON content_progress REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION app.follow_progress()
-- next
CREATE TRIGGER follow_progress_delete AFTER DELETE ON content_progress REFERENCING OLD TABLE AS old_rows
FOR EACH STATEMENT EXECUTE FUNCTION app.follow_progress()
-- next
CREATE TRIGGER follow_syllabus_insert AFTER INSERT ON modules REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION app.follow_syllabus()
-- next
CREATE TRIGGER follow_syllabus_update AFTER UPDATE ON modules REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION app.follow_syllabus()
-- next
CREATE TRIGGER follow_syllabus_delete AFTER DELETE ON modules REFERENCING OLD TABLE AS old_rows
FOR EACH STATEMENT EXECUTE FUNCTION app.follow_syllabus()
-- next
CREATE TRIGGER follow_offering_update AFTER UPDATE ON course_offerings REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION app.follow_offering()
-- next
CREATE TRIGGER follow_enrollment_insert AFTER INSERT ON enrollments REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION app.follow_enrollment()
-- next
CREATE TRIGGER follow_enrollment_update AFTER UPDATE ON enrollments REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION app.follow_enrollment()
