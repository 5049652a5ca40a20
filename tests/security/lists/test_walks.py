"""Every connection is one list, in plain SQL's order, whichever way its pages are read: forwards, backwards, and
between two cursors, under one row and under several at once.
"""

from collections.abc import Iterator
from typing import Any

import pytest

from db.reads.database import Database as Pool
from resolvers.kit.declaring.entity import ENTITIES
from resolvers.kit.declaring.relations import Connection, Descendants
from tests.security.lists.listed import Listed, listed, named
from tests.support import world
from tests.support.graphql import Asking, asking, compiled

VIEWER = world.person(world.OPEN, "whole tenant_admin")
PARTS = """nodes { uuid } edges { cursor node { uuid } } totalCount
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"""
NAMES = list(named())
WITHOUT_ROWS = {"Query.districts", "Query.schools", "District.schools"}
"""The small world has no district and no school. They are found as universities and departments are."""
REFERENCE = [
    name for n, name in enumerate(NAMES) if n % 8 == 0 or name.endswith(("descendants", "syllabus", "tree"))
]
"""What graphql-core walks as well: trees, and a few of the others; it reads all of them by the same statements."""


class Walk:
    """Pages of one connection under several rows at once. Each is held against the whole list.

    cursors: those of the longest list's rows; the bounds of pages are among them. others: those of the other lists.
    """

    def __init__(self, asker: Asking, found: Listed) -> None:
        self.asker, self.found = asker, found
        self.cursors: dict[str, str] = {}
        self.others: dict[str, dict[str, str]] = {}

    async def page(self, word: str, size: int, after: str | None = None, before: str | None = None) -> Any:
        """The page of the first of the rows. after, before: the rows whose cursors bound it."""
        variables = {"n": size, "a": after and self.cursors[after], "b": before and self.cursors[before]}
        document = self.found.document(f"{word}: $n, after: $a, before: $b", PARTS)
        answer = await self.asker.ask(document, **variables, **self.found.variables)
        pages = self.found.pages(answer.only)
        for parent, page in zip(self.found.rows, pages, strict=True):
            self._check(parent, page, (word, size, after, before))
        return pages[0]

    def _check(self, parent: str, page: Any, asked: tuple[str, int, str | None, str | None]) -> None:
        """Holds one page against the specification's words on `edges`, `hasNextPage` and `hasPreviousPage`."""
        word, size, after, before = asked
        within = self.found.between(parent, after, before)
        wanted = within[:size] if word == "first" else within[-size:] if size else []
        assert [node["uuid"] for node in page["nodes"]] == wanted, asked
        assert [edge["node"]["uuid"] for edge in page["edges"]] == wanted
        assert page["totalCount"] == len(self.found.rows[parent]), "the whole list counts, whatever the page"
        cursors = [edge["cursor"] for edge in page["edges"]]
        more = len(within) > size
        assert page["pageInfo"] == {
            "hasNextPage": more if word == "first" else before is not None,
            "hasPreviousPage": more if word == "last" else after is not None,
            "startCursor": cursors[0] if cursors else None,
            "endCursor": cursors[-1] if cursors else None,
        }, asked
        for row, cursor in zip(wanted, cursors, strict=True):
            known = (
                self.cursors if parent == next(iter(self.found.rows)) else self.others.setdefault(parent, {})
            )
            assert known.setdefault(row, cursor) == cursor, "a row has one cursor, whatever the page"

    async def through(
        self, word: str, size: int, after: str | None = None, before: str | None = None
    ) -> list[str]:
        """All rows between two rows, page after page by the cursors of the pages."""
        found: list[str] = []
        while True:
            page = await self.page(word, size, after, before)
            rows = [node["uuid"] for node in page["nodes"]]
            found = found + rows if word == "first" else rows + found
            info = page["pageInfo"]
            if not info["hasNextPage" if word == "first" else "hasPreviousPage"]:
                return found
            after, before = (rows[-1], before) if word == "first" else (after, rows[0])


@pytest.mark.parametrize("name", NAMES)
async def test_a_connection_is_one_list_whichever_way_it_is_walked(pool: Pool, name: str) -> None:
    async with asking(pool, VIEWER) as asker:
        await walk_all(asker, name)


@pytest.mark.parametrize("name", REFERENCE)
async def test_the_reference_walks_the_same_list(pool: Pool, name: str) -> None:
    async with asking(pool, VIEWER, compiled().reference) as asker:
        await walk_all(asker, name)


async def walk_all(asker: Asking, name: str) -> None:
    """Walks a connection in every way."""
    found = await listed(asker, name)
    whole = next(iter(found.rows.values()), [])
    assert bool(whole) == (name not in WITHOUT_ROWS), f"{VIEWER} sees rows in {name}"
    walk = Walk(asker, found)
    if not whole:
        return
    for size in (0, 200):
        await walk.page("first", size)
        await walk.page("last", size)
    size = min(200, max(2, len(whole) // 3))
    assert await walk.through("first", size) == whole
    assert await walk.through("last", size) == whole
    for begin, end in dict.fromkeys(ends(len(whole))):
        within = whole[begin + 1 : end]
        few = min(200, max(1, len(within) // 2))
        for word in ("first", "last"):
            assert await walk.through(word, few, whole[begin], whole[end]) == within
            await walk.page(word, few, after=whole[begin])
            await walk.page(word, few, before=whole[end])


def ends(length: int) -> Iterator[tuple[int, int]]:
    """Places of two rows in a list: the outermost, some within, one row twice, and the later one first."""
    last = length - 1
    yield from ((0, last), (length // 3, last - length // 4), (last // 2, last // 2), (last, 0))


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith(("Query.", "Viewer."))])
async def test_a_list_in_a_page_of_rows_is_cut_alike(pool: Pool, name: str) -> None:
    """Such a list is read by the statement of the page of rows, where it can be."""
    async with asking(pool, VIEWER) as asker:
        found = await listed(asker, name)
        if found.root is None:
            assert found.source == "Tenant", "every other entity has a root connection"
        elif name not in WITHOUT_ROWS:
            await walk_below(asker, found, found.root)


async def walk_below(asker: Asking, found: Listed, root: str) -> None:
    """Reads pages of a connection below pages of its rows above, both between two cursors."""
    whole = next(iter(found.rows.values()))
    walk = Walk(asker, found)
    await walk.page("first", 200)
    above = await asker.ask(f"{{ {root}(first: 200) {{ edges {{ cursor node {{ id }} }} }} }}")
    edges = above.only[root]["edges"]
    middle = len(whole) // 2
    for top, word in (("first: 3", "first"), ("last: 3", "last")):
        inner = f"{word}: 2, after: $a, before: $b"
        document = f"""query ($a: String, $b: String, $t: String, $u: String) {{
            {root}({top}, after: $t, before: $u) {{ nodes {{ id ... on {found.source} {{
                {found.field}({inner}) {{ nodes {{ uuid }} }} }} }} }} }}"""
        for first, after, before in (
            (0, 0, None),
            (0, None, middle),
            (0, middle, None),
            (0, 0, len(whole) - 1),
        ):
            bounds = [None if place is None else whole[place] for place in (after, before)]
            cursors = [row and walk.cursors[row] for row in bounds]
            outer = [edges[first]["cursor"], edges[-1]["cursor"]]
            variables = dict(zip("abtu", [*cursors, *outer], strict=True))
            nodes = (await asker.ask(document, **variables)).only[root]["nodes"]
            within = [edge["node"]["id"] for edge in edges[first + 1 : -1]]
            assert [node["id"] for node in nodes] == (within[:3] if word == "first" else within[-3:])
            for node in nodes:
                if found.field in node:
                    rows = found.between(node["id"], *bounds)
                    kept = rows[:2] if word == "first" else rows[-2:]
                    assert [row["uuid"] for row in node[found.field]["nodes"]] == kept


def test_every_connection_of_the_schema_is_walked() -> None:
    relations = [
        f"{entity.name}.{name}"
        for entity in ENTITIES.values()
        for name, relation in entity.relations.items()
        if isinstance(relation, Connection | Descendants)
    ]
    roots = [entity for entity in ENTITIES.values() if entity.plural is not None]
    assert len(relations) > 130
    assert len(NAMES) == len(relations) + len(roots)
