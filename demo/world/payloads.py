"""The payload of a content item, by its type, from the lists of its field of study (`demo/data/materials.toml`)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from demo.world.draft import Row
from demo.world.outline import Item


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a content item stands: its module's title and objective, its field's lists, its file (if any)."""

    code: str
    module: str
    objective: str
    language: str
    bank: Mapping[str, Any]
    asset_id: str | None
    chance: Random


def payload(item: Item, setting: Setting) -> Row:
    """The payload of `item`, in the shape that `db.payloads` prescribes."""
    return BUILDERS[item.content_type](item, setting)


def _video(item: Item, at: Setting) -> Row:
    seconds = item.minutes * 60
    said = [item.description or at.objective, *at.bank["paragraphs"][:3]]
    step = seconds / len(said)
    segments = [
        {"start": round(place * step, 1), "end": round((place + 1) * step, 1), "text": text}
        for place, text in enumerate(said)
    ]
    name = "".join(c if c.isascii() and c.isalnum() else "-" for c in item.title.lower())
    found: Row = {
        "provider": "internal",
        "video_id": f"{at.code.lower()}-{name}",
        "url": f"https://media.lyceum.example/{at.code.lower()}/{name}.mp4",
        "duration_seconds": float(seconds),
        "sources": [
            {"url": f"https://media.lyceum.example/{at.code.lower()}/{name}.webm", "mime_type": "video/webm"}
        ],
        "transcript": {"language": at.language, "segments": segments},
        "thumbnail_url": f"https://media.lyceum.example/{at.code.lower()}/{name}.webp",
        "is_downloadable": at.chance.random() < 0.7,
    }
    if at.asset_id is None:
        found |= {"provider": at.chance.choice(["youtube", "vimeo", "external"])}
    else:
        found |= {
            "asset_id": at.asset_id,
            "handout_url": f"https://media.lyceum.example/{at.code.lower()}/{name}.pdf",
        }
    return found


def _quiz(item: Item, at: Setting) -> Row:
    questions: list[Row] = []
    answers: Row = {}
    drawn = list(at.bank["questions"])
    at.chance.shuffle(drawn)
    for number, (kind, prompt, choices, answer) in enumerate(drawn, 1):
        key = f"q{number}"
        questions.append(
            {
                "id": key,
                "kind": kind,
                "prompt": f"<p>{prompt}</p>",
                "choices": [{"id": f"c{place}", "html": text} for place, text in enumerate(choices, 1)],
                "is_shuffled": kind == "multiple_choice",
                "points": 2.0 if kind in ("essay", "code", "multiple_choice") else 1.0,
            }
        )
        answers[key] = (
            [f"c{place}" for place in ([answer] if isinstance(answer, int) else answer)]
            if choices
            else answer
        )
    is_exam = item.minutes >= 20
    return {
        "quiz_mode": "exam" if is_exam else "practice",
        "num_questions_per_attempt": len(questions),
        "randomize_order": not is_exam,
        **({"time_limit_seconds": item.minutes * 60} if is_exam else {}),
        "mastery": {"points": 50, "threshold_correct_in_row": 3, "max_attempts": 5},
        "max_points": sum(question["points"] for question in questions),
        "questions": questions,
        "secret": {
            "answers": answers,
            "explanation": f"<p>{at.bank['paragraphs'][0]}</p>",
            "hints": at.bank["points"],
        },
    }


def _text(item: Item, at: Setting) -> Row:
    bank, chance = at.bank, at.chance
    caption, alternative = bank["image"]
    header, rows = bank["table"]
    said, by = bank["quote"]
    kind, remark = bank["callout"]
    label, url = bank["links"][0]
    opening, middle, closing = chance.sample(bank["paragraphs"], 3)
    optional: list[Row] = [
        {"type": "math", "latex": chance.choice(bank["formulas"])},
        {"type": "table", "header": header, "rows": rows},
        {"type": "quote", "text": said, "source": by},
        {"type": "callout", "kind": kind, "text": remark},
        {"type": "html", "html": f"<p><em>{opening.split('.')[0]}.</em></p>"},
        {
            "type": "image",
            "caption": caption,
            "alternative_text": alternative,
            **(
                {"asset_id": at.asset_id}
                if at.asset_id
                else {"url": f"https://media.lyceum.example/{at.code.lower()}/figure.webp"}
            ),
        },
    ]
    if "code" in bank:
        optional.append({"type": "code", "language": bank["code"][0], "code": bank["code"][1]})
    shown = chance.sample(optional, 3)
    return {
        "layout": "rich_text_v1",
        "title": item.title,
        "blocks": [
            {"type": "paragraph", "text": item.description or at.objective},
            {"type": "heading", "level": 2, "text": at.module},
            {"type": "paragraph", "text": opening},
            *shown[:2],
            {"type": "paragraph", "text": middle},
            {"type": "list", "is_ordered": True, "items": bank["points"]},
            shown[2],
            {"type": "paragraph", "text": closing},
            {"type": "link_list", "items": [{"label": label, "url": url}]},
        ],
    }


def _lab(item: Item, at: Setting) -> Row:
    lab_type, runtime, entrypoint, grading = at.bank["lab"]
    return {
        "lab_type": lab_type,
        "runtime": runtime,
        "container_image": f"registry.lyceum.example/labs/{runtime}:2026.1",
        "cpu_limit": "1",
        "memory_limit": "2Gi",
        "timeout_seconds": 3600,
        "entrypoint": entrypoint,
        "env": {"LAB": at.code, "SEED": "1"},
        "instructions": f"# {item.title}\n\n{item.description or at.objective}\n\n"
        + "".join(f"1. {p}\n" for p in at.bank["points"]),
        "files": [
            {"path": "README.md", "role": "student_visible"},
            {
                "path": "work/start.ipynb",
                "role": "student_visible",
                **({"asset_id": at.asset_id} if at.asset_id else {}),
            },
            {"path": "tests/test_result.py", "role": "hidden_test"},
        ],
        "grading": {"type": grading, "max_points": 100.0},
        "secret": {"solution": "Kept by the staff of the course."},
    }


def _assignment(item: Item, at: Setting) -> Row:
    levels = [("Excellent", 4.0), ("Good", 3.0), ("Developing", 2.0), ("Missing", 0.0)]
    options = [{"name": name, "points": points} for name, points in levels]
    return {
        "instructions": f"<p>{item.description or at.objective}</p>",
        "prompts": [f"<p>{point}</p>" for point in at.bank["points"]],
        "submission_kinds": ["text", "file"] if item.minutes < 300 else ["file", "url"],
        "allowed_file_types": [".pdf", ".ipynb", ".zip"],
        "max_files": 3,
        "max_points": 8.0,
        "rubric": [
            {"name": "Argument", "prompt": "Do the steps follow from each other?", "options": options},
            {"name": "Care", "prompt": "Are results checked, and is the work clean?", "options": options},
        ],
        "assessment_steps": [{"name": "peer", "must_grade": 2, "must_be_graded_by": 2}, {"name": "staff"}],
        "secret": {"model_answer": at.bank["paragraphs"][-1]},
    }


def _resource(item: Item, at: Setting) -> Row:
    file: Row = {"label": item.title, "kind": "pdf"}
    file |= {"asset_id": at.asset_id} if at.asset_id else {"url": "https://media.lyceum.example/handout.pdf"}
    return {
        "resources": [
            file,
            *({"label": label, "url": url, "kind": "link"} for label, url in at.bank["links"]),
        ]
    }


def _scorm(item: Item, at: Setting) -> Row:
    return {
        "package_name": item.title,
        "version": "1.2" if item.minutes < 20 else "2004 4th Edition",
        "identifier": f"{at.code}-{item.minutes}",
        "launch_path": "index.html",
        **({"asset_id": at.asset_id} if at.asset_id else {}),
        "mastery_score": 80.0,
        "items": [
            {"identifier": "root", "title": item.title, "depth": 0},
            *(
                {"identifier": f"item-{place}", "title": point, "href": f"page{place}.html", "depth": 1}
                for place, point in enumerate(at.bank["points"], 1)
            ),
        ],
        "metadata": {"schema": "ADL SCORM"},
    }


def _external(item: Item, at: Setting) -> Row:
    return {
        "kind": "lti" if item.minutes >= 15 else "embed",
        "url": f"https://tools.lyceum.example/{at.code.lower()}/launch",
        "provider": "Lyceum Tools",
        "tool_id": f"tool-{at.code.lower()}",
        "lti_version": "1.3",
        "custom_parameters": {"course": at.code, "module": at.module},
        "opens_new_window": item.minutes >= 15,
        "width": 960,
        "height": 640,
        "max_points": 10.0,
    }


def _interaction(item: Item, at: Setting) -> Row:
    kind = at.chance.choice(["drag_and_drop", "timeline", "hotspot", "accordion", "poll"])
    steps = [{"label": point, "order": place} for place, point in enumerate(at.bank["points"], 1)]
    return {
        "interaction_type": kind,
        "instructions": f"<p>{item.description or at.objective}</p>",
        "max_points": 5.0,
        "config": {"steps": steps, "shuffle": True},
        "secret": {"order": [step["label"] for step in steps]},
    }


def _segment(item: Item, at: Setting) -> Row:
    return {
        "source_type": at.chance.choice(["ppt_slide", "ppt_animation", "text"]),
        "source_ref": f"slide {item.minutes + 3}",
        "script_text": f"{item.description or at.objective} {at.bank['paragraphs'][0]}",
        "on_screen_duration": float(item.minutes * 60),
        "gap_after": 1.5,
        "is_youtube_embed": False,
        "status": "approved" if item.is_active else "draft",
    }


BUILDERS: dict[str, Callable[[Item, Setting], Row]] = {
    "video": _video,
    "quiz": _quiz,
    "text": _text,
    "engineering_lab": _lab,
    "assignment": _assignment,
    "resource": _resource,
    "scorm": _scorm,
    "external": _external,
    "interaction": _interaction,
    "segment": _segment,
}
