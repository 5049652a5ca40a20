"""Checks on every new connection, before anything is read, that the serving role can do no more than it should.

Row-level security is what keeps one viewer's rows from another, so the gateway serves nobody with a role that could
bypass it (decision 37).
"""

from typing import Any

from db.errors import UnsafeRole

POWERS = """
WITH RECURSIVE held AS (
    SELECT oid, rolname FROM pg_catalog.pg_roles WHERE rolname IN (current_user, session_user)
    UNION
    SELECT r.oid, r.rolname
    FROM held JOIN pg_catalog.pg_auth_members m ON m.member = held.oid JOIN pg_catalog.pg_roles r ON r.oid = m.roleid
),
readers AS (SELECT oid, rolname::text FROM held UNION ALL SELECT 0, 'PUBLIC'),
relations AS (
    SELECT c.oid, n.nspname || '.' || c.relname AS name, c.relkind, c.relacl
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
),
found (rank, role, power) AS (
    SELECT 1, held.rolname, CASE
        WHEN r.rolsuper THEN 'is a superuser'
        WHEN r.rolbypassrls THEN 'bypasses row-level security'
        WHEN r.rolreplication THEN 'may copy the whole server (REPLICATION)'
        WHEN r.rolcreaterole THEN 'may make and change roles (CREATEROLE)'
        WHEN r.rolcreatedb THEN 'may make databases (CREATEDB)' END
    FROM held JOIN pg_catalog.pg_roles r ON r.oid = held.oid
    UNION ALL
    SELECT 2, rolname, 'is a role of PostgreSQL itself, for more than reading'
    FROM held WHERE rolname LIKE 'pg\\_%'
    UNION ALL
    SELECT 3, held.rolname, 'owns ' || pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid)
    FROM held
    JOIN pg_catalog.pg_shdepend d ON d.refclassid = 'pg_catalog.pg_authid'::pg_catalog.regclass
        AND d.refobjid = held.oid AND d.deptype = 'o'
    WHERE d.dbid IN (0, (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database()))
    UNION ALL
    SELECT 4, readers.rolname, 'may ' || a.privilege_type || ' ' || relations.name
    FROM relations CROSS JOIN LATERAL pg_catalog.aclexplode(relations.relacl) a
    JOIN readers ON readers.oid = a.grantee
    WHERE a.privilege_type NOT IN ('SELECT', 'USAGE')
    UNION ALL
    SELECT 5, readers.rolname, 'may ' || x.privilege_type || ' ' || relations.name || '.' || a.attname
    FROM pg_catalog.pg_attribute a JOIN relations ON relations.oid = a.attrelid
    CROSS JOIN LATERAL pg_catalog.aclexplode(a.attacl) x
    JOIN readers ON readers.oid = x.grantee
    WHERE a.attacl IS NOT NULL AND x.privilege_type <> 'SELECT'
    UNION ALL
    SELECT 6, readers.rolname, 'may CREATE in schema ' || n.nspname
    FROM pg_catalog.pg_namespace n CROSS JOIN LATERAL pg_catalog.aclexplode(n.nspacl) a
    JOIN readers ON readers.oid = a.grantee
    WHERE a.privilege_type = 'CREATE'
    UNION ALL
    SELECT 7, readers.rolname, 'may CREATE in database ' || d.datname
    FROM pg_catalog.pg_database d CROSS JOIN LATERAL pg_catalog.aclexplode(d.datacl) a
    JOIN readers ON readers.oid = a.grantee
    WHERE d.datname = current_database() AND a.privilege_type = 'CREATE'
)
SELECT session_user::text AS login, role, power FROM found WHERE power IS NOT NULL
ORDER BY rank, role <> session_user, power LIMIT 1
"""
"""The worst thing that the login could do beyond reading what it is granted. It could do so by its own rights, by those
of PUBLIC, or by those of a role that it is a member of, directly or not, whether it inherits them or has to SET ROLE
first.
"""


async def check_role(connection: Any) -> None:
    """Raises UnsafeRole if the connection's role could do more than read under row-level security."""
    found = await connection.fetchrow(POWERS)
    if found is not None:
        login, role, power = found["login"], found["role"], found["power"]
        through = "" if role == login else f", through {role}, which"
        raise UnsafeRole(
            f"the database role {login}{through} {power}; the gateway serves only as a role that owns nothing, writes "
            "nothing and can't pass by row-level security, such as lyceum_gateway"
        )
