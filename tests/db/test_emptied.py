"""Erasing a person leaves a column of any type a value of that type, whether or not it may be null."""

from typing import Any

import asyncpg
import pytest
from sqlalchemy import Column, Interval, LargeBinary, MetaData, Table, text
from sqlalchemy.dialects import postgresql

from db.maintenance import persons
from db.models import Base
from db.models.emptying import EMPTY, KEPT, check_emptied
from tests.support.databases import Database


def types() -> dict[str, Any]:
    """Every type that a model's column has, or that an annotation gives it, by its name in PostgreSQL."""
    used = [column.type for table in Base.metadata.tables.values() for column in table.columns]
    known = [*used, *Base.type_annotation_map.values(), LargeBinary()]
    return {each.compile(postgresql.dialect()): each for each in known}


def only(column: "Column[object]") -> "list[Column[object]]":
    """Those columns that are emptied in a table with this one."""
    return persons.personal(Table("told", MetaData(), column))


async def test_a_column_of_each_type_takes_the_value_that_replaces_what_it_held(database: Database) -> None:
    connection = await asyncpg.connect(database.admin_url)
    taken: set[type] = set()
    try:
        for name, kind in types().items():
            columns = only(Column("held", kind, nullable=False))
            assert bool(columns) == (not isinstance(kind, KEPT)), name
            for column in columns:
                await connection.execute(f"CREATE TEMP TABLE told (held {name} NOT NULL)")
                await connection.execute(f"INSERT INTO told VALUES ({persons.emptied(column)})")
                await connection.execute("DROP TABLE told")
                taken |= {each for each in EMPTY if isinstance(kind, each)}
    finally:
        await connection.close()
    assert taken == EMPTY.keys()


@pytest.mark.parametrize("kind", Base.type_annotation_map.values(), ids=str)
def test_null_or_the_default_goes_before_it(kind: Any) -> None:
    assert persons.emptied(Column("held", kind, nullable=True, server_default=text("x"))) == "NULL"
    assert persons.emptied(Column("held", kind, nullable=False, server_default=text("x"))) == "DEFAULT"


def test_a_type_of_which_nothing_is_said_is_refused_when_the_models_are_completed() -> None:
    column: Column[object] = Column("lasted", Interval(), nullable=False)
    Table("told", MetaData(), column)
    with pytest.raises(TypeError) as refused:
        check_emptied(column)
    assert str(refused.value) == (
        "told.lasted: nothing says what a column of the type Interval holds once its person is erased: add the type "
        "to EMPTY or to KEPT in db/models/emptying.py"
    )
