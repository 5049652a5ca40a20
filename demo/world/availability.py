"""What learners see only later, no longer, or never: parts of a course of each tenant that is open."""

from collections.abc import Sequence
from datetime import UTC, datetime

from demo.world.curriculum import Content, Module, Syllabus
from demo.world.draft import Draft, Row
from demo.world.outline import Item

# So far away that nothing depends on the day on which the demo is made.
PAST, SOON, LATER = (datetime(year, 1, 1, 8, tzinfo=UTC).isoformat() for year in (2001, 2100, 2101))
AT_ANY_TIME: Row = {"is_for_staff": False, "available_from": None, "available_until": None}
MINUTES = 5
PARTS: Sequence[tuple[str, Row]] = (
    ("Looking ahead", {"available_from": SOON, "available_until": LATER}),
    ("Looking back", {"available_until": PAST}),
    ("Notes for whoever teaches it", {"is_for_staff": True}),
)


def availability(draft: Draft, syllabi: Sequence[Syllabus]) -> None:
    """Draft modules below the first one of a course, each with an item, and items with a time of their own.

    The course is the last that is open and runs for the first time: nobody can have completed what opens later.
    """
    syllabus = [
        one for one in syllabi if one.course.is_open and one.course.stated.get("offerings") == ["running"]
    ][-1]
    with draft.apart():
        _parts(draft, syllabus)


def _parts(draft: Draft, syllabus: Syllabus) -> None:
    course, top = syllabus.course, next(module for module in syllabus.modules if module.is_live)
    made = draft.at(course.made_days + 30)
    beside = sum(module.parent is top for module in syllabus.modules)
    for number, (title, chosen) in enumerate(PARTS, 1):
        values: Row = {
            "course_id": course.id,
            "parent_id": top.id,
            "module_type": "section",
            "title": title,
            "sequence_index": beside + number,
            "is_published": True,
            **AT_ANY_TIME,
            **chosen,
        }
        module = draft.add("modules", f"{course.code} {title}", values, made=made)
        item = _item(draft, course.id, module, (title, number, {}), made)
        _count(top, item, title, chosen)
        _around(draft, course.id, item, title, made)
    for number, (title, chosen) in enumerate(PARTS, 90):
        _count(top, _item(draft, course.id, top.id, (title, number, chosen), made), title, chosen)


def _count(top: Module, item: str, title: str, chosen: Row) -> None:
    """Have the item count in the progress of its module and those above; what is for staff does not (decision 52)."""
    is_live = not chosen.get("is_for_staff", False)
    content = Content(item, Item("text", MINUTES, title, None), is_live, title, None, None, None)
    above: Module | None = top
    while above is not None:
        above.contents.append(content)
        above = above.parent


def _item(draft: Draft, course: str, module: str, said: tuple[str, int, Row], made: str) -> str:
    title, place, chosen = said
    values: Row = {
        "module_id": module,
        "course_id": course,
        "content_type": "text",
        "title": title,
        "sequence_index": place,
        "estimated_duration_seconds": MINUTES * 60,
        "data": {"blocks": [{"type": "paragraph", "text": title}]},
        **AT_ANY_TIME,
        **chosen,
    }
    return draft.add("content_items", f"{module} {title}", values, made=made)


def _around(draft: Draft, course: str, item: str, title: str, made: str) -> None:
    """Draft what hangs on an item, and opens when that does: a file, what its mentor is told, a file of a package."""
    name = title.lower().replace(" ", "-")
    file: Row = {
        "course_id": course,
        "content_item_id": item,
        "asset_type": "document",
        "storage_uri": f"s3://lyceum-demo/courses/{draft.code}/{name}.md",
        "filename": f"{name}.md",
        "mime_type": "text/markdown",
        "size_bytes": 1200,
    }
    draft.add("assets", f"{item} file", file, made=made)
    told: Row = {"content_item_id": item, "prompt": f"Ask what they expect of “{title}”."}
    draft.add("mentor_settings", f"{item} mentor", told, made=made)
    packed: Row = {"course_id": course, "package_name": title, "version": "1.2", "launch_path": "index.html"}
    package = draft.add("scorm_packages", f"{item} package", packed, made=made)
    page: Row = {"package_id": package, "content_item_id": item, "file_path": "index.html"}
    draft.add("scorm_files", f"{item} page", page, made=made)
