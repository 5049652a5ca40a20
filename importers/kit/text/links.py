"""The links in untrusted HTML: each is replaced in its place, and nothing else of the markup changes."""

import html
import re
from collections.abc import Callable
from html.parser import HTMLParser

ONE = frozenset(
    (
        "src", "href", "poster", "data", "background", "cite", "longdesc", "action", "formaction", "lowsrc", "dynsrc",
        "xlink:href", "data-src", "data-href", "data-poster", "data-background", "manifest", "classid", "codebase",
    )
)  # fmt: skip
"""The attributes that hold one address."""
SEVERAL = frozenset(("srcset", "imagesrcset", "data-srcset"))
"""The attributes that hold addresses, each with the width or density of the picture that is there."""
ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(\s*=\s*)("[^"]*"|'[^']*'|[^\s"'<>`]+)""")
CANDIDATE = re.compile(r"(\s*)([^\s,](?:\S*[^\s,])?)((?:\s+[\d.]+[wxh])*\s*(?:,|$))")
STYLED = re.compile(r"""(url\(\s*)(["']?)([^"')]+)(\2\s*\))""", re.IGNORECASE)
REFRESH = re.compile(r"(\s*[\d.]+\s*[;,]\s*url\s*=\s*)(.+)", re.IGNORECASE | re.DOTALL)

Linked = Callable[[str], str]
"""Returns the address that takes the place of an address."""


def relinked(markup: str, linked: Linked) -> str:
    """The markup with each address replaced. Addresses that stay are left exactly as they were written."""
    finder = _Finder(markup)
    parts: list[str] = []
    end = 0
    for start, tag in finder.tags:
        parts += [markup[end:start], _tag(tag, linked)]
        end = start + len(tag)
    return "".join([*parts, markup[end:]])


def in_srcset(value: str, linked: Linked) -> str:
    """A list of pictures, such as `small.png 1x, large.png 2x`, with each address replaced."""
    return CANDIDATE.sub(lambda found: f"{found[1]}{linked(found[2])}{found[3]}", value)


class _Finder(HTMLParser):
    """Finds the start tags, with their places in the text."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=False)
        self.tags: list[tuple[int, str]] = []
        self._lines = [0]
        for line in markup.split("\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)
        # What has begun and never ends is no tag; to `close` would look for its end again from each of its characters.
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        text = self.get_starttag_text()
        if attrs and text is not None:
            line, column = self.getpos()
            self.tags.append((self._lines[line - 1] + column, text))


def _tag(tag: str, linked: Linked) -> str:
    name = re.match(r"<([^\s/>]*)", tag)
    kind = name[1].lower() if name else ""
    return ATTRIBUTE.sub(lambda found: _attribute(kind, found, linked), tag)


def _attribute(kind: str, found: "re.Match[str]", linked: Linked) -> str:
    name, raw = found[1].lower(), found[3]
    quote = raw[0] if raw[0] in "\"'" else ""
    said = html.unescape(raw[1:-1] if quote else raw)
    new = said
    if name in ONE or (kind == "param" and name == "value" and "." in said):
        new = linked(said)
    elif name in SEVERAL:
        new = in_srcset(said, linked)
    elif name == "style":
        new = STYLED.sub(lambda url: f"{url[1]}{url[2]}{linked(url[3].strip())}{url[4]}", said)
    elif kind == "meta" and name == "content" and (to := REFRESH.fullmatch(said)):
        new = f"{to[1]}{linked(to[2].strip())}"
    if new == said:
        return found[0]
    sign = quote or '"'
    escaped = new.replace("&", "&amp;").replace(sign, "&#39;" if sign == "'" else "&quot;")
    return f"{found[1]}{found[2]}{sign}{escaped}{sign}"
