"""HTML elements as Markdown (CommonMark). Elements that Markdown has no sign for stay HTML, which Markdown allows."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, tostring

BLOCKS = frozenset(
    (
        "article", "aside", "blockquote", "caption", "center", "dd", "details", "div", "dl", "dt", "figure", "footer",
        "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section",
        "summary", "table", "ul",
    )
)  # fmt: skip
KEPT = frozenset(["audio", "dl", "figure", "iframe", "math", "svg", "table", "video"])
MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*"}
SPECIAL = re.compile(r"([\\`*_\[\]<]|&(?=#?\w+;))")
LEADING = re.compile(r"^(\s*)(#{1,6}(?=\s)|[-+>](?=\s)|\d+(?=[.)]\s))")
SPACE = re.compile(r"\s+")
BLANK = r"\_\_\_\_"
"""Shows where a learner fills something in."""


def markdown(element: Element) -> str:
    """The element's content, as Markdown."""
    return "\n\n".join(block for block in _blocks(element) if block.strip()).strip("\n")


def escaped(text: str) -> str:
    """Markdown that shows this plain text."""
    return LEADING.sub(r"\1\\\2", _signs(text))


def _signs(text: str) -> str:
    return SPECIAL.sub(r"\\\1", SPACE.sub(" ", text))


def _blocks(element: Element) -> Iterator[str]:
    """The blocks inside an element. Adjacent text and inline elements make one block."""
    run = escaped(element.text or "")
    for child in element:
        if child.tag in BLOCKS or child.tag in KEPT or any(one.tag in BLOCKS for one in child.iter()):
            yield _paragraph(run)
            yield from _block(child)
            run = ""
        else:
            run += _inline(child)
        run += _signs(child.tail or "")
    yield _paragraph(run)


def _block(element: Element) -> Iterator[str]:
    tag = element.tag
    if tag in KEPT:
        yield _raw(element)
    elif tag == "hr":
        yield "---"
    elif tag == "pre":
        text = "".join(element.itertext()).strip("\n")
        fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
        yield f"{fence}\n{text}\n{fence}"
    elif tag in ("ul", "ol"):
        yield "\n".join(_list(element))
    elif tag == "blockquote":
        yield "\n".join(f"> {line}".rstrip() for line in markdown(element).split("\n"))
    elif re.fullmatch("h[1-6]", tag):
        yield f"{'#' * int(tag[1])} {SPACE.sub(' ', ''.join(_inlines(element))).strip()}"
    else:
        yield from _blocks(element)


def _list(element: Element) -> Iterator[str]:
    for number, item in enumerate((child for child in element if child.tag == "li"), 1):
        sign = "- " if element.tag == "ul" else f"{number}. "
        yield sign + markdown(item).replace("\n", "\n" + " " * len(sign))


def _inlines(element: Element) -> Iterator[str]:
    yield _signs(element.text or "")
    for child in element:
        yield _inline(child)
        yield _signs(child.tail or "")


def _inline(element: Element) -> str:
    tag = element.tag
    if tag == "br":
        return "\\\n"
    if tag == "img":
        return f"![{_signs(element.get('alt', ''))}]({_address(element.get('src', ''))})"
    if element.get("data-response") is not None:
        return BLANK
    inner = "".join(_inlines(element))
    if tag in MARKS and inner.strip():
        start, end = len(inner) - len(inner.lstrip()), len(inner.rstrip())
        return f"{inner[:start]}{MARKS[tag]}{inner[start:end]}{MARKS[tag]}{inner[end:]}"
    if tag == "code":
        text = "".join(element.itertext())
        return f"`{text}`" if text and "`" not in text else _raw(element)
    if tag == "a" and element.get("href"):
        return f"[{inner.strip()}]({_address(element.get('href', ''))})"
    if tag in ("sub", "sup", "u", "s", "del", "ins", "mark", "kbd", "q", "math", "audio", "video", "iframe"):
        return _raw(element)
    return inner


def _paragraph(run: str) -> str:
    return "\n".join(line.strip(" ") for line in run.split("\n")).strip().removesuffix("\\").strip()


def _address(address: str) -> str:
    return f"<{address}>" if re.search(r"[\s()]", address) else address


def _raw(element: Element) -> str:
    tail, element.tail = element.tail, None
    text = tostring(element, encoding="unicode", method="html")
    element.tail = tail
    return re.sub(r"\n\s*\n", "\n", text)
