"""A ticket opens what it was signed for, until it expires, and nothing else."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import astuple, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import FileNotOpen
from app.files.tickets import EXPIRED, FORGED, Ticket, Tickets

OLD, NEW = bytes(32), bytes(range(32))
TICKET = Ticket("tenant", "asset", 1_000, "tenant/a/ü b.png", "ü b.png", "image/png")


def at(moment: float, **keys: bytes) -> Tickets:
    return Tickets(keys or {"new": NEW}, lambda: moment)


def refused(tickets: Tickets, text: str) -> str:
    with pytest.raises(FileNotOpen) as refusal:
        tickets.read(text)
    return str(refusal.value)


@given(st.builds(Ticket, *[st.text()] * 2, st.integers(1_001, 2**40), *[st.text()] * 3))
def test_what_is_written_is_read(ticket: Ticket) -> None:
    try:
        text = at(0).write(ticket)
    except TypeError:  # a text that is no UTF-8, which no row holds
        return
    assert at(1_000).read(text) == ticket


def test_it_expires_to_the_second() -> None:
    text = at(0).write(TICKET)
    assert at(999.9).read(text) == TICKET
    assert refused(at(1_000), text) == EXPIRED


def test_no_byte_of_it_can_be_changed() -> None:
    text = at(0).write(TICKET)
    for place, sign in enumerate(text):
        for other in "A_.~":
            if other != sign:
                assert refused(at(0), text[:place] + other + text[place + 1 :]) == FORGED


@pytest.mark.parametrize("field", Ticket.__slots__)
def test_no_part_of_it_can_be_exchanged(field: str) -> None:
    text = at(0).write(TICKET)
    signature = text.partition(".")[2]
    changed = replace(TICKET, **{field: 9_999_999 if field == "expires" else "other"})
    content = urlsafe_b64encode(json.dumps(["v1", "new", *astuple(changed)]).encode()).decode().rstrip("=")
    assert refused(at(0), f"{content}.{signature}") == FORGED


def test_an_older_key_opens_what_it_signed_until_it_is_removed() -> None:
    text = at(0, old=OLD).write(TICKET)
    assert at(0, new=NEW, old=OLD).read(text) == TICKET
    assert refused(at(0, new=NEW), text) == FORGED
    assert refused(at(0, old=NEW), text) == FORGED, "another key of the same name"
    assert (
        json.loads(urlsafe_b64decode(at(0, new=NEW, old=OLD).write(TICKET).split(".")[0] + "=="))[1] == "new"
    )


def test_an_unknown_key_is_no_key_of_zeros() -> None:
    text = at(0, gone=bytes(32)).write(TICKET)
    assert refused(at(0, new=NEW), text) == FORGED


@pytest.mark.parametrize("text", ["", ".", "a.b", "W10." + "A" * 43, "bnVsbA." + "A" * 43, "é." + "A" * 43])
def test_what_is_no_ticket_is_refused(text: str) -> None:
    assert refused(at(0), text) == FORGED
