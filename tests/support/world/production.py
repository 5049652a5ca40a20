"""What the small world produces: scripts, voices, brands, books and jobs, of courses in every state."""

from tests.support.rows import Draft
from tests.support.world.facts import COURSES

JOBS = (("video", "e1"), ("book", "e3"), ("scorm", "e4"))


def rows(draft: Draft) -> None:
    """Drafts production for every course, by people with and without a role."""
    asker = draft.id("users", "whole content_creator")
    library = draft.id("assets", "library")
    draft.add("brand_profiles", "house", name="House", primary_color="#000000")
    for number, name in enumerate(COURSES):
        course, module = draft.id("courses", name), draft.id("modules", f"{name}/a1")
        place = {"course_id": course, "module_id": module}
        item = draft.id("content_items", f"{name}/a1/0")
        script = draft.add(
            "scripts", name, **place, content_item_id=item, engine="e2", draft_text="Say this."
        )
        draft.add(
            "voice_tracks", name, **place, content_item_id=item, script_id=script, voice_profile="en_neutral",
            asset_id=draft.id("assets", f"{name}/item"),
        )  # fmt: skip
        brand = draft.add(
            "brand_profiles", name, course_id=course, name=name, logo_asset_id=library,
            typography={"fonts": {"body": "Inter"}}, style_preferences={"tone": "plain"},
        )  # fmt: skip
        draft.add(
            "brand_templates", name, brand_profile_id=brand, name=name, template_type="slide",
            preview_asset_id=library, layout_config={"text": {"x": 1.0}},
        )  # fmt: skip
        book = draft.add("books", name, course_id=course, title=name)
        draft.add(
            "book_sections", name, book_id=book, title=name, mapping_type="lesson", module_id=module,
        )  # fmt: skip
        kind, engine = JOBS[number % 3]
        draft.add(
            "render_jobs", name, course_id=course, module_id=None if kind == "book" else module, kind=kind,
            engine=engine, state="succeeded", requested_by=asker, result_asset_id=library,
            requested_at="2026-03-01T10:00:00Z", completed_at="2026-03-01T11:00:00Z",
        )  # fmt: skip
        draft.add(
            "ai_calls", name, **place, engine=engine, call_type="tts", status="success",
            request_payload={"digest": name}, response_meta={"cost_cents": 1.5},
        )  # fmt: skip
    draft.add("ai_calls", "none", call_type="parse", status="failed", error_message="No answer.")
    for number, name in enumerate(("whole teacher", "whole student", "learner 0", "scoped teacher")):
        draft.add(
            "generation_jobs", name, user_id=draft.id("users", name), model="m", input={"topic": name},
            state="succeeded", lesson_version_id=draft.id("lesson_versions", f"open {number % 2 + 1}"),
        )  # fmt: skip
