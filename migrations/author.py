"""Writes a revision from the models: `python -m migrations.author TOPIC` freezes the DDL of a new domain's tables.

The revision `audit`, which goes over all tables, is written anew with it.

For a change to a table that is already released, write the statements by hand in the same form. Either way
`tests/db` compares the database that the migrations make with the one that the models describe, to the last comment.
"""

import re
import sys
from pathlib import Path

from db.derived import ddl

VERSIONS = Path(__file__).parent / "versions"
FIXED = {"foundation": ddl.foundation, "entry": ddl.entry, "audit": ddl.audit}
ORDER = ("foundation", *ddl.TOPICS, "entry", "audit")

TEMPLATE = '''"""{title}

Revision ID: {revision}
Revises: {previous}
"""

from migrations.run import run

revision = "{revision}"
down_revision = {down_revision}
branch_labels = None
depends_on = None

UP = [
{up}
]

DOWN = [
{down}
]


def upgrade() -> None:
    """Makes the change."""
    run(UP)


def downgrade() -> None:
    """Takes it back."""
    run(DOWN)
'''


def author(topic: str) -> Path:
    """Writes the revision of `topic` after the newest one, or over the one it has, and returns its path."""
    existing = sorted(VERSIONS.glob("[0-9]*.py"))
    place = next((i for i, path in enumerate(existing) if path.stem[5:] == topic), len(existing))
    number = f"{place + 1:04}"
    previous = existing[place - 1].stem.split("_")[0] if place else None
    up = statements_of(topic)
    text = TEMPLATE.format(
        title=f"{topic.capitalize()}.",
        revision=number,
        previous=previous or "",
        down_revision=repr(previous) if previous else None,
        up=_listed(up),
        down=_listed(undo(topic, up)),
    ).replace("'", '"', 0)
    path = VERSIONS / f"{number}_{topic}.py"
    path.write_text(text.replace(f"down_revision = '{previous}'", f'down_revision = "{previous}"'))
    return path


def statements_of(topic: str) -> list[str]:
    """The statements that add the topic to a database that holds the topics before it."""
    if topic in FIXED:
        return FIXED[topic]()
    before = [t for earlier in ddl.TOPICS[: ddl.TOPICS.index(topic)] for t in ddl.topic_tables(earlier)]
    return ddl.topic_statements(ddl.topic_tables(topic), before)


def undo(topic: str, up: list[str]) -> list[str]:
    """The statements that take `up` back, last first."""
    earlier = [s for t in ORDER[: ORDER.index(topic)] for s in statements_of(t)]
    found: list[str] = []
    for statement in reversed(up):
        found += _undo_one(statement, earlier)
    return found


def _undo_one(statement: str, earlier: list[str]) -> list[str]:
    rules = (
        (r"CREATE TYPE (\S+) AS", "DROP TYPE {0}"),
        (r"CREATE TABLE (\S+) \(", "DROP TABLE {0}"),
        (r"ALTER TABLE (\S+) ADD CONSTRAINT (\S+) ", "ALTER TABLE {0} DROP CONSTRAINT {1}"),
        (r"(?:--[^\n]*\n)*CREATE FUNCTION (app\.audit_\w+\(\))", "DROP FUNCTION {0} CASCADE"),
        (r"(?:--[^\n]*\n)*CREATE FUNCTION (app\.\w+\([^)]*\))", "DROP FUNCTION {0}"),
        (r"CREATE TRIGGER (\S+) .*? ON (\S+) FOR", "DROP TRIGGER {0} ON {1}"),
        (r"CREATE SCHEMA (logs)", "DROP SCHEMA {0} CASCADE"),
        (r"CREATE SCHEMA (\S+)", "DROP SCHEMA {0}"),
        (r"GRANT USAGE ON SCHEMA (.*) TO (.*)", "REVOKE USAGE ON SCHEMA {0} FROM {1}"),
    )
    replaced = re.match(r"CREATE OR REPLACE FUNCTION (app\.\w+\(\))", statement)
    if replaced:
        name = replaced.group(1)
        before = [s for s in earlier if re.match(rf"CREATE (OR REPLACE )?FUNCTION {re.escape(name)}", s)][-1]
        return [before.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION", 1)]
    dropped = re.match(r"DROP TRIGGER (\S+) ON (\S+)", statement)
    if dropped:
        trigger = rf"CREATE TRIGGER {dropped.group(1)} .*? ON {re.escape(dropped.group(2))} FOR"
        return [[s for s in earlier if re.match(trigger, s, re.DOTALL)][-1]]
    for pattern, answer in rules:
        match = re.match(pattern, statement, re.DOTALL)
        if match:
            return [answer.format(*match.groups())]
    return []


def _listed(statements: list[str]) -> str:
    return "\n".join(
        f'    """{_safe(s)}""",' if "\n" in s or '"' in s else f'    "{_safe(s)}",' for s in statements
    )


def _safe(statement: str) -> str:
    return statement.replace("\\", "\\\\") + (" " if statement.endswith('"') else "")


if __name__ == "__main__":
    # A new table is audited: the revision that says so is written anew.
    for wanted in [*(topic for topic in sys.argv[1:] if topic != "audit"), "audit"]:
        print(author(wanted))
