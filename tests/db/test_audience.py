"""Who may read a row of a course hangs on all that stands above it: flip each ancestor, and look."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import asyncpg
import pytest

from db.reads.database import Database as Pool
from tests.conftest import clone
from tests.support import world
from tests.support.databases import Clones
from tests.support.graphql import asking, opened
from tests.support.rows import Draft
from tests.support.viewers import Viewer

LOOKING: dict[str, Viewer] = {
    "staff": world.person(world.OPEN, "whole teacher"),
    "enrolled": world.person(world.OPEN, "whole student"),
    "member": world.person(world.OPEN, "no role"),
    "visitor": Viewer("visitor", world.OPEN, "visitor"),
}
EVERYONE = frozenset(LOOKING)
STAFF = frozenset({"staff"})
MEMBERS = EVERYONE - {"visitor"}
ENROLLED = frozenset({"staff", "enrolled"})
NOBODY: frozenset[str] = frozenset()
ROWS = ("course", "top", "middle", "leaf", "item", "offering", "instructor", "subject", "asset")
BELOW = {
    "course": set(ROWS),
    "top": {"top", "middle", "leaf", "item", "asset"},
    "middle": {"middle", "leaf", "item", "asset"},
    "leaf": {"leaf", "item", "asset"},
    "item": {"item", "asset"},
    "offering": {"offering", "instructor"},
    "asset": {"asset"},
}
TABLES = {
    "course": "courses", "top": "modules", "middle": "modules", "leaf": "modules", "item": "content_items",
    "offering": "course_offerings", "instructor": "offering_instructors", "subject": "course_subjects",
    "asset": "assets",
}  # fmt: skip
TYPES = {
    "courses": "Course", "modules": "Module", "content_items": "ContentItem", "course_offerings": "CourseOffering",
    "offering_instructors": "OfferingInstructor", "course_subjects": "CourseSubject", "assets": "Asset",
}  # fmt: skip
DELETE = "deleted_at = now()"
# What is changed, and who then still sees what lies below it.
FLIPS = [
    *((row, DELETE, NOBODY) for row in ("course", "top", "middle", "leaf", "item", "offering", "asset")),
    *(
        ("course", f"status = '{word}'", STAFF)
        for word in ("draft", "in_progress", "ready_for_export", "archived")
    ),
    ("course", "visibility = 'private'", ENROLLED),
    ("course", "visibility = 'org'", MEMBERS),
    ("course", "visibility = 'link'", MEMBERS),
    *((row, "is_published = false", STAFF) for row in ("top", "middle", "leaf")),
    *((row, "status = 'archived'", STAFF) for row in ("top", "middle", "leaf")),
    *(
        (row, change, still)
        for row in ("top", "middle", "leaf", "item")
        for change, still in (
            ("available_from = '2100-01-01T00:00:00Z'", STAFF),
            ("available_from = '2001-01-01T00:00:00Z'", EVERYONE),
            ("available_until = '2001-01-01T00:00:00Z'", STAFF),
            ("available_until = '2100-01-01T00:00:00Z'", EVERYONE),
            ("is_for_staff = true", STAFF),
        )
    ),
    ("item", "is_active = false", STAFF),
    ("offering", "visibility = 'org'", MEMBERS),
    ("offering", "visibility = 'link'", MEMBERS),
    ("offering", "visibility = 'private'", ENROLLED),
    ("asset", "kind = 'source'", STAFF),
]


@dataclass(slots=True)
class Course:
    """A course in which everything is live and public, with one row of each kind."""

    owner: "asyncpg.Connection[Any]"
    pool: Pool
    ids: dict[str, str]
    tenant: str

    async def change(self, row: str, what: str) -> None:
        """Changes a row, as an import would."""
        async with self.owner.transaction():
            await self.owner.execute("SELECT app.enter_tenant($1)", self.tenant)
            done = await self.owner.execute(f"UPDATE {TABLES[row]} SET {what} WHERE id = $1", self.ids[row])
            assert done == "UPDATE 1"

    async def seen(self) -> dict[str, frozenset[str]]:
        """Who sees each row."""
        ids = [f"{TYPES[TABLES[row]]}_{self.ids[row]}" for row in ROWS]
        found: dict[str, set[str]] = {row: set() for row in ROWS}
        for name, viewer in LOOKING.items():
            async with asking(self.pool, viewer) as asker:
                nodes = (await asker.ask("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=ids)).only[
                    "nodes"
                ]
                for row, node in zip(ROWS, nodes, strict=True):
                    if node is not None:
                        found[row].add(name)
        return {row: frozenset(names) for row, names in found.items()}


@pytest.fixture(scope="module")
async def live(clones: Clones, world_template: str) -> AsyncIterator[Course]:
    """The course, in the small world."""
    async with clone(clones, world_template) as database:
        draft = Draft(world.OPEN)
        course = draft.add("courses", "live", title="Live", status="published", visibility="public")
        ids, above = {"course": course}, None
        for place, name in enumerate(("top", "middle", "leaf"), 1):
            above = ids[name] = draft.add("modules", name, course_id=course, parent_id=above, module_type="unit",
                                          title=name, sequence_index=place, is_published=True)  # fmt: skip
        ids["item"] = draft.add(
            "content_items", "item", course_id=course, module_id=above, content_type="video", title="x"
        )
        ids["offering"] = draft.add("course_offerings", "live", course_id=course, visibility="public")
        ids["instructor"] = draft.add("offering_instructors", "live", offering_id=ids["offering"],
                                      user_id=draft.id("users", "whole instructor"))  # fmt: skip
        draft.add(
            "enrollments", "live", offering_id=ids["offering"], user_id=draft.id("users", "whole student")
        )
        ids["asset"] = draft.add("assets", "live", course_id=course, content_item_id=ids["item"], asset_type="image",
                                 storage_uri="s3://live", filename="live.png")  # fmt: skip
        owner = await asyncpg.connect(database.owner_url)
        async with owner.transaction():
            await owner.execute("SELECT app.enter_tenant($1)", draft.tenant_id)
            await draft.write(owner)
            ids["subject"] = str(await owner.fetchval(
                "INSERT INTO course_subjects (tenant_id, course_id, subject_id) SELECT $1, $2, id FROM subjects LIMIT 1"
                " RETURNING id", draft.tenant_id, course,
            ))  # fmt: skip
        async with opened(database.gateway_url) as pool:
            yield Course(owner, pool, ids, draft.tenant_id)
        await owner.close()


async def test_while_everything_is_live_everyone_sees_everything(live: Course) -> None:
    assert await live.seen() == dict.fromkeys(ROWS, EVERYONE)


@pytest.mark.parametrize(("row", "what", "still"), FLIPS)
async def test_a_row_is_seen_by_no_more_than_all_above_it_allow(
    live: Course, row: str, what: str, still: frozenset[str]
) -> None:
    column = what.split(" ")[0]
    async with live.owner.transaction():
        await live.owner.execute("SELECT app.enter_tenant($1)", live.tenant)
        kept = await live.owner.fetchval(f"SELECT {column} FROM {TABLES[row]} WHERE id = $1", live.ids[row])
    await live.change(row, what)
    try:
        assert await live.seen() == {name: still if name in BELOW[row] else EVERYONE for name in ROWS}
    finally:
        await live.change(row, f"{column} = " + ("NULL" if kept is None else f"'{str(kept).lower()}'"))
    assert await live.seen() == dict.fromkeys(ROWS, EVERYONE), "and what is undone is as before"


async def test_two_that_are_hidden_do_not_show_what_lies_below_when_one_comes_back(live: Course) -> None:
    await live.change("top", "is_published = false")
    await live.change("course", "status = 'draft'")
    await live.change("course", "status = 'published'")
    assert (await live.seen())["item"] == STAFF
    await live.change("top", "is_published = true")
    assert (await live.seen())["item"] == EVERYONE


async def test_a_module_that_moves_under_a_hidden_one_is_hidden(live: Course) -> None:
    draft = Draft(world.OPEN)
    async with live.owner.transaction():
        await live.owner.execute("SELECT app.enter_tenant($1)", live.tenant)
        draft.add(
            "modules",
            "hidden",
            course_id=live.ids["course"],
            module_type="unit",
            title="hidden",
            sequence_index=9,
        )
        await draft.write(live.owner)
    await live.change("middle", f"parent_id = '{draft.id('modules', 'hidden')}'")
    seen = await live.seen()
    assert [seen[row] for row in ("top", "middle", "leaf", "item", "asset")] == [
        EVERYONE,
        STAFF,
        STAFF,
        STAFF,
        STAFF,
    ]
    await live.change("middle", f"parent_id = '{live.ids['top']}'")
    async with live.owner.transaction():
        await live.owner.execute("SELECT app.enter_tenant($1)", live.tenant)
        removed = await live.owner.execute("DELETE FROM modules WHERE id = $1", draft.id("modules", "hidden"))
        assert removed == "DELETE 1", "the course is as the tests after this one expect it"
    assert await live.seen() == dict.fromkeys(ROWS, EVERYONE)


async def test_a_part_opens_no_earlier_than_all_above_it_and_closes_no_later(live: Course) -> None:
    for row, start, end in (("top", 2101, 2104), ("middle", 2103, 2103), ("leaf", 2102, 2105)):
        await live.change(row, f"available_from = '{start}-01-01Z', available_until = '{end}-12-31Z'")
    kept = "SELECT extract(year FROM visible_from)::int, extract(year FROM visible_until)::int FROM {} WHERE id = $1"
    found: dict[str, tuple[int, int]] = {}
    async with live.owner.transaction():
        await live.owner.execute("SELECT app.enter_tenant($1)", live.tenant)
        for row in ("top", "middle", "leaf", "item", "asset"):
            found[row] = tuple(await live.owner.fetchrow(kept.format(TABLES[row]), live.ids[row]))
    inner = (2103, 2103)
    assert found == {"top": (2101, 2104), "middle": inner, "leaf": inner, "item": inner, "asset": inner}
    for row in ("top", "middle", "leaf"):
        await live.change(row, "available_from = NULL, available_until = NULL")
    assert await live.seen() == dict.fromkeys(ROWS, EVERYONE)


async def test_a_course_says_when_parts_open_and_not_which(live: Course) -> None:
    await live.change("top", "available_from = '2100-01-01T08:00:00Z'")
    await live.change("item", "available_from = '2101-01-01T08:00:00Z'")
    query = "query ($id: ID!) { node(id: $id) { ... on Course { upcoming { opensAt } moduleCount } } }"
    course = f"Course_{live.ids['course']}"
    for name, count in (("visitor", 0), ("enrolled", 0), ("staff", 3)):
        async with asking(live.pool, LOOKING[name]) as asker:
            assert (await asker.ask(query, id=course)).only["node"] == {
                "upcoming": [{"opensAt": f"{year}-01-01T08:00:00+00:00"} for year in (2100, 2101)],
                "moduleCount": count,
            }, name
    await live.change("item", "is_for_staff = true")
    await live.change("top", "available_from = '2001-01-01T08:00:00Z'")
    async with asking(live.pool, LOOKING["visitor"]) as asker:
        shown = (await asker.ask(query, id=course)).only["node"]
    assert shown == {"upcoming": [], "moduleCount": 3}, "what opens to staff only is not told"
    await live.change("item", "is_for_staff = false, available_from = NULL")
    await live.change("top", "available_from = NULL")


async def test_no_one_writes_an_audience_by_hand(live: Course) -> None:
    for row in ROWS:
        await live.change(row, "audience = 'nobody'")
    assert await live.seen() == dict.fromkeys(ROWS, EVERYONE)
    for row in ROWS:
        await live.change(row, "audience = 'public'")
    await live.change("course", "status = 'draft'")
    for row in ROWS:
        await live.change(row, "audience = 'public'")
    assert await live.seen() == dict.fromkeys(ROWS, STAFF)
    await live.change("course", "status = 'published'")


async def test_who_leaves_a_private_course_sees_it_no_more(live: Course) -> None:
    await live.change("course", "visibility = 'private'")
    assert (await live.seen())["item"] == ENROLLED
    for status, still in (
        ("dropped", STAFF),
        ("pending", STAFF),
        ("waitlisted", STAFF),
        ("completed", ENROLLED),
    ):
        async with live.owner.transaction():
            await live.owner.execute("SELECT app.enter_tenant($1)", live.tenant)
            where = f"WHERE offering_id = '{live.ids['offering']}'"
            await live.owner.execute(f"UPDATE enrollments SET status = '{status}' {where}")
        assert (await live.seen())["item"] == still, status
    await live.change("course", "visibility = 'public'")
