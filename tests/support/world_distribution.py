"""Packages and connections of the small world: one of each for every course and place, some deleted."""

from tests.support.rows import Draft
from tests.support.world_facts import COURSES, DELETED, MARKER

PROVIDERS = ("google_classroom", "canvas", "schoology")
SEALED = "v1.test.AAAAAAAAAAAAAAAA." + "A" * 40


def distribution(draft: Draft, places: dict[str, str]) -> None:
    """Drafts the packages of every course, and a connection for every organisation and for the whole tenant."""
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
        draft.add("gateway.lms_credentials", name, connection_id=connection, sealed_oauth=f"{SEALED}{MARKER}")


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
