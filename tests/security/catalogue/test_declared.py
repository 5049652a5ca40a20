"""In tables that are not open to everyone, every open document and free text is masked or declared harmless by name."""

from collections.abc import Iterable

from sqlalchemy import Column, Table, Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from db.derived.policies import access_of
from db.models import Base
from db.models.harmless import HARMLESS, STATED

CLOSED = ("personal", "members", "directory", "staff")
"""The access classes whose rows are not published. Nobody sees a private table, so `private` is not among them."""


def open_texts(tables: Iterable[Table]) -> dict[str, bool]:
    """The texts and documents that the tables show, as `table.column`, and whether each is masked."""
    return {
        f"{table.name}.{column.name}": column.info.get("mask") is not None
        for table in tables
        if access_of(table).kind in CLOSED
        for column in table.columns
        if is_open(column)
    }


def is_open(column: Column[object]) -> bool:
    """Whether the column may hold anything that somebody wrote; a closed set of words is an enum, not a text."""
    return isinstance(column.type, Text | JSONB | ARRAY) and column.info.get("exposed", True)


def test_every_open_text_is_masked_or_declared_harmless() -> None:
    found = open_texts(Base.metadata.tables.values())
    undeclared = [name for name, is_masked in found.items() if not is_masked and name not in HARMLESS]
    assert undeclared == [], (
        "mask these columns in db/models, or say in db/models/harmless.py why they need none"
    )
    assert len([name for name, is_masked in found.items() if is_masked]) > 25


def test_what_is_declared_harmless_is_there_and_unmasked() -> None:
    found = open_texts(Base.metadata.tables.values())
    assert [name for name in HARMLESS if found.get(name, True)] == []
    assert len(HARMLESS) == sum(map(len, STATED.values())), "each is declared once"


def test_a_document_without_a_declaration_is_found() -> None:
    table = Base.metadata.tables["enrollments"]
    mask = table.columns["metadata"].info["mask"]
    table.columns["metadata"].info["mask"] = None
    try:
        assert open_texts([table]) == {"enrollments.external_id": False, "enrollments.metadata": False}
        assert "enrollments.metadata" not in HARMLESS
    finally:
        table.columns["metadata"].info["mask"] = mask
