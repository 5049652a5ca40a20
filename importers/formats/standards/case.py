"""A package of the 1EdTech standard CASE (Competencies and Academic Standards Exchange), version 1.0 or 1.1, in JSON.

Fields without a column are kept unchanged, under the source's own names, in `metadata.case`.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from db.models.taxonomy import AssociationKind
from importers.formats.standards.records import (
    ASSOCIATION,
    STANDARD,
    Framework,
    Publication,
    Relation,
    Statement,
)
from importers.kit.fields import MAX_KEY, Record
from importers.kit.grades import band, grades
from importers.kit.lists import good
from importers.kit.text.jsonstream import Element, elements
from importers.refusal import Bad, BadRecord, refused

DOCUMENT, ITEMS, ASSOCIATIONS = "CFDocument", "CFItems", "CFAssociations"
DEFINITIONS, RUBRICS = "CFDefinitions", "CFRubrics"
LISTS = (ITEMS, ASSOCIATIONS)
GUID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
LANGUAGE = re.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
VERSIONS = ("1.0", "1.1")
MAX_STATEMENT = 100_000  # characters
MAX_DEPTH = 50
# Fields that have a column, or that follow from the record's place in the file.
DOCUMENT_COLUMNS = ("identifier", "title", "language")
ITEM_COLUMNS = ("identifier", "humanCodingScheme", "fullStatement", "CFDocumentURI", "CFItemAssociationURI")
ASSOCIATION_COLUMNS = ("originNodeURI", "CFDocumentURI")
KINDS = {re.sub("_(.)", lambda letter: letter[1].upper(), kind.name): kind for kind in AssociationKind}
"""The kinds of association, by their names in CASE, such as `isChildOf`."""


def open_case(path: Path, bad: Bad) -> Publication:
    """Open the package at `path`. bad: called with each item and each association that can't be read.

    Raises `ImportRefused` if it holds no framework.
    """
    framework = _framework(path, bad)
    return Publication(
        path.name,
        framework,
        lambda: good(_list(path, ITEMS, bad), lambda item: _statement(path.name, item), bad),
        lambda: good(_list(path, ASSOCIATIONS, bad), lambda item: _relation(path.name, item), bad),
        {STANDARD: ITEMS, ASSOCIATION: ASSOCIATIONS},
    )


def _list(path: Path, name: str, bad: Bad) -> Iterator[Element]:
    return (element for element in elements(path, within=LISTS, bad=bad) if element.within == name)


def _framework(path: Path, bad: Bad) -> Framework:
    found: Record | None = None
    beside: dict[str, Any] = {}
    keys: list[str] = []
    for element in elements(path, within=LISTS, bad=bad):
        if element.within is not None:
            keys += [element.within] if element.within not in keys else []
            continue
        keys.append(str(element.key))
        if element.key == DOCUMENT:
            found = Record.of(path.name, f"{element.place}", element.value, None)
        elif element.key in LISTS:
            if element.value is not None:
                raise refused(path.name, element.place, "must be a list")
        elif element.key is not None and element.value:
            beside[element.key] = element.value
    if found is None:
        instead = f"; found {', '.join(keys[:5])}" if keys else ""
        reason = f'is no CASE package: it holds no "{DOCUMENT}"{instead}'
        raise refused(path.name, "", reason)
    guid, title, version = _guid(found), found.key("title"), found.fields.get("caseVersion")
    notes: list[tuple[str, str]] = []
    if title is None:
        notes.append(("the document has no title, and goes by its identifier", guid))
    if version is not None and version not in VERSIONS:
        notes.append((f"the version of CASE is not known; read as {VERSIONS[-1]}", str(version)[:40]))
    return Framework(
        found.place,
        guid,
        title or guid,
        _language(found),
        {"case": _rest(found, DOCUMENT_COLUMNS) | _shallow(found, beside)},
        notes,
    )


def _statement(file: str, element: Element) -> Statement:
    record = Record.of(file, element.place, element.value, None)
    text = record.optional("fullStatement")
    if text is None:
        raise record.refuse("fullStatement", "is missing or empty")
    if len(text) > MAX_STATEMENT:
        raise record.refuse("fullStatement", f"is longer than {MAX_STATEMENT:,} characters")
    subjects = _texts(record, "subject")
    return Statement(
        record.place,
        _guid(record),
        record.key("humanCodingScheme"),
        text,
        band(grades(_texts(record, "educationLevel") or _texts(record, "educationalLevel"))),
        ", ".join(subjects) or None,
        list(dict.fromkeys(_texts(record, "conceptKeywords"))),
        _language(record),
        _rest(record, ITEM_COLUMNS),
    )


def _relation(file: str, element: Element) -> Relation:
    record = Record.of(file, element.place, element.value, None)
    return Relation(
        record.place,
        _node(record, "originNodeURI"),
        _node(record, "destinationNodeURI"),
        KINDS.get(record.text("associationType")),
        record.number("sequenceNumber"),
        _rest(record, ASSOCIATION_COLUMNS),
    )


def _guid(record: Record) -> str:
    guid = record.text("identifier").lower()
    if not GUID.fullmatch(guid):
        raise record.refuse("identifier", f'must be a UUID, found "{guid[:40]}"')
    return guid


def _node(record: Record, name: str) -> str:
    """The identifier of one end of an association: a field of an object, or the last part of an address."""
    value = record.fields.get(name)
    if isinstance(value, str):
        found = value.rstrip("/").rpartition("/")[2]
    else:
        node = Record.of(record.file, f'{record.place}, "{name}"', value, None)
        found = node.key("identifier") or node.text("uri")
    if not found or len(found) > MAX_KEY:
        raise record.refuse(name, f"must name a standard by an identifier of at most {MAX_KEY} characters")
    return found.lower() if GUID.fullmatch(found.lower()) else found


def _language(record: Record) -> str | None:
    tag = record.key("language")
    if tag is not None and not LANGUAGE.fullmatch(tag):
        raise record.refuse("language", f'must be a language tag such as en or es-MX, found "{tag[:40]}"')
    return tag


def _texts(record: Record, name: str) -> list[str]:
    """A list of texts. Some publishers write one text with commas instead."""
    value = record.fields.get(name)
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    return record.texts(name)


def _rest(record: Record, columns: tuple[str, ...]) -> dict[str, Any]:
    """The fields that have no column and are not empty."""
    return _shallow(
        record,
        {name: value for name, value in record.fields.items() if name not in columns and _is_said(value)},
    )


def _is_said(value: Any) -> bool:
    return value is not None and value not in ("", [], {})


def _shallow(record: Record, values: dict[str, Any]) -> dict[str, Any]:
    """The values. Raises `ImportRefused` if they nest deeper than can be stored."""
    level: list[Any] = list(values.values())
    for _ in range(MAX_DEPTH):
        level = [inner for value in level for inner in _inner(value)]
        if not level:
            return values
    raise BadRecord(record.file, record.place, f"nests deeper than {MAX_DEPTH} levels")


def _inner(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(cast("dict[str, Any]", value).values())
    return cast("list[Any]", value) if isinstance(value, list) else []
