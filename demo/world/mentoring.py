"""Conversations of learners with the mentor, and the mentor's conclusions."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from demo.world.curriculum import Content, Syllabus
from demo.world.draft import Draft, Row, read
from demo.world.enrollments import Taking

HELPED = ("text", "quiz", "engineering_lab", "video")
EVERY = 4
MOST = 90


def mentoring(draft: Draft, syllabi: Sequence[Syllabus], taken: Sequence[Taking]) -> None:
    """Draft the mentor's settings for some content of open courses, and conversations of some learners there."""
    helped: dict[str, list[Content]] = {}
    for syllabus in syllabi:
        if syllabus.course.is_open:
            helped[syllabus.course.id] = _settings(draft, syllabus)
    some = [taking for number, taking in enumerate(taken) if taking.is_named or number % EVERY == 0]
    talking = [t for t in some if t.status in ("active", "completed")][:MOST]
    for number, taking in enumerate(talking):
        contents = helped.get(taking.offering.syllabus.course.id, [])
        for turn, content in enumerate(contents[number % 3 :: 5][:2]):
            _talk(draft, taking, content, number + turn)


def _words(syllabus: Syllabus) -> dict[str, Any]:
    lists = read("mentoring.toml")
    return lists.get(syllabus.course.stated.get("language", "en"), lists["en"])


def _settings(draft: Draft, syllabus: Syllabus) -> list[Content]:
    words, levels = _words(syllabus), read("mentoring.toml")["levels"]
    contents = [c for c in syllabus.contents if c.is_live and c.item.content_type in HELPED]
    for number, content in enumerate(contents):
        values: Row = {
            "content_item_id": content.id,
            "prompt": words["prompt"].format(title=content.item.title),
            "learning_objectives": words["objective"].format(title=content.item.title),
            "difficulty_level": levels[number * 3 // len(contents)],
        }
        name = f"{syllabus.course.code} {content.place}"
        draft.add("mentor_settings", name, values, made=draft.at(syllabus.course.made_days + 25))
    return contents


def _talk(draft: Draft, taking: Taking, content: Content, number: int) -> None:
    words, model = _words(taking.offering.syllabus), read("mentoring.toml")["model"]
    talk = words["talk"][number % len(words["talk"])]
    began = min(taking.enrolled + timedelta(days=9 + number % 20, hours=number % 7), draft.day(-1, 15))
    about: Row = {
        "user_id": taking.person.id,
        "offering_id": taking.offering.id,
        "content_item_id": content.id,
    }
    name = f"{taking.person.id} {taking.offering.id} {content.place}"
    is_over = taking.status == "completed"
    thread: Row = about | {"title": talk["title"] if number % 5 else None, "is_active": not is_over}
    thread_id = draft.add("mentor_threads", name, thread, made=began.isoformat())
    said = [text.format(title=content.item.title) for text in talk["said"]]
    lines = [("assistant" if place % 2 else "user", text) for place, text in enumerate(said)]
    if is_over:
        lines.append(("system", words["notes"][0]))
    for place, (role, text) in enumerate(lines):
        row: Row = {
            "thread_id": thread_id,
            "role": role,
            "content": text,
            "tokens_used": len(text) // 4 + (180 if role == "assistant" else 0) if role != "system" else None,
            "model_version": model if role == "assistant" else None,
        }
        made = began + timedelta(seconds=40 * place)
        draft.add("mentor_messages", f"{name} {place}", row, made=made.isoformat())
    if len(said) > 2:
        insight: Row = about | {
            "understanding_level": 4 + number % 6,
            "engagement_score": 40 + number * 13 % 60,
            "learning_insights": words["insights"][number % 3],
            "recommended_actions": words["actions"][number % 3],
        }
        draft.add("mentor_insights", name, insight, made=(began + timedelta(hours=1)).isoformat())
