"""A payload that tells a learner the answer beside `secret` is refused, whatever the kind of content."""

from typing import Any

import pytest

from db.payloads import PayloadRefused, check

STEPS = [{"label": "Read"}, {"label": "Think"}, {"label": "Write"}]
TOLD: list[tuple[str, dict[str, Any], str]] = [
    ("interaction", {"config": {"steps": [{"label": "Read", "order": 1}]}}, "config.steps.0.order"),
    ("interaction", {"config": {"items": [{"id": "a", "Zone": "left"}]}}, "config.items.0.Zone"),
    ("interaction", {"config": {"items": [{"id": "a", "is_correct": True}]}}, "config.items.0.is_correct"),
    ("interaction", {"config": {"spots": {"correct-spot": 2}}}, "config.spots.correct-spot"),
    ("interaction", {"config": {"cards": [{"front": "2 + 2", "answer": "4"}]}}, "config.cards.0.answer"),
    ("interaction", {"config": {"gaps": [{"text": "A ___", "solution": "cat"}]}}, "config.gaps.0.solution"),
    ("interaction", {"config": {"pairs": [{"left": "a", "match": "b"}]}}, "config.pairs.0.match"),
    ("interaction", {"config": {"steps": STEPS}, "secret": {"order": ["Read", "Think", "Write"]}}, "config.steps"),
    ("interaction", {"config": {"steps": ["b", "a"]}, "secret": {"data": {"right": ["b", "a"]}}}, "config.steps"),
    ("engineering_lab", {"env": {"EXPECTED_OUTPUT": "42"}}, "env.EXPECTED_OUTPUT"),
    ("scorm", {"metadata": {"answers": ["a"]}}, "metadata.answers"),
    ("external", {"custom_parameters": {"solution_url": "https://example.org"}}, "custom_parameters.solution_url"),
    (
        "quiz",
        {"questions": [{"id": "q", "kind": "custom", "choices": [{"id": "a"}, {"id": "b"}]}],
         "secret": {"answers": {"q": ["a", "b"]}}},
        "questions.0.choices",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "data", "place"), TOLD)
def test_what_tells_the_answer_is_refused(kind: str, data: dict[str, Any], place: str) -> None:
    with pytest.raises(PayloadRefused) as refused:
        check(kind, data)
    assert str(refused.value).startswith(f"{kind} payload, {place}: ")


KEPT: list[tuple[str, dict[str, Any]]] = [
    ("interaction", {"config": {"steps": STEPS}, "secret": {"order": ["Think", "Read", "Write"]}}),
    ("interaction", {"interaction_type": "poll", "config": {"answers": [{"id": "a", "label": "Yes"}]}}),
    ("interaction", {"interaction_type": "timeline", "config": {"events": STEPS}}),
    ("interaction", {"config": {"target": "week 1"}}),
    ("interaction", {"config": {"settings": {"assignment": [{"position": 3}]}}}),
    (
        "quiz",
        {"questions": [{"id": "q", "kind": "multiple_choice", "choices": [{"id": "a"}, {"id": "b"}]}],
         "secret": {"answers": {"q": ["a", "b"]}}},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "data"), KEPT)
def test_what_tells_none_is_kept(kind: str, data: dict[str, Any]) -> None:
    check(kind, data)
