"""Reading and sending the statements of a revision.

A revision is two files: the Python file that Alembic asks for, and beside it the SQL file. The SQL holds the statements
that make the change and then, after a line `-- down`, those that undo it. A line `-- next` separates two statements.
"""

from pathlib import Path

from alembic import op

LOCK_TIMEOUT = "5s"
"""How long a statement waits for a lock. While it waits, everyone else who wants the table waits behind it."""
STATEMENT_TIMEOUT = "15min"
"""How long a statement may run."""
# On a cluster: allow triggers on distributed tables, and run DDL one shard at a time. A single server ignores these.
CLUSTER_SETTINGS = (
    "SET LOCAL citus.enable_unsafe_triggers = on",
    "SET LOCAL citus.multi_shard_modify_mode = sequential",
)


def read(module: str) -> tuple[list[str], list[str]]:
    """The statements of the revision whose Python file is `module`: those up, and those down."""
    up, _, down = Path(module).with_suffix(".sql").read_text().partition("\n-- down\n")
    return _statements(up), _statements(down)


def _statements(text: str) -> list[str]:
    return [part.strip() for part in text.split("\n-- next\n") if part.strip()]


def write(path: Path, up: list[str], down: list[str]) -> None:
    """Write the SQL file of a revision, in the form that `read` reads."""
    path.write_text("\n-- down\n".join("\n-- next\n".join(way) for way in (up, down)) + "\n")


def run(statements: list[str]) -> None:
    """Sends each statement as a separate message, as a cluster requires, and reads nothing in it as a parameter."""
    connection = op.get_bind()
    timeouts = (
        f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'",
        f"SET LOCAL statement_timeout = '{STATEMENT_TIMEOUT}'",
    )
    for statement in (*timeouts, *CLUSTER_SETTINGS, *statements):
        connection.exec_driver_sql(statement)
