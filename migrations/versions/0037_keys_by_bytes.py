"""Keys are found in the lists of claims by their bytes, and claims are laid without a query.

Revision ID: 0037
Revises: 0036
"""

from migrations.run import run

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

LISTS = {
    "reaches_in(word text, organization uuid)": ("desks", "word || ':' || organization::text"),
    "is_person(person uuid)": ("persons", "person::text"),
    "is_pupil(person uuid)": ("pupils", "person::text"),
    "teaches(offering uuid)": ("offerings", "offering::text"),
    "manages(organization uuid)": ("organizations", "organization::text"),
    "holds(place uuid)": ("places", "place::text"),
    "takes(place uuid)": ("taken", "place::text"),
}
"""The functions that ask whether a list of claims holds a key: the setting, and how the key is written."""

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
    laid text;
BEGIN
    laid := set_config('app.tenant_id', tenant::text, true);
    SELECT t.is_active, t.allows_visitors INTO home FROM tenants t WHERE t.id = tenant;
    IF home.is_active IS NOT TRUE THEN
        RAISE EXCEPTION 'This tenant is not known or not active.' USING ERRCODE = 'LY001';
    END IF;

    IF subject IS NULL THEN
        IF NOT home.allows_visitors THEN
            RAISE EXCEPTION 'This tenant has no public catalogue: sign in.' USING ERRCODE = 'LY001';
        END IF;
        laid := set_config('app.reach', ' visitor ', true) || set_config('app.audience', 'public', true);
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
                laid := set_config('app.taken', coalesce(app.places(tenant, cared_for) || ' ', ''), true);
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
                laid := set_config('app.desks', coalesce(app.desks(tenant, person, narrowed) || ' ', ''), true);
            END IF;
            IF headed IS NOT NULL AND strpos(asked, 'organizations') > 0 THEN
                organizations := app.organizations_below(tenant, headed);
            END IF;
            laid := set_config('app.user_id', person::text, true)
                || set_config('app.reach', reach, true)
                || set_config('app.audience', CASE WHEN strpos(reach, ' staff ') > 0 THEN 'staff' ELSE 'members' END, true)
                || set_config('app.persons', array_to_string(cared_for, ' ') || ' ', true)
                || set_config('app.places', coalesce(places || ' ', ''), true)
                || set_config('app.offerings', coalesce(offerings || ' ', ''), true)
                || set_config('app.pupils', coalesce(pupils || ' ', ''), true)
                || set_config('app.organizations', coalesce(organizations || ' ', ''), true);
        END IF;
    END IF;

    IF current_setting('citus.version', true) IS NOT NULL THEN
        PERFORM app.tell_workers();
    END IF;
END
$$"""

BEFORE = [
    (
        """    laid text;
""",
        """""",
    ),
    (
        """    laid := set_config('app.tenant_id', tenant::text, true);
""",
        """    PERFORM set_config('app.tenant_id', tenant::text, true);
""",
    ),
    (
        """        laid := set_config('app.reach', ' visitor ', true) || set_config('app.audience', 'public', true);
""",
        """        PERFORM set_config('app.reach', ' visitor ', true), set_config('app.audience', 'public', true);
""",
    ),
    (
        """                laid := set_config('app.taken', coalesce(app.places(tenant, cared_for) || ' ', ''), true);
""",
        """                PERFORM set_config('app.taken', coalesce(app.places(tenant, cared_for), ''), true);
""",
    ),
    (
        """                laid := set_config('app.desks', coalesce(app.desks(tenant, person, narrowed) || ' ', ''), true);
""",
        """                PERFORM set_config('app.desks', coalesce(app.desks(tenant, person, narrowed), ''), true);
""",
    ),
    (
        """            laid := set_config('app.user_id', person::text, true)
                || set_config('app.reach', reach, true)
                || set_config('app.audience', CASE WHEN strpos(reach, ' staff ') > 0 THEN 'staff' ELSE 'members' END, true)
                || set_config('app.persons', array_to_string(cared_for, ' ') || ' ', true)
                || set_config('app.places', coalesce(places || ' ', ''), true)
                || set_config('app.offerings', coalesce(offerings || ' ', ''), true)
                || set_config('app.pupils', coalesce(pupils || ' ', ''), true)
                || set_config('app.organizations', coalesce(organizations || ' ', ''), true);
""",
        """            PERFORM
                set_config('app.user_id', person::text, true),
                set_config('app.reach', reach, true),
                set_config('app.audience', CASE WHEN strpos(reach, ' staff ') > 0 THEN 'staff' ELSE 'members' END, true),
                set_config('app.persons', array_to_string(cared_for, ' '), true),
                set_config('app.places', coalesce(places, ''), true),
                set_config('app.offerings', coalesce(offerings, ''), true),
                set_config('app.pupils', coalesce(pupils, ''), true),
                set_config('app.organizations', coalesce(organizations, ''), true);
""",
    ),
]
"""What of it is new, and what stood there before."""


def lists(has_key: str) -> list[str]:
    """The functions over lists: how they look for a key, where `list` and `key` stand for the setting and the key."""
    made: list[str] = []
    for name, (setting, key) in LISTS.items():
        found = has_key.format(list=f"current_setting('app.{setting}', true)", key=key)
        made.append(
            f"CREATE OR REPLACE FUNCTION app.{name} RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE\nRETURN {found}"
        )
    return made


def enter_before() -> str:
    """How claims were laid before."""
    found = ENTER
    for now, before in BEFORE:
        found = found.replace(now, before)
    return found


UP = [*lists("split_part({list}, {key}, 2) <> ''"), ENTER]
DOWN = [*lists("strpos({list}, {key}) > 0"), enter_before()]


def upgrade() -> None:
    """Makes the change."""
    run(UP)


def downgrade() -> None:
    """Takes it back."""
    run(DOWN)
