"""Alembic's entry: runs the revisions on the connection that `db.maintenance.migrate` hands over."""

from alembic import context

from db.models import Base

# On a cluster: triggers on distributed tables, and DDL one shard at a time. On one server these are unread names.
CLUSTER_SETTINGS = (
    "SET LOCAL citus.enable_unsafe_triggers = on",
    "SET LOCAL citus.multi_shard_modify_mode = sequential",
)

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    transactional_ddl=True,
    on_version_apply=context.config.attributes["applied"],
)
with context.begin_transaction():
    for setting in CLUSTER_SETTINGS:
        connection.exec_driver_sql(setting)
    context.run_migrations()
