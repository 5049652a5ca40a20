"""A tenant is served from the database of its region.

Revision ID: 0023
Revises: 0022
"""

from migrations.run import run

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

UP = [
    """-- The region that a tenant belongs to; null where this database has no row of it.
CREATE FUNCTION app.region_of(tenant uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
RETURN (SELECT t.data_region FROM public.tenants t WHERE t.id = tenant)""",
    """-- Ends a transaction before it reads anything, where the tenant's row lies in a database of another region than it
-- belongs to. The SQLSTATE LY002 tells the gateway to look for the tenant elsewhere.
CREATE FUNCTION app.stay_in(region text, tenant uuid) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    home text := (SELECT t.data_region FROM public.tenants t WHERE t.id = tenant);
BEGIN
    IF home <> region THEN
        RAISE EXCEPTION 'This tenant belongs to the region %, not to %.', home, region USING ERRCODE = 'LY002';
    END IF;
END
$$""",
]

DOWN = [
    "DROP FUNCTION app.stay_in(text, uuid)",
    "DROP FUNCTION app.region_of(uuid)",
]


def upgrade() -> None:
    """Makes the change."""
    run(UP)


def downgrade() -> None:
    """Takes it back."""
    run(DOWN)
