"""Who asks: the viewer's id, and the partner's system that a token names."""

from dataclasses import replace

import demo
from db.reads.claims import Claims
from tests.app.execution.both import Both
from tests.support.people import PEOPLE

PARTNER = PEOPLE["partner"]
EACH = "{ viewer { id __typename user { uuid } tenant { uuid } client { id } } }"
AGAIN = """query ($id: ID!, $ids: [ID!]!) {
  node(id: $id) { __typename id ... on Viewer { userUuid tenant { shortCode } roles { role }
    enrollments(first: 2) { totalCount nodes { id } } } }
  nodes(ids: $ids) { __typename id ... on Viewer { user { fullName } } }
}"""


async def ids(both: Both) -> dict[str, str]:
    """The viewer's id for each person of the demo."""
    found: dict[str, str] = {}
    for role, claims in PEOPLE.items():
        viewer = (await both.ask(claims, EACH)).check()["data"]["viewer"]
        assert viewer["__typename"] == "Viewer"
        keys = [viewer[name] and viewer[name][key] for name, key in (("user", "uuid"), ("tenant", "uuid"))]
        client = viewer["client"] and viewer["client"]["id"].removeprefix("Client_")
        assert viewer["id"] == f"Viewer_{client or keys[0] or keys[1]}", role
        found[role] = viewer["id"]
    return found


async def test_each_viewer_has_an_id_and_no_two_share_one(both: Both) -> None:
    found = await ids(both)
    assert len(found) == len(demo.PERSONAS) > 10
    assert len(set(found.values())) == len({(c.tenant, c.subject) for c in PEOPLE.values()})


async def test_what_a_token_narrows_changes_no_id(both: Both) -> None:
    student = PEOPLE["student"]
    narrowed = replace(student, scopes=frozenset({"roster:read"}), roles=frozenset[str]())
    fewer = replace(PARTNER, scopes=frozenset({"catalogue:read"}))
    for claims, other in ((student, narrowed), (PARTNER, fewer)):
        own, same = [(await both.ask(c, EACH)).check()["data"]["viewer"]["id"] for c in (claims, other)]
        assert own == same


async def test_the_viewer_is_a_node_for_itself_alone(both: Both) -> None:
    found = await ids(both)
    everyone = list(dict.fromkeys(found.values()))
    for role, claims in PEOPLE.items():
        own = found[role]
        answer = (await both.ask(claims, AGAIN, {"id": own, "ids": everyone})).check()["data"]
        home = (await both.ask(claims, "{ viewer { userUuid roles { role } user { fullName } } }")).check()
        viewer = home["data"]["viewer"]
        assert (answer["node"]["__typename"], answer["node"]["id"]) == ("Viewer", own)
        assert answer["node"]["tenant"]["shortCode"] == claims.tenant
        for field in ("userUuid", "roles"):
            assert answer["node"][field] == viewer[field]
        assert answer["nodes"] == [
            {"__typename": "Viewer", "id": one, "user": viewer["user"]} if one == own else None
            for one in everyone
        ]
        other = next(one for one in everyone if one != own)
        assert (await both.ask(claims, AGAIN, {"id": other, "ids": []})).check()["data"]["node"] is None


async def test_plans_find_the_viewer_by_its_id(both: Both) -> None:
    own = (await both.ask(PEOPLE["student"], EACH)).body["data"]["viewer"]["id"]
    document = "query ($id: ID!) { node(id: $id) { id ... on Viewer { user { fullName } } } }"
    found = await both.ask(PEOPLE["student"], document, {"id": own})
    assert (found.left, found.is_lone, found.statements) == (None, True, 1)


async def client_of(both: Both, claims: Claims) -> object:
    return (await both.ask(claims, "{ viewer { client { name scopes } } }")).check()["data"]["viewer"][
        "client"
    ]


async def test_a_partners_system_reads_its_name_and_what_it_reaches(both: Both) -> None:
    allowed = ["catalogue:read", "progress:read", "roster:read"]
    assert await client_of(both, PARTNER) == {"name": "Student Success Platform", "scopes": allowed}
    fewer = replace(PARTNER, scopes=frozenset({"roster:read", "grades:read", "openid"}))
    assert await client_of(both, fewer) == {"name": "Student Success Platform", "scopes": ["roster:read"]}
    none = replace(PARTNER, scopes=frozenset[str]())
    assert await client_of(both, none) == {"name": "Student Success Platform", "scopes": []}


async def test_nobody_else_is_told_of_a_partners_system(both: Both) -> None:
    found = (await both.ask(PARTNER, "{ viewer { client { id } } }")).body["data"]["viewer"]["client"]["id"]
    node = "query ($id: ID!) { node(id: $id) { id ... on Client { name } } }"
    assert (await both.ask(PARTNER, node, {"id": found})).check()["data"]["node"]["id"] == found
    for role, claims in PEOPLE.items():
        if claims != PARTNER:
            assert await client_of(both, claims) is None, role
            assert (await both.ask(claims, node, {"id": found})).check()["data"]["node"] is None
