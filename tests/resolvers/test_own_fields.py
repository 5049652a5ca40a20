"""A field with a resolver of its own says which columns it reads, or the schema is not built."""

from collections.abc import Iterator
from typing import Any

import pytest
import strawberry

from db.models import delivery
from resolvers.kit.declaring.entity import ENTITIES, computed, entity
from resolvers.kit.declaring.field import ColumnNotRequired, RequiredColumns, field
from resolvers.kit.declaring.own_sql import OWN_SQL, as_seen, own_sql


@pytest.fixture(autouse=True)
def registers() -> Iterator[None]:
    """What a test declares is forgotten after it."""
    entities, texts = dict(ENTITIES), list(OWN_SQL)
    yield
    ENTITIES.clear()
    ENTITIES.update(entities)
    OWN_SQL[:] = texts


def test_a_resolver_without_declared_columns_is_refused() -> None:
    class Undeclared:
        @strawberry.field
        def shouted(self: Any) -> str:
            return self["title"]

    with pytest.raises(TypeError) as raised:
        entity(delivery.Enrollment, plural=None)(Undeclared)
    assert str(raised.value) == (
        "Undeclared.shouted has a resolver but doesn't say which columns it reads:"
        " declare it with @field(requires=(...)) of resolvers/kit/declaring/field.py"
    )
    assert "Undeclared" not in ENTITIES


def test_a_column_that_does_not_exist_is_refused() -> None:
    class Misspelt:
        @field(requires=("amount", "amuont"))
        def shouted(self: Any) -> str:
            return self["amount"]

    with pytest.raises(TypeError, match=r"^Misspelt.shouted requires amuont: known columns are amount$"):
        computed({"amount": (int, "How much.")})(Misspelt)


def test_the_tenant_is_no_column_of_a_row() -> None:
    class Owned:
        @field(requires=("tenant_id",))
        def shouted(self: Any) -> str:
            return self["tenant_id"]

    with pytest.raises(TypeError, match=r"^Owned.shouted requires tenant_id: known columns are id, "):
        entity(delivery.Enrollment, plural=None)(Owned)


def test_one_text_is_no_list_of_columns() -> None:
    with pytest.raises(TypeError, match=r'^`requires` is a list of columns: \("title",\)$'):
        field(requires="title")


def test_a_resolver_without_a_row_is_refused() -> None:
    def motto(info: Any) -> str:
        return "ours"

    with pytest.raises(TypeError, match=r"^`.*motto` takes no row: its first parameter must be `self`$"):
        field(requires=())(motto)


def test_the_docstring_is_the_description() -> None:
    def motto(self: Any) -> str:
        """What it lives by."""
        return "ours"

    assert field(requires=())(motto).description == "What it lives by."
    assert field(requires=(), description="Another.")(motto).description == "Another."


@pytest.mark.parametrize(
    "read", [lambda row: row["code"], lambda row: row.get("code"), lambda row: row.get("code", 1)]
)
def test_a_column_that_is_not_required_is_named_with_the_remedy(read: Any) -> None:
    row = RequiredColumns("Course.label", {"title": "Ecology"})
    assert (row["title"], row.get("title")) == ("Ecology", "Ecology")
    with pytest.raises(ColumnNotRequired) as raised:
        read(row)
    assert str(raised.value) == (
        '`Course.label` reads the column "code" without requiring it: add "code" to `requires` of its @field'
    )


def test_a_table_is_put_in_as_the_viewer_sees_it() -> None:
    found = own_sql(
        "SELECT u.id AS k0, u.email FROM {users} u JOIN {subjects} s ON s.code = '{{}}' WHERE u.id = ANY({k0})",
        users=("id", "email"),
        subjects=("code",),
    )
    head, _, rest = found.sql.partition("CASE WHEN ")
    condition, _, tail = rest.partition(" THEN t.email ELSE NULL END")
    assert "app." in condition
    assert head == 'SELECT u.id AS k0, u.email FROM (SELECT t.id AS "id", '
    assert tail == (
        ' AS "email" FROM users t WHERE t.tenant_id = $1) u JOIN (SELECT t.code AS "code" FROM subjects t) s'
        " ON s.code = '{}' WHERE u.id = ANY(($2::text)::uuid[])"
    )


@pytest.mark.parametrize(
    ("sql", "tables", "message"),
    [
        ("SELECT 1 FROM {pupils}", {"pupils": ("id",)}, "there is no table pupils"),
        ("SELECT 1 FROM {users}", {"users": ("id", "nickname")}, "users has no column nickname"),
        ("SELECT 1 FROM users", {"users": ("id",)}, "the SQL does not name {users}"),
    ],
)
def test_what_can_not_be_put_in(sql: str, tables: dict[str, tuple[str, ...]], message: str) -> None:
    with pytest.raises(ValueError, match=f"^{message}$"):
        as_seen(sql, **tables)
