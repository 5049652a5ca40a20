"""`retention`, `export-person` and `erase-person` at the command line."""

import json
from pathlib import Path

from tests.app.cli.conftest import Lyceum
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
