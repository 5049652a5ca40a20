"""The right answers of problems, as Open edX states them; and what is wrong with a statement.

https://docs.openedx.org/en/latest/educators/olx/problem-xml/index.html
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree.ElementTree import Element

from importers.kit.text.xml import plain, source

RANGE = re.compile(r"\s*([\[(])\s*([^,;\[\]()]+)\s*,\s*([^,;\[\]()]+)\s*([\])])\s*")
OLD_OR = re.compile(r"_or_", re.IGNORECASE)
PARTIAL = "a choice that earns part of the points counts as wrong"
NONE = "a question has no right answer"
UNLISTED = "a key is not among the choices of its question"
TWICE = "a key names a choice that stands twice"


def answer(response: Element, found: Element, choices: list[tuple[str, bool]]) -> dict[str, Any]:
    """All that the source says about the right answer. choices: those of the input, each with whether it is right."""
    said = {
        "choices": [f"choice_{place}" for place, (_, is_right) in enumerate(choices) if is_right],
        "also_right": _also_right(response),
        "parameters": {str(item.get("type")): item.get("default") for item in response.iter("responseparam")},
        "graders": [source(item) for item in response.iter("answer")],
        "response": dict(response.attrib),
        "input": {
            name: value
            for name, value in found.attrib.items()
            if name in ("correct_answer", "correct", "expect", "rectangle", "regions")
        },
        "numbers": [dict(one.attrib) for one in response.iter("numtolerance_input")],
        **(_text_key(response) if response.tag == "stringresponse" else {}),
        **(_number_key(response) if response.tag == "numericalresponse" else {}),
    }
    return {"kind": response.tag} | {name: value for name, value in said.items() if value}


def faults(response: Element, found: Element, choices: list[tuple[str, bool]]) -> Iterator[str]:
    """What is wrong with the key of an input, so that it can't be graded, or not as its author meant."""
    right = [text for text, is_right in choices if is_right]
    if found.tag in ("choicegroup", "radiogroup", "optioninput", "choicetextgroup") and not right:
        yield UNLISTED if found.get("correct") else NONE
    if any(count > 1 for text, count in Counter(text for text, _ in choices).items() if text in right):
        yield TWICE
    if any(item.get("correct", "").strip().lower() == "partial" for item in found.iter("choice")):
        yield PARTIAL
    if response.tag in ("numericalresponse", "formularesponse", "stringresponse", "symbolicresponse"):
        said = (
            response.get("answer"),
            response.get("expect"),
            found.get("correct_answer"),
            found.get("expect"),
        )
        if not any((text or "").strip() for text in (*said, *_also_right(response))):
            yield NONE
    if response.tag == "imageresponse" and not (found.get("rectangle") or found.get("regions")):
        yield NONE


def _also_right(response: Element) -> list[str]:
    return [item.get("answer") or plain(item) for item in response.iter("additional_answer")]


def _text_key(response: Element) -> Mapping[str, Any]:
    """How texts are compared. Before there were further answers, `_or_` stood between several."""
    words = response.get("type", "").lower().split()
    said = response.get("answer", "")
    return {
        "accepted": [part.strip() for part in OLD_OR.split(said)] if OLD_OR.search(said) else None,
        "is_pattern": "regexp" in words,
        "ignores_case": "ci" in words,
    }


def _number_key(response: Element) -> Mapping[str, Any]:
    """A range such as `[5, 7)`, and the tolerance: a number, or a share of the answer in percent."""
    said = RANGE.fullmatch(response.get("answer", ""))
    found: dict[str, Any] = {}
    if said is not None:
        found["range"] = {
            "from": said[2].strip(), "to": said[3].strip(),
            "includes_from": said[1] == "[", "includes_to": said[4] == "]",
        }  # fmt: skip
    for item in response.iter("responseparam"):
        text = (item.get("default") or "").strip()
        if item.get("type") == "tolerance" and text:
            number = text.removesuffix("%").strip()
            found["tolerance"] = {"value": number, "is_percent": text.endswith("%")}
    return found
