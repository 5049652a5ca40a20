"""`retention`, `export-person` and `erase-person` at the command line."""

import asyncio
import json
from pathlib import Path

import asyncpg

from tests.app.cli.conftest import Lyceum, Outcome
from tests.support.databases import Database

AMARA = "amara.okafor@northfield.example"


def test_a_person_is_written_down_and_erased(
    lyceum: Lyceum, own_demo_database: Database, tmp_path: Path
) -> None:
    environ = {"LYCEUM_OWNER_DATABASE_URL": own_demo_database.owner_url}
    where = ("--tenant", "northfield")
    folder = tmp_path / "amara"
    written = lyceum("export-person", AMARA, str(folder), *where, **environ)
    assert (written.status, written.errors) == (0, "")
    assert written.output.endswith(
        f"All that is held about {AMARA} is in {folder}; manifest.json says what each file is.\n"
    )
    person = json.loads((folder / "users.json").read_text())[0]
    assert (person["full_name"], person["email"]) == ("Amara Okafor", AMARA)

    refused = lyceum("erase-person", AMARA, *where, **environ)
    assert (refused.status, refused.errors) == (
        1,
        "lyceum: this can't be taken back: write it down first with `export-person`, then say --yes\n",
    )
    erased = lyceum("erase-person", AMARA, *where, "--yes", **environ)
    assert (erased.status, erased.errors) == (0, "")
    assert erased.output.startswith(f"Erased {person['id']}. Rows about them, emptied of what is personal:\n")
    assert erased.output.splitlines()[-1].startswith(("The account: ", "Delete this file yourself: "))
    again = lyceum("erase-person", AMARA, *where, "--yes", **environ)
    assert (again.status, again.errors) == (
        1,
        f"lyceum: no person of the tenant is {AMARA}: give an e-mail address or a uuid\n",
    )


def test_retention_says_what_goes_and_does_it(lyceum: Lyceum, own_demo_database: Database) -> None:
    environ = {"LYCEUM_OWNER_DATABASE_URL": own_demo_database.owner_url}
    rehearsed = lyceum("retention", "--tenant", "northfield", "--dry-run", **environ)
    assert rehearsed.status == 0, rehearsed.errors
    first, second, *rest = rehearsed.output.splitlines()
    assert first == "Nothing was deleted; this would be:"
    assert second in ("northfield (keeps 30 days)", "northfield (keeps 7 years)")
    done = lyceum("retention", "--tenant", "northfield", **environ)
    assert done.output.splitlines() == [second, *rest]
    unknown = lyceum("retention", "--tenant", "nowhere", **environ)
    assert (unknown.status, unknown.errors) == (1, "lyceum: there is no tenant with the code nowhere\n")


async def test_retention_leaves_empty_months_to_the_next_run_where_a_long_transaction_holds_the_logs(
    lyceum: Lyceum, own_demo_database: Database
) -> None:
    admin, owner = [
        await asyncpg.connect(url) for url in (own_demo_database.admin_url, own_demo_database.owner_url)
    ]

    async def retention() -> Outcome:
        url = own_demo_database.owner_url
        return await asyncio.to_thread(lyceum, "retention", LYCEUM_OWNER_DATABASE_URL=url)

    async def left() -> tuple[bool, int]:
        found = await admin.fetchrow(
            "SELECT to_regclass('logs.events_2015_05') IS NOT NULL, (SELECT count(*) FROM events WHERE name = 'old')"
        )
        assert found is not None
        return found[0], found[1]

    try:
        await admin.execute(
            "INSERT INTO events (tenant_id, id, name)"
            " SELECT id, overlay(uuidv7()::text placing left(app.first_id('2015-05-05')::text, 13) from 1)::uuid, 'old'"
            " FROM tenants WHERE short_code = 'northfield'"
        )
        await owner.execute("SELECT app.keep_partitions(3)")
        assert await left() == (True, 1)
        async with admin.transaction():
            await admin.execute("SELECT count(*) FROM events")
            held = await retention()
        assert held.status == 0
        assert held.errors == (
            "lyceum: the logs' empty months were not dropped, because a long transaction holds the logs; nothing is"
            " lost, the next run drops them\n"
        )
        assert await left() == (True, 0)
        again = await retention()
        assert (again.status, again.errors) == (0, "")
        assert await left() == (False, 0)
    finally:
        await admin.close()
        await owner.close()
