"""The lessons that a tenant's teachers have planned, with their versions and the parts of each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from demo.world.draft import Draft, Row, read
from demo.world.people import Cast
from demo.world.person import Person
from demo.world.storage import picture

MEDIA = {
    "pdf": ("pdf", "application/pdf"),
    "png": ("image", "image/png"),
    "pptx": ("document", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
}
BEGAN = -260
OUTLINED = 2
"""The number of phases in the first of several versions."""


@dataclass(frozen=True, slots=True)
class Written:
    """A version that a model has written: the entry of its lesson in the lists, the teacher, and the day."""

    version: str
    stated: dict[str, Any]
    owner: Person
    model: str
    day: int


@dataclass(slots=True)
class Planned:
    """The planned lessons: where they are placed, and the values that are set once all their rows are written.

    places: the lesson's id, by course code and title of the module. published: the time of publication, by version.
    current: the current version, by lesson. written: the versions that a model has written.
    """

    places: dict[tuple[str, str], str] = field(default_factory=dict[tuple[str, str], str])
    published: dict[str, str] = field(default_factory=dict[str, str])
    current: dict[str, str] = field(default_factory=dict[str, str])
    written: list[Written] = field(default_factory=list[Written])


def lessons(draft: Draft, cast: Cast, standards: Mapping[str, str]) -> Planned:
    """Draft the tenant's lessons. standards: ids by code."""
    draft.order(
        "lessons",
        "lesson_versions",
        "lesson_blocks",
        "lesson_standards",
        "assets",
        "lesson_assets",
        "editor_sessions",
    )
    planned = Planned()
    for number, stated in enumerate(read(f"lessons/{draft.code}.toml")["lesson"]):
        _Lesson(draft, cast, standards, stated, number).told(planned)
    return planned


class _Lesson:
    """Drafts one lesson."""

    def __init__(
        self,
        draft: Draft,
        cast: Cast,
        standards: Mapping[str, str],
        stated: dict[str, Any],
        number: int,
    ) -> None:
        self._draft, self._standards, self._stated = draft, standards, stated
        self._owner = cast.by_family_name(stated["owner"])
        self._writer = next(person for person in cast.staff if person.has("content_creator"))
        self._made = BEGAN + 9 * number

    def told(self, planned: Planned) -> None:
        stated = self._stated
        lesson = self._lesson()
        for course, module in stated["places"]:
            planned.places[course, module] = lesson
        files = [self._file(name) for _, name in stated.get("files", ())]
        for number in range(1, stated["versions"] + 1):
            version = self._version(lesson, number)
            if model := self._model(number):
                written = Written(version, stated, self._author(number), model, self._day(number))
                planned.written.append(written)
            self._parts(version, number, files)
            if number <= stated["published"]:
                planned.published[version] = self._draft.at(self._day(number), 16)
            if number <= max(1, stated["published"]):
                planned.current[lesson] = version

    def _day(self, number: int) -> int:
        return self._made + 20 * number

    def _lesson(self) -> str:
        stated = self._stated
        values: Row = {
            "owner_id": self._owner.id,
            "title": stated["title"],
            "code": stated["code"],
            "objective": stated["objective"],
            "subject": stated["subject"],
            "grade_level": stated["grade_level"],
            "language": stated.get("language", "en"),
            "status": stated["status"],
            "visibility": stated["visibility"],
            "tags": stated["tags"],
            "metadata": {"reviewed_by": "curriculum team"} if stated["published"] > 1 else {},
            "deleted_at": self._draft.at(-40) if stated.get("deleted") else None,
            "external_id": f"planner:{stated['code'].lower()}" if stated["published"] else None,
        }
        return self._draft.add("lessons", stated["code"], values, made=self._draft.at(self._made))

    def _version(self, lesson: str, number: int) -> str:
        stated = self._stated
        model = self._model(number)
        values: Row = {
            "lesson_id": lesson,
            "version_no": number,
            "author_id": self._author(number).id,
            "objective": stated["objective"],
            "duration_minutes": stated["minutes"],
            "differentiation": stated.get("differentiation", []),
            "assessments": [{"summary": text} for text in stated.get("checks", ())],
            "accommodations": stated.get("accommodations", []),
            "teacher_script_md": stated.get("script"),
            "materials": [
                {"type": kind, "label": label, "value": value}
                for kind, label, value in stated.get("materials", ())
            ],
            "flow": [
                {"phase": kind.capitalize(), "minutes": minutes, "content_md": text}
                for kind, minutes, text in self._phases(number)
            ],
            "locale": stated.get("locale", "en-US"),
            "ai_model": model,
            "source": {"prompt_id": "lesson-5e-v3", "settings": {"temperature": 0.2}} if model else {},
        }
        return self._draft.add(
            "lesson_versions", f"{stated['code']} {number}", values, made=self._draft.at(self._day(number))
        )

    def _model(self, number: int) -> str | None:
        return self._stated.get("model") if number == 1 else None

    def _author(self, number: int) -> Person:
        return self._owner if number % 2 else self._writer

    def _phases(self, number: int) -> list[list[Any]]:
        phases: list[list[Any]] = self._stated["phases"]
        return phases[:OUTLINED] if number == 1 < self._stated["versions"] else phases

    def _parts(self, version: str, number: int, files: list[str]) -> None:
        draft, stated, name = self._draft, self._stated, f"{self._stated['code']} {number}"
        made = draft.at(self._day(number), 10)
        needed = "\n".join(f"- {label}: {value}" for _, label, value in stated.get("materials", ()))
        blocks = [["objective", None, stated["objective"]], *self._phases(number)]
        blocks += [["materials", None, needed]] if needed else []
        for place, (kind, minutes, text) in enumerate(blocks, 1):
            block: Row = {
                "lesson_version_id": version,
                "block_type": kind,
                "sequence_index": place,
                "content_md": text,
                "estimated_minutes": minutes,
                "metadata": {"grouping": "tables"} if kind == "explore" else {},
            }
            draft.add("lesson_blocks", f"{name} {place}", block, made=made)
        for code in stated["standards"]:
            aligned: Row = {"lesson_version_id": version, "standard_id": self._standards[code]}
            draft.add("lesson_standards", f"{name} {code}", aligned, made=made)
        for asset, (purpose, file) in zip(files, stated.get("files", ()), strict=True):
            used: Row = {
                "lesson_version_id": version,
                "asset_id": asset,
                "asset_version": 2 if number > 1 and file.endswith("pdf") else 1,
                "purpose": purpose,
            }
            draft.add("lesson_assets", f"{name} {file}", used, made=made)
        self._session(version, number)

    def _file(self, name: str) -> str:
        """Draft a file of the library; a sheet to print was corrected once."""
        draft, stated = self._draft, self._stated
        kind, media = MEDIA[name.rsplit(".", 1)[-1]]
        version = 2 if kind == "pdf" and stated["versions"] > 1 else 1
        values = picture(f"lessons/{draft.code}/{name}", 180_000 + 100 * len(name), {"pages": version})
        values |= {"asset_type": kind, "mime_type": media, "version": version, "uploaded_by": self._owner.id}
        key = draft.add("assets", f"lesson file {name}", values, made=draft.at(self._day(1), 9))
        if version > 1:
            earlier: Row = {
                "asset_id": key,
                "storage_uri": values["storage_uri"].replace(name, f"v1/{name}"),
                "version": 1,
                "metadata": {"pages": 1},
            }
            draft.add("asset_versions", f"lesson file {name}", earlier, made=draft.at(self._day(1), 9))
        return key

    def _session(self, version: str, number: int) -> None:
        """Draft the session that wrote a version. That of an unfinished lesson's last version is still open."""
        stated = self._stated
        began = self._draft.day(self._day(number), 14)
        still = number == stated["versions"] > stated["published"]
        values: Row = {
            "lesson_version_id": version,
            "user_id": self._author(number).id,
            "started_at": began.isoformat(),
            "ended_at": None if still else (began + timedelta(minutes=25 + number)).isoformat(),
            "diff": [{"op": "replace", "path": f"/blocks/{number}", "chars": len(stated["objective"])}],
        }
        self._draft.add("editor_sessions", f"{stated['code']} {number}", values, made=began.isoformat())
