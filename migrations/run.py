"""How a revision's statements are sent."""

from alembic import op


def run(statements: list[str]) -> None:
    """Sends each statement as a message of its own, as a cluster requires, with nothing read as a parameter."""
    connection = op.get_bind()
    for statement in statements:
        connection.exec_driver_sql(statement)
