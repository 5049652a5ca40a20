"""OneRoster sets that are refused: each with the file, the line and the reason, and without a trace."""

import random

import pytest

import importers
from tests.importers.conftest import Tenant
from tests.importers.rosters import FILES, changed, manifest, members, zipped


@pytest.mark.parametrize(
    ("name", "old", "new", "reason"),
    [
        ("users", "u2,,", "u1,,", 'users.csv: line 3: "sourcedId" must occur once, found "u1" again'),
        ("users", "u2,,", ",,", 'users.csv: line 3: "sourcedId" is missing or empty'),
        ("users", "u2,", "u2,gone", 'users.csv: line 3: "status" must be active or tobedeleted, found "gone"'),
        ("users", ",false,", ",perhaps,", 'users.csv: line 3: "enabledUser" must be true or false, found "perhaps"'),
        ("users", "Bo,Berg", "Bo,", 'users.csv: line 3: "familyName" is missing or empty'),
        ("users", ",administrator,", ",king,", ('users.csv: line 5: "role" must be one of student, teacher, aide, '
         'proctor, parent, guardian, administrator, principal, siteAdministrator, districtAdministrator, '
         'systemAdministrator, relative, counselor, found "king"')),
        ("users", "u2,,,", "u2,,,,", "users.csv: line 3: 19 cells where the header has 18 columns"),
        ("users", "givenName", "firstName", ('users.csv: line 1: column "givenName" is missing; found sourcedId, '
         'status, dateLastModified, enabledUser, orgSourcedIds, role, username, userIds, firstName, familyName, '
         'middleName, identifier, …')),
        ("users", "Bo,", '"Bo,', """users.csv: lines 3 to 4: not valid CSV: ',' expected after '"'"""),
        ("users", "u2,", "u" * 256 + ",", 'users.csv: line 3: "sourcedId" is longer than 255 characters'),
        ("orgs", "district,", "castle,", ('orgs.csv: line 3: "type" must be one of district, school, department, '
         'local, state, national, found "castle"')),
        ("academicSessions", "2026-01-31", "31.1.2026", ('academicSessions.csv: line 3: "endDate" must be a date such '
         'as 2026-09-01, found "31.1.2026"')),
        ("academicSessions", "2026-01-31", "2024-01-31",
         ('academicSessions.csv: line 3: "endDate" must not be before the startDate, '
          "found 2024-01-31 before 2025-09-01")),
        ("academicSessions", "2026-01-31", "", 'academicSessions.csv: line 3: "endDate" is missing or empty'),
        ("enrollments", "2025-10-01", "2025-02-30",
         'enrollments.csv: line 4: "endDate" must be a date such as 2026-09-01, found "2025-02-30"'),
        ("enrollments", ",u2,student", ",u2,pupil", ('enrollments.csv: line 4: "role" must be one of student, teacher, '
         'aide, proctor, parent, guardian, administrator, principal, siteAdministrator, districtAdministrator, '
         'systemAdministrator, relative, counselor, found "pupil"')),
        ("demographics", "true,false", "oui,false",
         'demographics.csv: line 2: "asian" must be true or false, found "oui"'),
        ("courses", "Algebra", "", 'courses.csv: line 2: "title" is missing or empty'),
    ],
)  # fmt: skip
async def test_what_is_wrong_is_named(tenant: Tenant, name: str, old: str, new: str, reason: str) -> None:
    folder = tenant.folder("roster", members(changed(name, old, new)))
    assert await tenant.refused("oneroster", folder) == reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("propertyName,value\n", "oneroster.version must be one of 1.0, 1.1, 1.1.1, 1.2, 1.2.1; found none"),
        (
            manifest({}, version="2.0"),
            'oneroster.version must be one of 1.0, 1.1, 1.1.1, 1.2, 1.2.1; found "2.0"',
        ),
        (manifest({"orgs": ""}, mode="all"), 'file.orgs must be one of bulk, delta, absent, found "all"'),
    ],
)
async def test_a_manifest_says_what_the_set_is(tenant: Tenant, text: str, reason: str) -> None:
    folder = tenant.folder("roster", {"manifest.csv": text})
    assert await tenant.refused("oneroster", folder) == f"roster: manifest.csv: {reason}"


async def test_a_set_without_a_manifest_is_refused(tenant: Tenant) -> None:
    reason = "manifest.csv: is missing; a OneRoster set has it at its root; found"
    folder = tenant.folder("empty", {"notes.txt": "x"})
    assert await tenant.refused("oneroster", folder) == f"empty: {reason} notes.txt"
    nested = {f"inner/{name}": text for name, text in members(FILES).items()}
    path = tenant.file("roster.zip", zipped(tenant, nested))
    assert await tenant.refused("oneroster", path) == f"roster.zip: {reason} inner/manifest.csv"
    later = tenant.folder("later", {"users.csv": FILES["users"]})
    assert await tenant.refused("oneroster", later) == (
        "later: manifest.csv: is missing; only a set of 1.0 has none, but users.csv has the column enabledUser"
    )


@pytest.mark.parametrize(("sign", "called"), [(";", "semicolons"), ("\t", "tabs"), ("|", "vertical bars")])
async def test_other_separators_are_named(tenant: Tenant, sign: str, called: str) -> None:
    files = members({**FILES, "orgs": FILES["orgs"].replace(",", sign)})
    assert await tenant.refused("oneroster", tenant.folder("roster", files)) == (
        f"orgs.csv: line 1: the columns are separated by {called}; they must be by commas"
    )


async def test_what_leads_back_to_itself_is_named(tenant: Tenant) -> None:
    files = changed("orgs", "D1,,", "D1,s1,")
    files = changed(
        "academicSessions",
        "y1,,,2025-2026,schoolYear,2025-09-01,2026-06-30,,",
        "y1,,,2025-2026,schoolYear,2025-09-01,2026-06-30,t1,",
        files,
    )
    assert await tenant.refused_whole("oneroster", tenant.folder("roster", members(files))) == (
        "orgs.csv: 2 of 2 records can't be imported, more than --most-bad 5% allows:\n"
        '  line 2: "parentSourcedId" leads back to itself: s1 → d1 → s1\n'
        '  line 3: "parentSourcedId" leads back to itself: s1 → d1 → s1\n'
        "academicSessions.csv: 2 of 3 records can't be imported, more than --most-bad 5% allows:\n"
        '  line 2: "parentSourcedId" leads back to itself: y1 → t1 → y1\n'
        '  line 3: "parentSourcedId" leads back to itself: y1 → t1 → y1'
    )


async def test_a_file_that_the_manifest_lists_must_be_there(tenant: Tenant) -> None:
    files = members(FILES)
    del files["users.csv"]
    assert await tenant.refused("oneroster", tenant.folder("roster", files)) == (
        "roster: users.csv: is missing, though manifest.csv says it is bulk"
    )


async def test_files_beside_the_set_are_counted(tenant: Tenant) -> None:
    files = members({"orgs": FILES["orgs"], "results": "sourcedId\nx\ny\n"}) | {
        "notes.txt": "x",
        "users.csv": FILES["users"],
    }
    files["manifest.csv"] = files["manifest.csv"].replace("file.results,absent", "")
    report = await tenant.load("oneroster", tenant.folder("roster", files))
    assert report.warnings == [
        "a file that manifest.csv does not list is left out (1): users.csv",
        "a file that does not belong to OneRoster is left out (1): notes.txt",
    ]
    assert report.kinds["results"].skipped == {"resources, gradebooks and sign-ins are not imported": 2}


async def test_an_archive_that_is_cut_off_is_refused(tenant: Tenant) -> None:
    whole = zipped(tenant, members(FILES))
    path = tenant.file("roster.zip", whole[: len(whole) // 2])
    assert await tenant.refused("oneroster", path) == (
        "roster.zip: the archive is truncated or damaged (not a zip archive)"
    )


@pytest.mark.parametrize("seed", range(12))
async def test_damaged_sets_are_refused_with_their_places_or_taken(tenant: Tenant, seed: int) -> None:
    chance = random.Random(seed)
    files = members(FILES)
    for _ in range(3):
        name = chance.choice(sorted(files))
        place = chance.randrange(len(files[name]))
        junk = chance.choice(['"', ",", "\n", "x" * 300, "true", "👩", "2026-13-40", "tobedeleted"])
        files[name] = files[name][:place] + junk + files[name][place + chance.randrange(4) :]
    before = await tenant.snapshot()
    said: str | None = None
    try:
        await tenant.load("oneroster", tenant.folder("roster", files))
    except importers.ImportRefused as refusal:
        said = str(refusal)
    if said is not None:
        places = ("  ", "roster", *files)
        assert all(line.startswith(places) for line in said.split("\n")), said
        assert "SQLSTATE" not in said
    assert (await tenant.snapshot() == before) is (said is not None)
