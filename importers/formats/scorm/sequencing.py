"""The rules for going through a package: prerequisites, limits, passing scores, sequencing rules.

SCORM 1.2 states them as elements of an item (`adlcp:…`); SCORM 2004 as IMS Simple Sequencing (`imsss:…`).
"""

from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element

from importers.kit.imscp.names import as_json, text_of
from importers.report import Report

TEXTS = {
    "prerequisites": "prerequisites",
    "maxtimeallowed": "max_time_allowed",
    "timelimitaction": "time_limit_action",
    "timeLimitAction": "time_limit_action",
    "datafromlms": "data_from_lms",
    "dataFromLMS": "data_from_lms",
    "masteryscore": "mastery_score",
}
ELEMENTS = {
    "completionThreshold": "completion_threshold",
    "presentation": "presentation",
    "data": "data",
    "sequencing": "sequencing",
}


def collection(manifest: Element) -> dict[str, Element]:
    """The sequencing collections that items share, by id."""
    found = (one for group in manifest.findall("sequencingCollection") for one in group.findall("sequencing"))
    return {one.get("ID", ""): one for one in found}


def rules(element: Element, shared: Mapping[str, Element]) -> dict[str, Any]:
    """All the rules of an item or organisation, as JSON."""
    said: dict[str, Any] = {}
    for child in element:
        if child.tag in TEXTS:
            said[TEXTS[child.tag]] = text_of(child)
        elif child.tag == "sequencing":
            said["sequencing"] = as_json(effective(child, shared))
        elif child.tag in ELEMENTS:
            said[ELEMENTS[child.tag]] = as_json(child)
    return {name: value for name, value in said.items() if value is not None}


def effective(sequencing: Element, shared: Mapping[str, Element]) -> Element:
    """The sequencing completed from the shared one that it refers to. Its own parts take precedence."""
    base = shared.get(sequencing.get("IDRef", ""))
    if base is None:
        return sequencing
    whole = Element(sequencing.tag, dict(sequencing.attrib))
    own = {child.tag for child in sequencing}
    whole.extend([*sequencing, *(child for child in base if child.tag not in own)])
    return whole


def mastery_score(element: Element, shared: Mapping[str, Element], report: Report) -> float | None:
    """The passing score, in percent; null if none is stated."""
    text = text_of(element.find("masteryscore"))
    share = 1.0
    if text is None:
        text, share = _normalized(element, shared), 100.0
    if text is None:
        return None
    try:
        score = float(text) * share
    except ValueError:
        score = -1.0
    if 0 <= score <= 100:
        return round(score, 2)
    report.warn(
        "a passing score is not a share of the whole and is kept only as a note",
        f"{element.get('identifier')}: {text[:40]}",
    )
    return None


def attempts(element: Element, shared: Mapping[str, Element]) -> int | None:
    """How many attempts are allowed; null for any number."""
    for sequencing in element.findall("sequencing"):
        limits = effective(sequencing, shared).find("limitConditions")
        text = "" if limits is None else limits.get("attemptLimit", "")
        if text.isascii() and text.isdigit() and len(text) < 9:
            return int(text)
    return None


def _normalized(element: Element, shared: Mapping[str, Element]) -> str | None:
    for sequencing in element.findall("sequencing"):
        primary = effective(sequencing, shared).find("objectives/primaryObjective")
        if primary is not None and primary.get("satisfiedByMeasure", "").lower() in ("true", "1"):
            return text_of(primary.find("minNormalizedMeasure")) or "1.0"
    return None
