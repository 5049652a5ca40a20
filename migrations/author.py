"""Writes the revision that leads from the newest one to the models: `python -m migrations.author TOPIC` (decision 32).

It makes two databases, one by the revisions and one from the models, and compares them. Then it tries the revision that
it has written: up must lead to the models' database, and down must lead back. It never touches an existing revision.
"""

import asyncio
import re
import sys
from argparse import ArgumentParser
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import asyncpg
from sqlalchemy.exc import DBAPIError

from db.derived import ddl
from db.embedded import SUPERUSER, EmbeddedServer
from db.embedded.tuning import EPHEMERAL
from db.maintenance import migrate
from db.roles import OWNER, prepare
from migrations.changes import Ungenerated, Wish, changes
from migrations.dumped import Schema, dump
from migrations.run import write

VERSIONS = Path(__file__).parent / "versions"
UNCOMMITTED_WORD = "55P04"

TEMPLATE = '''"""{title}.

Revision ID: {revision}
Revises: {previous}
"""

from migrations.run import read, run

revision = "{revision}"
down_revision = "{previous}"
branch_labels = None
depends_on = None

UP, DOWN = read(__file__)


def upgrade() -> None:
    """Makes the change."""
    run(UP)


def downgrade() -> None:
    """Takes it back."""
    run(DOWN)
'''


@dataclass(frozen=True, slots=True)
class Place:
    """A database: the URL of its owner, and that of a superuser, who can see everything in it."""

    owner_url: str
    admin_url: str


def author(topic: str, dropped: Collection[str] = ()) -> Path | None:
    """Write the revision `topic` after the newest, and return its SQL file; null if there is nothing to do.

    dropped: tables (`name`) and columns (`table.name`) whose data may be lost. Raises Ungenerated.
    """
    if not re.fullmatch(r"[a-z][a-z0-9_]*", topic):
        raise Ungenerated(f"{topic}: a topic is a word or several, small letters joined by _")
    taken = [path.stem for path in sorted(VERSIONS.glob("[0-9]*.py")) if path.stem[5:] == topic]
    if taken:
        raise Ungenerated(
            f"the revision {taken[0]} is there, and a revision is never written again: choose another topic, or, "
            "while no database but your own has run it, remove its two files first"
        )
    with TemporaryDirectory() as folder, EmbeddedServer(Path(folder), EPHEMERAL) as server:
        revised, described = (_place(server, name) for name in ("revised", "described"))
        migrate.upgrade(revised.owner_url)
        asyncio.run(_describe(described.owner_url))
        return _write(topic, revised, dump(described.admin_url), dropped)


def _place(server: EmbeddedServer, name: str) -> Place:
    asyncio.run(prepare(server.url(SUPERUSER, "postgres"), name))
    return Place(server.url(OWNER, name), server.url(SUPERUSER, name))


async def _describe(owner_url: str) -> None:
    """Makes the objects of the models in an empty database."""
    connection = await asyncpg.connect(owner_url)
    try:
        async with connection.transaction():
            for statement in ddl.statements():
                await connection.execute(statement)
    finally:
        await connection.close()


def _write(topic: str, revised: Place, wanted: Schema, dropped: Collection[str]) -> Path | None:
    before = dump(revised.admin_url)
    up = changes(before, wanted, Wish(dropped, _functions()))
    if not up:
        return None
    previous = migrate.head()
    revision = f"{int(previous) + 1:04}"
    python = VERSIONS / f"{revision}_{topic}.py"
    sql = python.with_suffix(".sql")
    title = topic.replace("_", " ").capitalize()
    try:
        python.write_text(TEMPLATE.format(title=title, revision=revision, previous=previous))
        write(sql, up, changes(wanted, before, Wish()))
        _try(revised, before, wanted, previous)
    except BaseException:
        python.unlink()
        sql.unlink(missing_ok=True)
        raise
    return sql


def _functions() -> dict[str, str]:
    """The functions as they are written in the sources, with their comments, by name."""
    found = ((re.match(r"(?:--.*\n)*CREATE FUNCTION (app\.\w+)\(", text), text) for text in ddl.statements())
    return {match[1]: text for match, text in found if match}


def _try(revised: Place, before: Schema, wanted: Schema, previous: str) -> None:
    """Run the written revision up and down. Raises Ungenerated if either leads to another schema than it should."""
    try:
        migrate.upgrade(revised.owner_url)
        _compare("up", dump(revised.admin_url), wanted)
        migrate.downgrade(revised.owner_url, revision=previous)
        _compare("down", dump(revised.admin_url), before)
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) == UNCOMMITTED_WORD:
            raise Ungenerated(
                "a new word of an enum can be used only after the revision that adds it: take what uses it out of the "
                "models (a default, a check, an index's condition), author the word, then put it back and author that"
            ) from None
        raise Ungenerated(
            f"this change can't be generated: PostgreSQL refuses it with: {str(error.orig).partition(chr(10))[0]}. "
            "Make it in smaller steps (docs/migrating.md)"
        ) from None


def _compare(way: str, found: Schema, wanted: Schema) -> None:
    apart = sorted(
        f"{key.kind.lower()} {key.name}" for key in {*found, *wanted} if found.get(key) != wanted.get(key)
    )
    if apart:
        raise Ungenerated(
            f"this change can't be generated: what was written leads {way} to a database that differs in "
            f"{', '.join(apart)}. Make it in smaller steps (docs/migrating.md)"
        )


def main(arguments: list[str]) -> int:
    """The command line."""
    parser = ArgumentParser(prog="python -m migrations.author", description=(__doc__ or "").partition(":")[0])
    parser.add_argument("topic", metavar="TOPIC", help="what the revision is about, such as certificates")
    parser.add_argument(
        "--drop",
        action="append",
        default=[],
        metavar="NAME",
        help="a table, or table.column, to drop with its data",
    )
    chosen = parser.parse_args(arguments)
    try:
        path = author(chosen.topic, chosen.drop)
    except Ungenerated as refusal:
        print(f"author: {refusal}", file=sys.stderr)
        return 1
    if path is None:
        print("There is nothing to do: the revisions lead to what the models say.")
    else:
        print(f"{path.relative_to(VERSIONS.parents[1])}: read it; this is what will run.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
