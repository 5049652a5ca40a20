"""The curriculum of the small world: modules and content in every state, with every kind of payload."""

from itertools import cycle
from typing import Any

from db.models.curriculum import ContentType
from tests.support.rows import Draft
from tests.support.world.assessment import REVIEWS, WITH_HIDDEN_QUIZ
from tests.support.world.facts import COURSES, DELETED, FUTURE, MARKER, MODULES, PAST, TIMES

DRAWING = {"open": "linked never", "homeless": "shared", "linked": "homeless after_each_attempt"}
"""Courses with a quiz that draws on questions of another course, or of the library."""
LOOSE = """
UPDATE content_items i SET asset_id = a.id FROM assets a
    WHERE i.tenant_id = :tenant AND a.tenant_id = :tenant AND a.course_id = i.course_id AND a.module_id IS NOT NULL;
"""


def rows(draft: Draft) -> None:
    """Drafts the modules and content of every course."""
    draft.add("module_templates", "t", template_type="lesson", title="Lesson")
    kinds = cycle(ContentType.__members__)
    for name in COURSES:
        _course(draft, name, kinds)
        _quizzes(draft, name)
        _timed(draft, name)


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


def _timed(draft: Draft, course: str) -> None:
    """A module for each of `TIMES`, with an item in it and in a module below; and such items in an open module."""
    shared: dict[str, Any] = {"course_id": draft.id("courses", course)}
    for place, (name, (start, end, is_for_staff)) in enumerate(TIMES.items(), 20):
        chosen: dict[str, Any] = {
            "available_from": start,
            "available_until": end,
            "is_for_staff": is_for_staff,
        }
        module = draft.id("modules", f"{course}/{name}")
        below = draft.id("modules", f"{course}/below {name}")
        parts: tuple[tuple[str, dict[str, Any]], ...] = (
            (name, {"sequence_index": place, **chosen}),
            (f"below {name}", {"parent_id": module, "available_from": PAST, "available_until": FUTURE}),
        )
        for title, values in parts:
            draft.add(
                "modules",
                f"{course}/{title}",
                module_type="unit",
                title=title,
                is_published=True,
                **shared,
                **values,
            )
        items: tuple[tuple[str, str, dict[str, Any]], ...] = (
            (f"in {name}", module, {}),
            (f"below {name}", below, {"available_from": PAST, "available_until": FUTURE}),
            (f"open and {name}", draft.id("modules", f"{course}/a"), {"sequence_index": place, **chosen}),
        )
        for title, where, values in items:
            draft.add(
                "content_items", f"{course}/{title}", module_id=where, content_type="quiz", title=title,
                assessment_id=draft.id("assessments", f"{course} {title}"), data=payload("quiz", f"{course}/{title}"),
                **shared, **values,
            )  # fmt: skip


def _quizzes(draft: Draft, course: str) -> None:
    if course in DRAWING:
        draft.add(
            "content_items", f"{course}/a/drawing", course_id=draft.id("courses", course),
            module_id=draft.id("modules", f"{course}/a"), content_type="quiz", title="Quiz of another",
            sequence_index=9, attempts_limit=1, cooldown_hours=24,
            assessment_id=draft.id("assessments", DRAWING[course]),
        )  # fmt: skip
    for place, review in enumerate(REVIEWS, 3):
        for module in ("a", "a2") if course == WITH_HIDDEN_QUIZ else ("a",):
            draft.add(
                "content_items", f"{course}/{module}/{review}", course_id=draft.id("courses", course),
                module_id=draft.id("modules", f"{course}/{module}"), content_type="quiz", title=f"Quiz {review}",
                sequence_index=place, attempts_limit=2, assessment_id=draft.id("assessments", f"{course} {review}"),
            )  # fmt: skip


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
        "quiz": {
            "body": "<p>Why?</p>",
            "questions": [{"id": "q1", "prompt": "Why?", "choices": [{"id": "a", "html": "Because"}]}],
        },
        "resource": {"resources": [{"label": "Notes", "url": "https://example.test/notes"}]},
    }.get(kind, {})
    return {**shown, "secret": {"answers": {"q1": MARKER}, "source": MARKER}}
