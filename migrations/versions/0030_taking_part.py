"""Who takes an offering writes there, and a guardian only reads; tokens are hashed; derived places go with theirs.

Revision ID: 0030
Revises: 0029
"""

from migrations.run import run

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

TAKES = """CREATE FUNCTION app.takes(place uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
RETURN strpos(current_setting('app.taken', true), place::text) > 0"""

TAKEN = """            IF strpos(asked, 'taken') > 0 THEN
                PERFORM set_config('app.taken', coalesce(app.places(tenant, cared_for), ''), true);
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
    asked text := coalesce(wanted, 'places taken offerings pupils organizations');
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
        'tenant_id', 'user_id', 'reach', 'audience', 'persons', 'places', 'taken', 'offerings', 'pupils', 'organizations']
    LOOP
        EXECUTE format('SET LOCAL app.%I = %L', claim, coalesce(current_setting('app.' || claim, true), ''));
    END LOOP;
END
$$"""

TAKES_PART = "app.takes(offering_id)"
MAY_READ = "(app.holds(offering_id) OR app.reaches('everything'))"


def talk(table: str, place: str) -> str:
    """The policy for writing in a discussion, where `place` admits the author."""
    may = (
        f"app.reaches('administers') OR (author_id = app.user_id() AND {place})"
        " OR app.teaches(offering_id) OR app.manages(organization_id)"
    )
    return written(table, may)


def review(place: str) -> str:
    """The policy for writing a review, where `place` admits its author."""
    return written("course_reviews", f"app.reaches('administers') OR (user_id = app.user_id() AND {place})")


def written(table: str, may: str) -> str:
    """The policy for writing."""
    mine = "tenant_id = app.tenant_id()"
    return f"ALTER POLICY write ON {table} USING ({mine} AND deleted_at IS NULL AND ({may})) WITH CHECK ({mine} AND ({may}))"


def places(action: str) -> list[str]:
    """The foreign keys of derived places, made anew with what happens when the place is deleted."""
    return [
        statement
        for table, name, whole in (
            ("discussion_posts", "offering", "course_offerings"),
            ("course_reviews", "course", "courses"),
            ("scorm_files", "course", "courses"),
        )
        for statement in (
            f"ALTER TABLE {table} DROP CONSTRAINT fk_{table}_{name}",
            (
                f"ALTER TABLE {table} ADD CONSTRAINT fk_{table}_{name}"
                f" FOREIGN KEY (tenant_id, {name}_id) REFERENCES {whole} (tenant_id, id){action}"
            ),
        )
    ]


UP = [
    *places(" ON DELETE CASCADE"),
    "ALTER TABLE identity.reset_tokens ADD CONSTRAINT ck_reset_tokens_hashed CHECK (token_hash ~ '^[0-9a-f]{64}$')",
    "ALTER TABLE identity.invitations ADD CONSTRAINT ck_invitations_hashed CHECK (token_hash ~ '^[0-9a-f]{64}$')",
    TAKES,
    ENTER,
    TELL_WORKERS,
    talk("discussion_threads", TAKES_PART),
    talk("discussion_posts", TAKES_PART),
    review(TAKES_PART),
]

DOWN = [
    "ALTER TABLE identity.invitations DROP CONSTRAINT ck_invitations_hashed",
    "ALTER TABLE identity.reset_tokens DROP CONSTRAINT ck_reset_tokens_hashed",
    *places(""),
    review(MAY_READ),
    talk("discussion_posts", MAY_READ),
    talk("discussion_threads", MAY_READ),
    TELL_WORKERS.replace("'taken', ", ""),
    ENTER.replace(TAKEN, "").replace("places taken offerings", "places offerings"),
    "DROP FUNCTION app.takes(uuid)",
]


def upgrade() -> None:
    """Makes the change."""
    run(UP)


def downgrade() -> None:
    """Takes it back."""
    run(DOWN)
