"""What money, inventory, messages, shares and connections refuse, such as a token in clear."""

from collections.abc import AsyncIterator
from hashlib import sha256
from typing import Any

import asyncpg
import pytest

from tests.support.databases import Database
from tests.support.rows import Draft
from tests.support.tenants import in_tenant, refusal

CODE = "oak"
IDS = Draft(CODE)
SENT = "2026-03-01T10:00:00Z"


@pytest.fixture(scope="module")
async def owner(module_database: Database) -> AsyncIterator["asyncpg.Connection[Any]"]:
    """The owner's connection to a tenant with a centre, a person, a course, a lesson, a share and a connection."""
    draft = Draft(CODE)
    draft.add("organizations", "centre", name="Centre", kind="centre")
    draft.add("users", "Ann", full_name="Ann")
    for name in ("one", "two"):
        draft.add("courses", name, title=name)
    draft.add("lessons", "lesson", title="Lesson", owner_id=ANN, subject="Science", grade_level="4")
    draft.add("shares", "shared", **UNIT)
    draft.add("lms_connections", "canvas", provider="canvas")
    async with in_tenant(module_database, draft) as connection:
        yield connection


CENTRE, ANN = IDS.id("organizations", "centre"), IDS.id("users", "Ann")
MONEY = {"organization_id": CENTRE, "type": "payment", "amount_minor": 12_550, "currency": "CAD"}
ITEM = {"organization_id": CENTRE, "name": "Chair"}
MESSAGE = {"user_id": ANN, "channel": "email"}
UNIT = {"resource_type": "unit", "course_id": IDS.id("courses", "one")}
LESSON = {"resource_type": "lesson", "lesson_id": IDS.id("lessons", "lesson")}
HASH = sha256(b"the token of a link").hexdigest()
TOKEN = {"share_id": IDS.id("shares", "shared"), "token_hash": HASH}
OAUTH = {"connection_id": IDS.id("lms_connections", "canvas")}
SEALED = f"v1.2026-11.{'n' * 16}.{'c' * 40}"

TRIED: list[tuple[str, dict[str, Any], str | None]] = [
    ("finance_records", MONEY, None),
    ("finance_records", MONEY | {"amount_minor": 0}, None),
    ("finance_records", MONEY | {"amount_minor": 9_000_000_000}, None),
    ("finance_records", MONEY | {"amount_minor": -1}, "ck_finance_records_amount_minor_nonnegative"),
    ("finance_records", MONEY | {"currency": "cad"}, "ck_finance_records_currency_iso_4217"),
    ("finance_records", MONEY | {"currency": "CA"}, "ck_finance_records_currency_iso_4217"),
    ("finance_records", MONEY | {"currency": "CAD\n"}, "ck_finance_records_currency_iso_4217"),
    ("finance_records", MONEY | {"currency": None}, "currency"),
    ("finance_records", MONEY | {"organization_id": None}, "organization_id"),
    ("finance_records", MONEY | {"student_id": CENTRE}, "fk_finance_records_student"),
    ("inventory_items", ITEM, None),
    ("inventory_items", ITEM | {"quantity": 0}, None),
    ("inventory_items", ITEM | {"quantity": -1}, "ck_inventory_items_quantity_nonnegative"),
    ("notifications", MESSAGE, None),
    ("notifications", MESSAGE | {"status": "sent", "sent_at": SENT}, None),
    ("notifications", MESSAGE | {"status": "sent"}, "ck_notifications_sent_says_when"),
    ("notifications", MESSAGE | {"sent_at": SENT}, "ck_notifications_sent_says_when"),
    ("notifications", MESSAGE | {"status": "failed"}, None),
    ("notifications", MESSAGE | {"status": "failed", "sent_at": SENT}, "ck_notifications_sent_says_when"),
    ("service_requests", {"requester_id": ANN, "type": "it"}, None),
    ("service_requests", {"type": "it"}, "requester_id"),
    ("shares", UNIT, None),
    ("shares", LESSON, None),
    ("shares", UNIT | LESSON, "ck_shares_one_resource"),
    ("shares", {"resource_type": "unit"}, "ck_shares_one_resource"),
    ("shares", UNIT | {"resource_type": "lesson"}, "ck_shares_one_resource"),
    ("shares", LESSON | {"resource_type": "unit"}, "ck_shares_one_resource"),
    ("gateway.share_tokens", TOKEN, None),
    ("gateway.share_tokens", TOKEN | {"token_hash": "the token of a link"}, "ck_share_tokens_hashed"),
    ("gateway.share_tokens", TOKEN | {"token_hash": HASH.upper()}, "ck_share_tokens_hashed"),
    ("gateway.share_tokens", TOKEN | {"token_hash": HASH[:-1]}, "ck_share_tokens_hashed"),
    ("gateway.share_tokens", TOKEN | {"token_hash": HASH + "\n"}, "ck_share_tokens_hashed"),
    ("gateway.lms_credentials", OAUTH | {"sealed_oauth": SEALED}, None),
    (
        "gateway.lms_credentials",
        OAUTH | {"sealed_oauth": '{"access_token": "clear"}'},
        "ck_lms_credentials_sealed",
    ),
    ("gateway.lms_credentials", OAUTH | {"sealed_oauth": SEALED[:40]}, "ck_lms_credentials_sealed"),
]


@pytest.mark.parametrize(("table", "values", "broken"), TRIED)
async def test_a_row_is_kept_or_breaks_this_constraint(
    owner: "asyncpg.Connection[Any]", table: str, values: dict[str, Any], broken: str | None
) -> None:
    assert await refusal(owner, CODE, table, **values) == broken


async def test_what_is_not_said_is_the_common_case(owner: "asyncpg.Connection[Any]") -> None:
    draft = Draft(CODE)
    for table, values in (
        ("service_requests", {"requester_id": ANN, "type": "it"}),
        ("inventory_items", ITEM),
        ("notifications", MESSAGE),
        ("shares", UNIT),
    ):
        draft.add(table, "plain", **values)
    await owner.execute("SAVEPOINT plain")
    await draft.write(owner)

    async def kept(columns: str, table: str) -> tuple[Any, ...]:
        query = f"SELECT {columns} FROM {table} WHERE id = $1"
        return tuple(await owner.fetchrow(query, IDS.id(table, "plain")) or ())

    assert await kept("priority, status", "service_requests") == ("medium", "open")
    assert await kept("category, quantity, condition", "inventory_items") == ("misc", 1, "good")
    assert await kept("status, sent_at", "notifications") == ("pending", None)
    assert await kept("visibility, expires_at", "shares") == ("private", None)
    await owner.execute("ROLLBACK TO plain")


async def test_one_share_has_one_link_and_one_link_opens_one_share(owner: "asyncpg.Connection[Any]") -> None:
    draft = Draft(CODE)
    second = draft.add("shares", "second", **LESSON)
    draft.add("gateway.share_tokens", "first", **TOKEN)
    await owner.execute("SAVEPOINT linked")
    await draft.write(owner)
    other = sha256(b"another").hexdigest()
    assert (
        await refusal(owner, CODE, "gateway.share_tokens", **TOKEN | {"token_hash": other})
        == "uq_share_tokens_share_id"
    )
    same = await refusal(owner, CODE, "gateway.share_tokens", share_id=second, token_hash=HASH)
    assert same == "uq_share_tokens_token_hash"
    await owner.execute("ROLLBACK TO linked")


async def test_what_opens_a_share_or_a_system_goes_with_it(owner: "asyncpg.Connection[Any]") -> None:
    draft = Draft(CODE)
    share = draft.add("shares", "gone", **UNIT | {"course_id": IDS.id("courses", "two")})
    draft.add("gateway.share_tokens", "gone", share_id=share, token_hash=HASH)
    connection = draft.add("lms_connections", "gone", provider="schoology")
    draft.add("gateway.lms_credentials", "gone", connection_id=connection, sealed_oauth=SEALED)
    await owner.execute("SAVEPOINT gone")
    await draft.write(owner)
    await owner.execute("DELETE FROM courses WHERE id = $1", IDS.id("courses", "two"))
    await owner.execute("DELETE FROM lms_connections WHERE id = $1", connection)
    tables = ("gateway.share_tokens", "gateway.lms_credentials")
    assert [await owner.fetchval(f"SELECT count(*) FROM {table}") for table in tables] == [0, 0]
    assert await owner.fetchval("SELECT count(*) FROM shares WHERE id = $1", share) == 0
    await owner.execute("ROLLBACK TO gone")
