"""Foundation.

Revision ID: 0001
Revises:
"""

from migrations.run import run

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

UP = [
    "CREATE SCHEMA app",
    "CREATE SCHEMA identity",
    "CREATE SCHEMA gateway",
    "COMMENT ON SCHEMA app IS 'Functions: the claims of the viewer, and what triggers do.'",
    "COMMENT ON SCHEMA identity IS 'Accounts and secrets; nothing here is read through GraphQL.'",
    "COMMENT ON SCHEMA gateway IS 'The gateway''s own records; nothing here is read through GraphQL.'",
    "GRANT USAGE ON SCHEMA public, app TO lyceum_gateway, lyceum_writer",
    "CREATE TYPE audience AS ENUM ('nobody', 'staff', 'enrolled', 'members', 'public')",
    "COMMENT ON TYPE audience IS 'The widest circle that may read a row, from narrow to wide.'",
    "CREATE TYPE user_role AS ENUM ('student', 'teacher', 'instructor', 'tutor', 'ta', 'coach', 'content_creator', 'assessor', 'parent', 'finance', 'support', 'supervisor', 'department_admin', 'school_admin', 'district_admin', 'tenant_admin', 'platform_admin', 'analyst')",
    "COMMENT ON TYPE user_role IS 'What a person may do in the tenant, or in one organisation of it.'",
    """-- What policies and masks ask about the viewer. Each reads one transaction-local setting; none runs a query.
-- An unset claim is null, and null admits no row.
CREATE FUNCTION app.tenant_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
RETURN nullif(current_setting('app.tenant_id', true), '')::uuid""",
    """CREATE FUNCTION app.user_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
RETURN nullif(current_setting('app.user_id', true), '')::uuid""",
    """CREATE FUNCTION app.audience() RETURNS audience LANGUAGE sql STABLE PARALLEL SAFE
RETURN nullif(current_setting('app.audience', true), '')::audience""",
    """CREATE FUNCTION app.reaches(word text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
RETURN strpos(current_setting('app.reach', true), ' ' || word || ' ') > 0""",
    """CREATE FUNCTION app.is_person(person uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
RETURN strpos(current_setting('app.persons', true), person::text) > 0""",
    """CREATE FUNCTION app.is_pupil(person uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
RETURN strpos(current_setting('app.pupils', true), person::text) > 0""",
    """CREATE FUNCTION app.teaches(offering uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
RETURN strpos(current_setting('app.offerings', true), offering::text) > 0""",
    """CREATE FUNCTION app.manages(organization uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
RETURN strpos(current_setting('app.organizations', true), organization::text) > 0""",
    """CREATE FUNCTION app.holds(place uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
RETURN strpos(current_setting('app.places', true), place::text) > 0""",
    """-- What a learner sees of a payload: nothing under `secret` (answer keys, sources), no hidden test of a lab.
CREATE FUNCTION app.learner_payload(data jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN jsonb_typeof(data -> 'files') = 'array' THEN jsonb_set(
        data - 'secret', '{files}', jsonb_path_query_array(data, '$.files[*] ? (!(@.role == "hidden_test"))'))
    ELSE data - 'secret'
END""",
    """CREATE FUNCTION app.role_words(role user_role, scoped boolean) RETURNS text LANGUAGE sql IMMUTABLE
RETURN CASE role
    WHEN 'student' THEN CASE WHEN scoped THEN '' ELSE '' END
    WHEN 'teacher' THEN CASE WHEN scoped THEN 'staff sensitive keys teaches' ELSE 'staff sensitive keys teaches' END
    WHEN 'instructor' THEN CASE WHEN scoped THEN 'staff sensitive keys teaches' ELSE 'staff sensitive keys teaches' END
    WHEN 'tutor' THEN CASE WHEN scoped THEN 'staff sensitive keys teaches tutors' ELSE 'staff sensitive keys teaches tutors' END
    WHEN 'ta' THEN CASE WHEN scoped THEN 'staff sensitive keys teaches' ELSE 'staff sensitive keys teaches' END
    WHEN 'coach' THEN CASE WHEN scoped THEN 'staff sensitive keys teaches' ELSE 'staff sensitive keys teaches' END
    WHEN 'content_creator' THEN CASE WHEN scoped THEN 'staff keys content' ELSE 'staff keys content' END
    WHEN 'assessor' THEN CASE WHEN scoped THEN 'staff sensitive keys teaches' ELSE 'staff sensitive keys teaches' END
    WHEN 'parent' THEN CASE WHEN scoped THEN 'guardian' ELSE 'guardian' END
    WHEN 'finance' THEN CASE WHEN scoped THEN 'staff finance' ELSE 'staff finance' END
    WHEN 'support' THEN CASE WHEN scoped THEN 'staff support' ELSE 'staff support' END
    WHEN 'supervisor' THEN CASE WHEN scoped THEN 'staff sensitive keys content' ELSE 'staff sensitive keys content everything' END
    WHEN 'department_admin' THEN CASE WHEN scoped THEN 'staff sensitive keys content' ELSE 'staff sensitive keys content everything' END
    WHEN 'school_admin' THEN CASE WHEN scoped THEN 'staff sensitive keys content' ELSE 'staff sensitive keys content everything' END
    WHEN 'district_admin' THEN CASE WHEN scoped THEN 'staff sensitive keys content' ELSE 'staff sensitive keys content everything' END
    WHEN 'tenant_admin' THEN CASE WHEN scoped THEN 'staff sensitive keys content' ELSE 'staff sensitive keys content everything administers finance support' END
    WHEN 'platform_admin' THEN CASE WHEN scoped THEN 'staff sensitive keys content' ELSE 'staff sensitive keys content everything administers finance support' END
    WHEN 'analyst' THEN CASE WHEN scoped THEN 'staff' ELSE 'staff everything' END
END""",
    """CREATE FUNCTION app.is_organizational(role user_role) RETURNS boolean LANGUAGE sql IMMUTABLE
RETURN role IN ('supervisor', 'department_admin', 'school_admin', 'district_admin', 'tenant_admin', 'platform_admin', 'analyst')""",
    """-- Keeps `updated_at`.
CREATE FUNCTION app.keep_times() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    NEW.created_at := OLD.created_at;
    NEW.updated_at := now();
    RETURN NEW;
END
$$""",
    """-- Keeps `updated_at`, `created_by` and `updated_by`, from the viewer's claims.
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
$$""",
    """-- Refuses a prerequisite that would lead a course back to itself. Co-requisites are taken together, so they may.
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
$$""",
    """-- Lists a person in the directory as soon as they hold a role of the staff.
CREATE FUNCTION app.list_staff() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE public.users SET is_listed = true
    WHERE tenant_id = NEW.tenant_id AND id = NEW.user_id AND NOT is_listed
      AND strpos(' ' || app.role_words(NEW.role, NEW.organization_id IS NOT NULL) || ' ', ' staff ') > 0;
    RETURN NULL;
END
$$""",
    """-- On a Citus cluster, spreads a table over it by a column; on one server does nothing.
CREATE FUNCTION app.distribute(relation text, key text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF EXISTS (SELECT FROM pg_extension WHERE extname = 'citus') THEN
        IF relation = 'tenants' THEN
            EXECUTE format('SELECT create_distributed_table(%L, %L)', relation, key);
        ELSE
            EXECUTE format('SELECT create_distributed_table(%L, %L, colocate_with => %L)', relation, key, 'tenants');
        END IF;
    END IF;
END
$$""",
    """-- On a Citus cluster, copies a table to every node; on one server does nothing.
CREATE FUNCTION app.replicate(relation text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF EXISTS (SELECT FROM pg_extension WHERE extname = 'citus') THEN
        EXECUTE format('SELECT create_reference_table(%L)', relation);
    END IF;
END
$$""",
    "REVOKE EXECUTE ON FUNCTION app.distribute(text, text) FROM PUBLIC",
    "REVOKE EXECUTE ON FUNCTION app.replicate(text) FROM PUBLIC",
]

DOWN = [
    "DROP FUNCTION app.replicate(relation text)",
    "DROP FUNCTION app.distribute(relation text, key text)",
    "DROP FUNCTION app.list_staff()",
    "DROP FUNCTION app.refuse_prerequisite_cycle()",
    "DROP FUNCTION app.keep_editor()",
    "DROP FUNCTION app.keep_times()",
    "DROP FUNCTION app.is_organizational(role user_role)",
    "DROP FUNCTION app.role_words(role user_role, scoped boolean)",
    "DROP FUNCTION app.learner_payload(data jsonb)",
    "DROP FUNCTION app.holds(place uuid)",
    "DROP FUNCTION app.manages(organization uuid)",
    "DROP FUNCTION app.teaches(offering uuid)",
    "DROP FUNCTION app.is_pupil(person uuid)",
    "DROP FUNCTION app.is_person(person uuid)",
    "DROP FUNCTION app.reaches(word text)",
    "DROP FUNCTION app.audience()",
    "DROP FUNCTION app.user_id()",
    "DROP FUNCTION app.tenant_id()",
    "DROP TYPE user_role",
    "DROP TYPE audience",
    "REVOKE USAGE ON SCHEMA public, app FROM lyceum_gateway, lyceum_writer",
    "DROP SCHEMA gateway",
    "DROP SCHEMA identity",
    "DROP SCHEMA app",
]


def upgrade() -> None:
    """Makes the change."""
    run(UP)


def downgrade() -> None:
    """Takes it back."""
    run(DOWN)
