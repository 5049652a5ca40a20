"""People: `users.csv` into users. This gives nobody an account, and takes over no password."""

import re
from typing import Any

from db.models.people import User
from db.writes.retire import absent
from importers.formats.oneroster.cells import yes
from importers.formats.oneroster.lines import PREFIX, Line, is_new, places, read, rest
from importers.formats.oneroster.lookups import delete
from importers.formats.oneroster.sets import Table
from importers.formats.oneroster.statements.sourced import holders, release
from importers.target import Target, batches

KIND = "user"
START = f"{PREFIX}user/"
COLUMNS = (
    "enabledUser", "givenName", "familyName", "email", "phone", "role", "orgSourcedIds", "primaryOrgSourcedId",
    "agentSourcedIds", "grades",
)  # fmt: skip
NESTED_ID = re.compile(r"\{([^{}:]+):([^{}]*)\}")


async def import_users(table: Table, target: Target) -> None:
    """Write the people."""
    emails, live = await _emails(table, target)
    tally = target.report.of(KIND)
    done = 0
    for batch in batches(line for line in read(table) if not line.is_deleted):
        rows = [_row(line, line.id not in emails) for line in batch]
        await target.write(User.__table__, rows, KIND, places=places(START, batch))
        done += len(batch)
        target.progress("users", done, live)
    if not table.is_delta:
        tally.absent = await absent(target.rows_of(User.__table__), START, live)


async def _emails(table: Table, target: Target) -> tuple[set[str], int]:
    """Read the file once: delete the people who are to be deleted, and release addresses that people have exchanged.

    Return the people whose address another person has (a tenant has each address once), and the number of people.
    """
    tally = target.report.of(KIND)
    taken: set[bytes] = set()
    without: set[str] = set()
    live = 0
    for batch in batches(read(table)):
        tally.read += len(batch)
        await delete(User.__table__, KIND, batch, target)
        values: dict[str, str | None] = {}
        for line in batch:
            if line.is_deleted:
                continue
            live += 1
            email = line.record.key("email")
            if line.record.fields.get("password"):
                target.report.warn("a password is not taken over")
            if email is not None and not is_new(taken, email.lower()):
                without.add(line.id)
            values[START + line.id] = email
        await release(target.connection, User.__table__, target.tenant_id, "email", values)
        target.progress("reading users", tally.read, None)
    for batch in batches(line for line in read(table) if not line.is_deleted):
        stated = {
            (line.record.key("email") or "").lower(): line.id for line in batch if line.id not in without
        }
        held = await holders(target.connection, User.__table__, target.tenant_id, "email", list(stated))
        without |= {stated[email] for email, key in held.items() if key != START + stated[email]}
        for line in batch:
            if line.id in without:
                target.report.warn("an address that another person has is kept in the metadata", line.where)
    return without, live


def _row(line: Line, has_address: bool) -> dict[str, Any]:
    record = line.record
    given, family = record.text("givenName"), record.text("familyName")
    middle = record.optional("middleName")
    called = (record.optional("preferredGivenName"), record.optional("preferredFamilyName"))
    shown = (called[0] or given, None if any(called) else middle, called[1] or family)
    email = record.key("email")
    stated = rest(record, COLUMNS)
    if email is not None and not has_address:
        stated["email"] = email
    if "userIds" in stated:
        stated["userIds"] = [
            {"type": kind.strip(), "identifier": value.strip()}
            for kind, value in NESTED_ID.findall(stated["userIds"])
        ] or stated["userIds"]
    return {
        "external_id": START + line.id,
        "full_name": " ".join(part for part in shown if part),
        "given_name": given,
        "family_name": family,
        "email": email if has_address else None,
        "phone": record.optional("phone") or record.optional("sms"),
        "status": "inactive" if line.is_inactive or yes(record, "enabledUser") is False else "active",
        "metadata": {"oneroster": stated},
    }
