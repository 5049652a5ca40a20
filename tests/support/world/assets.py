"""The files of the small world: of courses, modules, content and the library, drafts and deleted ones too."""

from tests.support.rows import Draft
from tests.support.world.facts import COURSES, DELETED, TIMES

LOOSE = """
UPDATE assets SET uploaded_by = (SELECT id FROM users WHERE tenant_id = :tenant ORDER BY id LIMIT 1)
    WHERE tenant_id = :tenant;
"""


def rows(draft: Draft) -> None:
    """Drafts the files."""
    draft.add("assets", "library", asset_type="image", storage_uri="s3://library", filename="library.png")
    draft.add(
        "assets", "source", asset_type="pdf", storage_uri="s3://source", filename="s.pdf", kind="source"
    )
    for name in COURSES:
        course, module = draft.id("courses", name), draft.id("modules", f"{name}/a2")
        item = draft.id("content_items", f"{name}/a1/0")
        shared = {"asset_type": "image", "storage_uri": f"s3://{name}", "filename": f"{name}.png"}
        draft.add("assets", f"{name}/course", course_id=course, **shared)
        draft.add("assets", f"{name}/source", course_id=course, kind="source", **shared)
        draft.add("assets", f"{name}/module", course_id=course, module_id=module, **shared)
        draft.add("assets", f"{name}/item", course_id=course, content_item_id=item, **shared)
        for time in TIMES:
            item = draft.id("content_items", f"{name}/below {time}")
            draft.add("assets", f"{name}/{time}", course_id=course, content_item_id=item, **shared)
        draft.add("assets", f"{name}/deleted", course_id=course, deleted_at=DELETED, **shared)
        draft.add(
            "asset_versions",
            name,
            asset_id=draft.id("assets", f"{name}/course"),
            version=1,
            storage_uri="s3://old",
        )
