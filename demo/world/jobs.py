"""Jobs that render lessons and courses, and the calls of models that they made."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from demo.world.courses import Course
from demo.world.draft import Draft, Row, read
from demo.world.storage import picture

STATES = ("failed", "succeeded", "in_progress", "queued", "cancelled", "succeeded")
LABELS = ("v1", "v2_cinematic", "v3_3d")
FILES = {
    "video": ("video", "mp4", "video/mp4", "final_video", 88_000_000),
    "book": ("book", "pdf", "application/pdf", "book_pdf", 4_300_000),
    "scorm": ("scorm_package", "zip", "application/zip", "scorm_package", 61_000_000),
}
CALLS = (
    # engine, type, provider, model, tokens in and out, cost in cents, milliseconds
    ("e1", "llm_script", "openai", "gpt-4.1", 1_850, 620, 1.24, 7_400),
    ("e3", "llm_outline", "openai", "gpt-4.1", 2_400, 910, 1.91, 9_800),
    ("e1", "tts", "azure", "neural-voice-3", 310, None, 0.48, 2_100),
    ("e2", "image", "openai", "dall-e-3", 90, None, 4.0, 11_300),
    ("e2", "video", "gcp", "veo-2", 140, None, 52.5, 96_000),
    ("e4", "llm_script", "openai", "gpt-4.1", 1_200, 480, 0.88, 5_600),
    ("global", "parse", "azure", "layout-2026-02", 14_200, 1_900, 3.35, 21_700),
)


@dataclass(frozen=True, slots=True)
class _Rendering:
    """What a job makes: a film, a book or a package, of a module or (null) of the course.

    number: the job's place among those of the course.
    """

    kind: str
    module_id: str | None
    name: str
    state: str
    number: int


def renders(draft: Draft, course: Course, lessons: Sequence[tuple[str, str]], asker: str) -> None:
    """Draft the jobs of a course: films of its lessons, its book, and packages of a lesson and of the course."""
    for number, (module_id, title) in enumerate(lessons):
        # The first film failed and was requested again.
        states = ("failed", "succeeded") if number == 0 else (STATES[(number + 1) % len(STATES)],)
        for attempt, state in enumerate(states):
            film = _Rendering("video", module_id, f"{title} {attempt}", state, number + attempt)
            _job(draft, course, film, asker)
        _calls(draft, course, module_id, number)
    packed = "succeeded" if draft.place % 2 else "cancelled"
    for rendering in (
        _Rendering("book", None, "book", STATES[draft.place % 3 + 1], 9),
        _Rendering("scorm", lessons[0][0], "package", "queued", 10),
        _Rendering("scorm", None, "whole", packed, 11),
    ):
        _job(draft, course, rendering, asker)
    _calls(draft, course, None, len(lessons))


def _job(draft: Draft, course: Course, rendering: _Rendering, asker: str) -> None:
    kind, state, number = rendering.kind, rendering.state, rendering.number
    engine = {"video": ("e1", "e2")[number % 2], "book": "e3", "scorm": "e4"}[kind]
    asked = draft.day(-24 + number, 13, 5)
    began = asked + timedelta(minutes=4)
    is_over = state in ("succeeded", "failed", "cancelled")
    values: Row = {
        "course_id": course.id,
        "module_id": rendering.module_id,
        "kind": kind,
        "engine": engine,
        "version_label": LABELS[number % 3] if kind == "video" else None,
        "state": state,
        "requested_by": asker,
        "requested_at": asked.isoformat(),
        "started_at": began.isoformat() if state in ("succeeded", "failed", "in_progress") else None,
        "completed_at": (began + timedelta(minutes=18 + number)).isoformat() if is_over else None,
        "result_asset_id": _result(draft, course, rendering, engine) if state == "succeeded" else None,
        "error_message": read("production.toml")["words"]["failures"][number % 3]
        if state == "failed"
        else None,
        "metadata": _details(kind, number),
    }
    draft.add("render_jobs", f"{course.code} {kind} {rendering.name}", values, made=asked.isoformat())


def _details(kind: str, number: int) -> Row:
    cost: Row = {"cost_estimate_cents": 180 + 35 * number, "cost_currency": "USD"}
    match kind:
        case "video":
            return {"model": "renderer-4", **cost}
        case "book":
            return {"page_size": "A4", "page_layout": "one_column", **cost}
        case _:
            return {"scorm_version": ("1.2", "2004 4th Edition")[number % 2]}


def _result(draft: Draft, course: Course, rendering: _Rendering, engine: str) -> str:
    number = rendering.number
    asset_type, suffix, media, role, size = FILES[rendering.kind]
    key = f"{course.code}-{rendering.name}".lower().replace(" ", "-").replace(":", "")
    file = picture(f"renders/{draft.code}/{key}.{suffix}", size + number, {"engine_version": "4.1"})
    file |= {
        "course_id": course.id,
        "module_id": rendering.module_id,
        "kind": "generated",
        "asset_type": asset_type,
        "engine": engine,
        "role": role,
        "mime_type": media,
    }
    return draft.add("assets", f"render {key}", file, made=draft.at(-24 + number, 14))


def _calls(draft: Draft, course: Course, module_id: str | None, number: int) -> None:
    """Draft three calls for a lesson; for the course as a whole one of each type, of which one failed."""
    chosen = CALLS if module_id is None else [CALLS[(number * 3 + turn) % len(CALLS)] for turn in range(3)]
    for turn, (engine, kind, provider, model, sent, back, cents, latency) in enumerate(chosen):
        is_failed = module_id is None and kind == "video"
        values: Row = {
            "course_id": course.id,
            "module_id": module_id,
            "engine": engine,
            "call_type": kind,
            "provider": provider,
            "model_name": model,
            "input_tokens": sent + 17 * number,
            "output_tokens": None if is_failed or back is None else back + 5 * number,
            "request_payload": {
                "sha256": f"{(number * 7919 + turn * 104729) % 2**32:08x}…",
                "truncated": True,
            },
            "response_meta": {"finish_reason": "error", "latency_ms": latency}
            if is_failed
            else {"cost_cents": cents, "currency": "USD", "latency_ms": latency, "finish_reason": "stop"},
            "status": "failed" if is_failed else "success",
            "error_message": "The provider was overloaded; asked again later." if is_failed else None,
        }
        made = draft.at(-26 + number, 9, turn * 7)
        draft.add("ai_calls", f"{course.code} {module_id} {turn}", values, made=made)
