"""The syllabus of each course as a tree of modules, with their content."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count

from demo.world.courses import Course
from demo.world.draft import Draft, Row, read
from demo.world.outline import Item, Part
from demo.world.payloads import payload
from demo.world.questions import Pool, Questions, library
from demo.world.setting import Setting
from demo.world.storage import picture

TEMPLATES = (
    (
        "lesson",
        "Lesson in three steps",
        "Opening question, new idea, practice.",
        {"layout": ["video", "text", "quiz"]},
    ),
    ("unit", "Unit with a project", "Four lessons and something to build.", {"layout": ["lesson"] * 4}),
    (
        "lab",
        "Laboratory session",
        "Preparation, measurement, report.",
        {"layout": ["text", "engineering_lab", "assignment"]},
    ),
    (
        "scene",
        "Narrated scene",
        "Segments and one interaction.",
        {"layout": ["segment", "segment", "interaction"]},
    ),
    (
        "module",
        "Week",
        "Lecture, reading, exercise.",
        {"layout": ["video", "text", "quiz"], "metadata": {"weeks": 1}},
    ),
)
FILES: Mapping[str, tuple[str, str, str, int]] = {
    # content type → asset type, suffix, media type, bytes per minute
    "video": ("video", "mp4", "video/mp4", 9_400_000),
    "resource": ("pdf", "pdf", "application/pdf", 310_000),
    "scorm": ("scorm_package", "zip", "application/zip", 640_000),
    "segment": ("audio", "m4a", "audio/mp4", 960_000),
    "text": ("image", "png", "image/png", 14_000),
    "engineering_lab": ("document", "ipynb", "application/x-ipynb+json", 2_100),
}
PASS = {"quiz": "70.00", "scorm": "80.00", "assignment": "50.00", "engineering_lab": "60.00"}
STATUS = {"": "ready", "!": "draft", "~": "archived", "x": "ready"}


@dataclass(frozen=True, slots=True)
class Content:
    """A content item that is being drafted."""

    id: str
    item: Item
    is_live: bool
    place: str
    asset_id: str | None
    pool: Pool | None
    rubric_id: str | None

    @property
    def seconds(self) -> int:
        """The estimated duration."""
        return self.item.minutes * 60


@dataclass(slots=True)
class Module:
    """A module that is being drafted, with all the content in it and below it."""

    id: str
    parent: "Module | None"
    is_live: bool
    contents: list[Content] = field(default_factory=list[Content])


@dataclass(frozen=True, slots=True)
class Syllabus:
    """The modules of a course in reading order, and its content in reading order."""

    course: Course
    modules: list[Module]
    contents: list[Content]


def curricula(draft: Draft, courses: list[Course], lessons: Mapping[tuple[str, str], str]) -> list[Syllabus]:
    """Draft the templates, and the modules and content of every course.

    lessons: the id of the lesson that is placed in a module, by the course's code and the module's title.
    """
    templates = {
        kind: draft.add(
            "module_templates",
            title,
            {"template_type": kind, "title": title, "description": description, "default_data": data},
            made=draft.at(-800),
        )
        for kind, title, description, data in TEMPLATES
    }
    draft.order("modules", "assets", "rubrics", "assessments", "questions", "answer_options", "content_items")
    library(draft)
    return [_Writing(draft, course, templates, lessons).syllabus() for course in courses]


class _Writing:
    """Walks the outline of one course."""

    def __init__(
        self,
        draft: Draft,
        course: Course,
        templates: Mapping[str, str],
        lessons: Mapping[tuple[str, str], str],
    ) -> None:
        self._draft, self._course, self._templates = draft, course, templates
        self._lessons = lessons
        self._bank = read("materials.toml")[course.stated["area"]]
        self._chance = draft.chance(f"curriculum {course.code}")
        self._modules: list[Module] = []
        self._contents: list[Content] = []
        self._minutes = count()
        self._questions = Questions(draft, course.id, course.code, course.stated["title"])
        # Modules show stages of production only in a course that is still being produced.
        self._stages = ["in_design", "rendering"] if course.stated.get("kind") == "authoring_project" else []

    def syllabus(self) -> Syllabus:
        for place, part in enumerate(self._course.parts, 1):
            self._module(part, None, str(place), place)
        return Syllabus(self._course, self._modules, self._contents)

    def _made(self) -> str:
        return self._draft.at(self._course.made_days + 2 + next(self._minutes) / 1440)

    def _module(self, part: Part, parent: Module | None, code: str, place: int) -> None:
        is_live = part.mark == "" and (parent is None or parent.is_live) and self._course.is_open
        parts = ", ".join(below.title for below in part.parts)
        values: Row = {
            "course_id": self._course.id,
            "parent_id": parent.id if parent else None,
            "module_type": part.module_type,
            "template_id": self._templates.get(part.module_type),
            "lesson_id": self._lessons.get((self._course.code, part.title)),
            "title": part.title,
            "code": f"{self._course.code}-{code}",
            "objective": part.objective,
            "description": f"{parts}." if parts else None,
            "sequence_index": place,
            "status": self._stages[len(self._modules) % 2]
            if self._stages and part.mark == ""
            else STATUS[part.mark],
            "engine_flags": {"e1": True, "e2": len(self._modules) % 2 == 0} if self._stages else {},
            "resource_ref": {"system": "library", "shelf": self._course.code}
            if part.module_type == "resource"
            else None,
            "is_published": part.mark in ("", "x", "~"),
            "deleted_at": self._draft.at(-70) if part.mark == "x" else None,
            "external_id": f"authoring:{self._course.code.lower()}/{code}" if self._stages else None,
        }
        made = Module(
            self._draft.add("modules", f"{self._course.code} {code}", values, made=self._made()),
            parent,
            is_live,
        )
        self._modules.append(made)
        for number, item in enumerate(part.items, 1):
            self._content(item, made, part, f"{code}.{number}", number)
        for number, below in enumerate(part.parts, 1):
            self._module(below, made, f"{code}.{number}", number)

    def _content(self, item: Item, module: Module, part: Part, place: str, number: int) -> None:
        asset = self._file(item, module, place)
        setting = Setting(
            self._course.code,
            part.title,
            part.objective or self._bank["paragraphs"][0],
            self._course.stated.get("language", "en"),
            self._bank,
            asset,
            self._chance,
        )
        data, pool, rubric = payload(item, setting), None, None
        if item.content_type == "quiz" and item.minutes >= 10:
            pool = self._questions.pool(item, data, self._made())
        elif item.content_type == "assignment":
            rubric = self._questions.rubric(self._made())
        values: Row = {
            "module_id": module.id,
            "course_id": self._course.id,
            "content_type": item.content_type,
            "title": item.title,
            "description": item.description,
            "sequence_index": number,
            "estimated_duration_seconds": item.minutes * 60,
            "asset_id": asset,
            "assessment_id": pool.id if pool else None,
            "threshold_score": PASS.get(item.content_type),
            "attempts_limit": 3 if item.content_type == "quiz" and item.minutes >= 10 else None,
            "cooldown_hours": 12 if item.content_type == "quiz" and item.minutes >= 12 else None,
            "is_active": item.is_active,
            "data": data,
            "deleted_at": self._draft.at(-65) if item.is_deleted else None,
            "external_id": f"authoring:{self._course.code.lower()}/{place}" if self._stages else None,
        }
        key = self._draft.add("content_items", f"{self._course.code} {place}", values, made=self._made())
        is_live = module.is_live and item.is_active and not item.is_deleted
        made = Content(key, item, is_live, place, asset, pool, rubric)
        self._contents.append(made)
        above: Module | None = module
        while above is not None:
            above.contents.append(made)
            above = above.parent

    def _file(self, item: Item, module: Module, place: str) -> str | None:
        """The file that an item shows. Every second file is hosted elsewhere."""
        if item.content_type not in FILES or self._chance.random() < 0.5:
            return None
        kind, suffix, media, size = FILES[item.content_type]
        name = f"{self._course.code.lower()}-{place}.{suffix}"
        values = picture(f"courses/{self._draft.code}/{name}", size * item.minutes, {"minutes": item.minutes})
        values |= {
            "course_id": self._course.id,
            "module_id": module.id,
            "asset_type": kind,
            "mime_type": media,
        }
        return self._draft.add("assets", name, values, made=self._made())
