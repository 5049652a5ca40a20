"""QTI 3 in the names of QTI 2: `qti-choice-interaction` is `choiceInteraction`, `max-choices` is `maxChoices`."""

import re
from xml.etree.ElementTree import Element

from importers.kit.imscp.names import plain_names

START = "qti-"


def classic(root: Element) -> Element:
    """Remove the namespaces of a tree and spell its names as QTI 2 does, in place; return the tree."""
    for element in plain_names(root).iter():
        if element.tag.startswith(START):
            element.tag = _joined(element.tag.removeprefix(START))
            element.attrib = {
                name if name.startswith(("data-", "aria-")) else _joined(name): value
                for name, value in element.attrib.items()
            }
    return root


def _joined(name: str) -> str:
    return re.sub("-([a-z])", lambda found: found[1].upper(), name)
