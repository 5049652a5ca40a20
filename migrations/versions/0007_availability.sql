ALTER TABLE assets ADD COLUMN visible_from timestamp with time zone
-- next
ALTER TABLE assets ADD COLUMN visible_until timestamp with time zone
-- next
COMMENT ON COLUMN assets.visible_from IS 'From when learners may see it: as what it belongs to. Kept by trigger.'
-- next
COMMENT ON COLUMN assets.visible_until IS 'Until when learners may see it: as what it belongs to. Kept by trigger.'
-- next
ALTER TABLE content_items ADD COLUMN is_for_staff boolean DEFAULT false NOT NULL
-- next
ALTER TABLE content_items ADD COLUMN available_from timestamp with time zone
-- next
ALTER TABLE content_items ADD COLUMN available_until timestamp with time zone
-- next
ALTER TABLE content_items ADD COLUMN visible_from timestamp with time zone
-- next
ALTER TABLE content_items ADD COLUMN visible_until timestamp with time zone
-- next
COMMENT ON COLUMN content_items.is_for_staff IS 'Whether it is for staff only, such as notes for whoever teaches it.'
-- next
COMMENT ON COLUMN content_items.available_from IS 'From when learners may see it; null for always. Staff see it before.'
-- next
COMMENT ON COLUMN content_items.available_until IS 'Until when learners may see it; null for ever. Staff see it afterwards.'
-- next
COMMENT ON COLUMN content_items.visible_from IS 'From when learners may see it, by itself and by all above it; null for always. Kept by trigger.'
-- next
COMMENT ON COLUMN content_items.visible_until IS 'Until when learners may see it, by itself and by all above it; null for ever. Kept by trigger.'
-- next
COMMENT ON COLUMN course_progress.modules IS 'How many published modules stand at the top of the syllabus, those that are not open yet included.'
-- next
ALTER TABLE courses ADD COLUMN openings timestamp with time zone[] DEFAULT '{}'::timestamp with time zone[] NOT NULL
-- next
COMMENT ON COLUMN courses.openings IS 'When parts of it open that learners don''t see before, in order; kept by trigger.'
-- next
ALTER TABLE mentor_settings ADD COLUMN visible_from timestamp with time zone
-- next
ALTER TABLE mentor_settings ADD COLUMN visible_until timestamp with time zone
-- next
COMMENT ON COLUMN mentor_settings.visible_from IS 'From when learners may see it: as what it belongs to. Kept by trigger.'
-- next
COMMENT ON COLUMN mentor_settings.visible_until IS 'Until when learners may see it: as what it belongs to. Kept by trigger.'
-- next
ALTER TABLE modules ADD COLUMN is_for_staff boolean DEFAULT false NOT NULL
-- next
ALTER TABLE modules ADD COLUMN available_from timestamp with time zone
-- next
ALTER TABLE modules ADD COLUMN available_until timestamp with time zone
-- next
ALTER TABLE modules ADD COLUMN visible_from timestamp with time zone
-- next
ALTER TABLE modules ADD COLUMN visible_until timestamp with time zone
-- next
COMMENT ON COLUMN modules.is_for_staff IS 'Whether it is for staff only, such as notes for whoever teaches it.'
-- next
COMMENT ON COLUMN modules.available_from IS 'From when learners may see it; null for always. Staff see it before.'
-- next
COMMENT ON COLUMN modules.available_until IS 'Until when learners may see it; null for ever. Staff see it afterwards.'
-- next
COMMENT ON COLUMN modules.visible_from IS 'From when learners may see it, by itself and by all above it; null for always. Kept by trigger.'
-- next
COMMENT ON COLUMN modules.visible_until IS 'Until when learners may see it, by itself and by all above it; null for ever. Kept by trigger.'
-- next
ALTER TABLE scorm_files ADD COLUMN visible_from timestamp with time zone
-- next
ALTER TABLE scorm_files ADD COLUMN visible_until timestamp with time zone
-- next
COMMENT ON COLUMN scorm_files.visible_from IS 'From when learners may see it: as what it belongs to. Kept by trigger.'
-- next
COMMENT ON COLUMN scorm_files.visible_until IS 'Until when learners may see it: as what it belongs to. Kept by trigger.'
-- next
ALTER TABLE content_items ADD CONSTRAINT ck_content_items_available_until_after_from CHECK ((available_until > available_from))
-- next
ALTER TABLE modules ADD CONSTRAINT ck_modules_available_until_after_from CHECK ((available_until > available_from))
-- next
CREATE INDEX ix_assets_visible_from ON assets USING btree (tenant_id, visible_from) WHERE (visible_from IS NOT NULL)
-- next
CREATE INDEX ix_assets_visible_until ON assets USING btree (tenant_id, visible_until) WHERE (visible_until IS NOT NULL)
-- next
CREATE INDEX ix_content_items_visible_from ON content_items USING btree (tenant_id, visible_from) WHERE (visible_from IS NOT NULL)
-- next
CREATE INDEX ix_content_items_visible_until ON content_items USING btree (tenant_id, visible_until) WHERE (visible_until IS NOT NULL)
-- next
CREATE INDEX ix_mentor_settings_visible_from ON mentor_settings USING btree (tenant_id, visible_from) WHERE (visible_from IS NOT NULL)
-- next
CREATE INDEX ix_mentor_settings_visible_until ON mentor_settings USING btree (tenant_id, visible_until) WHERE (visible_until IS NOT NULL)
-- next
CREATE INDEX ix_modules_visible_from ON modules USING btree (tenant_id, visible_from) WHERE (visible_from IS NOT NULL)
-- next
CREATE INDEX ix_modules_visible_until ON modules USING btree (tenant_id, visible_until) WHERE (visible_until IS NOT NULL)
-- next
CREATE INDEX ix_scorm_files_visible_from ON scorm_files USING btree (tenant_id, visible_from) WHERE (visible_from IS NOT NULL)
-- next
CREATE INDEX ix_scorm_files_visible_until ON scorm_files USING btree (tenant_id, visible_until) WHERE (visible_until IS NOT NULL)
-- next
DROP TRIGGER pass_on ON modules
-- next
DROP TRIGGER pass_on ON content_items
-- next
DROP TRIGGER inherit ON scorm_files
-- next
DROP TRIGGER inherit ON modules
-- next
DROP TRIGGER inherit ON mentor_settings
-- next
DROP TRIGGER inherit ON content_items
-- next
DROP TRIGGER inherit ON assets
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
-- A course has other modules at the top of its syllabus than before.
CREATE OR REPLACE FUNCTION app.follow_syllabus() RETURNS trigger
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
CREATE OR REPLACE FUNCTION app.inherit_assets() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.visible_from := CASE
        WHEN NEW.content_item_id IS NOT NULL THEN (SELECT p.visible_from FROM public.content_items p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.content_item_id FOR SHARE)
        WHEN NEW.module_id IS NOT NULL THEN (SELECT p.visible_from FROM public.modules p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.module_id FOR SHARE)
    END;
    NEW.visible_until := CASE
        WHEN NEW.content_item_id IS NOT NULL THEN (SELECT p.visible_until FROM public.content_items p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.content_item_id FOR SHARE)
        WHEN NEW.module_id IS NOT NULL THEN (SELECT p.visible_until FROM public.modules p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.module_id FOR SHARE)
    END;
    NEW.audience := least(CASE
        WHEN NEW.content_item_id IS NOT NULL THEN (SELECT p.audience FROM public.content_items p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.content_item_id FOR SHARE)
        WHEN NEW.module_id IS NOT NULL THEN (SELECT p.audience FROM public.modules p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.module_id FOR SHARE)
        WHEN NEW.course_id IS NOT NULL THEN (SELECT p.audience FROM public.courses p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.course_id FOR SHARE)
    END, (CASE WHEN NEW.deleted_at IS NOT NULL THEN 'nobody' WHEN NEW.kind = 'source' THEN 'staff' WHEN NEW.course_id IS NULL THEN 'members' ELSE 'public' END)::audience);
    RETURN NEW;
END
$$
-- next
CREATE OR REPLACE FUNCTION app.inherit_content_items() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.visible_from := greatest(CASE
        WHEN NEW.module_id IS NOT NULL THEN (SELECT p.visible_from FROM public.modules p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.module_id FOR SHARE)
    END, (NEW.available_from)::TIMESTAMP WITH TIME ZONE);
    NEW.visible_until := least(CASE
        WHEN NEW.module_id IS NOT NULL THEN (SELECT p.visible_until FROM public.modules p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.module_id FOR SHARE)
    END, (NEW.available_until)::TIMESTAMP WITH TIME ZONE);
    NEW.audience := least(CASE
        WHEN NEW.module_id IS NOT NULL THEN (SELECT p.audience FROM public.modules p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.module_id FOR SHARE)
    END, (CASE WHEN NEW.deleted_at IS NOT NULL THEN 'nobody' WHEN NOT NEW.is_active OR NEW.is_for_staff THEN 'staff' ELSE 'public' END)::audience);
    RETURN NEW;
END
$$
-- next
CREATE OR REPLACE FUNCTION app.inherit_mentor_settings() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.visible_from := CASE
        WHEN NEW.content_item_id IS NOT NULL THEN (SELECT p.visible_from FROM public.content_items p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.content_item_id FOR SHARE)
    END;
    NEW.visible_until := CASE
        WHEN NEW.content_item_id IS NOT NULL THEN (SELECT p.visible_until FROM public.content_items p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.content_item_id FOR SHARE)
    END;
    NEW.audience := CASE
        WHEN NEW.content_item_id IS NOT NULL THEN (SELECT p.audience FROM public.content_items p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.content_item_id FOR SHARE)
    END;
    NEW.course_id := CASE
        WHEN NEW.content_item_id IS NOT NULL THEN (SELECT p.course_id FROM public.content_items p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.content_item_id FOR SHARE)
    END;
    RETURN NEW;
END
$$
-- next
CREATE OR REPLACE FUNCTION app.inherit_modules() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.visible_from := greatest(CASE
        WHEN NEW.parent_id IS NOT NULL THEN (SELECT p.visible_from FROM public.modules p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.parent_id FOR SHARE)
    END, (NEW.available_from)::TIMESTAMP WITH TIME ZONE);
    NEW.visible_until := least(CASE
        WHEN NEW.parent_id IS NOT NULL THEN (SELECT p.visible_until FROM public.modules p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.parent_id FOR SHARE)
    END, (NEW.available_until)::TIMESTAMP WITH TIME ZONE);
    NEW.audience := least(CASE
        WHEN NEW.parent_id IS NOT NULL THEN (SELECT p.audience FROM public.modules p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.parent_id FOR SHARE)
        WHEN NEW.course_id IS NOT NULL THEN (SELECT p.audience FROM public.courses p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.course_id FOR SHARE)
    END, (CASE WHEN NEW.deleted_at IS NOT NULL THEN 'nobody' WHEN NOT NEW.is_published OR NEW.is_for_staff OR NEW.status = 'archived' THEN 'staff' ELSE 'public' END)::audience);
    RETURN NEW;
END
$$
-- next
CREATE OR REPLACE FUNCTION app.inherit_scorm_files() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.visible_from := CASE
        WHEN NEW.content_item_id IS NOT NULL THEN (SELECT p.visible_from FROM public.content_items p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.content_item_id FOR SHARE)
    END;
    NEW.visible_until := CASE
        WHEN NEW.content_item_id IS NOT NULL THEN (SELECT p.visible_until FROM public.content_items p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.content_item_id FOR SHARE)
    END;
    NEW.audience := least((SELECT p.audience FROM public.content_items p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.content_item_id FOR SHARE), (SELECT p.audience FROM public.scorm_packages p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.package_id FOR SHARE));
    NEW.course_id := CASE
        WHEN NEW.package_id IS NOT NULL THEN (SELECT p.course_id FROM public.scorm_packages p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.package_id FOR SHARE)
    END;
    RETURN NEW;
END
$$
-- next
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
-- The quizzes that someone may attempt now, with the assessments that they draw on, and the assessments whose keys they may
-- look at: of offerings that they take and that run, where an attempt is left and they need not wait for it.
CREATE OR REPLACE FUNCTION app.open_quizzes(tenant uuid, person uuid) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN concat_ws(' ', (
        SELECT string_agg(concat_ws(' ', i.id, i.assessment_id), ' ')
        FROM public.enrollments e
        JOIN public.course_offerings o ON o.tenant_id = tenant AND o.id = e.offering_id AND o.audience >= 'enrolled'
            AND (o.starts_at IS NULL OR o.starts_at <= now()) AND (o.ends_at IS NULL OR o.ends_at > now())
        JOIN public.content_items i ON i.tenant_id = tenant AND i.course_id = o.course_id
            AND i.content_type = 'quiz' AND i.audience >= 'enrolled'
            AND (i.visible_from IS NULL OR i.visible_from <= statement_timestamp())
            AND (i.visible_until IS NULL OR i.visible_until > statement_timestamp())
        WHERE e.tenant_id = tenant AND e.user_id = person AND e.status = 'active' AND NOT EXISTS (
            SELECT FROM public.quiz_attempts t
            WHERE t.tenant_id = tenant AND t.user_id = person AND t.content_item_id = i.id AND t.offering_id = o.id
              AND t.submitted_at IS NOT NULL
              AND (t.attempt_number >= i.attempts_limit
                OR t.submitted_at + make_interval(hours => i.cooldown_hours) > now())
        )
    ), (
        SELECT string_agg(DISTINCT t.assessment_id::text, ' ') FROM public.quiz_attempts t
        WHERE t.tenant_id = tenant AND t.user_id = person AND t.shows_keys
    ));
END
$$
-- next
CREATE OR REPLACE FUNCTION app.pass_on_content_items() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.audience IS DISTINCT FROM OLD.audience THEN
        UPDATE public.assets SET audience = audience WHERE tenant_id = NEW.tenant_id AND content_item_id = NEW.id;
        UPDATE public.mentor_settings SET audience = audience WHERE tenant_id = NEW.tenant_id AND content_item_id = NEW.id;
        UPDATE public.scorm_files SET audience = audience WHERE tenant_id = NEW.tenant_id AND content_item_id = NEW.id;
    END IF;
    IF NEW.course_id IS DISTINCT FROM OLD.course_id THEN
        UPDATE public.mentor_settings SET course_id = course_id WHERE tenant_id = NEW.tenant_id AND content_item_id = NEW.id;
    END IF;
    IF NEW.visible_from IS DISTINCT FROM OLD.visible_from THEN
        UPDATE public.assets SET visible_from = visible_from WHERE tenant_id = NEW.tenant_id AND content_item_id = NEW.id;
        UPDATE public.mentor_settings SET visible_from = visible_from WHERE tenant_id = NEW.tenant_id AND content_item_id = NEW.id;
        UPDATE public.scorm_files SET visible_from = visible_from WHERE tenant_id = NEW.tenant_id AND content_item_id = NEW.id;
    END IF;
    IF NEW.visible_until IS DISTINCT FROM OLD.visible_until THEN
        UPDATE public.assets SET visible_until = visible_until WHERE tenant_id = NEW.tenant_id AND content_item_id = NEW.id;
        UPDATE public.mentor_settings SET visible_until = visible_until WHERE tenant_id = NEW.tenant_id AND content_item_id = NEW.id;
        UPDATE public.scorm_files SET visible_until = visible_until WHERE tenant_id = NEW.tenant_id AND content_item_id = NEW.id;
    END IF;
    RETURN NULL;
END
$$
-- next
CREATE OR REPLACE FUNCTION app.pass_on_modules() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.audience IS DISTINCT FROM OLD.audience THEN
        UPDATE public.assets SET audience = audience WHERE tenant_id = NEW.tenant_id AND module_id = NEW.id AND content_item_id IS NULL;
        UPDATE public.content_items SET audience = audience WHERE tenant_id = NEW.tenant_id AND module_id = NEW.id;
        UPDATE public.modules SET audience = audience WHERE tenant_id = NEW.tenant_id AND parent_id = NEW.id;
    END IF;
    IF NEW.visible_from IS DISTINCT FROM OLD.visible_from THEN
        UPDATE public.assets SET visible_from = visible_from WHERE tenant_id = NEW.tenant_id AND module_id = NEW.id AND content_item_id IS NULL;
        UPDATE public.content_items SET visible_from = visible_from WHERE tenant_id = NEW.tenant_id AND module_id = NEW.id;
        UPDATE public.modules SET visible_from = visible_from WHERE tenant_id = NEW.tenant_id AND parent_id = NEW.id;
    END IF;
    IF NEW.visible_until IS DISTINCT FROM OLD.visible_until THEN
        UPDATE public.assets SET visible_until = visible_until WHERE tenant_id = NEW.tenant_id AND module_id = NEW.id AND content_item_id IS NULL;
        UPDATE public.content_items SET visible_until = visible_until WHERE tenant_id = NEW.tenant_id AND module_id = NEW.id;
        UPDATE public.modules SET visible_until = visible_until WHERE tenant_id = NEW.tenant_id AND parent_id = NEW.id;
    END IF;
    RETURN NULL;
END
$$
-- next
-- Works out anew how far these enrolments have come. Their rows are locked first, in one order: whoever changes another
-- part of the same progress at the same time waits here, and then sees what was changed.
CREATE OR REPLACE FUNCTION app.reckon_progress(tenant uuid, enrolled uuid[]) RETURNS void
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
SELECT app.audit('assets', '{tenant_id,id,audience,visible_from,visible_until,created_at,updated_at,created_by,updated_by}', '{}')
-- next
SELECT app.audit('content_items', '{tenant_id,id,audience,visible_from,visible_until,created_at,updated_at,created_by,updated_by}', '{"data": "(masked)"}')
-- next
SELECT app.audit('courses', '{tenant_id,id,audience,created_at,updated_at,created_by,updated_by}', '{"openings": "(masked)"}')
-- next
SELECT app.audit('mentor_settings', '{tenant_id,id,course_id,audience,visible_from,visible_until,created_at,updated_at,created_by,updated_by}', '{"prompt": "(masked)"}')
-- next
SELECT app.audit('modules', '{tenant_id,id,depth,audience,visible_from,visible_until,created_at,updated_at,created_by,updated_by}', '{}')
-- next
SELECT app.audit('scorm_files', '{tenant_id,id,course_id,audience,visible_from,visible_until,created_at,updated_at}', '{}')
-- next
CREATE TRIGGER follow_openings_delete AFTER DELETE ON content_items REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.follow_openings()
-- next
CREATE TRIGGER follow_openings_delete AFTER DELETE ON modules REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.follow_openings()
-- next
CREATE TRIGGER follow_openings_insert AFTER INSERT ON content_items REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.follow_openings()
-- next
CREATE TRIGGER follow_openings_insert AFTER INSERT ON modules REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.follow_openings()
-- next
CREATE TRIGGER follow_openings_update AFTER UPDATE ON content_items REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.follow_openings()
-- next
CREATE TRIGGER follow_openings_update AFTER UPDATE ON modules REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.follow_openings()
-- next
CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF audience, content_item_id, course_id, deleted_at, kind, module_id, visible_from, visible_until ON assets FOR EACH ROW EXECUTE FUNCTION app.inherit_assets()
-- next
CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF audience, available_from, available_until, deleted_at, is_active, is_for_staff, module_id, visible_from, visible_until ON content_items FOR EACH ROW EXECUTE FUNCTION app.inherit_content_items()
-- next
CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF audience, content_item_id, course_id, visible_from, visible_until ON mentor_settings FOR EACH ROW EXECUTE FUNCTION app.inherit_mentor_settings()
-- next
CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF audience, available_from, available_until, course_id, deleted_at, is_for_staff, is_published, parent_id, status, visible_from, visible_until ON modules FOR EACH ROW EXECUTE FUNCTION app.inherit_modules()
-- next
CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF audience, content_item_id, course_id, package_id, visible_from, visible_until ON scorm_files FOR EACH ROW EXECUTE FUNCTION app.inherit_scorm_files()
-- next
CREATE TRIGGER pass_on AFTER UPDATE ON content_items FOR EACH ROW WHEN (((old.audience IS DISTINCT FROM new.audience) OR (old.course_id IS DISTINCT FROM new.course_id) OR (old.visible_from IS DISTINCT FROM new.visible_from) OR (old.visible_until IS DISTINCT FROM new.visible_until))) EXECUTE FUNCTION app.pass_on_content_items()
-- next
CREATE TRIGGER pass_on AFTER UPDATE ON modules FOR EACH ROW WHEN (((old.audience IS DISTINCT FROM new.audience) OR (old.visible_from IS DISTINCT FROM new.visible_from) OR (old.visible_until IS DISTINCT FROM new.visible_until))) EXECUTE FUNCTION app.pass_on_modules()
-- next
DROP POLICY read ON scorm_files
-- next
DROP POLICY read ON modules
-- next
DROP POLICY read ON mentor_settings
-- next
DROP POLICY read ON content_items
-- next
DROP POLICY read ON assets
-- next
CREATE POLICY read ON assets FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('catalogue:read'::text)) AND (((audience >= app.audience()) OR ((audience = 'enrolled'::audience) AND app.holds(course_id))) AND ((audience >= 'members'::audience) OR app.permits('unscoped'::text)) AND (((visible_from IS NULL) AND (visible_until IS NULL)) OR (((visible_from <= statement_timestamp()) IS NOT FALSE) AND ((visible_until > statement_timestamp()) IS NOT FALSE)) OR ((app.audience() = 'staff'::audience) AND app.permits('unscoped'::text))))))
-- next
CREATE POLICY read ON content_items FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('catalogue:read'::text)) AND (((audience >= app.audience()) OR ((audience = 'enrolled'::audience) AND app.holds(course_id))) AND ((audience >= 'members'::audience) OR app.permits('unscoped'::text)) AND (((visible_from IS NULL) AND (visible_until IS NULL)) OR (((visible_from <= statement_timestamp()) IS NOT FALSE) AND ((visible_until > statement_timestamp()) IS NOT FALSE)) OR ((app.audience() = 'staff'::audience) AND app.permits('unscoped'::text))))))
-- next
CREATE POLICY read ON mentor_settings FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('catalogue:read'::text)) AND (((audience >= app.audience()) OR ((audience = 'enrolled'::audience) AND app.holds(course_id))) AND ((audience >= 'members'::audience) OR app.permits('unscoped'::text)) AND (((visible_from IS NULL) AND (visible_until IS NULL)) OR (((visible_from <= statement_timestamp()) IS NOT FALSE) AND ((visible_until > statement_timestamp()) IS NOT FALSE)) OR ((app.audience() = 'staff'::audience) AND app.permits('unscoped'::text))))))
-- next
CREATE POLICY read ON modules FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('catalogue:read'::text)) AND (((audience >= app.audience()) OR ((audience = 'enrolled'::audience) AND app.holds(course_id))) AND ((audience >= 'members'::audience) OR app.permits('unscoped'::text)) AND (((visible_from IS NULL) AND (visible_until IS NULL)) OR (((visible_from <= statement_timestamp()) IS NOT FALSE) AND ((visible_until > statement_timestamp()) IS NOT FALSE)) OR ((app.audience() = 'staff'::audience) AND app.permits('unscoped'::text))))))
-- next
CREATE POLICY read ON scorm_files FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('catalogue:read'::text)) AND (((audience >= app.audience()) OR ((audience = 'enrolled'::audience) AND app.holds(course_id))) AND ((audience >= 'members'::audience) OR app.permits('unscoped'::text)) AND (((visible_from IS NULL) AND (visible_until IS NULL)) OR (((visible_from <= statement_timestamp()) IS NOT FALSE) AND ((visible_until > statement_timestamp()) IS NOT FALSE)) OR ((app.audience() = 'staff'::audience) AND app.permits('unscoped'::text))))))
-- next
REVOKE ALL ON FUNCTION app.keep_openings(tenants uuid[], changed uuid[]) FROM PUBLIC
-- down
COMMENT ON COLUMN course_progress.modules IS 'How many published modules stand at the top of the syllabus.'
-- next
ALTER TABLE content_items DROP CONSTRAINT ck_content_items_available_until_after_from
-- next
ALTER TABLE modules DROP CONSTRAINT ck_modules_available_until_after_from
-- next
DROP INDEX ix_scorm_files_visible_until
-- next
DROP INDEX ix_scorm_files_visible_from
-- next
DROP INDEX ix_modules_visible_until
-- next
DROP INDEX ix_modules_visible_from
-- next
DROP INDEX ix_mentor_settings_visible_until
-- next
DROP INDEX ix_mentor_settings_visible_from
-- next
DROP INDEX ix_content_items_visible_until
-- next
DROP INDEX ix_content_items_visible_from
-- next
DROP INDEX ix_assets_visible_until
-- next
DROP INDEX ix_assets_visible_from
-- next
DROP TRIGGER pass_on ON modules
-- next
DROP TRIGGER pass_on ON content_items
-- next
DROP TRIGGER inherit ON scorm_files
-- next
DROP TRIGGER inherit ON modules
-- next
DROP TRIGGER inherit ON mentor_settings
-- next
DROP TRIGGER inherit ON content_items
-- next
DROP TRIGGER inherit ON assets
-- next
DROP TRIGGER follow_openings_update ON modules
-- next
DROP TRIGGER follow_openings_update ON content_items
-- next
DROP TRIGGER follow_openings_insert ON modules
-- next
DROP TRIGGER follow_openings_insert ON content_items
-- next
DROP TRIGGER follow_openings_delete ON modules
-- next
DROP TRIGGER follow_openings_delete ON content_items
-- next
CREATE OR REPLACE FUNCTION app.follow_syllabus() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    -- Drafts are changed often, and count for nobody.
    IF TG_OP = 'INSERT' THEN
        PERFORM app.reckon_courses(array_agg(c.tenant_id), array_agg(c.course_id))
        FROM (
            SELECT DISTINCT n.tenant_id, n.course_id FROM new_rows n
            WHERE n.parent_id IS NULL AND n.is_published AND n.deleted_at IS NULL
        ) c;
    ELSIF TG_OP = 'DELETE' THEN
        PERFORM app.reckon_courses(array_agg(c.tenant_id), array_agg(c.course_id))
        FROM (
            SELECT DISTINCT o.tenant_id, o.course_id FROM old_rows o
            WHERE o.parent_id IS NULL AND o.is_published AND o.deleted_at IS NULL
        ) c;
    ELSE
        PERFORM app.reckon_courses(array_agg(c.tenant_id), array_agg(c.course_id))
        FROM (
            SELECT DISTINCT n.tenant_id, unnest(ARRAY[n.course_id, o.course_id]) AS course_id
            FROM new_rows n JOIN old_rows o ON o.tenant_id = n.tenant_id AND o.id = n.id
            CROSS JOIN LATERAL (
                SELECT n.parent_id IS NULL AND n.is_published AND n.deleted_at IS NULL AS counts,
                    o.parent_id IS NULL AND o.is_published AND o.deleted_at IS NULL AS counted
            ) k
            WHERE k.counts <> k.counted OR (k.counts AND n.course_id <> o.course_id)
        ) c;
    END IF;
    RETURN NULL;
END
$$
-- next
CREATE OR REPLACE FUNCTION app.inherit_assets() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    NEW.audience := least(CASE
        WHEN NEW.content_item_id IS NOT NULL THEN (SELECT p.audience FROM public.content_items p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.content_item_id FOR SHARE)
        WHEN NEW.module_id IS NOT NULL THEN (SELECT p.audience FROM public.modules p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.module_id FOR SHARE)
        WHEN NEW.course_id IS NOT NULL THEN (SELECT p.audience FROM public.courses p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.course_id FOR SHARE)
    END, (CASE WHEN NEW.deleted_at IS NOT NULL THEN 'nobody' WHEN NEW.kind = 'source' THEN 'staff' WHEN NEW.course_id IS NULL THEN 'members' ELSE 'public' END)::audience);
    RETURN NEW;
END
$$
-- next
CREATE OR REPLACE FUNCTION app.inherit_content_items() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    NEW.audience := least(CASE
        WHEN NEW.module_id IS NOT NULL THEN (SELECT p.audience FROM public.modules p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.module_id FOR SHARE)
    END, (CASE WHEN NEW.deleted_at IS NOT NULL THEN 'nobody' WHEN NOT NEW.is_active THEN 'staff' ELSE 'public' END)::audience);
    RETURN NEW;
END
$$
-- next
CREATE OR REPLACE FUNCTION app.inherit_mentor_settings() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    NEW.audience := CASE
        WHEN NEW.content_item_id IS NOT NULL THEN (SELECT p.audience FROM public.content_items p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.content_item_id FOR SHARE)
    END;
    NEW.course_id := CASE
        WHEN NEW.content_item_id IS NOT NULL THEN (SELECT p.course_id FROM public.content_items p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.content_item_id FOR SHARE)
    END;
    RETURN NEW;
END
$$
-- next
CREATE OR REPLACE FUNCTION app.inherit_modules() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    NEW.audience := least(CASE
        WHEN NEW.parent_id IS NOT NULL THEN (SELECT p.audience FROM public.modules p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.parent_id FOR SHARE)
        WHEN NEW.course_id IS NOT NULL THEN (SELECT p.audience FROM public.courses p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.course_id FOR SHARE)
    END, (CASE WHEN NEW.deleted_at IS NOT NULL THEN 'nobody' WHEN NOT NEW.is_published OR NEW.status = 'archived' THEN 'staff' ELSE 'public' END)::audience);
    RETURN NEW;
END
$$
-- next
CREATE OR REPLACE FUNCTION app.inherit_scorm_files() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    NEW.audience := CASE
        WHEN NEW.package_id IS NOT NULL THEN (SELECT p.audience FROM public.scorm_packages p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.package_id FOR SHARE)
    END;
    NEW.course_id := CASE
        WHEN NEW.package_id IS NOT NULL THEN (SELECT p.course_id FROM public.scorm_packages p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.package_id FOR SHARE)
    END;
    RETURN NEW;
END
$$
-- next
CREATE OR REPLACE FUNCTION app.open_quizzes(tenant uuid, person uuid) RETURNS text
    LANGUAGE plpgsql STABLE
    AS $$
BEGIN
    RETURN concat_ws(' ', (
        SELECT string_agg(concat_ws(' ', i.id, i.assessment_id), ' ')
        FROM public.enrollments e
        JOIN public.course_offerings o ON o.tenant_id = tenant AND o.id = e.offering_id AND o.audience >= 'enrolled'
            AND (o.starts_at IS NULL OR o.starts_at <= now()) AND (o.ends_at IS NULL OR o.ends_at > now())
        JOIN public.content_items i ON i.tenant_id = tenant AND i.course_id = o.course_id
            AND i.content_type = 'quiz' AND i.audience >= 'enrolled'
        WHERE e.tenant_id = tenant AND e.user_id = person AND e.status = 'active' AND NOT EXISTS (
            SELECT FROM public.quiz_attempts t
            WHERE t.tenant_id = tenant AND t.user_id = person AND t.content_item_id = i.id AND t.offering_id = o.id
              AND t.submitted_at IS NOT NULL
              AND (t.attempt_number >= i.attempts_limit
                OR t.submitted_at + make_interval(hours => i.cooldown_hours) > now())
        )
    ), (
        SELECT string_agg(DISTINCT t.assessment_id::text, ' ') FROM public.quiz_attempts t
        WHERE t.tenant_id = tenant AND t.user_id = person AND t.shows_keys
    ));
END
$$
-- next
CREATE OR REPLACE FUNCTION app.pass_on_content_items() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    IF NEW.audience IS DISTINCT FROM OLD.audience THEN
        UPDATE public.assets SET audience = audience WHERE tenant_id = NEW.tenant_id AND content_item_id = NEW.id;
        UPDATE public.mentor_settings SET audience = audience WHERE tenant_id = NEW.tenant_id AND content_item_id = NEW.id;
    END IF;
    IF NEW.course_id IS DISTINCT FROM OLD.course_id THEN
        UPDATE public.mentor_settings SET course_id = course_id WHERE tenant_id = NEW.tenant_id AND content_item_id = NEW.id;
    END IF;
    RETURN NULL;
END
$$
-- next
CREATE OR REPLACE FUNCTION app.pass_on_modules() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    IF NEW.audience IS DISTINCT FROM OLD.audience THEN
        UPDATE public.assets SET audience = audience WHERE tenant_id = NEW.tenant_id AND module_id = NEW.id AND content_item_id IS NULL;
        UPDATE public.content_items SET audience = audience WHERE tenant_id = NEW.tenant_id AND module_id = NEW.id;
        UPDATE public.modules SET audience = audience WHERE tenant_id = NEW.tenant_id AND parent_id = NEW.id;
    END IF;
    RETURN NULL;
END
$$
-- next
CREATE OR REPLACE FUNCTION app.reckon_progress(tenant uuid, enrolled uuid[]) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
BEGIN
    PERFORM FROM course_progress c WHERE c.tenant_id = tenant AND c.enrollment_id = ANY (enrolled)
    ORDER BY c.enrollment_id FOR NO KEY UPDATE;
    WITH e AS MATERIALIZED (
        SELECT e.id, e.user_id, e.offering_id FROM enrollments e WHERE e.tenant_id = tenant AND e.id = ANY (enrolled)
    ), tops AS MATERIALIZED (
        SELECT o.id AS offering_id, array_agg(r.id) AS ids
        FROM course_offerings o JOIN modules r ON r.tenant_id = tenant AND r.course_id = o.course_id
        WHERE o.tenant_id = tenant AND o.id IN (SELECT e.offering_id FROM e)
            AND r.parent_id IS NULL AND r.is_published AND r.deleted_at IS NULL
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
SELECT app.audit('assets', '{tenant_id,id,audience,created_at,updated_at,created_by,updated_by}', '{}')
-- next
SELECT app.audit('content_items', '{tenant_id,id,audience,created_at,updated_at,created_by,updated_by}', '{"data": "(masked)"}')
-- next
SELECT app.audit('courses', '{tenant_id,id,audience,created_at,updated_at,created_by,updated_by}', '{}')
-- next
SELECT app.audit('mentor_settings', '{tenant_id,id,course_id,audience,created_at,updated_at,created_by,updated_by}', '{"prompt": "(masked)"}')
-- next
SELECT app.audit('modules', '{tenant_id,id,depth,audience,created_at,updated_at,created_by,updated_by}', '{}')
-- next
SELECT app.audit('scorm_files', '{tenant_id,id,course_id,audience,created_at,updated_at}', '{}')
-- next
CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF audience, content_item_id, course_id, deleted_at, kind, module_id ON assets FOR EACH ROW EXECUTE FUNCTION app.inherit_assets()
-- next
CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF audience, deleted_at, is_active, module_id ON content_items FOR EACH ROW EXECUTE FUNCTION app.inherit_content_items()
-- next
CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF audience, content_item_id, course_id ON mentor_settings FOR EACH ROW EXECUTE FUNCTION app.inherit_mentor_settings()
-- next
CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF audience, course_id, deleted_at, is_published, parent_id, status ON modules FOR EACH ROW EXECUTE FUNCTION app.inherit_modules()
-- next
CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF audience, course_id, package_id ON scorm_files FOR EACH ROW EXECUTE FUNCTION app.inherit_scorm_files()
-- next
CREATE TRIGGER pass_on AFTER UPDATE ON content_items FOR EACH ROW WHEN (((old.audience IS DISTINCT FROM new.audience) OR (old.course_id IS DISTINCT FROM new.course_id))) EXECUTE FUNCTION app.pass_on_content_items()
-- next
CREATE TRIGGER pass_on AFTER UPDATE ON modules FOR EACH ROW WHEN ((old.audience IS DISTINCT FROM new.audience)) EXECUTE FUNCTION app.pass_on_modules()
-- next
DROP POLICY read ON scorm_files
-- next
DROP POLICY read ON modules
-- next
DROP POLICY read ON mentor_settings
-- next
DROP POLICY read ON content_items
-- next
DROP POLICY read ON assets
-- next
CREATE POLICY read ON assets FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('catalogue:read'::text)) AND (((audience >= app.audience()) OR ((audience = 'enrolled'::audience) AND app.holds(course_id))) AND ((audience >= 'members'::audience) OR app.permits('unscoped'::text)))))
-- next
CREATE POLICY read ON content_items FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('catalogue:read'::text)) AND (((audience >= app.audience()) OR ((audience = 'enrolled'::audience) AND app.holds(course_id))) AND ((audience >= 'members'::audience) OR app.permits('unscoped'::text)))))
-- next
CREATE POLICY read ON mentor_settings FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('catalogue:read'::text)) AND (((audience >= app.audience()) OR ((audience = 'enrolled'::audience) AND app.holds(course_id))) AND ((audience >= 'members'::audience) OR app.permits('unscoped'::text)))))
-- next
CREATE POLICY read ON modules FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('catalogue:read'::text)) AND (((audience >= app.audience()) OR ((audience = 'enrolled'::audience) AND app.holds(course_id))) AND ((audience >= 'members'::audience) OR app.permits('unscoped'::text)))))
-- next
CREATE POLICY read ON scorm_files FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('catalogue:read'::text)) AND (((audience >= app.audience()) OR ((audience = 'enrolled'::audience) AND app.holds(course_id))) AND ((audience >= 'members'::audience) OR app.permits('unscoped'::text)))))
-- next
DROP FUNCTION app.keep_openings(uuid[], uuid[])
-- next
DROP FUNCTION app.follow_openings()
-- next
ALTER TABLE assets DROP COLUMN visible_until
-- next
ALTER TABLE assets DROP COLUMN visible_from
-- next
ALTER TABLE content_items DROP COLUMN visible_until
-- next
ALTER TABLE content_items DROP COLUMN visible_from
-- next
ALTER TABLE content_items DROP COLUMN available_until
-- next
ALTER TABLE content_items DROP COLUMN available_from
-- next
ALTER TABLE content_items DROP COLUMN is_for_staff
-- next
ALTER TABLE courses DROP COLUMN openings
-- next
ALTER TABLE mentor_settings DROP COLUMN visible_until
-- next
ALTER TABLE mentor_settings DROP COLUMN visible_from
-- next
ALTER TABLE modules DROP COLUMN visible_until
-- next
ALTER TABLE modules DROP COLUMN visible_from
-- next
ALTER TABLE modules DROP COLUMN available_until
-- next
ALTER TABLE modules DROP COLUMN available_from
-- next
ALTER TABLE modules DROP COLUMN is_for_staff
-- next
ALTER TABLE scorm_files DROP COLUMN visible_until
-- next
ALTER TABLE scorm_files DROP COLUMN visible_from
