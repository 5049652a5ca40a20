"""What the tables of production refuse, such as an engine that does not fit the job."""

from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest

from tests.support.databases import Database
from tests.support.rows import Draft
from tests.support.tenants import in_tenant, refusal

CODE = "oak"
ASKED, ENDED = "2026-03-01T10:00:00Z", "2026-03-01T11:00:00Z"


@pytest.fixture(scope="module")
async def owner(module_database: Database) -> AsyncIterator["asyncpg.Connection[Any]"]:
    """The owner's connection to a tenant with two projects of a lesson each, a film, a brand and a book."""
    draft = Draft(CODE)
    for name in ("one", "two"):
        course = draft.add("courses", name, title=name, kind="authoring_project")
        draft.add("modules", name, course_id=course, module_type="lesson", title=name)
    draft.add("assets", "film", asset_type="video", storage_uri="s3://film", filename="film.mp4")
    draft.add("books", "one", course_id=draft.id("courses", "one"), title="One")
    draft.add("brand_profiles", "house", name="House")
    async with in_tenant(module_database, draft) as connection:
        yield connection


ONE, LESSON, OTHER = (
    Draft(CODE).id("courses", "one"), Draft(CODE).id("modules", "one"), Draft(CODE).id("modules", "two"),
)  # fmt: skip
FILM = Draft(CODE).id("assets", "film")
VIDEO = {"course_id": ONE, "kind": "video", "engine": "e1", "requested_at": ASKED}
BOOK = {"book_id": Draft(CODE).id("books", "one"), "title": "One"}
WANTED = {"model": "m", "input": {"topic": "Fractions"}}

TRIED: list[tuple[str, dict[str, Any], str | None]] = [
    ("scripts", {"course_id": ONE, "module_id": LESSON, "engine": "e3"}, None),
    ("scripts", {"course_id": ONE, "engine": "e4"}, "ck_scripts_engine_writes"),
    ("scripts", {"course_id": ONE, "engine": "global"}, "ck_scripts_engine_writes"),
    ("scripts", {"course_id": ONE, "status": "approved"}, "ck_scripts_approved_has_text"),
    ("scripts", {"course_id": ONE, "module_id": OTHER}, "fk_scripts_module"),
    ("render_jobs", VIDEO, None),
    (
        "render_jobs",
        VIDEO | {"module_id": LESSON, "engine": "e2", "state": "in_progress", "started_at": ENDED},
        None,
    ),
    ("render_jobs", VIDEO | {"engine": "e3"}, "ck_render_jobs_engine_fits_kind"),
    ("render_jobs", VIDEO | {"kind": "book", "engine": "e3"}, None),
    (
        "render_jobs",
        VIDEO | {"kind": "book", "engine": "e3", "module_id": LESSON},
        "ck_render_jobs_book_is_of_course",
    ),
    ("render_jobs", VIDEO | {"kind": "scorm", "engine": "e4", "module_id": LESSON}, None),
    ("render_jobs", VIDEO | {"kind": "scorm", "engine": "global"}, "ck_render_jobs_engine_fits_kind"),
    ("render_jobs", VIDEO | {"module_id": OTHER}, "fk_render_jobs_module"),
    ("render_jobs", VIDEO | {"state": "succeeded", "completed_at": ENDED, "result_asset_id": FILM}, None),
    ("render_jobs", VIDEO | {"state": "succeeded"}, "ck_render_jobs_ended_when_over"),
    ("render_jobs", VIDEO | {"completed_at": ENDED}, "ck_render_jobs_ended_when_over"),
    ("render_jobs", VIDEO | {"result_asset_id": FILM}, "ck_render_jobs_result_means_succeeded"),
    ("render_jobs", VIDEO | {"error_message": "No."}, "ck_render_jobs_error_means_failed"),
    ("render_jobs", VIDEO | {"state": "failed", "completed_at": ENDED, "error_message": "No."}, None),
    (
        "render_jobs",
        VIDEO | {"requested_at": ENDED, "state": "cancelled", "completed_at": ASKED},
        "ck_render_jobs_completed_after_requested",
    ),
    ("book_sections", BOOK, None),
    ("book_sections", BOOK | {"mapping_type": "lesson", "module_id": LESSON}, None),
    ("book_sections", BOOK | {"mapping_type": "lesson"}, "ck_book_sections_mapped_to_module"),
    ("book_sections", BOOK | {"module_id": LESSON}, "ck_book_sections_mapped_to_module"),
    ("book_sections", BOOK | {"level": 0}, "ck_book_sections_level_from_one"),
    ("brand_profiles", {"name": "A", "typography": []}, "ck_brand_profiles_typography_is_object"),
    ("generation_jobs", WANTED, None),
    ("generation_jobs", WANTED | {"input": ["Fractions"]}, "ck_generation_jobs_input_is_object"),
    ("generation_jobs", WANTED | {"temperature": 2.5}, "ck_generation_jobs_temperature_range"),
    ("generation_jobs", WANTED | {"top_p": 1.1}, "ck_generation_jobs_top_p_range"),
    ("generation_jobs", WANTED | {"max_tokens": 0}, "ck_generation_jobs_max_tokens_positive"),
    ("generation_jobs", WANTED | {"error": "No."}, "ck_generation_jobs_error_means_failed"),
    ("ai_calls", {"call_type": "tts", "status": "success"}, None),
    (
        "ai_calls",
        {"call_type": "tts", "status": "success", "request_payload": {"prompt": "x" * 4_000}},
        "ck_ai_calls_request_payload_is_short",
    ),
    (
        "ai_calls",
        {"call_type": "tts", "status": "success", "error_message": "No."},
        "ck_ai_calls_error_means_failed",
    ),
    (
        "ai_calls",
        {"call_type": "tts", "status": "success", "module_id": LESSON},
        "ck_ai_calls_module_has_course",
    ),
    (
        "ai_calls",
        {"call_type": "tts", "status": "success", "input_tokens": -1},
        "ck_ai_calls_input_tokens_nonnegative",
    ),
]


@pytest.mark.parametrize(("table", "values", "constraint"), TRIED)
async def test_a_row_is_kept_or_breaks_this_constraint(
    owner: "asyncpg.Connection[Any]", table: str, values: dict[str, Any], constraint: str | None
) -> None:
    assert await refusal(owner, CODE, table, **values) == constraint


async def test_sections_of_a_book_can_change_places(owner: "asyncpg.Connection[Any]") -> None:
    draft = Draft(CODE)
    keys = [draft.add("book_sections", f"{n}", **BOOK, sequence_index=n) for n in (1, 2, 3)]
    await draft.write(owner)
    await owner.execute("UPDATE book_sections SET sequence_index = 4 - sequence_index")
    await owner.execute("SET CONSTRAINTS ALL IMMEDIATE")
    rows = await owner.fetch("SELECT id::text FROM book_sections ORDER BY sequence_index")
    assert [row[0] for row in rows] == keys[::-1]


async def test_what_is_produced_goes_with_its_course(owner: "asyncpg.Connection[Any]") -> None:
    draft = Draft(CODE)
    place = {"course_id": draft.id("courses", "two"), "module_id": OTHER}
    script = draft.add("scripts", "gone", **place)
    draft.add("voice_tracks", "gone", **place, script_id=script, voice_profile="en_neutral", asset_id=FILM)
    draft.add("render_jobs", "gone", **VIDEO | place)
    draft.add("ai_calls", "gone", **place, call_type="tts", status="success")
    draft.add("brand_profiles", "gone", course_id=place["course_id"], name="Two")
    draft.add("books", "gone", course_id=place["course_id"], title="Two")
    await draft.write(owner)
    await owner.execute("DELETE FROM courses WHERE id = $1", place["course_id"])
    left = [
        await owner.fetchval(f"SELECT count(*) FROM {table} WHERE course_id = $1", place["course_id"])
        for table in ("scripts", "voice_tracks", "render_jobs", "ai_calls", "brand_profiles", "books")
    ]
    assert left == [0] * 6
    assert await owner.fetchval("SELECT count(*) FROM assets") == 1
