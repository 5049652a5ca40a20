"""A sealed text opens with its key and in its place, and tells nobody else anything."""

import re
from typing import Any

import asyncpg
import pytest

from app.secrets import CannotOpen, SealingKeys, connection_place, is_stale, seal, unseal
from tests.support.databases import Database
from tests.support.rows import Draft
from tests.support.tenants import make_tenant

OLD, NEW = {"2026-01": bytes(range(32))}, {"2026-11": bytes(range(32, 64))}
TEXT = '{"access_token": "ya29.secret", "refresh_token": "1//é"}'
PLACE = connection_place("a" * 8, "b" * 8)
NOT_HERE = "this was not sealed here: connect the system anew"
CHANGED = (
    "this was not sealed with the key 2026-01 of LYCEUM_SECRETS_KEY, or not for this place: restore it from a backup, "
    "or connect the system anew"
)


def refused(keys: SealingKeys, sealed: str, place: str = PLACE) -> str:
    with pytest.raises(CannotOpen) as error:
        unseal(keys, sealed, place)
    assert TEXT not in str(error.value)
    return str(error.value)


@pytest.mark.parametrize("text", [TEXT, "", "x" * 100_000, "\0\n"])
def test_what_is_sealed_opens_again(text: str) -> None:
    sealed = seal(OLD, text, PLACE)
    assert unseal(OLD, sealed, PLACE) == text
    assert re.fullmatch(r"v1\.2026-01\.[A-Za-z0-9_-]{16}\.[A-Za-z0-9_-]{22,}", sealed)


def test_a_text_is_sealed_differently_each_time() -> None:
    assert len({seal(OLD, TEXT, PLACE) for _ in range(50)}) == 50


def test_the_first_key_seals_and_each_opens_its_own() -> None:
    before = seal(OLD, TEXT, PLACE)
    both = NEW | OLD
    after = seal(both, TEXT, PLACE)
    assert (before.split(".")[1], after.split(".")[1]) == ("2026-01", "2026-11")
    assert unseal(both, before, PLACE) == unseal(both, after, PLACE) == TEXT
    assert (is_stale(both, before), is_stale(both, after), is_stale(OLD, before)) == (True, False, False)
    assert refused(NEW, before) == (
        "this was sealed with the key 2026-01: add it to LYCEUM_SECRETS_KEY, after the one that seals"
    )


def test_it_opens_in_its_own_place_only() -> None:
    sealed = seal(OLD, TEXT, PLACE)
    for other in (connection_place("a" * 8, "c" * 8), connection_place("c" * 8, "b" * 8), ""):
        assert refused(OLD, sealed, other) == CHANGED


def test_it_opens_with_its_own_key_only() -> None:
    assert refused({"2026-01": bytes(32)}, seal(OLD, TEXT, PLACE)) == CHANGED
    renamed = seal(OLD, TEXT, PLACE).replace("2026-01", "again")
    assert "with the key again of" in refused({"again": OLD["2026-01"]}, renamed)


def test_no_character_of_it_can_be_changed() -> None:
    sealed = seal(OLD, "short", PLACE)
    for at in range(len("v1.2026-01."), len(sealed)):
        if sealed[at] != ".":
            changed = sealed[:at] + ("A" if sealed[at] != "A" else "B") + sealed[at + 1 :]
            assert refused(OLD, changed) == CHANGED


@pytest.mark.parametrize("text", ["", TEXT, "v2.2026-01.AAAA.AAAA", "v1.2026-01.short.AAAA", "v1..x.y"])
def test_what_is_not_sealed_is_refused(text: str) -> None:
    assert refused(OLD, text) == NOT_HERE


def test_nothing_is_sealed_without_a_key() -> None:
    with pytest.raises(ValueError, match="set LYCEUM_SECRETS_KEY: without a key nothing can be sealed"):
        seal({}, TEXT, PLACE)


async def test_the_database_keeps_what_is_sealed(module_database: Database) -> None:
    draft = Draft("oak")
    connection: asyncpg.Connection[Any] = await asyncpg.connect(module_database.owner_url)
    try:
        async with connection.transaction():
            await make_tenant(connection, draft)
            await connection.execute("SELECT app.enter_tenant($1)", draft.tenant_id)
            canvas = draft.add("lms_connections", "canvas", provider="canvas")
            place = connection_place(draft.tenant_id, canvas)
            draft.add(
                "gateway.lms_credentials",
                "canvas",
                connection_id=canvas,
                sealed_oauth=seal(OLD, "{}", place),
            )
            await draft.write(connection)
            row = await connection.fetchrow(
                "SELECT tenant_id::text, connection_id::text, sealed_oauth FROM gateway.lms_credentials"
            )
            assert row is not None
            assert unseal(OLD, row["sealed_oauth"], connection_place(row[0], row[1])) == "{}"
    finally:
        await connection.close()
