"""Mentoring in the small world: everyone has talked with the mentor, in every offering they have some tie to."""

from tests.support.rows import Draft
from tests.support.world.facts import COURSES, EVERYONE, RUNS, TIMES


def rows(draft: Draft) -> None:
    """Drafts settings of a live and a hidden item of each course, and a conversation and an insight for everyone."""
    for course in COURSES:
        for item in ("a1/0", "a2/0", "a1/1", *(f"in {name}" for name in TIMES)):
            draft.add(
                "mentor_settings", f"{course}/{item}", content_item_id=draft.id("content_items", f"{course}/{item}"),
                prompt="Never give the answer away.", learning_objectives="Say why.", difficulty_level="beginner",
            )  # fmt: skip
    for number, name in enumerate(EVERYONE):
        for turn in range(2):
            offering = RUNS[(number * 7 + turn * 2) % len(RUNS)]
            course = offering.split("/")[0]
            about = {
                "user_id": draft.id("users", name),
                "offering_id": draft.id("course_offerings", offering),
                "content_item_id": draft.id("content_items", f"{course}/a1/0"),
            }
            thread = draft.add("mentor_threads", f"{name} {turn}", **about, title=f"Question of {name}")
            for role in ("user", "assistant"):
                said = f"{role} in {name} {turn}"
                draft.add(
                    "mentor_messages", said, thread_id=thread, role=role, content=said,
                    created_at=f"2026-03-01T10:0{turn}:0{len(role)}Z",
                )  # fmt: skip
            draft.add(
                "mentor_insights", f"{name} {turn}", **about, understanding_level=number % 10 + 1,
                learning_insights=f"Of {name} {turn}", recommended_actions=f"For {name} {turn}",
            )  # fmt: skip
