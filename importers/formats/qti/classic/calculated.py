"""Canvas's calculated questions: a text with variables such as `[x]`, and sets of values with the answer of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import Element

FIRST = "a calculated question is asked with the first of its sets of values"


@dataclass(frozen=True, slots=True)
class Calculated:
    """A set of values by name, and the right answer."""

    values: Mapping[str, str]
    answer: str

    def filled(self, prompt: str) -> str:
        """The prompt, in Markdown, with the values in the places of their names."""
        for name, value in self.values.items():
            prompt = prompt.replace(f"\\[{name}\\]", value)
        return prompt


def is_calculated(item: Element) -> bool:
    """Whether the values of the item are made up anew each time."""
    return next(item.iter("calculated"), None) is not None


def first_values(item: Element) -> Calculated | None:
    """The first set of values; null if the item has none."""
    for one in item.iter("var_set"):
        answer = (one.findtext("answer") or "").strip()
        values = {each.get("name", ""): (each.text or "").strip() for each in one.findall("var")}
        if answer and values:
            said = next(item.iter("calculated"), item).findtext("answer_tolerance")
            return Calculated(values, _tolerant(answer, (said or "").strip()))
    return None


def _tolerant(answer: str, tolerance: str) -> str:
    """The answer; as a range, if there is a tolerance, which is a number or a share of the answer in percent."""
    try:
        number, most = Decimal(answer), Decimal(tolerance.removesuffix("%") or "0")
        span = abs(number * most / 100) if tolerance.endswith("%") else most
        return answer if span <= 0 else f"{(number - span).normalize():f} … {(number + span).normalize():f}"
    except InvalidOperation:
        return answer
