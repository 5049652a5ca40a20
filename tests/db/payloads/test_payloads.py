"""Payloads: the shapes that the requirements state, strict to write and lenient to read."""

from typing import Any, get_args

import pytest
from pydantic import BaseModel

from db.models.curriculum import ContentType
from db.payloads import PAYLOADS, PayloadRefused, check, check_document
from db.payloads.text import Block

STATED: list[tuple[str, dict[str, Any]]] = [
    (
        "video",
        {
            "provider": "youtube", "video_id": "abc123", "url": "https://example.org/v", "duration_seconds": 2700,
            "transcript": {"language": "en", "segments": [{"start": 0.0, "end": 8.5, "text": "…"}]},
            "thumbnail_url": "https://example.org/t", "asset_id": "01a1fcef-184c-70c2-ad00-d8d835fb0508",
        },
    ),
    (
        "quiz",
        {
            "quiz_mode": "exam", "num_questions_per_attempt": 10, "randomize_order": True, "time_limit_seconds": None,
            "mastery": {"points": 50, "threshold_correct_in_row": 3, "max_attempts": 5},
        },
    ),
    (
        "engineering_lab",
        {
            "lab_type": "code", "runtime": "matlab", "container_image": "registry/image:tag", "cpu_limit": "1",
            "memory_limit": "2Gi", "timeout_seconds": 3600, "entrypoint": "jupyter-lab", "env": {"VAR1": "value"},
            "files": [
                {"path": "notebooks/lab.ipynb", "role": "student_visible"},
                {"path": "tests/test_basic.py", "role": "hidden_test"},
            ],
            "grading": {"type": "unit_tests", "max_points": 100},
        },
    ),
    (
        "text",
        {
            "layout": "rich_text_v1", "title": "What are linear equations?",
            "blocks": [
                {"type": "paragraph", "text": "…"},
                {"type": "math", "latex": "2x + 1 = 5"},
                {"type": "image", "asset_id": "01a1fcef-184c-70c2-ad00-d8d835fb0508", "caption": "…"},
                {"type": "link_list", "items": [{"label": "…", "url": "https://example.org"}]},
            ],
        },
    ),
    ("resource", {"resources": [{"label": "…", "url": "https://example.org", "kind": "pdf"}]}),
    (
        "segment",
        {
            "source_type": "ppt_slide", "source_ref": "7", "script_text": "…", "on_screen_duration": 4.5,
            "gap_after": 1, "is_youtube_embed": False, "youtube_url": None, "status": "approved",
        },
    ),
    ("interaction", {"interaction_type": "timeline", "config": {"steps": [{"label": "1", "at": [0, 1]}]}}),
]  # fmt: skip


def models(model: type[BaseModel]) -> list[type[BaseModel]]:
    """The model and every model within it."""

    def inside(annotation: Any) -> list[type[BaseModel]]:
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            return models(annotation)
        return [found for part in get_args(annotation) for found in inside(part)]

    return [model, *(found for field in model.model_fields.values() for found in inside(field.annotation))]


def test_every_content_type_has_a_shape() -> None:
    assert set(PAYLOADS) == {member.name for member in ContentType}


@pytest.mark.parametrize("content_type", PAYLOADS)
def test_every_field_is_described_and_may_be_missing(content_type: str) -> None:
    assert PAYLOADS[content_type]() is not None
    for model in models(PAYLOADS[content_type]):
        assert model.__doc__, model
        assert model.model_config.get("frozen"), model
        for name, field in model.model_fields.items():
            assert not field.is_required(), (model, name)
            assert field.description or name == "type", (model, name)


@pytest.mark.parametrize(("content_type", "data"), STATED)
def test_what_the_requirements_state_is_accepted(content_type: str, data: dict[str, Any]) -> None:
    check(content_type, data)
    stored = PAYLOADS[content_type].model_validate(data).stored()
    check(content_type, stored)
    assert {name: stored.get(name) for name in data} == data


def test_every_block_says_its_type_when_it_is_stored() -> None:
    for block in get_args(get_args(Block)[0]):
        check("text", {"blocks": [block().model_dump(mode="json")]})


@pytest.mark.parametrize(
    ("content_type", "data", "reason"),
    [
        ("poem", {}, "there is no content type 'poem'"),
        ("video", {"provider": "betamax"}, "provider: Input should be 'youtube', 'vimeo', 'internal' or 'external'"),
        ("video", {"duration_seconds": "2700"}, "duration_seconds: Input should be a valid number"),
        ("video", {"transcript": {"segmnts": []}}, "transcript.segmnts: Extra inputs are not permitted"),
        ("quiz", {"answers": {}}, "answers: Extra inputs are not permitted"),
        ("quiz", {"secret": []}, "secret: Input should be an object"),
        ("text", {"blocks": [{"type": "heading", "level": 9}]},
         "blocks.0.heading.level: Input should be less than or equal to 6"),
        ("engineering_lab", {"files": [{"role": "hidden"}]},
         "files.0.role: Input should be 'student_visible' or 'hidden_test'"),
    ],
)  # fmt: skip
def test_what_has_another_shape_is_refused(content_type: str, data: dict[str, Any], reason: str) -> None:
    with pytest.raises(PayloadRefused) as refusal:
        check(content_type, data)
    assert str(refusal.value).removeprefix(f"{content_type} payload, ") == reason


def test_a_column_takes_what_has_its_shape_and_refuses_what_has_not() -> None:
    check_document("brand_templates.layout_config", {"text": {"x": 5.0, "y": 10.0}, "logo": {"x": 90.0}})
    with pytest.raises(PayloadRefused) as refusal:
        check_document("brand_templates.layout_config", {"text": {"x": "left"}})
    assert str(refusal.value) == "brand_templates.layout_config, text.x: Input should be a valid number"
    with pytest.raises(PayloadRefused) as refusal:
        check_document("brand_profiles.typography", {"colour": "red"})
    assert str(refusal.value) == "brand_profiles.typography, colour: Extra inputs are not permitted"
    with pytest.raises(PayloadRefused) as refusal:
        check_document("courses.metadata", {})
    assert str(refusal.value) == "no shape is stated of courses.metadata"


def test_what_was_once_stored_can_be_read() -> None:
    read = PAYLOADS["video"].model_validate({"provider": "youtube", "left_over": 1})
    assert read.stored() == {"provider": "youtube", "sources": [], "translations": []}
