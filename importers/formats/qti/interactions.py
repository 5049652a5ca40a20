"""The kinds of question that the interactions of QTI 2 and 3 become."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from importers.formats.qti.model import Option
from importers.kit.text.markdown import escaped, markdown
from importers.kit.text.markup import visible

CHOSEN = "choice"  # the right answer is some of the options
TYPED = "text"  # the right answer is texts or numbers
FREE = "free"  # people assess the answer
OTHER = "other"  # the right answer is pairs, orders or places


@dataclass(frozen=True, slots=True)
class Interaction:
    """A kind of interaction. type: the type of its question; `mcq` stands for one of two, by how many may be chosen.

    key: where the right answer is stated. choices: the elements that are its options. is_at_home: whether the type is
    made for this kind, and not only the nearest.
    """

    type: str
    key: str
    choices: tuple[str, ...] = ()
    is_at_home: bool = True


KINDS = {
    "choiceInteraction": Interaction("mcq", CHOSEN, ("simpleChoice",)),
    "inlineChoiceInteraction": Interaction("mcq", CHOSEN, ("inlineChoice",)),
    "hottextInteraction": Interaction("mcq", CHOSEN, ("hottext",)),
    "textEntryInteraction": Interaction("short_answer", TYPED),
    "extendedTextInteraction": Interaction("rubric", FREE),
    "sliderInteraction": Interaction("scale", TYPED),
    "hotspotInteraction": Interaction("mcq", CHOSEN, ("hotspotChoice",), is_at_home=False),
    "orderInteraction": Interaction("short_answer", OTHER, ("simpleChoice",), is_at_home=False),
    "associateInteraction": Interaction("short_answer", OTHER, ("simpleAssociableChoice",), is_at_home=False),
    "matchInteraction": Interaction("short_answer", OTHER, ("simpleAssociableChoice",), is_at_home=False),
    "gapMatchInteraction": Interaction("short_answer", OTHER, ("gapText", "gapImg"), is_at_home=False),
    "graphicGapMatchInteraction": Interaction("short_answer", OTHER, ("gapText", "gapImg"), is_at_home=False),
    "graphicOrderInteraction": Interaction("short_answer", OTHER, ("hotspotChoice",), is_at_home=False),
    "graphicAssociateInteraction": Interaction(
        "short_answer", OTHER, ("associableHotspot",), is_at_home=False
    ),
    "selectPointInteraction": Interaction("short_answer", OTHER, is_at_home=False),
    "positionObjectInteraction": Interaction("short_answer", OTHER, is_at_home=False),
    "uploadInteraction": Interaction("rubric", FREE, is_at_home=False),
    "drawingInteraction": Interaction("rubric", FREE, is_at_home=False),
    "mediaInteraction": Interaction("rubric", FREE, is_at_home=False),
    "customInteraction": Interaction("rubric", FREE, is_at_home=False),
    "portableCustomInteraction": Interaction("rubric", FREE, is_at_home=False),
}
INLINE = ("textEntryInteraction", "inlineChoiceInteraction")
SKIPPED = ("endAttemptInteraction",)  # a button that asks for a hint or ends the attempt: it takes no answer
HIDDEN = (
    "feedbackBlock",
    "feedbackInline",
    "rubricBlock",
    "templateBlock",
    "templateInline",
    "modalFeedback",
)
Rewritten = Callable[[str], str]


def interactions(body: Element) -> list[Element]:
    """The interactions of an item's body, in document order."""
    return [element for element in body.iter() if element.tag in KINDS]


def unordered(offered: list[Option], right: Sequence[str]) -> list[Option]:
    """The options, in another order where theirs is the right one, or tells the pairs."""
    pairs = [pair.split() for pair in right]
    beside = [pair[0] for pair in pairs] + [pair[-1] for pair in pairs]
    if [option.key for option in offered] not in (list(right), beside):
        return offered
    by_content = sorted(offered, key=lambda option: (option.content, option.key))
    return by_content if by_content != offered else by_content[::-1]


def options(found: Element, rewritten: Rewritten) -> Iterator[Option]:
    """The options of an interaction, not marked as right or wrong."""
    for element in found.iter():
        if element.tag in KINDS[found.tag].choices:
            key = element.get("identifier", "")
            feedback = [
                shown(one, None, rewritten)
                for one in element.iter("feedbackInline")
                if one.get("identifier") == key and one.get("showHide", "show") == "show"
            ]
            area = f"{element.get('shape', '')} {element.get('coords', '')}".strip()
            content = shown(element, None, rewritten) or escaped(element.get("hotspotLabel") or area or key)
            yield Option(key, content, feedback="\n\n".join(text for text in feedback if text) or None)


def shown(element: Element, asked: Element | None, rewritten: Rewritten) -> str:
    """An element's content, as Markdown. asked: the interaction that is shown; each other one becomes a blank."""

    def replace(child: Element) -> Element | None:
        if child.tag in HIDDEN or child.tag in SKIPPED:
            return None
        if child.tag in INLINE:
            return Element("span", {"data-response": ""})
        if child.tag in KINDS and child is not asked:
            return None
        if child.tag == "object":
            return _media(child)
        if child.tag in ("gap", "printedVariable"):
            return Element("span", {"data-response": ""})
        if asked is not None and child.tag in KINDS[asked.tag].choices and child.tag != "hottext":
            return None
        inner = visible(child, replace)
        inner.tag, inner.attrib = ("span" if child.tag == "hottext" else "div"), {}
        return inner

    plain = visible(element, replace)
    for image in plain.iter():
        for name in ("src", "href", "poster"):
            if name in image.attrib:
                image.attrib[name] = rewritten(image.attrib[name])
    return markdown(plain)


def _media(element: Element) -> Element | None:
    address, kind = element.get("data"), element.get("type", "")
    if address is None:
        return None
    if kind.startswith("image/"):
        return Element("img", {"src": address, "alt": " ".join("".join(element.itertext()).split())})
    link = Element("a", {"href": address})
    link.text = " ".join("".join(element.itertext()).split()) or address.rpartition("/")[2]
    return link
