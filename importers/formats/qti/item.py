"""An item of QTI 2.0 to 3.0: one question, or one for each of its interactions.

https://www.imsglobal.org/spec/qti/v3p0/impl
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any
from xml.etree.ElementTree import Element

from importers.formats.qti.declared import NOTHING, Declared, faults
from importers.formats.qti.declared import declared as read_declared
from importers.formats.qti.faults import COMPUTED, NOTE, OWN_RULES
from importers.formats.qti.interactions import (
    CHOSEN,
    INLINE,
    KINDS,
    Rewritten,
    interactions,
    options,
    shown,
    unordered,
)
from importers.formats.qti.model import Option, Question, is_true_false, shared, worth
from importers.kit.text.markdown import escaped
from importers.report import Report

OTHER_RULES = frozenset(
    (
        "gte", "gt", "lte", "lt", "equal", "equalRounded", "patternMatch", "stringMatch", "substring", "inside",
        "customOperator", "durationGTE", "durationLT", "random", "randomInteger", "randomFloat", "integerDivide",
    )
)  # fmt: skip
"""What compares answers otherwise than with the declared ones."""


def questions(item: Element, key: str, source: str, rewritten: Rewritten, report: Report) -> list[Question]:
    """Read an item with plain names. key: identifies it among the others. source: the item as it was written.

    rewritten: replaces an address in its texts. The report gets a warning for each question without a type of its own.
    """
    found = _questions(item, key, source, rewritten, report)
    noted = [each.details.get("notes", {}).get("candidate") for each in found]
    return [
        replace(each, description="\n\n".join(text for text in (note, each.description) if text) or None)
        for each, note in zip(found, noted, strict=True)
    ]


def _questions(item: Element, key: str, source: str, rewritten: Rewritten, report: Report) -> list[Question]:
    body = item.find("itemBody")
    body = Element("itemBody") if body is None else body
    asked = interactions(body)
    declared = {one.get("identifier", ""): read_declared(one) for one in item.findall("responseDeclaration")}
    points = _points(item, [declared.get(one.get("responseIdentifier", ""), NOTHING) for one in asked])
    told = _feedback(item, rewritten)
    details = _details(item, body, source, declared, rewritten)
    if not asked:
        report.warn("an item with nothing to answer is kept as a question that is worth no points", key)
        return [Question(key, "rubric", _prompt(item, body, None, rewritten), 0.0, details=details)]
    if item.find("templateProcessing") is not None:
        report.warn(COMPUTED, key)
        prompt = _prompt(item, body, None, rewritten)
        return [
            Question(key, "rubric", prompt, 0.0, description=NOTE, feedback=told or None, details=details)
        ]
    _check(item, asked, key, declared, report)
    if len(asked) > 1 and all(one.tag in INLINE for one in asked):
        blanks = _blanks(asked, key, points, declared, rewritten)
        prompt = _prompt(item, body, None, rewritten)
        return [replace(blanks, prompt=prompt, feedback=told or None, details=details)]
    found: list[Question] = []
    for one, each in zip(asked, shared(points, len(asked)), strict=True):
        name = one.get("responseIdentifier", "")
        own = key if len(asked) == 1 else f"{key}/{name or len(found) + 1}"
        if not KINDS[one.tag].is_at_home:
            report.warn(
                "an interaction without a question type of its own becomes one of the nearest type",
                f"{own}: {one.tag}",
            )
        question = _question(one, own, declared.get(name, NOTHING), told, rewritten)
        prompt = _prompt(item, body, one, rewritten)
        found.append(
            replace(question, prompt=prompt, points=each, details=details | {"interaction": one.tag})
        )
    return found


def _check(
    item: Element, asked: list[Element], key: str, declared: Mapping[str, Declared], report: Report
) -> None:
    """Report what of the keys can't be graded, or not as the author meant it."""
    for one in asked:
        name = one.get("responseIdentifier", "")
        own = key if len(asked) == 1 else f"{key}/{name}"
        offered = [each.get("identifier", "") for each in one.iter() if each.tag in KINDS[one.tag].choices]
        for fault, value in faults(one, declared.get(name, NOTHING), offered):
            report.warn(fault, f"{own}: {value}" if value else own)
    rules = item.find("responseProcessing")
    if (
        rules is not None
        and not rules.get("template")
        and any(one.tag in OTHER_RULES for one in rules.iter())
    ):
        report.warn(OWN_RULES, key)


def _question(
    one: Element, key: str, declared: Declared, told: Mapping[str, str], rewritten: Rewritten
) -> Question:
    kind, right = KINDS[one.tag], declared.right
    offered = [
        replace(
            option,
            is_correct=kind.key == CHOSEN and option.key in right,
            feedback="\n\n".join(text for text in (option.feedback, told.get(option.key)) if text) or None,
        )
        for option in options(one, rewritten)
    ]
    rest = {name: text for name, text in told.items() if name not in {option.key for option in offered}}
    return Question(
        key,
        _type(kind.type, one, declared, offered),
        "",
        description=_scale(one) if kind.type == "scale" else None,
        options=unordered(offered, right) if len(offered) > 1 and kind.key != CHOSEN else offered,
        correct=None if kind.key == CHOSEN or not right else right,
        feedback=rest or None,
    )


def _type(word: str, one: Element, declared: Declared, offered: list[Option]) -> str:
    if word != "mcq":
        return word
    cardinality = declared.said.get("cardinality")
    single = cardinality == "single" if cardinality else one.get("maxChoices", "1") == "1"
    if single and is_true_false(offered):
        return "true_false"
    return "mcq_single" if single or one.tag == "inlineChoiceInteraction" else "mcq_multi"


def _blanks(
    asked: list[Element], key: str, points: float, declared: Mapping[str, Declared], rewritten: Rewritten
) -> Question:
    """A text with several gaps, without the text. The description lists the options of each gap."""
    names = [one.get("responseIdentifier", "") for one in asked]
    offered = [list(options(one, rewritten)) for one in asked]
    correct = {
        name: [option.content for option in choices if option.key in declared.get(name, NOTHING).right]
        if choices
        else declared.get(name, NOTHING).right
        for name, choices in zip(names, offered, strict=True)
    }
    listed = [
        f"{place}. {' / '.join(option.content for option in choices)}"
        for place, choices in enumerate(offered, 1)
        if choices
    ]
    return Question(
        key,
        "fill_blank",
        "",
        points,
        "\n".join(listed) or None,
        correct=correct if any(correct.values()) else None,
    )


def _prompt(item: Element, body: Element, asked: Element | None, rewritten: Rewritten) -> str:
    """The item's text; if it has none, its title or its identifier."""
    return shown(body, asked, rewritten) or escaped(item.get("title", "") or item.get("identifier", ""))


def _points(item: Element, declared: list[Declared]) -> float:
    """The item's points: as the item states them, else as its mappings do, else 1."""
    for outcome in item.findall("outcomeDeclaration"):
        if outcome.get("identifier") == "MAXSCORE":
            found = worth(outcome.findtext("defaultValue/value"))
            if found:
                return found
    for outcome in item.findall("outcomeDeclaration"):
        found = worth(outcome.get("normalMaximum"))
        if outcome.get("identifier") == "SCORE" and found:
            return found
    mapped = [one.most for one in declared if one.most]
    return min(round(sum(mapped), 2), 9_999) if mapped else 1.0


def _feedback(item: Element, rewritten: Rewritten) -> dict[str, str]:
    """The feedback after the answer, by the outcome for which it is shown; `not …` if for all outcomes but this."""
    found: dict[str, str] = {}
    for element in _said(item):
        text = shown(element, None, rewritten)
        if text:
            hides = element.get("showHide", "show") == "hide"
            name = f"{'not ' if hides else ''}{element.get('identifier', '')}"
            found[name] = f"{found[name]}\n\n{text}" if name in found else text
    return found


def _said(item: Element) -> Iterator[Element]:
    choices = {one for kind in KINDS.values() for one in kind.choices}
    within = {
        id(one) for choice in item.iter() if choice.tag in choices for one in choice.iter("feedbackInline")
    }
    for element in item.iter():
        if element.tag in ("modalFeedback", "feedbackBlock", "feedbackInline") and id(element) not in within:
            yield element


def _details(
    item: Element, body: Element, source: str, declared: Mapping[str, Declared], rewritten: Rewritten
) -> dict[str, Any]:
    notes = {
        view: shown(block, None, rewritten)
        for block in item.iter("rubricBlock")
        for view in (block.get("view") or "candidate").split()
    }
    said = {
        "identifier": item.get("identifier"),
        "title": item.get("title"),
        "responses": {name: one.said for name, one in declared.items()},
        "notes": {view: text for view, text in notes.items() if text},
        "is_shuffled": any(one.get("shuffle") == "true" for one in body.iter()) or None,
        "source": source,
    }
    return {name: value for name, value in said.items() if value}


def _scale(one: Element) -> str:
    step = one.get("step")
    bounds = f"From {one.get('lowerBound', '0')} to {one.get('upperBound', '0')}"
    return f"{bounds}, in steps of {step}." if step else f"{bounds}."
