#!/bin/sh
# Run once by the PostgreSQL image, when it makes the database: the roles, their passwords, and who owns what.
set -eu

psql --no-psqlrc --set=ON_ERROR_STOP=1 --username="$POSTGRES_USER" --dbname="$POSTGRES_DB" --file=/lyceum/roles.sql
psql --no-psqlrc --set=ON_ERROR_STOP=1 --username="$POSTGRES_USER" --dbname="$POSTGRES_DB" \
    --set=database="$POSTGRES_DB" --set=owner="$OWNER_PASSWORD" --set=gateway="$GATEWAY_PASSWORD" \
    --set=writer="$WRITER_PASSWORD" <<'SQL'
ALTER ROLE lyceum_owner PASSWORD :'owner';
ALTER ROLE lyceum_gateway PASSWORD :'gateway';
ALTER ROLE lyceum_writer PASSWORD :'writer';
ALTER DATABASE :"database" OWNER TO lyceum_owner;
REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"database" TO lyceum_gateway, lyceum_writer;
SQL
