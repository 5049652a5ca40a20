"""Packages and connections of the small world: one of each for every course and place, some deleted."""

from hashlib import sha256

from db.models.audience import Visibility
from tests.support.rows import Draft
from tests.support.world.facts import COURSES, DELETED, MARKER, PLACES, TIMES
from tests.support.world.planning import LESSONS

ENDS = (None, DELETED)
"""Shares that stand and shares that have ended. No line of the access matrix asks for one: they open nothing."""

PROVIDERS = ("google_classroom", "canvas", "schoology")
SEALED = "v1.test.AAAAAAAAAAAAAAAA." + "A" * 40


def rows(draft: Draft) -> None:
    """Drafts the packages of every course, and a connection for every organisation and for the whole tenant."""
    places = {name: draft.id("organizations", name) for name in PLACES}
    for course in COURSES:
        for name, deleted in ((course, None), (f"{course} withdrawn", DELETED)):
            _package(draft, course, name, deleted)
    for number, (name, place) in enumerate([*places.items(), ("whole", None)]):
        connection = draft.add(
            "lms_connections",
            name,
            organization_id=place,
            provider=PROVIDERS[number % 3],
            scope={"scopes": ["courses"]},
            deleted_at=DELETED if number % 4 == 3 else None,
        )
        draft.add(
            "gateway.lms_credentials",
            name,
            connection_id=connection,
            sealed_oauth=f"{SEALED}{draft.code}{name}{MARKER}".replace(" ", "-"),
        )
    for number, lesson in enumerate(LESSONS):
        deleted = DELETED if number % 4 == 3 else None
        for visibility in Visibility.__members__:
            for end in ENDS:
                name = f"lesson {lesson} {visibility} {end}"
                shared = draft.id("lessons", lesson)
                _share(draft, name, "lesson", visibility, end, lesson_id=shared, deleted_at=deleted)
        draft.add(
            "lms_pushes",
            lesson,
            lesson_version_id=draft.id("lesson_versions", f"{lesson} {1 + number % 2}"),
            connection_id=draft.id("lms_connections", "root"),
            target={"course_id": "7", "due_date": "2026-05-01", "attachments": [{"title": lesson}]},
            response={"status": 200} if number % 2 else None,
        )
    for course in COURSES:
        for end in ENDS:
            _share(draft, f"unit {course} {end}", "unit", "link", end, course_id=draft.id("courses", course))


def _share(
    draft: Draft, name: str, kind: str, visibility: str, end: str | None, **resource: str | None
) -> None:
    share = draft.add(
        "shares",
        name,
        resource_type=kind,
        visibility=visibility,
        expires_at=end,
        shared_by_id=draft.id("users", "whole teacher"),
        **resource,
    )
    draft.add(
        "gateway.share_tokens",
        name,
        share_id=share,
        token_hash=sha256(f"{MARKER} {name}".encode()).hexdigest(),
    )


def _package(draft: Draft, course: str, name: str, deleted: str | None) -> None:
    package = draft.add(
        "scorm_packages",
        name,
        course_id=draft.id("courses", course),
        asset_id=draft.id("assets", f"{course}/course"),
        package_name=name,
        version="1.2",
        deleted_at=deleted,
    )
    for place, module in enumerate(("a1", "a2", "a11")):
        for item in range(2):
            path = f"{module}/{item}/index.html"
            draft.add(
                "scorm_files",
                f"{name}/{path}",
                package_id=package,
                file_path=path,
                content_item_id=draft.id("content_items", f"{course}/{module}/{item}"),
                asset_id=draft.id("assets", f"{course}/item") if place else None,
                size_bytes=1000 + place,
            )
    for time in TIMES:
        draft.add(
            "scorm_files",
            f"{name}/{time}.html",
            package_id=package,
            file_path=f"{time}.html",
            content_item_id=draft.id("content_items", f"{course}/open and {time}"),
        )
