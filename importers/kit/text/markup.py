"""The part of a problem's markup that a learner may see.

Everything that is not known to be harmless is left out, because an answer may hide in any attribute and any element
that grading reads. The whole problem is kept among the secrets.
"""

from collections.abc import Callable
from xml.etree.ElementTree import Element

from importers.kit.text.xml import inner_html

_TEXT = """
a abbr article aside b blockquote br caption center cite code col colgroup dd del details div dl dt em figcaption figure
font footer h1 h2 h3 h4 h5 h6 header hr i ins kbd legend li main mark nav ol p pre q s samp section small span strong
sub summary sup table tbody td tfoot th thead time tr tt u ul var
"""
_MEDIA = "audio iframe img source track video"
_MATH = "math mfrac mi mn mo mover mroot mrow mspace msqrt mstyle msub msup mtable mtd mtext mtr munder munderover"
_PLAIN = """
alt aria-hidden aria-label class colspan controls dir frameborder headers height href id lang poster rel role rowspan
scope scrolling src start style target title width
"""
HTML = frozenset(f"{_TEXT} {_MEDIA} {_MATH}".split())
ATTRIBUTES = frozenset(_PLAIN.split())


def visible(element: Element, replace: Callable[[Element], Element | None]) -> Element:
    """A copy of the element with harmless markup only.

    replace: called with each element that is not plain HTML; returns the element to put in its place, or null to leave
    it out.
    """
    kept = Element(element.tag, {name: value for name, value in element.attrib.items() if name in ATTRIBUTES})
    kept.text = element.text
    for child in element:
        shown = visible(child, replace) if child.tag in HTML else replace(child)
        if shown is not None:
            shown.tail = child.tail
            kept.append(shown)
        else:
            _append_text(kept, child.tail)
    return kept


def html(element: Element, replace: Callable[[Element], Element | None] = lambda _: None) -> str:
    """The part of the element's content that a learner may see, as HTML."""
    return inner_html(visible(element, replace))


def _append_text(parent: Element, text: str | None) -> None:
    if not text:
        return
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text
