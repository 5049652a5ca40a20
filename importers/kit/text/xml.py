"""Untrusted XML: no entities, nothing fetched, bounded depth. And the way back, from elements to markup."""

import copy
import html
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, tostring

from defusedxml.common import DefusedXmlException, EntitiesForbidden
from defusedxml.ElementTree import DefusedXMLParser

from importers.kit.text.decoding import decode
from importers.refusal import refused

MAX_DEPTH = 200


class _TooDeep(Exception):
    pass


class _Builder(TreeBuilder):
    """Builds the tree, and stops if it becomes so deep that walking it could overflow the stack."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise _TooDeep
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        self._depth -= 1
        return super().end(tag)


def parse(data: bytes, name: str) -> Element:
    """Return the root element of an XML file.

    Raises `ImportRefused`, naming the line if it is known, for XML that is not well-formed, declares entities or refers
    to external ones, nests deeper than 200 elements, or is in an encoding that it does not declare.
    """
    parser = DefusedXMLParser(target=_Builder(), forbid_dtd=False, forbid_entities=True, forbid_external=True)
    try:
        parser.feed(data)
        return parser.close()
    except EntitiesForbidden as error:
        raise refused(name, "", f'declares the entity "{error.name}"; entities are not allowed') from None
    except DefusedXmlException:
        raise refused(name, "", "refers to an external entity; nothing is fetched for an import") from None
    except _TooDeep:
        raise refused(name, "", f"nests deeper than {MAX_DEPTH} elements") from None
    except ParseError as error:
        decode(data, name)  # if the encoding is wrong, this refusal is better: it names the byte
        line, column = error.position
        reason = str(error).split(":", 1)[0]
        raise refused(name, f"line {line}, column {column + 1}", f"not well-formed XML: {reason}") from None
    except (LookupError, ValueError):
        raise refused(
            name, "line 1", "the declared encoding is not supported; save the file as UTF-8"
        ) from None


def source(element: Element) -> str:
    """The element as XML text, without the text that follows it."""
    alone = copy.copy(element)
    alone.tail = None
    return tostring(alone, encoding="unicode")


def inner_html(element: Element) -> str:
    """The element's content, as HTML text."""
    parts = [_escaped(element.text)]
    parts += [tostring(child, encoding="unicode", method="html") for child in element]
    return "".join(parts).strip()


def plain(element: Element) -> str:
    """The text in the element, without markup, on one line."""
    return " ".join("".join(element.itertext()).split())


def unescaped(text: str) -> str:
    """The text with its character references resolved."""
    return html.unescape(text).replace("\0", "")


def _escaped(text: str | None) -> str:
    return (text or "").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
