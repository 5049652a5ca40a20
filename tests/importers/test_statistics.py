"""Imports into a database whose statistics don't know the tenant: they read rows in step with the package."""

import asyncio

from tests.importers.conftest import Tenant
from tests.importers.packages import manifest, package

OTHERS = 30  # tenants that the statistics know
ITEMS = 4_000  # half of them modules
MOST = 400  # rows of modules that may be read for an item: 1,250 if each look-up reads half of the tenant's
MISLEAD = f"""
    INSERT INTO tenants (name, short_code, kind)
        SELECT 'T' || n, 't' || n, 'university' FROM generate_series(1, {OTHERS}) n;
    INSERT INTO courses (tenant_id, title) SELECT id, 'Course' FROM tenants WHERE short_code <> 'northfield';
    INSERT INTO modules (tenant_id, course_id, title, module_type, sequence_index)
        SELECT tenant_id, id, 'Module', 'chapter', n FROM courses, generate_series(1, 40) n;
    INSERT INTO content_items (tenant_id, course_id, module_id, title, content_type, sequence_index, data)
        SELECT tenant_id, course_id, id, 'Content', 'text', 1, '{{"type": "text", "blocks": []}}' FROM modules;
    ANALYZE;
"""
READ = "SELECT seq_tup_read + idx_tup_fetch AS rows, n_tup_ins FROM pg_stat_user_tables WHERE relname = 'modules'"


def files() -> dict[str, str | bytes]:
    """A SCORM package with an item in each chapter."""
    chapters = "".join(
        f'<item identifier="C{n}"><title>Chapter {n}</title>'
        f'<item identifier="I{n}" identifierref="R1"><title>Item {n}</title></item></item>'
        for n in range(ITEMS // 2)
    )
    resource = (
        '<resource identifier="R1" type="webcontent" adlcp:scormtype="sco" href="a.html"><file href="a.html"/>'
        "</resource>"
    )
    return {"imsmanifest.xml": manifest(f"<title>Long</title>{chapters}", resource), "a.html": "<p>A</p>"}


async def test_a_large_package_of_a_new_tenant_is_not_looked_up_row_by_row(tenant: Tenant) -> None:
    for statement in (MISLEAD, "SELECT pg_stat_force_next_flush()", "SELECT pg_stat_reset()"):
        await tenant.connection.execute(statement)
    report = await tenant.load("scorm", package(tenant, files()))
    assert report.kinds["item"].created == ITEMS
    found = {"rows": 0, "n_tup_ins": 0}
    for _ in range(600):  # the counts come when the import's backend has ended
        (found,) = await tenant.rows(READ)
        if found["n_tup_ins"] > ITEMS // 2:
            break
        await asyncio.sleep(0.1)
    assert found["n_tup_ins"] == ITEMS // 2 + 1
    assert found["rows"] < MOST * ITEMS, found
