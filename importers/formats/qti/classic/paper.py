"""QTI 1.2, as Common Cartridges hold it: in the profile of the standard, and in Canvas's own wider profile.

https://www.imsglobal.org/cc/ccv1p3/imscc_profilev1p3.html
"""

from dataclasses import replace
from typing import Any
from xml.etree.ElementTree import Element

from importers.formats.qti.classic.calculated import FIRST, first_values, is_calculated
from importers.formats.qti.classic.keys import Keys, equal, keys
from importers.formats.qti.faults import COMPUTED, NO_ANSWER, NO_OPTION, NOTE
from importers.formats.qti.interactions import Rewritten, shown
from importers.formats.qti.model import Option, Paper, Question, is_true_false, worth
from importers.kit.imscp.names import as_json
from importers.kit.text.htmltree import html_tree
from importers.kit.text.markdown import escaped
from importers.kit.text.xml import source
from importers.report import Report

ENDS = (".v0p1", "_question")
TYPES = {
    "cc.multiple_choice": "mcq_single", "cc.multiple_response": "mcq_multi", "cc.true_false": "true_false",
    "cc.fib": "short_answer", "cc.pattern_match": "short_answer", "cc.essay": "rubric",
    "multiple_choice": "mcq_single", "multiple_answers": "mcq_multi", "true_false": "true_false",
    "short_answer": "short_answer", "essay": "rubric", "numerical": "short_answer",
    "fill_in_multiple_blanks": "fill_blank", "multiple_dropdowns": "fill_blank", "text_only": "rubric",
}  # fmt: skip
NEAREST = {"matching": "fill_blank", "calculated": "short_answer", "file_upload": "rubric"}
GENERAL = {"correct_fb": "correct", "general_incorrect_fb": "incorrect", "general_fb": "general"}
RESPONSES = (
    "response_lid",
    "response_str",
    "response_num",
    "response_xy",
    "response_grp",
    "response_extension",
)
HTML = ("text/html", "text/xhtml", "application/xhtml+xml")
UNCHOSEN = ("rubric", "short_answer", "fill_blank")


def read_paper(root: Element, key: str, title: str, rewritten: Rewritten, report: Report) -> Paper:
    """Read a file with plain names: an assessment, or a bank of questions (of the type `pool`). It is not published."""
    top = next((one for one in root if one.tag in ("assessment", "objectbank")), root)
    said = _said(top)
    reader = _Reader(rewritten, report)
    sections = [reader.section(one) for one in top if one.tag in ("section", "item")]
    grading: dict[str, Any] = {"format": "qti 1.2", "settings": said, "parts": sections}
    name = top.get("title") or said.get("bank_title") or title
    kind = (
        "pool"
        if top.tag == "objectbank"
        else "exam"
        if said.get("qmd_assessmenttype") == "Examination"
        else "quiz"
    )
    return Paper(key, name, kind, reader.found, {name: part for name, part in grading.items() if part})


def settings(root: Element) -> dict[str, str]:
    """An assessment's own settings, such as its profile and how many attempts it allows."""
    top = root.find("assessment")
    return {} if top is None else _said(top)


class _Reader:
    def __init__(self, rewritten: Rewritten, report: Report) -> None:
        self.found: list[Question] = []
        self._rewritten = rewritten
        self._report = report

    def section(self, element: Element) -> dict[str, Any]:
        """A section or an item, as JSON. Its questions are added to `found`."""
        if element.tag == "item":
            question = self._item(element)
            self.found.append(question)
            return {"question": question.key}
        said = {
            "identifier": element.get("ident"),
            "title": element.get("title"),
            "selection": [as_json(one) for one in element.iter("selection_ordering") if len(one)][:1],
            "parts": [self.section(one) for one in element if one.tag in ("section", "item")],
        }
        return {name: value for name, value in said.items() if value}

    def _item(self, item: Element) -> Question:
        key = item.get("ident", "") or str(len(self.found) + 1)
        said = _said(item)
        named = said.get("question_type") or said.get("cc_profile") or ""
        for end in ENDS:
            named = named.removesuffix(end)
        responses = [one for one in item.iter() if one.tag in RESPONSES]
        kind = TYPES.get(named) or NEAREST.get(named) or _guessed(responses)
        if named not in TYPES:
            self._report.warn(
                "a question of an unknown type becomes one of the nearest type",
                f"{key}: {named or 'unnamed'}",
            )
        found = keys(item, responses)
        told = {one.get("ident", ""): self._text(one) for one in item.iter() if one.tag == "itemfeedback"}
        shown_for = _linked(item)
        offered = self._options(found, responses, told, shown_for) if kind not in UNCHOSEN else []
        if not is_calculated(item):
            self._check(key, kind, found, offered)
        if kind in ("mcq_single", "mcq_multi") and is_true_false(offered):
            kind = "true_false" if kind == "mcq_single" else kind
        rest = {
            GENERAL.get(name, name): text
            for name, text in told.items()
            if text and not any(option.feedback == text for option in offered)
        }
        points = 0.0 if named == "text_only" else worth(said.get("points_possible"))
        question = Question(
            key,
            kind,
            self._prompt(item, responses, kind) or escaped(item.get("title", "")),
            1.0 if points is None else points,
            description=self._described(responses) if kind == "fill_blank" else None,
            options=offered,
            correct=self._correct(found, responses, kind),
            feedback=rest or None,
            details={"title": item.get("title"), "settings": said, "source": source(item)},
        )
        return self._calculated(item, question) if is_calculated(item) else question

    def _calculated(self, item: Element, question: Question) -> Question:
        found = first_values(item)
        self._report.warn(COMPUTED if found is None else FIRST, question.key)
        if found is None:
            return replace(question, type="rubric", points=0.0, correct=None, description=NOTE)
        return replace(question, prompt=found.filled(question.prompt), correct=[found.answer])

    def _check(self, key: str, kind: str, found: Keys, offered: list[Option]) -> None:
        """Report what of the key can't be graded, or not as the author meant it."""
        for reason, example in found.faults if kind != "rubric" else ():
            self._report.warn(reason, f"{key}: {example}")
        if offered and not any(option.is_correct for option in offered):
            self._report.warn(NO_OPTION, key)
        if kind in ("short_answer", "fill_blank"):
            for response in (name for name, right in found.right.items() if not right):
                self._report.warn(NO_ANSWER, f"{key}: {response}")

    def _options(
        self, keys_: Keys, responses: list[Element], told: dict[str, str], linked: dict[str, str]
    ) -> list[Option]:
        right = {key for response in responses for key in keys_.of(response.get("ident", ""))}
        found: list[Option] = []
        for label in (one for response in responses for one in response.iter("response_label")):
            key = label.get("ident", "")
            content = self._text(label)
            feedback = told.get(linked.get(key, f"{key}_fb")) or None
            found.append(Option(key, content, key in right, feedback))
        return found

    def _prompt(self, item: Element, responses: list[Element], kind: str) -> str:
        inside = {id(one) for response in responses for one in response.iter("material")}
        presentation = item.find("presentation")
        texts: list[str] = []
        if presentation is not None:
            texts = [self._material(one) for one in presentation.iter("material") if id(one) not in inside]
        if kind != "fill_blank":
            own = (one for response in responses for one in response.findall("material"))
            texts += [self._material(one) for one in own]
        return "\n\n".join(text for text in texts if text)

    def _described(self, responses: list[Element]) -> str | None:
        """The name of each blank, and the options that it offers."""
        lines: list[str] = []
        for place, response in enumerate(responses, 1):
            name = " ".join(self._material(one) for one in response.findall("material"))
            choices = " / ".join(self._text(label) for label in response.iter("response_label"))
            text = ": ".join(part for part in (name, choices) if part.strip(" /"))
            if text:
                lines.append(f"{place}. {text}")
        return "\n".join(lines) or None

    def _correct(self, keys_: Keys, responses: list[Element], kind: str) -> Any:
        if kind == "short_answer":
            right = [text for response in responses for text in keys_.of(response.get("ident", ""))]
            return list(dict.fromkeys(right)) or None
        if kind != "fill_blank":
            return None
        found: dict[str, list[str]] = {}
        for response in responses:
            texts = {one.get("ident", ""): self._text(one) for one in response.iter("response_label")}
            right = keys_.of(response.get("ident", ""))
            found[response.get("ident", "")] = [texts.get(key) or key for key in right]
        return found if any(found.values()) else None

    def _text(self, element: Element) -> str:
        return "\n\n".join(text for text in map(self._material, element.iter("material")) if text)

    def _material(self, material: Element) -> str:
        """A piece of material, as Markdown: text (escaped HTML or plain) or a picture, sound or video."""
        parts: list[str] = []
        for one in material.iter():
            text = one.text or ""
            if one.tag == "mattext":
                is_html = one.get("texttype", "text/plain").strip().lower() in HTML
                parts.append(
                    shown(html_tree(text), None, self._rewritten) if is_html else escaped(text).strip()
                )
            elif one.tag in ("matimage", "mataudio", "matvideo") and one.get("uri"):
                address = self._rewritten(one.get("uri", ""))
                parts.append(
                    f"![{escaped(one.get('label', ''))}]({address})"
                    if one.tag == "matimage"
                    else f"<{address}>"
                )
        return "\n\n".join(part for part in parts if part)


def _said(element: Element) -> dict[str, str]:
    """The metadata fields of an assessment or an item itself, without those of its parts."""
    found: dict[str, str] = {}
    holders = [*element.findall("qtimetadata"), *element.findall("itemmetadata/qtimetadata")]
    for field in (one for holder in holders for one in holder.iter("qtimetadatafield")):
        name, value = (
            (field.findtext("fieldlabel") or "").strip(),
            (field.findtext("fieldentry") or "").strip(),
        )
        if name and value:
            found[name] = value
    return found


def _linked(item: Element) -> dict[str, str]:
    """The feedback that is shown for an option, by option."""
    found: dict[str, str] = {}
    for condition in item.iter("respcondition"):
        chosen = equal(condition)
        for display in condition.iter("displayfeedback"):
            name = display.get("linkrefid", "")
            if len(chosen) == 1 and name not in GENERAL:
                found[chosen[0]] = name
    return found


def _guessed(responses: list[Element]) -> str:
    """The type of a question that does not state its type."""
    if len(responses) > 1:
        return "fill_blank"
    if not responses or next(responses[0].iter("response_label"), None) is None:
        return "rubric"
    if responses[0].tag != "response_lid":
        return "short_answer"
    return "mcq_multi" if responses[0].get("rcardinality", "Single").lower() == "multiple" else "mcq_single"
