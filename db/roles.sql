-- The roles of the gateway, made once on a server by an administrator; harmless when run again.
-- lyceum_owner runs migrations and imports and owns the tables. lyceum_gateway reads for people, lyceum_writer writes
-- for them; both own nothing, and row-level security holds for all three. Where clients log in by password, give each
-- one afterwards: ALTER ROLE lyceum_gateway PASSWORD '…';
DO $$
DECLARE
    wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY['lyceum_owner', 'lyceum_gateway', 'lyceum_writer'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
            EXECUTE format('CREATE ROLE %I LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION', wanted);
        END IF;
        IF EXISTS (SELECT FROM pg_roles WHERE rolname = wanted AND (rolsuper OR rolbypassrls)) THEN
            RAISE EXCEPTION 'role % may bypass row-level security; take SUPERUSER and BYPASSRLS from it', wanted;
        END IF;
    END LOOP;
END
$$;
