"""Files that belong to content, the files that they replaced, and the tenant's logo."""

from hashlib import sha256

from demo.world.curriculum import Syllabus
from demo.world.draft import Draft, Row
from demo.world.people import Cast
from demo.world.storage import picture

EVERY = 6


def files(draft: Draft, syllabi: list[Syllabus], cast: Cast) -> str:
    """Draft slides that content was made from and voices that were generated for it; return the id of the logo."""
    authors = [person for person in cast.staff if person.has("content_creator", "instructor", "teacher")]
    author = authors[0].id
    number = 0
    for syllabus in syllabi:
        code, course_id, made = syllabus.course.code, syllabus.course.id, syllabus.course.made_days + 3
        for content in syllabus.contents:
            number += 1
            if number % EVERY:
                continue
            place: Row = {"course_id": course_id, "content_item_id": content.id, "uploaded_by": author}
            key = f"{code.lower()}-{content.place}"
            version = 1 + number // EVERY % 3
            slides = picture(
                f"sources/{draft.code}/{key}.v{version}.pptx", 2_000_000 + number, {"slides": 8 + number % 9}
            )
            slides |= place | {
                "kind": "source",
                "asset_type": "document",
                "engine": "e1",
                "role": "engine1_ppt",
                "mime_type": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
                "checksum": _checksum(f"{key} {version}"),
                "version": version,
                "external_id": f"authoring:file-{key}",
            }
            _with_versions(draft, key, slides, made)
            if content.item.content_type in ("video", "segment"):
                _voice(draft, key, place, made)
    logo = picture(f"logos/{draft.code}.v2.svg", 8_400, {"alt": "Logo", "width": 512, "height": 128})
    logo |= {"role": "logo", "mime_type": "image/svg+xml", "version": 2, "uploaded_by": cast.staff[0].id}
    return _with_versions(draft, f"logo {draft.code}", logo, -850)


def _with_versions(draft: Draft, name: str, values: Row, made: float) -> str:
    """Draft an asset, and a version for each file that it had before."""
    key = draft.add("assets", name, values, made=draft.at(made, 14))
    for version in range(1, values["version"]):
        earlier: Row = {
            "asset_id": key,
            "storage_uri": values["storage_uri"].replace(f".v{values['version']}.", f".v{version}."),
            "version": version,
            "metadata": {"checksum": _checksum(f"{name} {version}")},
        }
        draft.add("asset_versions", f"{name} {version}", earlier, made=draft.at(made + version, 14))
    return key


def _voice(draft: Draft, key: str, place: Row, made: float) -> None:
    """Draft a generated voice, one that it replaced, and one that was deleted."""
    for state in ("active", "replaced", "deleted"):
        voice = picture(
            f"generated/{draft.code}/{key}.{state}.m4a",
            900_000,
            {"voice": "neutral", "engine_version": "2.4"},
        )
        voice |= place | {
            "kind": "generated",
            "asset_type": "audio",
            "engine": "e3",
            "role": "voiceover",
            "mime_type": "audio/mp4",
            "is_active": state == "active",
            "uploaded_by": None,
            "deleted_at": draft.at(made + 30) if state == "deleted" else None,
        }
        draft.add("assets", f"{key} {state}", voice, made=draft.at(made, 15))


def _checksum(name: str) -> str:
    return f"sha256:{sha256(name.encode()).hexdigest()}"
