"""Untrusted HTML as a tree of elements. Missing end tags are added; end tags without a start tag are left out."""

from html import unescape
from html.parser import HTMLParser
from xml.etree.ElementTree import Element

VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
CLOSED_BY_THE_NEXT = {
    "p": ("p",),
    "li": ("li",),
    "tr": ("tr", "td", "th"),
    "td": ("td", "th"),
    "th": ("td", "th"),
}
MAX_DEPTH = 100
UNFINISHED = 5_000
"""How many characters of a tag that never ends are searched for other tags, from each `<` to its end."""


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("div")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        while self._open[-1].tag in CLOSED_BY_THE_NEXT.get(tag, ()) and len(self._open) > 1:
            self._open.pop()
        element = Element(tag, {name: _text(value or "") for name, value in attrs})
        self._open[-1].append(element)
        if tag not in VOID and len(self._open) < MAX_DEPTH:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        for place in range(len(self._open) - 1, 0, -1):
            if self._open[place].tag == tag:
                del self._open[place:]
                return

    def handle_data(self, data: str) -> None:
        inside = self._open[-1]
        if len(inside):
            inside[-1].tail = (inside[-1].tail or "") + _text(data)
        else:
            inside.text = (inside.text or "") + _text(data)

    def end(self) -> None:
        """Take what is left. Of a tag that never ends, a long rest is text."""
        rest = self.rawdata
        if "<" in rest and len(rest) > UNFINISHED:
            self.rawdata = ""
            self.handle_data(unescape(rest))
        self.close()


def html_tree(markup: str) -> Element:
    """Return the markup as the children of a `div`."""
    builder = _Builder()
    builder.feed(markup)
    builder.end()
    return builder.root


def _text(text: str) -> str:
    """The text without the characters that XML or PostgreSQL can't hold."""
    return "".join(
        sign for sign in text if sign in "\t\n\r" or (sign >= " " and not "\ud800" <= sign <= "\udfff")
    )
