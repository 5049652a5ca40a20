"""`lyceum connect-lms`: tokens go from standard input into the database, sealed, and nowhere else."""

import asyncio
import io
from typing import Any
from uuid import UUID

import asyncpg
import orjson
import pytest

from app.secrets import connection_place, unseal
from tests.app.cli.conftest import Lyceum, Outcome
from tests.support.databases import Database

OLD, NEW = "2026-01=" + "A" * 43, "2026-11=" + "B" * 43
KEYS = {"2026-01": bytes(32), "2026-11": b"\x04\x10A" * 10 + b"\x04\x10"}
FIRST = '{"access_token": "ya29.secret", "refresh_token": "1//secret"}'
SECOND = '{"access_token": "ya30.secret", "expires_in": 3600, "scope": "courses coursework"}'
NOT_THERE = "0197c9c5-0000-7000-8000-000000000000"
PIPE = "pipe in the answer of the other system's token endpoint, a JSON object, as it came"
FILL = """
DELETE FROM tenants;
INSERT INTO tenants (name, short_code, kind) VALUES ('Elm', 'elm', 'district'), ('Oak', 'oak', 'company');
INSERT INTO organizations (tenant_id, kind, name, code)
SELECT id, place::organization_kind, 'Place', code FROM tenants,
    (VALUES ('school', 'S1'), ('school', 'TWICE'), ('centre', 'TWICE')) places (place, code) WHERE short_code = 'elm';
"""


class Given(io.TextIOWrapper):
    """What stands on standard input."""


class World:
    """Two tenants, the command, and what is stored."""

    def __init__(self, lyceum: Lyceum, database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
        self.lyceum = lyceum
        self.database = database
        self.monkeypatch = monkeypatch

    def run(self, *arguments: str, given: str | bytes = "", keys: str | None = OLD) -> Outcome:
        """What `connect-lms` answers, with something on its standard input."""
        told = given.encode() if isinstance(given, str) else given
        self.monkeypatch.setattr("sys.stdin", Given(io.BytesIO(told)))
        environ = {"LYCEUM_OWNER_DATABASE_URL": self.database.owner_url}
        if keys is None:
            self.monkeypatch.delenv("LYCEUM_SECRETS_KEY", raising=False)
        else:
            environ["LYCEUM_SECRETS_KEY"] = keys
        return self.lyceum("connect-lms", *arguments, **environ)

    def ask(self, query: str, *arguments: Any) -> list[asyncpg.Record]:
        """What a query gives to one who sees all tenants."""

        async def fetch() -> list[asyncpg.Record]:
            connection = await asyncpg.connect(self.database.admin_url)
            try:
                return await connection.fetch(query, *arguments)
            finally:
                await connection.close()

        return asyncio.run(fetch())

    def stored(self) -> list[tuple[str, str, str, str]]:
        """Of each connection with tokens: the tenant, the system, the name of the key, and the tokens in clear."""
        rows = self.ask(
            "SELECT short_code, provider::text, t.id, connection_id, sealed_oauth FROM gateway.lms_credentials x"
            " JOIN lms_connections c ON c.id = connection_id JOIN tenants t ON t.id = x.tenant_id ORDER BY c.id"
        )
        return [
            (
                row[0],
                row[1],
                row[4].split(".")[1],
                unseal(KEYS, row[4], connection_place(str(row[2]), str(row[3]))),
            )
            for row in rows
        ]

    def connection(self, tenant: str = "elm") -> UUID:
        """The only connection of a tenant."""
        [row] = self.ask(
            "SELECT c.id FROM lms_connections c JOIN tenants t ON t.id = tenant_id WHERE short_code = $1",
            tenant,
        )
        return row[0]

    def log(self) -> list[tuple[Any, ...]]:
        """What the audit log tells: of what, which change, before and after."""
        rows = self.ask(
            "SELECT table_name, action, before, after FROM audit_logs WHERE table_name ~ 'lms_' ORDER BY id"
        )
        return [(row[0], row[1], *(text and orjson.loads(text) for text in row[2:])) for row in rows]


@pytest.fixture
def world(lyceum: Lyceum, module_database: Database, monkeypatch: pytest.MonkeyPatch) -> World:
    """Each test begins with nothing but the tenants and their places."""

    async def fill() -> None:
        connection = await asyncpg.connect(module_database.admin_url)
        try:
            await connection.execute(FILL)
        finally:
            await connection.close()

    asyncio.run(fill())
    return World(lyceum, module_database, monkeypatch)


def test_a_system_is_connected_once_and_its_tokens_are_replaced(world: World) -> None:
    where = ("canvas", "--tenant", "elm")
    first = world.run(*where, given=f"\n{FIRST}\n")
    name = f"elm's canvas connection {world.connection()}"
    assert first == Outcome(0, f"Connected {name}: its tokens are sealed with the key 2026-01.\n", "")
    assert world.stored() == [("elm", "canvas", "2026-01", FIRST)]
    entries = world.log()

    again = world.run(*where, given=FIRST)
    assert again == Outcome(0, f"Nothing changed: {name} has these tokens already.\n", "")
    assert world.log() == entries

    second = world.run(*where, given=SECOND)
    assert second.output == f"Replaced the tokens of {name}; they are sealed with the key 2026-01.\n"
    assert world.stored() == [("elm", "canvas", "2026-01", SECOND)]
    [row] = world.ask(
        "SELECT expires_at - now() BETWEEN '59 minutes' AND '60 minutes', scope FROM gateway.lms_credentials x"
        " JOIN lms_connections c ON c.id = connection_id"
    )
    assert (row[0], orjson.loads(row[1])) == (True, {"scopes": ["courses", "coursework"]})

    by_uuid = world.run(str(world.connection()), "--tenant", "elm", given=SECOND)
    assert by_uuid.output == f"Nothing changed: {name} has these tokens already.\n"
    rotated = world.run(*where, given=SECOND, keys=f"{NEW},{OLD}")
    assert rotated.output == f"Sealed the same tokens of {name} anew, with the key 2026-11.\n"
    assert world.stored() == [("elm", "canvas", "2026-11", SECOND)]


def test_the_audit_log_tells_the_change_and_not_the_token(world: World) -> None:
    where = ("canvas", "--tenant", "elm")
    for given in (FIRST, SECOND):
        assert world.run(*where, given=given).status == 0
    assert world.run(*where, "--forget").status == 0
    key = str(world.connection())
    masked = dict.fromkeys(("sealed_oauth", "expires_at"), "(masked)")
    made = {"deleted_at": None, "organization_id": None, "provider": "canvas", "scope": {}}
    assert world.log() == [
        ("lms_connections", "insert", None, made),
        ("gateway.lms_credentials", "insert", None, {"connection_id": key, **masked}),
        ("lms_connections", "update", {"scope": {}}, {"scope": {"scopes": ["courses", "coursework"]}}),
        ("gateway.lms_credentials", "update", masked, masked),
        ("gateway.lms_credentials", "delete", {"connection_id": key, **masked}, None),
    ]
    whole = [str(row[0]) for row in world.ask("SELECT l::text FROM audit_logs l")]
    assert not [line for line in whole if "secret" in line or "v1.2026" in line]


def test_an_organisation_has_a_connection_of_its_own(world: World) -> None:
    for place in ((), ("--organization", "S1")):
        assert world.run("canvas", "--tenant", "elm", *place, given=FIRST).output.startswith(
            "Connected elm's"
        )
        assert world.run("canvas", "--tenant", "elm", *place, given=FIRST).output.startswith(
            "Nothing changed"
        )
    found = world.ask(
        "SELECT code FROM lms_connections c LEFT JOIN organizations o ON o.id = organization_id"
    )
    assert sorted(str(row[0]) for row in found) == ["None", "S1"]
    assert len({row[0] for row in world.ask("SELECT sealed_oauth FROM gateway.lms_credentials")}) == 2


def test_tokens_are_forgotten_and_the_connection_stays(world: World) -> None:
    where = ("schoology", "--tenant", "elm")
    world.run(*where, given=FIRST)
    name = f"elm's schoology connection {world.connection()}"
    removed = Outcome(0, f"Removed the tokens of {name}; what was sent over it stays.\n", "")
    assert world.run(*where, "--forget", keys=None) == removed
    assert world.stored() == []
    again = Outcome(0, f"Nothing changed: {name} has no tokens.\n", "")
    assert world.run(*where, "--forget") == again
    world.run(*where, given=FIRST)
    world.ask("UPDATE lms_connections SET deleted_at = now()")
    key = str(world.connection())
    refused = f"lyceum: the tenant has no connection {key}: give a system's name, or another uuid\n"
    assert world.run(key, "--tenant", "elm", given=SECOND) == Outcome(1, "", refused)
    assert world.run(key, "--tenant", "elm", "--forget") == removed
    assert world.stored() == []


def test_after_a_rotation_all_tokens_are_sealed_anew(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.cli.progress.LOG_SECONDS", -1.0)
    for system in ("canvas", "schoology"):
        for tenant in ("elm", "oak"):
            assert world.run(system, "--tenant", tenant, given=FIRST).status == 0
    both = f"{NEW},{OLD}"
    one = world.run("--reseal", "--tenant", "oak", keys=both)
    assert one == Outcome(
        0,
        "Of 2 stored tokens: 2 sealed anew with the key 2026-11, 0 sealed with it before.\n",
        "lyceum: sealing anew: oak (1 of 1)\n",
    )
    every = world.run("--reseal", keys=both)
    assert every == Outcome(
        0,
        "Of 4 stored tokens: 2 sealed anew with the key 2026-11, 2 sealed with it before.\n",
        "lyceum: sealing anew: elm (1 of 2)\nlyceum: sealing anew: oak (2 of 2)\n",
    )
    assert {(row[2], row[3]) for row in world.stored()} == {("2026-11", FIRST)}
    again = world.run("--reseal", keys=NEW)
    assert (
        again.output == "Of 4 stored tokens: 0 sealed anew with the key 2026-11, 4 sealed with it before.\n"
    )
    assert again.status == 0


def test_what_a_lost_key_sealed_is_named_and_the_rest_is_sealed_anew(world: World) -> None:
    world.run("canvas", "--tenant", "elm", given=FIRST)
    world.run("canvas", "--tenant", "oak", given=FIRST, keys="2025-01=" + "C" * 43)
    told = world.run("--reseal", keys=f"{NEW},{OLD}")
    assert told == Outcome(
        1,
        "Of 2 stored tokens: 1 sealed anew with the key 2026-11, 0 sealed with it before, 1 that can't be opened.\n",
        f"lyceum: the tokens of oak's canvas connection {world.connection('oak')}: this was sealed with the key"
        " 2025-01: add it to LYCEUM_SECRETS_KEY, after the one that seals\n",
    )
    world.run("schoology", "--tenant", "oak", given=FIRST, keys="2025-01=" + "C" * 43)
    assert world.run("--reseal", keys=NEW).errors.endswith("after the one that seals (and 1 more)\n")
    # What mends it where the key is lost: the tokens anew.
    for system in ("canvas", "schoology"):
        renewed = world.run(system, "--tenant", "oak", given=FIRST, keys=NEW)
        assert renewed.output.startswith(f"Replaced the tokens of oak's {system} connection ")
    assert world.run("--reseal", keys=NEW).status == 0
    assert {(row[2], row[3]) for row in world.stored()} == {("2026-11", FIRST)}


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        ("canvas --tenant ash", "there is no tenant with the code ash"),
        ("canvas --tenant ash --forget", "there is no tenant with the code ash"),
        ("--reseal --tenant ash", "there is no tenant with the code ash"),
        (
            "moodle --tenant elm",
            "there is no system moodle: give one of google_classroom, canvas, schoology, or the uuid of a connection",
        ),
        (
            f"{NOT_THERE} --tenant elm",
            f"the tenant has no connection {NOT_THERE}: give a system's name, or another uuid",
        ),
        (
            f"{NOT_THERE} --tenant elm --organization S1",
            "a connection's uuid says whom it serves: leave --organization out",
        ),
        (
            "canvas --tenant elm --organization S9",
            "no organisation of the tenant is S9: give its code or uuid",
        ),
        (
            "canvas --tenant elm --forget",
            "elm has no connection to canvas there; that of an organisation is named with --organization",
        ),
        ("", "say which system and whose: lyceum connect-lms canvas --tenant CODE < tokens.json"),
        ("canvas", "say which system and whose: lyceum connect-lms canvas --tenant CODE < tokens.json"),
        (
            "canvas --reseal",
            "--reseal takes all tokens, of one tenant (--tenant CODE) or of all: name no system",
        ),
    ],
)
def test_who_or_what_is_unknown_is_named(world: World, arguments: str, line: str) -> None:
    assert world.run(*arguments.split(), given=FIRST) == Outcome(1, "", f"lyceum: {line}\n")
    assert world.ask("SELECT FROM lms_connections") == []


def test_of_several_that_fit_one_is_to_be_chosen(world: World) -> None:
    places = [
        str(row[0]) for row in world.ask("SELECT id FROM organizations WHERE code = 'TWICE' ORDER BY id")
    ]
    twice = ("canvas", "--tenant", "elm", "--organization")
    assert world.run(*twice, "TWICE", given=FIRST).errors == (
        f"lyceum: TWICE is the code of several organisations; give a uuid: {', '.join(places)}\n"
    )
    assert world.run(*twice, places[0].upper(), given=FIRST).status == 0
    world.ask(
        "INSERT INTO lms_connections (tenant_id, provider, organization_id)"
        " SELECT tenant_id, provider, organization_id FROM lms_connections"
    )
    both = [str(row[0]) for row in world.ask("SELECT id FROM lms_connections ORDER BY id")]
    assert world.run(*twice, places[0], given=FIRST).errors == (
        f"lyceum: several connections lead to canvas from there; give a uuid: {', '.join(both)}\n"
    )
    assert world.run(both[1], "--tenant", "elm", given=FIRST).status == 0


@pytest.mark.parametrize(
    ("given", "line"),
    [
        ("", f"standard input is empty: {PIPE}"),
        (" \n", f"standard input is empty: {PIPE}"),
        ("ya29.secret", f"standard input is no JSON: {PIPE}"),
        (b"\xff\xfe", f"standard input is no JSON: {PIPE}"),
        ("[" * 100_000, f"standard input is no JSON: {PIPE}"),
        ('"ya29.secret"', f"standard input is no JSON object with tokens: {PIPE}"),
        ("{}", f"standard input is no JSON object with tokens: {PIPE}"),
        *(
            (
                f'{{"access_token": "secret", "expires_in": {wrong}}}',
                "standard input: expires_in must be a whole number of seconds, at most 316224000",
            )
            for wrong in ("0", "true", '"3600"', "1e3", "999999999999")
        ),
    ],
)
def test_what_is_no_token_is_refused_and_not_repeated(world: World, given: str | bytes, line: str) -> None:
    assert world.run("canvas", "--tenant", "elm", given=given) == Outcome(1, "", f"lyceum: {line}\n")
    assert world.ask("SELECT FROM lms_connections") == []


@pytest.mark.parametrize("arguments", ["canvas --tenant elm", "--reseal"])
def test_without_a_key_nothing_is_done(world: World, arguments: str) -> None:
    missing = "lyceum: set LYCEUM_SECRETS_KEY: without a key nothing can be sealed\n"
    assert world.run(*arguments.split(), given=FIRST, keys=None) == Outcome(1, "", missing)
    assert world.ask("SELECT FROM lms_connections") == []


def test_nobody_types_a_token(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Given, "isatty", lambda _: True, raising=False)
    assert world.run("canvas", "--tenant", "elm", given=FIRST).errors == (
        f"lyceum: tokens are not typed, for they would stay on the screen: {PIPE}\n"
    )


def test_forgetting_and_sealing_anew_exclude_each_other(world: World) -> None:
    outcome = world.run("canvas", "--tenant", "elm", "--forget", "--reseal")
    assert (outcome.status, outcome.errors) == (
        2,
        "lyceum connect-lms: argument --reseal: not allowed with argument --forget (see lyceum connect-lms --help)\n",
    )
