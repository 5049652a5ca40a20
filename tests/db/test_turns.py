"""Turns: a client that sends many reads waits behind its own, and no client starves."""

import pytest

from db.reads.claims import Claims
from db.reads.turns import NOWHERE, Place, Turns, place_of

ISSUER = "https://lyceum.local"


def place(tenant: str, viewer: str) -> Place:
    return Place(tenant, viewer, viewer)


def everybody(_: Place) -> bool:
    return True


def order(turns: Turns[str]) -> list[str]:
    """All waiting reads, in the order in which they are served."""
    found: list[str] = []
    while (served := turns.next(everybody)) is not None:
        found.append(served[1])
    return found


def test_viewers_of_a_tenant_take_turns() -> None:
    turns: Turns[str] = Turns(10)
    for name in ("a1", "a2", "a3", "b1", "c1", "b2"):
        assert turns.join(place("north", name[0]), name) is None
    assert order(turns) == ["a1", "b1", "c1", "a2", "b2", "a3"]
    assert len(turns) == 0


def test_tenants_take_turns_however_many_viewers_they_have() -> None:
    turns: Turns[str] = Turns(10)
    for name in ("a1", "b1", "c1"):
        turns.join(place("north", name[0]), name)
    for name in ("z1", "z2"):
        turns.join(place("south", "z"), name)
    assert order(turns) == ["a1", "z1", "b1", "z2", "c1"]


def test_whoever_holds_their_share_is_passed_by() -> None:
    turns: Turns[str] = Turns(10)
    for name in ("a1", "a2", "b1"):
        turns.join(place("north", name[0]), name)
    found = turns.next(lambda at: at.share != "a")
    assert found == (place("north", "b"), "b1")
    assert turns.next(lambda at: at.share != "a") is None
    assert order(turns) == ["a1", "a2"]


def test_where_too_many_wait_the_last_of_the_longest_line_goes() -> None:
    turns: Turns[str] = Turns(3)
    for name in ("a1", "a2", "a3"):
        assert turns.join(place("north", "a"), name) is None
    assert turns.join(place("north", "b"), "b1") == "a3"
    assert turns.join(place("north", "a"), "a4") == "a4"
    # If several lines are equally long, the read that came last is turned away.
    assert turns.join(place("north", "b"), "b2") == "b2"
    assert turns.join(place("south", "c"), "c1") == "a2"
    assert order(turns) == ["a1", "c1", "b1"]


def test_whoever_leaves_is_not_served() -> None:
    turns: Turns[str] = Turns(3)
    at = place("north", "a")
    for name in ("a1", "a2"):
        turns.join(at, name)
    turns.leave(at, "a1")
    turns.leave(at, "a1")
    turns.leave(place("nowhere", "x"), "a2")
    assert [name for _, name in turns.everybody()] == ["a2"]
    assert order(turns) == ["a2"]


def test_a_viewer_is_one_however_the_tenant_is_spelled() -> None:
    spelled = [place_of(Claims(name, ISSUER, "amara"), None).share for name in ("north", "NORTH")]
    assert spelled[0] == spelled[1]
    assert place_of(Claims("north", "https://other.example", "amara"), None).share != spelled[0]


@pytest.mark.parametrize("tenant", ["north", "south", None])
@pytest.mark.parametrize("address", ["192.0.2.1", "192.0.2.2", None])
def test_visitors_have_one_share_together(tenant: str | None, address: str | None) -> None:
    one = place_of(Claims("north"), "192.0.2.9")
    other = place_of(Claims(tenant), address)
    assert (other.share, other.tenant) == (one.share, one.tenant)
    assert other.line != one.line
    assert other.share != NOWHERE.share
