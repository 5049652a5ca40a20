"""The courses of a tenant: their subjects, their prerequisites, and the documents that they were written from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from demo.world.draft import DATA, Draft, Row, read
from demo.world.outline import Part, outline, weeks
from demo.world.people import Cast
from demo.world.storage import WIDE, picture
from demo.world.tenancy import Places

WEEKLY = {
    "en": ("Lecture", "Reading", "Exercise", "Assignment"),
    "de": ("Vorlesung", "Lektüre", "Übung", "Abgabe"),
    "fr": ("Leçon", "Lecture", "Exercice", "Devoir"),
    "es": ("Clase", "Lectura", "Ejercicio", "Tarea"),
}
SUMMARY = "Read by machine: {pages} pages, headings recognised, two tables left as pictures."


@dataclass(frozen=True, slots=True)
class Course:
    """A course that is being drafted: its row's id, its entry in the lists, and its outline."""

    id: str
    stated: Mapping[str, Any]
    parts: list[Part]
    made_days: int
    hero_id: str

    @property
    def code(self) -> str:
        """The catalogue code."""
        return self.stated["code"]

    @property
    def is_open(self) -> bool:
        """Whether it is published and not deleted."""
        return self.stated.get("status", "published") == "published" and not self.stated.get("deleted")


def courses(draft: Draft, places: Places, cast: Cast, subjects: Mapping[str, str]) -> list[Course]:
    """Draft the courses with their subjects, prerequisites and pictures."""
    files = sorted((DATA / "courses" / draft.code).glob("*.toml"))
    lists = [course for path in files for course in read(f"courses/{draft.code}/{path.name}")["course"]]
    lists.sort(key=lambda course: course["code"])
    found = [
        _course(draft, stated, number, _references(stated, places, cast, subjects))
        for number, stated in enumerate(lists)
    ]
    by_code = {course.code: course for course in found}
    for course in found:
        _about(draft, course, subjects)
        for prerequisite in course.stated.get("prerequisites", ()):
            _build_on(draft, course, by_code, prerequisite)
    return found


def _references(stated: dict[str, Any], places: Places, cast: Cast, subjects: Mapping[str, str]) -> Row:
    """The keys of what a course refers to."""
    return {
        "organization_id": places.organizations[stated["organization"]].id,
        "category_id": places.categories[stated["category"]],
        "primary_subject_id": subjects[stated["subject"]],
        "author_id": cast.by_family_name(stated["author"]).id,
    }


def _course(draft: Draft, stated: dict[str, Any], number: int, references: Row) -> Course:
    made = -760 + 9 * number
    values: Row = {
        **references,
        "kind": stated.get("kind", "course"),
        "title": stated["title"],
        "code": stated["code"],
        "description": stated["description"],
        "level": stated.get("level", "undergraduate"),
        "subject_label": stated.get("subject_label"),
        "grade_level": stated.get("grade_level"),
        "language_code": stated.get("language", "en"),
        "credit_hours": stated.get("credit_hours"),
        "duration_days": stated.get("duration_days"),
        "status": stated.get("status", "published"),
        "visibility": stated.get("visibility", "org"),
        "price_cents": stated.get("price_cents", 0),
        "currency": stated.get("currency", "EUR" if draft.code == "lindenau" else "USD"),
        "thumbnail_asset_id": None,
        "metadata": stated.get("metadata", {}),
        "deleted_at": draft.at(-45) if stated.get("deleted") else None,
        "external_id": f"sis:course-{stated['code'].lower()}" if number % 2 else None,
    }
    course_id = draft.add("courses", stated["code"], values, made=draft.at(made))
    hero = picture(
        f"courses/{draft.code}/{stated['code'].lower()}/hero.png",
        240_000 + number,
        {"width": WIDE[0], "height": WIDE[1]},
    )
    hero |= {
        "course_id": course_id,
        "role": "hero_image",
        "uploaded_by": values["author_id"],
        "metadata": {"alt": stated["title"], "width": WIDE[0], "height": WIDE[1]},
    }
    hero_id = draft.add("assets", f"hero {stated['code']}", hero, made=draft.at(made, 10))
    return Course(course_id, stated, _parts(stated), made, hero_id)


def _parts(stated: Mapping[str, Any]) -> list[Part]:
    if "outline" in stated:
        return outline(stated["outline"], stated["levels"])
    parts = weeks(stated["weeks"], WEEKLY[stated.get("language", "en")])
    if stated.get("kind", "course") == "course":
        return parts
    for part in parts:
        part.module_type = "learning_unit"
    return [Part(stated["title"], None, "course_root", parts=parts)]


def _about(draft: Draft, course: Course, subjects: Mapping[str, str]) -> None:
    for code in (course.stated["subject"], *course.stated.get("also", ())):
        values: Row = {"course_id": course.id, "subject_id": subjects[code]}
        draft.add("course_subjects", f"{course.code} {code}", values, made=draft.at(course.made_days))


def _build_on(draft: Draft, course: Course, by_code: Mapping[str, Course], prerequisite: list[Any]) -> None:
    code, kind, group, grade = prerequisite
    values: Row = {
        "course_id": course.id,
        "prerequisite_course_id": by_code[code].id,
        "kind": kind,
        "alternative_group": group or None,
        "minimum_grade": grade or None,
    }
    draft.add("course_prerequisites", f"{course.code} {code}", values, made=draft.at(course.made_days + 1))


def sources(draft: Draft, found: list[Course], cast: Cast) -> None:
    """Draft the contexts of courses, and the documents that the courses were written from."""
    for course in found:
        if "context" in course.stated:
            text, level, role, region, domain = course.stated["context"]
            context: Row = {
                "course_id": course.id,
                "raw_text": text,
                "audience_level": level,
                "audience_role": role,
                "region": region,
                "domain": domain,
                "language": course.stated.get("language", "en"),
                "metadata": {"interview_minutes": 25} if level == "intro" else {},
            }
            draft.add("course_contexts", course.code, context, made=draft.at(course.made_days - 20))
        for number, row in enumerate(course.stated.get("documents", ())):
            _document(draft, course, cast, number, row)


def _document(draft: Draft, course: Course, cast: Cast, number: int, row: list[str]) -> None:
    title, description, status = row
    name = f"{course.code.lower()}-{number + 1}.pdf"
    file = picture(
        f"courses/{draft.code}/sources/{name}", 1_400_000 + 911 * len(title), {"pages": 12 + len(title)}
    )
    file |= {
        "course_id": course.id,
        "kind": "source",
        "asset_type": "pdf",
        "engine": "e1",
        "mime_type": "application/pdf",
        "uploaded_by": cast.by_family_name(course.stated["author"]).id,
    }
    asset = draft.add("assets", f"source {name}", file, made=draft.at(course.made_days - 18))
    values: Row = {
        "course_id": course.id,
        "asset_id": asset,
        "title": title,
        "description": description,
        "parsed_status": status,
        "parsed_summary": SUMMARY.format(pages=12 + len(title)) if status == "parsed" else None,
        "deleted_at": draft.at(-80) if status == "failed" or number else None,
    }
    draft.add("course_documents", name, values, made=draft.at(course.made_days - 17))
