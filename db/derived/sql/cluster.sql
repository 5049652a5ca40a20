-- On a Citus cluster, spreads a table over it by a column; on one server does nothing.
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
$$
-- next
-- On a Citus cluster, copies a table to every node; on one server does nothing.
CREATE FUNCTION app.replicate(relation text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF EXISTS (SELECT FROM pg_extension WHERE extname = 'citus') THEN
        EXECUTE format('SELECT create_reference_table(%L)', relation);
    END IF;
END
$$
