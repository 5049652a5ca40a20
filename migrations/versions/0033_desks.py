"""Who keeps the accounts or answers requests in an organisation does so there and below it, and nowhere else.

Revision ID: 0033
Revises: 0032
"""

from migrations.run import run

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

REACHES_IN = """CREATE FUNCTION app.reaches_in(word text, organization uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
RETURN strpos(current_setting('app.desks', true), word || ':' || organization::text) > 0"""

DESKS = """CREATE FUNCTION app.desks(tenant uuid, person uuid, narrowed text) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
    desk record;
    found text;
BEGIN
    FOR desk IN
        SELECT held.word, array_agg(r.organization_id) AS places
        FROM public.user_roles r, string_to_table(app.role_words(r.role, true), ' ') held (word)
        WHERE r.tenant_id = tenant AND r.user_id = person AND r.organization_id IS NOT NULL
          AND (narrowed IS NULL OR r.role::text = ANY (string_to_array(narrowed, ' ')))
          AND held.word LIKE '%:'
        GROUP BY held.word
    LOOP
        found := concat_ws(' ', found,
            desk.word || replace(app.organizations_below(tenant, desk.places), ' ', ' ' || desk.word));
    END LOOP;
    RETURN found;
END
$$"""

SITS = """            IF strpos(reach, ': ') > 0 AND strpos(asked, 'desks') > 0 THEN
                PERFORM set_config('app.desks', coalesce(app.desks(tenant, person, narrowed), ''), true);
            END IF;
"""

ENTER = """CREATE OR REPLACE FUNCTION app.enter(
    tenant uuid, issuer text, subject text, scopes text, narrowed text, wanted text DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    home record;
    person uuid;
    reach text;
    headed uuid[];
    cared_for uuid[];
    places text;
    offerings text;
    pupils text;
    organizations text;
    asked text := coalesce(wanted, 'places taken offerings pupils organizations desks');
BEGIN
    PERFORM set_config('app.tenant_id', tenant::text, true);
    SELECT t.is_active, t.allows_visitors INTO home FROM tenants t WHERE t.id = tenant;
    IF home.is_active IS NOT TRUE THEN
        RAISE EXCEPTION 'This tenant is not known or not active.' USING ERRCODE = 'LY001';
    END IF;

    IF subject IS NULL THEN
        IF NOT home.allows_visitors THEN
            RAISE EXCEPTION 'This tenant has no public catalogue: sign in.' USING ERRCODE = 'LY001';
        END IF;
        PERFORM set_config('app.reach', ' visitor ', true), set_config('app.audience', 'public', true);
    ELSE
        SELECT u.id INTO person
        FROM identity.account_identities i
        JOIN identity.accounts a ON a.id = i.account_id AND a.status = 'active'
        JOIN users u ON u.tenant_id = tenant AND u.account_id = a.id AND u.status = 'active' AND u.deleted_at IS NULL
        WHERE i.issuer = enter.issuer AND i.subject = enter.subject
        LIMIT 1;
        IF person IS NULL THEN
            PERFORM app.enter_client(tenant, issuer, subject, scopes);
        ELSE
            SELECT
                ' member ' || coalesce(string_agg(app.role_words(r.role, r.organization_id IS NOT NULL), ' '), '') || ' ',
                array_agg(r.organization_id) FILTER (WHERE r.organization_id IS NOT NULL AND app.is_organizational(r.role))
            INTO reach, headed
            FROM user_roles r
            WHERE r.tenant_id = tenant AND r.user_id = person
              AND (narrowed IS NULL OR r.role::text = ANY (string_to_array(narrowed, ' ')));

            cared_for := ARRAY[person];
            IF strpos(asked, 'taken') > 0 THEN
                PERFORM set_config('app.taken', coalesce(app.places(tenant, cared_for), ''), true);
            END IF;
            IF strpos(reach, ' guardian ') > 0 THEN
                cared_for := app.wards(tenant, person);
            END IF;
            IF strpos(asked, 'places') > 0 AND strpos(reach, ' everything ') = 0 THEN
                places := app.places(tenant, cared_for);
            END IF;
            IF strpos(reach, ' tutors ') > 0 THEN
                cared_for := cared_for || app.tutees(tenant, person);
            END IF;
            IF strpos(reach, ' teaches ') > 0 THEN
                IF strpos(asked, 'offerings') > 0 THEN
                    offerings := app.taught(tenant, person);
                END IF;
                IF strpos(asked, 'pupils') > 0 THEN
                    pupils := app.pupils(tenant, person);
                END IF;
            END IF;
            IF strpos(reach, ': ') > 0 AND strpos(asked, 'desks') > 0 THEN
                PERFORM set_config('app.desks', coalesce(app.desks(tenant, person, narrowed), ''), true);
            END IF;
            IF headed IS NOT NULL AND strpos(asked, 'organizations') > 0 THEN
                organizations := app.organizations_below(tenant, headed);
            END IF;
            PERFORM
                set_config('app.user_id', person::text, true),
                set_config('app.reach', reach, true),
                set_config('app.audience', CASE WHEN strpos(reach, ' staff ') > 0 THEN 'staff' ELSE 'members' END, true),
                set_config('app.persons', array_to_string(cared_for, ' '), true),
                set_config('app.places', coalesce(places, ''), true),
                set_config('app.offerings', coalesce(offerings, ''), true),
                set_config('app.pupils', coalesce(pupils, ''), true),
                set_config('app.organizations', coalesce(organizations, ''), true);
        END IF;
    END IF;

    IF current_setting('citus.version', true) IS NOT NULL THEN
        PERFORM app.tell_workers();
    END IF;
END
$$"""

TELL_WORKERS = """CREATE OR REPLACE FUNCTION app.tell_workers() RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
    claim text;
BEGIN
    PERFORM set_config('citus.propagate_set_commands', 'local', true);
    FOREACH claim IN ARRAY ARRAY[
        'tenant_id', 'user_id', 'reach', 'audience', 'persons', 'places', 'taken', 'offerings', 'pupils', 'organizations',
        'desks']
    LOOP
        EXECUTE format('SET LOCAL app.%I = %L', claim, coalesce(current_setting('app.' || claim, true), ''));
    END LOOP;
END
$$"""

ROLE_WORDS = """CREATE OR REPLACE FUNCTION app.role_words(role user_role, scoped boolean) RETURNS text LANGUAGE sql IMMUTABLE
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
    WHEN 'finance' THEN CASE WHEN scoped THEN 'staff finance:' ELSE 'staff finance' END
    WHEN 'support' THEN CASE WHEN scoped THEN 'staff support:' ELSE 'staff support' END
    WHEN 'supervisor' THEN CASE WHEN scoped THEN 'staff sensitive keys content' ELSE 'staff sensitive keys content everything' END
    WHEN 'department_admin' THEN CASE WHEN scoped THEN 'staff sensitive keys content' ELSE 'staff sensitive keys content everything' END
    WHEN 'school_admin' THEN CASE WHEN scoped THEN 'staff sensitive keys content' ELSE 'staff sensitive keys content everything' END
    WHEN 'district_admin' THEN CASE WHEN scoped THEN 'staff sensitive keys content' ELSE 'staff sensitive keys content everything' END
    WHEN 'tenant_admin' THEN CASE WHEN scoped THEN 'staff sensitive keys content' ELSE 'staff sensitive keys content everything administers finance support' END
    WHEN 'platform_admin' THEN CASE WHEN scoped THEN 'staff sensitive keys content' ELSE 'staff sensitive keys content everything administers finance support' END
    WHEN 'analyst' THEN CASE WHEN scoped THEN 'staff' ELSE 'staff everything' END
END"""


def read(table: str, others: str, word: str | None) -> str:
    """The policy for reading a table, for `others` and for the desk of the word in the row's organisation."""
    return f"ALTER POLICY read ON {table} USING ({MINE}{alive(table)} AND ({others}{desk(word)}))"


def write(table: str, others: str, word: str | None) -> str:
    """The policy for writing a table, likewise."""
    may = f"({others}{desk(word)})"
    return (
        f"ALTER POLICY write ON {table} USING ({MINE}{alive(table)} AND {may}) WITH CHECK ({MINE} AND {may})"
    )


MINE = "tenant_id = app.tenant_id()"


def alive(table: str) -> str:
    """That a row is not deleted, where one can be."""
    return "" if table == "centre_financials" else " AND deleted_at IS NULL"


def desk(word: str | None) -> str:
    """That the word is reached where the row belongs to."""
    return f" OR app.reaches_in('{word}', organization_id)" if word else ""


def policies(*, with_desks: bool) -> list[str]:
    """The policies of the tables that a desk's work is in."""
    finance, support = ("finance", "support") if with_desks else (None, None)
    partners = "app.reaches('administration:read')"
    asks, sees_to_it = "requester_id = app.user_id()", "assigned_to_id = app.user_id()"
    return [
        read("finance_records", f"app.reaches('finance') OR {partners}", finance),
        write("finance_records", "app.reaches('finance') OR app.reaches('administers')", finance),
        read("centre_financials", f"app.reaches('finance') OR {partners}", finance),
        read("service_requests", f"app.reaches('support') OR {partners} OR {asks} OR {sees_to_it}", support),
        write("service_requests", f"app.reaches('support') OR app.reaches('administers') OR {asks}", support),
        read("inventory_items", f"app.reaches('support') OR {partners}", support),
        write("inventory_items", "app.reaches('support') OR app.reaches('administers')", support),
    ]


UP = [REACHES_IN, DESKS, ENTER, TELL_WORKERS, ROLE_WORDS, *policies(with_desks=True)]

DOWN = [
    *policies(with_desks=False),
    ROLE_WORDS.replace("'staff finance:'", "'staff finance'").replace("'staff support:'", "'staff support'"),
    TELL_WORKERS.replace("'organizations',\n        'desks']", "'organizations']"),
    ENTER.replace(SITS, "").replace(" organizations desks'", " organizations'"),
    "DROP FUNCTION app.desks(uuid, uuid, text)",
    "DROP FUNCTION app.reaches_in(text, uuid)",
]


def upgrade() -> None:
    """Makes the change."""
    run(UP)


def downgrade() -> None:
    """Takes it back."""
    run(DOWN)
