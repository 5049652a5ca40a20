"""Progress in the small world: whoever takes an offering has begun a module and an item of its course."""

from tests.support.rows import Draft
from tests.support.world.delivery import taken


def rows(draft: Draft) -> None:
    """Drafts the progress of each enrolment; triggers add up the course's."""
    for number, (name, offering) in enumerate(taken()):
        course = offering.split("/")[0]
        draft.add(
            "module_progress",
            f"{name} {offering}",
            user_id=draft.id("users", name),
            offering_id=draft.id("course_offerings", offering),
            module_id=draft.id("modules", f"{course}/a1"),
            progress_percent=number % 101,
        )
        draft.add(
            "content_progress",
            f"{name} {offering}",
            user_id=draft.id("users", name),
            offering_id=draft.id("course_offerings", offering),
            content_item_id=draft.id("content_items", f"{course}/a1/0"),
            progress_percent=number % 101,
            last_interacted_at=f"2026-03-{number % 28 + 1:02}T00:00:00Z" if number % 5 else None,
        )
