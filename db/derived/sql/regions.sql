-- The region that a tenant belongs to; null where this database has no row of it.
CREATE FUNCTION app.region_of(tenant uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
RETURN (SELECT t.data_region FROM public.tenants t WHERE t.id = tenant)
-- next
-- Ends a transaction before it reads anything, where the tenant's row lies in a database of another region than it
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
$$
