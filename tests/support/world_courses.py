"""The courses of the small world: every state of a course, module, content item, offering and file."""

from itertools import cycle
from typing import Any

from db.models.curriculum import ContentType
from tests.support.rows import Draft
from tests.support.world_assessment import assessments, quizzes
from tests.support.world_facts import COURSES, DELETED, MARKER, MODULES, OFFERINGS


def courses(draft: Draft, places: dict[str, str]) -> None:
    draft.add("module_templates", "t", template_type="lesson", title="Lesson")
    for number, (name, (status, visibility, place, deleted)) in enumerate(COURSES.items()):
        draft.add(
            "courses",
            name,
            title=name.title(),
            code=f"C{number}",
            status=status,
            visibility=visibility,
            organization_id=places[place] if place else None,
            author_id=draft.id("users", "whole content_creator"),
            category_id=draft.id("categories", "Core"),
            deleted_at=DELETED if deleted else None,
        )
    assessments(draft)
    kinds = cycle(ContentType.__members__)
    for name in COURSES:
        _course(draft, name, kinds)
    _assets(draft)


def _course(draft: Draft, name: str, kinds: Any) -> None:
    course = draft.id("courses", name)
    for place, (module, (parent, published, status, deleted)) in enumerate(MODULES.items(), 1):
        key = draft.add(
            "modules",
            f"{name}/{module}",
            course_id=course,
            module_type="unit",
            title=module,
            parent_id=draft.id("modules", f"{name}/{parent}") if parent else None,
            sequence_index=place,
            status=status,
            is_published=published,
            template_id=draft.id("module_templates", "t"),
            deleted_at=DELETED if deleted else None,
        )
        for item in range(2):
            kind = next(kinds)
            draft.add(
                "content_items",
                f"{name}/{module}/{item}",
                course_id=course,
                module_id=key,
                content_type=kind,
                title=f"{module} {item}",
                sequence_index=item + 1,
                is_active=not (item and module in ("a", "a11")),
                data=payload(kind, f"{name}/{module}/{item}"),
                deleted_at=DELETED if item and module == "a1" else None,
            )
    quizzes(draft, name)
    for offering, (visibility, deleted) in OFFERINGS.items():
        draft.add(
            "course_offerings",
            f"{name}/{offering}",
            course_id=course,
            term_name=offering,
            visibility=visibility,
            deleted_at=DELETED if deleted else None,
        )
    draft.add("course_contexts", name, course_id=course, raw_text="For operators")
    draft.add(
        "course_documents",
        name,
        course_id=course,
        title="Source",
        deleted_at=DELETED if name == "linked" else None,
    )


def payload(kind: str, name: str) -> dict[str, Any]:
    """A payload of the kind, with something in it that no learner may read."""
    shown: dict[str, Any] = {
        "engineering_lab": {
            "files": [
                {"path": f"{MARKER}/{name}.py", "role": "hidden_test"},
                {"path": f"open/{name}.py", "role": "student_visible"},
            ]
        },
        "text": {
            "blocks": [
                {"type": "paragraph", "text": name},
                {"type": "heading", "text": name, "level": 1},
                {"type": "hologram", "depth": 3},
                {"type": "list", "items": ["one"]},
            ]
        },
        "quiz": {"questions": [{"id": "q1", "prompt": "Why?", "choices": [{"id": "a", "html": "Because"}]}]},
        "resource": {"resources": [{"label": "Notes", "url": "https://example.test/notes"}]},
    }.get(kind, {})
    return {**shown, "secret": {"answers": {"q1": MARKER}, "source": MARKER}}


def _assets(draft: Draft) -> None:
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
        draft.add("assets", f"{name}/deleted", course_id=course, deleted_at=DELETED, **shared)
        draft.add(
            "asset_versions",
            name,
            asset_id=draft.id("assets", f"{name}/course"),
            version=1,
            storage_uri="s3://old",
        )
