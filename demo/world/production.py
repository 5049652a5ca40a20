"""The production of courses: scripts and voices of scenes, brands, books, render jobs and calls of models."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from demo.world.courses import Course
from demo.world.curriculum import Content, Module, Syllabus
from demo.world.draft import Draft, Row, read
from demo.world.jobs import renders
from demo.world.outline import Part
from demo.world.people import Cast
from demo.world.spoken import spoken
from demo.world.storage import picture

OPEN_STATUSES = ("draft", "in_progress", "ready_for_export")
MAPPED = {
    "unit": "learning_unit",
    "learning_unit": "learning_unit",
    "chapter": "module",
    "module": "module",
    "topic": "lesson",
    "lesson": "lesson",
}
BOOK_STATUSES = ("in_edit", "ready", "draft")


@dataclass(frozen=True, slots=True)
class Place:
    """A module of a course in production: its row, its line of the outline, and its own content."""

    module: Module
    part: Part
    depth: int
    contents: list[Content]


def production(draft: Draft, syllabi: Sequence[Syllabus], cast: Cast) -> None:
    """Draft the production of courses that are not published yet: all projects, and then at most two others."""
    courses = [
        s for s in syllabi if s.course.stated.get("status") in OPEN_STATUSES and not _is_gone(s.course)
    ]
    courses.sort(key=lambda syllabus: syllabus.course.stated.get("kind") != "authoring_project")
    people = [person.id for person in cast.staff if person.has("content_creator", "instructor", "teacher")]
    draft.order("assets", "scripts", "voice_tracks")
    _brand(draft, None)
    for number, syllabus in enumerate(courses[:3]):
        course = syllabus.course
        if course.stated.get("kind") == "authoring_project":
            _brand(draft, course)
        found = list(places(syllabus))
        spoken(draft, course, [(p.module.id, p.part.title, content) for p in found for content in p.contents])
        _book(draft, course, found, number)
        renders(draft, course, _lessons(found), people[number % len(people)])


def _is_gone(course: Course) -> bool:
    return bool(course.stated.get("deleted"))


def places(syllabus: Syllabus) -> Iterator[Place]:
    """The modules of a syllabus in reading order, each with its line and its own content."""
    modules, contents = iter(syllabus.modules), iter(syllabus.contents)

    def below(part: Part, depth: int) -> Iterator[Place]:
        module = next(modules)
        yield Place(module, part, depth, [next(contents) for _ in part.items])
        for inner in part.parts:
            yield from below(inner, depth + 1)

    for part in syllabus.course.parts:
        yield from below(part, 0)


def _lessons(found: Sequence[Place]) -> list[tuple[str, str]]:
    """The modules that are rendered one by one: the lessons, or if a course has none, the modules with content."""
    lessons = [p for p in found if p.part.module_type == "lesson"] or [p for p in found if p.contents]
    return [(place.module.id, place.part.title) for place in lessons]


def _brand(draft: Draft, course: Course | None) -> None:
    name, primary, secondary, heading, body, tone, layout = read("production.toml")["brands"][draft.code]
    key = course.code if course else draft.code
    logo = picture(f"brands/{draft.code}/{key.lower()}.svg", 6_100, {"alt": name, "width": 320, "height": 80})
    logo |= {"course_id": course.id if course else None, "role": "brand_logo", "mime_type": "image/svg+xml"}
    made = course.made_days + 4 if course else -790
    logo_id = draft.add("assets", f"brand {key}", logo, made=draft.at(made, 8))
    values: Row = {
        "course_id": course.id if course else None,
        "name": f"{name}: {course.stated['title']}" if course else name,
        "primary_color": primary,
        "secondary_color": secondary,
        "logo_asset_id": logo_id,
        "typography": {
            "fonts": {"heading": heading, "body": body},
            "sizes": {"heading": 28.0, "body": 16.0},
            "line_height": 1.4,
        },
        "style_preferences": {"tone": tone, "layout": layout},
    }
    brand = draft.add("brand_profiles", key, values, made=draft.at(made, 9))
    for number, template in enumerate(read("production.toml")["template"]):
        preview = picture(
            f"brands/{draft.code}/{key.lower()}-{number}.png", 41_000, {"alt": template["name"]}
        )
        preview_id = draft.add("assets", f"template {key} {number}", preview, made=draft.at(made, 10))
        row: Row = {
            "brand_profile_id": brand,
            "name": template["name"],
            "description": template["description"],
            "template_type": template["template_type"],
            "layout_config": template["layout"],
            "preview_asset_id": preview_id if number != 1 else None,
        }
        draft.add("brand_templates", f"{key} {number}", row, made=draft.at(made, 10 + number))


def _book(draft: Draft, course: Course, found: Sequence[Place], number: int) -> None:
    words = read("production.toml")["words"]
    values: Row = {
        "course_id": course.id,
        "title": course.stated["title"],
        "subtitle": course.stated["description"].split(".")[0].split(":")[0] if number % 2 == 0 else None,
        "status": BOOK_STATUSES[(number + draft.place) % 3],
    }
    book = draft.add("books", course.code, values, made=draft.at(course.made_days + 30))
    sections: list[Row] = [_section("Foreword", words["foreword"], 1, "custom", None)]
    for place in found:
        mapped = MAPPED.get(place.part.module_type)
        if mapped is not None and place.part.mark == "":
            text = f"{place.part.objective or words['opening'][len(sections) % 4]}\n\n" + "".join(
                f"- {content.item.title}\n" for content in place.module.contents[:4]
            )
            sections.append(_section(place.part.title, text, place.depth + 1, mapped, place.module.id))
    sections.append(_section("Glossary", words["glossary"], 1, "custom", None))
    for index, section in enumerate(sections, 1):
        row: Row = {"book_id": book, **section, "sequence_index": index}
        draft.add("book_sections", f"{course.code} {index}", row, made=draft.at(course.made_days + 31))


def _section(title: str, text: str, level: int, mapped: str, module_id: str | None) -> Row:
    return {
        "level": level,
        "title": title,
        "content_markdown": text,
        "mapping_type": mapped,
        "module_id": module_id,
    }
