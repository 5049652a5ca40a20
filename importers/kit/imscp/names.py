"""XML read by local names: packages spell their namespaces in more ways than the standards do."""

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

XML = "{http://www.w3.org/XML/1998/namespace}"
SPOKEN = "{http://www.w3.org/2001/10/synthesis}"
"""SSML says how a text is spoken. Some of its elements have names that mean something else in HTML: `sub`, `s`, `p`."""


def plain_names(root: Element) -> Element:
    """Remove the namespaces of a tree's elements and attributes, in place; return it. `xml:lang` becomes `lang`.

    Elements of SSML become `span`: the text that they hold is shown as it is.
    """
    for element in root.iter():
        element.tag = "span" if element.tag.startswith(SPOKEN) else local(element.tag)
        if any(name[:1] == "{" for name in element.attrib):
            bare = {name: value for name, value in element.attrib.items() if name[:1] != "{"}
            named = {local(name): value for name, value in element.attrib.items() if name[:1] == "{"}
            element.attrib = named | bare
    return root


def namespaces(root: Element) -> set[str]:
    """The namespaces of the tree's elements and attributes."""
    found: set[str] = set()
    for element in root.iter():
        for name in (element.tag, *element.attrib):
            if name[:1] == "{":
                found.add(name[1:].partition("}")[0])
    return found


def local(name: str) -> str:
    """The name without its namespace."""
    return name.rpartition("}")[2]


def text_of(element: Element | None) -> str | None:
    """The text of an element, on one line; null if there is no element or no text."""
    if element is None:
        return None
    return " ".join("".join(element.itertext()).split()) or None


def children(element: Element, *names: str) -> Iterator[Element]:
    """The children with these names, in document order."""
    return (child for child in element if child.tag in names)


def as_json(element: Element) -> dict[str, Any]:
    """An element with plain names as JSON: its attributes by name, its text, and lists of its children by name."""
    found: dict[str, Any] = dict(element.attrib)
    text = (element.text or "").strip()
    if text:
        found["text"] = text
    for child in element:
        found.setdefault(f"{child.tag}s" if child.tag in element.attrib else child.tag, []).append(
            as_json(child)
        )
    return found
