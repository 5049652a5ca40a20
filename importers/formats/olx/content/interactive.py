"""Polls, surveys, word clouds, discussions, and drag and drop: content that a learner does something with."""

from collections.abc import Callable, Mapping
from typing import Any, cast

from db.payloads.authored import InteractionPayload
from importers.formats.olx.source import decoded, is_true, number, whole
from importers.formats.olx.walk import Node
from importers.kit.text.xml import source

ANSWER_KEYS = (
    "zone",
    "zones",
    "feedback",
    "correct",
    "numericalValue",
    "margin",
)  # of a draggable item


def _poll(node: Node) -> InteractionPayload:
    said = node.attributes
    return InteractionPayload(
        interaction_type="poll",
        instructions=said.get("question") or None,
        config={"answers": _options(said.get("answers", "")), **_results(said)},
    )


def _survey(node: Node) -> InteractionPayload:
    said = node.attributes
    return InteractionPayload(
        interaction_type="survey",
        instructions=said.get("block_name") or None,
        config={
            "questions": _options(said.get("questions", "")),
            "answers": _options(said.get("answers", "")),
            **_results(said),
        },
    )


def _word_cloud(node: Node) -> InteractionPayload:
    said = node.attributes
    return InteractionPayload(
        interaction_type="word_cloud",
        instructions=said.get("instructions") or None,
        config={
            "inputs": whole(said, "num_inputs"),
            "words_shown": whole(said, "num_top_words"),
            "shows_percents": is_true(said, "display_student_percents"),
        },
    )


def _discussion(node: Node) -> InteractionPayload:
    said = node.attributes
    return InteractionPayload(
        interaction_type="discussion",
        config={
            "category": said.get("discussion_category") or said.get("topic_category") or None,
            "target": said.get("discussion_target") or said.get("topic_id") or None,
            "discussion_id": said.get("discussion_id") or None,
        },
    )


def _drag_and_drop(node: Node) -> InteractionPayload:
    """Read a drag and drop. Learners get the items and the zones; the zone of each item is the answer, and secret."""
    said = node.attributes
    value = decoded(said.get("data", ""))
    data = cast("dict[str, Any]", value) if isinstance(value, dict) else {}
    shown = {
        name: data[name]
        for name in ("title", "targetImg", "targetImgDescription", "displayLabels")
        if name in data
    }
    # By their names: an author writes them down beside the zones they belong to.
    items = sorted(
        (_without(item, ANSWER_KEYS) for item in _objects(data.get("items"))),
        key=lambda item: str(item.get("displayName")),
    )
    return InteractionPayload(
        interaction_type="drag_and_drop",
        instructions=said.get("question_text") or None,
        max_points=number(said, "weight"),
        config={
            **shown,
            "zones": _objects(data.get("zones")),
            "items": items,
            "mode": said.get("mode") or None,
        },
        secret={"data": data, "source": source(node.element)},
    )


def _options(text: str) -> Any:
    """The options: pairs of an id and either a label or an object with a label and a picture; else the text as is."""
    value = decoded(text)
    if not isinstance(value, list):
        return text or []
    options: list[dict[str, Any]] = []
    for pair in cast("list[Any]", value):
        if not (isinstance(pair, list) and len(cast("list[Any]", pair)) == 2):
            return text
        key, option = cast("list[Any]", pair)
        if isinstance(option, dict):
            found = cast("dict[str, Any]", option)
            named = {
                "label": found.get("label"),
                "image": found.get("img"),
                "alternative_text": found.get("img_alt"),
            }
            options.append({"id": str(key)} | {name: part for name, part in named.items() if part})
        else:
            options.append({"id": str(key), "label": str(option)})
    return options


def _results(said: Mapping[str, str]) -> dict[str, Any]:
    """The feedback after the answer, whether the results are hidden, and how often one may answer."""
    return {
        "feedback": said.get("feedback") or None,
        "hides_results": is_true(said, "private_results"),
        "max_submissions": whole(said, "max_submissions"),
    }


def _objects(value: Any) -> list[dict[str, Any]]:
    if not isinstance(value, list):
        return []
    return [cast("dict[str, Any]", item) for item in cast("list[Any]", value) if isinstance(item, dict)]


def _without(item: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: value for name, value in item.items() if name not in names}


KINDS: dict[str, Callable[[Node], InteractionPayload]] = {
    "poll": _poll,
    "survey": _survey,
    "word_cloud": _word_cloud,
    "discussion": _discussion,
    "drag-and-drop-v2": _drag_and_drop,
}
