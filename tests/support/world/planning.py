"""The lessons of the small world: every state of a lesson, with a version that is published and one that is not."""

from tests.support.rows import Draft
from tests.support.world.facts import DELETED, MARKER

# name: (status, visibility, deleted)
LESSONS: dict[str, tuple[str, str, bool]] = {
    "open": ("published", "public", False),
    "members": ("published", "org", False),
    "linked": ("published", "link", False),
    "private": ("published", "private", False),
    "draft": ("draft", "public", False),
    "archived": ("archived", "org", False),
    "deleted": ("published", "public", True),
}
# A version is published when all that belongs to it is there.
LOOSE = """
INSERT INTO lesson_standards (tenant_id, lesson_version_id, standard_id)
    SELECT n.tenant_id, n.id, s.id FROM lesson_versions n, standards s WHERE n.tenant_id = :tenant AND s.code <> 'S2';
UPDATE lesson_versions SET published_at = '2026-02-01T00:00:00Z' WHERE tenant_id = :tenant AND version_no = 1;
UPDATE lessons l SET current_version_id = n.id FROM lesson_versions n
    WHERE l.tenant_id = :tenant AND n.tenant_id = :tenant AND n.lesson_id = l.id AND n.version_no = 1;
UPDATE modules m SET lesson_id = l.id FROM lessons l
    WHERE m.tenant_id = :tenant AND l.tenant_id = :tenant AND l.title = 'Open' AND m.title IN ('a', 'a1', 'a2');
"""


def rows(draft: Draft) -> None:
    """Drafts the lessons, two versions of each, and what belongs to a version."""
    for number, (name, (status, visibility, deleted)) in enumerate(LESSONS.items()):
        draft.add(
            "lessons",
            name,
            owner_id=draft.id("users", "whole teacher"),
            title=name.title(),
            code=f"L{number}",
            subject="Science" if number % 2 else "Mathematics",
            grade_level=str(number),
            status=status,
            visibility=visibility,
            deleted_at=DELETED if deleted else None,
        )
    for name in LESSONS:
        for number in (1, 2):
            draft.add(
                "lesson_versions",
                f"{name} {number}",
                lesson_id=draft.id("lessons", name),
                version_no=number,
                author_id=draft.id("users", "whole teacher"),
                objective=f"{name} {number}",
                teacher_script_md=f"{MARKER} {name}",
                materials=[{"type": "text", "label": "Paper", "value": "Two sheets"}],
                flow=[{"phase": "Engage", "minutes": 5, "content_md": "Ask."}],
                source={"prompt_id": MARKER},
            )
    for name in LESSONS:
        for number in (1, 2):
            _parts(draft, f"{name} {number}", draft.id("lesson_versions", f"{name} {number}"))


def _parts(draft: Draft, name: str, version: str) -> None:
    for place, kind in enumerate(("objective", "engage"), 1):
        draft.add(
            "lesson_blocks",
            f"{name} {kind}",
            lesson_version_id=version,
            block_type=kind,
            sequence_index=place,
            content_md=name,
        )
    draft.add("lesson_assets", name, lesson_version_id=version, asset_id=draft.id("assets", "library"))
    draft.add(
        "editor_sessions",
        name,
        lesson_version_id=version,
        user_id=draft.id("users", "whole content_creator"),
    )
