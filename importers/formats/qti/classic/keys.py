"""The keys of QTI 1.2: which answers earn points, as the conditions of an item state it.

https://www.imsglobal.org/question/qtiv1p2/imsqti_asi_infov1p2.html (3.5, response processing)
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from math import inf
from xml.etree.ElementTree import Element

from importers.formats.qti.faults import PARTIAL, TWICE, UNLISTED

LOWER, UPPER = {"vargte": "≥", "vargt": ">"}, {"varlte": "≤", "varlt": "<"}
BOUNDS = LOWER | UPPER
OPPOSITE = {"vargte": "varlt", "vargt": "varlte", "varlte": "vargt", "varlt": "vargte"}
GROUPS = ("and", "or", "conditionvar")
ELSEWHERE = "a key names a response that its question lacks"
UNREAD = "a condition for points is not read, and only kept with the question"
PART = "a key that asks for a part of the answer is kept as the whole answer"


@dataclass(slots=True)
class Keys:
    """The right answers of an item, by response; and what of its conditions could not be read, or not as it stands."""

    right: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    faults: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])

    def of(self, response: str) -> list[str]:
        """The right answers of a response."""
        return self.right.get(response, [])

    def fault(self, reason: str, example: str) -> None:
        """Note a fault, once."""
        if (reason, example) not in self.faults:
            self.faults.append((reason, example))


def keys(item: Element, responses: Sequence[Element]) -> Keys:
    """Read the conditions of an item that give points. responses: the item's own."""
    found = Keys()
    earned: dict[str, dict[str, float]] = {one.get("ident", ""): {} for one in responses}
    for condition in _conditions(item):
        points = _points(condition)
        for variable in condition.findall("conditionvar") if points > 0 else ():
            for name, text in _terms(variable, found):
                response = name if name in earned else next(iter(earned)) if len(earned) == 1 else None
                if response is None:
                    found.fault(ELSEWHERE, name or "(none)")
                else:
                    earned[response][text] = max(points, earned[response].get(text, 0))
    for response in responses:
        name = response.get("ident", "")
        found.right[name] = _chosen(response, _best(response, earned[name], found), found)
    return found


def equal(element: Element) -> list[str]:
    """The answers that a condition is about, whether they are right or wrong."""
    return [text for variable in element.iter("conditionvar") for _, text in _terms(variable, Keys())]


def _conditions(item: Element) -> list[Element]:
    """The conditions, without those that only set other variables than the score."""
    listed = list(item.iter("respcondition"))
    named = {_variable(one) for condition in listed for one in condition.iter("setvar")}
    if "SCORE" not in named:
        return listed
    return [one for one in listed if any(_variable(each) == "SCORE" for each in one.iter("setvar"))]


def _variable(setting: Element) -> str:
    return (setting.get("varname") or setting.get("variablename") or "SCORE").strip().upper()


def _points(condition: Element) -> float:
    """The points that a condition gives; infinite if they are all, and 0 if it takes points or gives none."""
    found = 0.0
    for setting in condition.iter("setvar"):
        if setting.get("action", "Set").strip().lower() in ("set", "add", "multiply"):
            try:
                found = max(found, float(setting.text or "0"))
            except ValueError:
                found = inf  # a word, such as `SCORE.max`
    return found


def _terms(element: Element, found: Keys) -> Iterator[tuple[str, str]]:
    """The answers that make a condition true, each with the response it belongs to. What is within `not` is none."""
    bounds: dict[str, list[tuple[str, str]]] = {}
    for child in element:
        name, text = child.get("respident", ""), (child.text or "").strip()
        inner = child[0] if child.tag == "not" and len(child) == 1 else None
        if child.tag in BOUNDS:
            bounds.setdefault(name, []).append((child.tag, text))
        elif inner is not None and inner.tag in BOUNDS:
            said = (OPPOSITE[inner.tag], (inner.text or "").strip())
            bounds.setdefault(inner.get("respident", ""), []).append(said)
        elif child.tag == "varequal":
            yield name, text
        elif child.tag == "varsubset":
            yield from ((name, part.strip()) for part in text.split(",") if part.strip())
        elif child.tag == "varsubstring":
            found.fault(PART, text)
            yield name, text
        elif child.tag in GROUPS:
            yield from _terms(child, found)
        elif child.tag != "not":
            found.fault(UNREAD, f"<{child.tag}>")
    for name, listed in bounds.items():
        for group in [[one] for one in listed] if element.tag == "or" else [listed]:
            yield name, _range(group)


def _range(bounds: Sequence[tuple[str, str]]) -> str:
    """A range as text: `4 … 5` with both ends, `≥ 4` or `> 4 and < 5` otherwise; one value, if both ends are equal."""
    values = [text for _, text in bounds]
    if sorted(tag for tag, _ in bounds) == ["vargte", "varlte"]:
        low, high = values if bounds[0][0] == "vargte" else values[::-1]
        return low if _same(low, high) else f"{low} … {high}"
    ordered = sorted(bounds, key=lambda bound: bound[0] in UPPER)
    return " and ".join(f"{BOUNDS[tag]} {text}" for tag, text in ordered)


def _same(one: str, other: str) -> bool:
    try:
        return one == other or Decimal(one) == Decimal(other)
    except InvalidOperation:
        return False


def _best(response: Element, earned: dict[str, float], found: Keys) -> list[str]:
    """The right answers. Where one of several choices is to be chosen, those that earn the most."""
    single = response.get("rcardinality", "Single").lower() == "single"
    if not single or response.tag != "response_lid":
        return _distinct(earned)
    most = max(earned.values(), default=0)
    for text, points in earned.items():
        if points < most:
            found.fault(PARTIAL, text)
    return [text for text, points in earned.items() if points == most]


def _distinct(earned: dict[str, float]) -> list[str]:
    """The answers, without those that are the same number as one before."""
    kept: list[str] = []
    for text in earned:
        if not any(_same(text, other) for other in kept):
            kept.append(text)
    return kept


def _chosen(response: Element, texts: list[str], found: Keys) -> list[str]:
    """The right choices by their identifiers. Some tools write a choice's text, or its identifier in another case."""
    labels = [one for one in response.iter("response_label") if one.get("ident")]
    if response.tag != "response_lid" or not labels:
        return texts
    counted = Counter(one.get("ident", "") for one in labels)
    right: list[str] = []
    for text in texts:
        alike = [name for name in counted if name.casefold() == text.casefold()]
        said = [one.get("ident", "") for one in labels if _said(one) == text.casefold()]
        name = text if text in counted else next((one[0] for one in (alike, said) if len(one) == 1), None)
        if name is None:
            found.fault(UNLISTED, text)
        elif counted[name] > 1:
            found.fault(TWICE, name)
        right.append(text if name is None else name)
    return list(dict.fromkeys(right))


def _said(label: Element) -> str:
    return " ".join("".join(label.itertext()).split()).casefold()
