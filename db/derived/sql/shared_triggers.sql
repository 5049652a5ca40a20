-- Keeps `updated_at`.
CREATE FUNCTION app.keep_times() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    NEW.created_at := OLD.created_at;
    NEW.updated_at := now();
    RETURN NEW;
END
$$
-- next
-- Keeps `updated_at`, `created_by` and `updated_by`, from the viewer's claims.
CREATE FUNCTION app.keep_editor() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    NEW.updated_by := app.user_id();
    IF TG_OP = 'INSERT' THEN
        NEW.created_by := app.user_id();
    ELSE
        NEW.created_by := OLD.created_by;
        NEW.created_at := OLD.created_at;
        NEW.updated_at := now();
    END IF;
    RETURN NEW;
END
$$
-- next
-- Refuses a prerequisite that would lead a course back to itself. Co-requisites are taken together, so they may.
CREATE FUNCTION app.refuse_prerequisite_cycle() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.kind = 'co_requisite' THEN
        RETURN NEW;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('course_prerequisites ' || NEW.tenant_id));
    IF EXISTS (
        WITH RECURSIVE before (id, path) AS (
            SELECT NEW.prerequisite_course_id, ARRAY[NEW.prerequisite_course_id]
            UNION ALL
            SELECT p.prerequisite_course_id, b.path || p.prerequisite_course_id
            FROM before b JOIN public.course_prerequisites p
                ON p.tenant_id = NEW.tenant_id AND p.course_id = b.id AND p.kind <> 'co_requisite'
            WHERE p.prerequisite_course_id <> ALL (b.path)
        )
        SELECT FROM before WHERE id = NEW.course_id
    ) THEN
        RAISE EXCEPTION 'These prerequisites would lead a course back to itself.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$
-- next
-- Lists a person in the directory as soon as they hold a role of the staff.
CREATE FUNCTION app.list_staff() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE public.users SET is_listed = true
    WHERE tenant_id = NEW.tenant_id AND id = NEW.user_id AND NOT is_listed
      AND strpos(' ' || app.role_words(NEW.role, NEW.organization_id IS NOT NULL) || ' ', ' staff ') > 0;
    RETURN NULL;
END
$$
