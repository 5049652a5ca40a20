"""The scripts of courses in production, and the speech made from them."""

from collections.abc import Sequence
from dataclasses import dataclass

from demo.world.courses import Course
from demo.world.curriculum import Content
from demo.world.draft import Draft, Row, read
from demo.world.storage import picture

SPOKEN = {"segment": "e1", "video": "e2", "text": "e3"}
"""The types of content that have a script, and the engine that writes it."""
STATUSES = ("approved", "approved", "review", "draft")
VOICES = (("en_female_warm_1", "azure"), ("en_male_neutral_1", "gcp"), ("en_neutral_calm_2", "openai"))


@dataclass(frozen=True, slots=True)
class _Passage:
    """A text to be spoken, and where: in a scene's module, in one of its contents or (null) in all of them."""

    module_id: str
    content_id: str | None
    name: str
    engine: str
    text: str


def spoken(draft: Draft, course: Course, contents: Sequence[tuple[str, str, Content]]) -> None:
    """Draft a script for each segment, film and text, and one of the whole for each scene that has several."""
    scenes: dict[str, tuple[str, list[str]]] = {}
    for number, (module_id, scene, content) in enumerate(contents):
        engine = SPOKEN.get(content.item.content_type)
        if engine is None:
            continue
        text = content.item.description or content.item.title
        scenes.setdefault(module_id, (scene, []))[1].append(text)
        _script(draft, course, number, _Passage(module_id, content.id, content.place, engine, text))
    for number, (module_id, (scene, texts)) in enumerate(scenes.items()):
        if len(texts) > 1:
            whole = _Passage(module_id, None, scene, "e1", " ".join(texts))
            _script(draft, course, number, whole)


def _script(draft: Draft, course: Course, number: int, passage: _Passage) -> None:
    words, name, text = read("production.toml")["words"], passage.name, passage.text
    status = STATUSES[number % 4]
    place: Row = {
        "course_id": course.id,
        "module_id": passage.module_id,
        "content_item_id": passage.content_id,
    }
    values: Row = place | {
        "engine": passage.engine,
        "draft_text": f"{words['opening'][number % 4]} {text} {words['closing'][number % 4]}",
        "final_text": text if status == "approved" else None,
        "status": status,
    }
    made = course.made_days + 12 + number / 8
    script = draft.add("scripts", f"{course.code} {name}", values, made=draft.at(made, 10))
    if status == "draft":
        return
    for take, outcome in enumerate(("rejected", "approved") if number % 3 == 0 else ("generated",), 1):
        voice, provider = VOICES[(number + take) % 3]
        length = round(len(text) / 14, 3)
        file = picture(
            f"voices/{draft.code}/{course.code.lower()}/{name}-{take}.m4a".replace(" ", "-"),
            int(length * 16_000),
            {"duration": length, "voice": voice},
        )
        file |= place | {
            "kind": "generated",
            "asset_type": "audio",
            "engine": passage.engine,
            "role": "narration",
            "mime_type": "audio/mp4",
            "is_active": outcome != "rejected",
        }
        asset = draft.add("assets", f"voice {course.code} {name} {take}", file, made=draft.at(made, 11))
        row: Row = place | {
            "script_id": script,
            "asset_id": asset,
            "voice_profile": voice,
            "duration_seconds": length,
            "tts_provider": provider,
            "status": outcome,
        }
        draft.add("voice_tracks", f"{course.code} {name} {take}", row, made=draft.at(made + take / 24, 11))
