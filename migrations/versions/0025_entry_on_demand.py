"""Entry on demand.

Revision ID: 0025
Revises: 0024
"""

from migrations.run import run

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

UP = [
    "DROP FUNCTION app.enter(uuid, text, text, text, text)",
    """-- Begins a viewer's work in a transaction: finds the person (or partner client) that a verified token names, works out
-- once what they reach, and lays it in transaction-local settings for the policies to read. It runs in the round trip
-- of every BEGIN, so it asks few questions, only those that one of the viewer's roles can need, by plans made once.
--
-- `wanted` names the lists that the policies in the operation's way read, of places, offerings, pupils and organizations;
-- null is all of them. A list that was not worked out is unset, and admits no row.
--
-- Refusals carry the SQLSTATE LY001; their message is meant for the client.
CREATE FUNCTION app.enter(
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
    asked text := coalesce(wanted, 'places offerings pupils organizations');
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
$$""",
]

DOWN = [
    "DROP FUNCTION app.enter(uuid, text, text, text, text, text)",
    """-- Begins a viewer's work in a transaction: finds the person (or partner client) that a verified token names, works out
-- once what they reach, and lays it in transaction-local settings for the policies to read. It runs in the round trip
-- of every BEGIN, so it asks few questions, only those that one of the viewer's roles can need, by plans made once.
--
-- Refusals carry the SQLSTATE LY001; their message is meant for the client.
CREATE FUNCTION app.enter(tenant uuid, issuer text, subject text, scopes text, narrowed text) RETURNS void
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
            IF strpos(reach, ' guardian ') > 0 THEN
                cared_for := app.wards(tenant, person);
            END IF;
            IF strpos(reach, ' everything ') = 0 THEN
                places := app.places(tenant, cared_for);
            END IF;
            IF strpos(reach, ' tutors ') > 0 THEN
                cared_for := cared_for || app.tutees(tenant, person);
            END IF;
            IF strpos(reach, ' teaches ') > 0 THEN
                offerings := app.taught(tenant, person);
                pupils := app.pupils(tenant, person);
            END IF;
            IF headed IS NOT NULL THEN
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
$$""",
]


def upgrade() -> None:
    """Makes the change."""
    run(UP)


def downgrade() -> None:
    """Takes it back."""
    run(DOWN)
