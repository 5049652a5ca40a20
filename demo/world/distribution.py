"""Exchange with other systems: packages, shares, and connections with their tokens."""

from base64 import urlsafe_b64encode
from hashlib import blake2b, sha256

from demo.world.curriculum import Content, Syllabus
from demo.world.draft import Draft, Row
from demo.world.lessons import Planned
from demo.world.people import Cast
from demo.world.person import Person
from demo.world.storage import picture
from demo.world.tenancy import Places

# Path, media type and bytes of the files that every package holds apart from its pages.
FIXTURES = (
    ("imsmanifest.xml", "application/xml", 4_100),
    ("shared/scormfunctions.js", "text/javascript", 11_800),
    ("shared/style.css", "text/css", 6_200),
    ("shared/schema/adlcp_rootv1p2.xsd", None, None),
)
PAGES = 4
CONNECTIONS: tuple[tuple[str, Row, bool], ...] = (
    ("google_classroom", {"scopes": ["classroom.courses.readonly", "classroom.coursework.students"]}, False),
    ("canvas", {"scopes": ["url:POST|/api/v1/courses/:course_id/modules"], "account": 1}, False),
    ("schoology", {}, True),
)
ANSWERS: dict[str, Row | None] = {
    "posted": {"status": 201, "id": "cw-1"},
    "failed": {"status": 403, "error": "insufficient scope"},
    "pending": None,
}


def packages(draft: Draft, syllabi: list[Syllabus]) -> None:
    """Draft a package for each content item that plays one, and for a course that keeps one in reserve."""
    draft.order("assets", "scorm_packages", "scorm_files")
    played = [
        (syllabus, content)
        for syllabus in syllabi
        for content in syllabus.contents
        if content.item.content_type == "scorm" and not content.item.is_deleted
    ]
    for number, (syllabus, content) in enumerate(played):
        _package(draft, syllabus, content, number)
    _package(draft, syllabi[0], None, len(played))


def _package(draft: Draft, syllabus: Syllabus, content: Content | None, number: int) -> None:
    course, made = syllabus.course, draft.at(syllabus.course.made_days + 5, 11)
    place = content.place if content else "reserve"
    title = content.item.title if content else f"{course.stated['title']}: last year's package"
    edition = "1.2" if content is None or content.item.minutes < 20 else "2004 4th Edition"
    values: Row = {
        "course_id": course.id,
        "asset_id": content.asset_id if content else None,
        "package_name": title,
        "version": edition,
        "identifier": f"{course.code}-{place}",
        "launch_path": "index.html",
        "metadata": {"schema": "ADL SCORM", "schemaversion": edition, "masteryscore": 80},
        "deleted_at": None if content else draft.at(-120),
        "external_id": f"scorm:{course.code.lower()}-{place}",
    }
    package = draft.add("scorm_packages", f"{course.code} {place}", values, made=made)
    pages = [
        ("index.html", "text/html", 2_300 + number),
        *((f"page{page}.html", "text/html", 5_000 + 310 * page) for page in range(1, PAGES + 1)),
    ]
    for path, kind, size in (*FIXTURES, *pages):
        is_start = path == "index.html"
        row: Row = {
            "package_id": package,
            "course_id": course.id,
            "content_item_id": content.id if content and is_start else None,
            "asset_id": _stored(draft, course.id, f"{course.code.lower()}-{place}", size)
            if is_start
            else None,
            "file_path": path,
            "file_type": kind,
            "size_bytes": size,
        }
        draft.add("scorm_files", f"{package} {path}", row, made=made)


def _stored(draft: Draft, course_id: str, name: str, size: int | None) -> str:
    """Draft the asset of a package's first page; return its id."""
    file = picture(f"scorm/{draft.code}/{name}/index.html", size or 0, {})
    file |= {"course_id": course_id, "asset_type": "document", "mime_type": "text/html"}
    return draft.add("assets", f"scorm {name}", file, made=draft.at(-200))


def connections(draft: Draft, places: Places) -> None:
    """Draft the connections to systems that lessons are sent to, with tokens that open nothing."""
    attended = places.attended()
    for number, (provider, scope, is_deleted) in enumerate(CONNECTIONS):
        values: Row = {
            "organization_id": attended[number % len(attended)].id if number else None,
            "provider": provider,
            "scope": scope,
            "deleted_at": draft.at(-30) if is_deleted else None,
        }
        key = draft.add("lms_connections", provider, values, made=draft.at(-150 + number))
        tokens: Row = {
            "connection_id": key,
            "sealed_oauth": _nobodys_tokens(f"{draft.code} {provider}"),
            "expires_at": draft.at(1, 12) if number == 0 else None,
        }
        draft.add("gateway.lms_credentials", provider, tokens, made=draft.at(-150 + number))


def shares(draft: Draft, syllabi: list[Syllabus], planned: Planned, cast: Cast) -> None:
    """Draft what is shared, by link or with particular people, and lessons that are sent to other systems."""
    sharer = next(
        person for person in cast.staff if person.has("teacher", "instructor", "tutor", "content_creator")
    )
    for number, lesson in enumerate(sorted(planned.current)):
        _share(draft, number, {"resource_type": "lesson", "lesson_id": lesson, "course_id": None}, sharer)
    for number, syllabus in enumerate(syllabi[:4]):
        unit: Row = {"resource_type": "unit", "lesson_id": None, "course_id": syllabus.course.id}
        _share(draft, number + 1, unit, sharer)
    connected = draft.rows["lms_connections"]
    for number, version in enumerate(sorted(planned.published)):
        status = ("posted", "posted", "failed", "pending")[number % 4]
        values: Row = {
            "lesson_version_id": version,
            "connection_id": connected[number % 2]["id"],
            "status": status,
            "target": {
                "course_id": f"{6200 + number}",
                "topic_id": f"t{number}",
                "due_date": draft.day(7 + number).date().isoformat(),
                "attachments": [{"title": "Handout", "url": "https://media.lyceum.example/handout.pdf"}],
            },
            "response": ANSWERS[status],
        }
        draft.add("lms_pushes", version, values, made=draft.at(-20 + number % 18, 13))


def _share(draft: Draft, number: int, resource: Row, sharer: Person) -> None:
    visibility = ("link", "org", "public", "private")[number % 4]
    values: Row = {
        **resource,
        "visibility": visibility,
        "expires_at": draft.at(30) if number % 2 == 0 else None,
        "shared_by_id": sharer.id,
        "deleted_at": draft.at(-3) if visibility == "private" else None,
    }
    name = f"{resource['lesson_id'] or resource['course_id']}"
    share = draft.add("shares", name, values, made=draft.at(-25))
    if visibility == "link":
        token: Row = {
            "share_id": share,
            "token_hash": sha256(f"share {draft.code} {name}".encode()).hexdigest(),
        }
        draft.add("gateway.share_tokens", name, token, made=draft.at(-25))


def _nobodys_tokens(name: str) -> str:
    """A text that looks like sealed tokens, but is sealed by no key."""
    nonce, sealed = (
        urlsafe_b64encode(blake2b(f"{part} {name}".encode(), digest_size=size).digest()).decode().rstrip("=")
        for part, size in (("nonce", 12), ("sealed", 60))
    )
    return f"v1.demo.{nonce}.{sealed}"
