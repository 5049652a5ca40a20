"""What the proof needs of every table is there, and what is missing is told once, with its file and the remedy."""

from types import SimpleNamespace
from typing import Any

import asyncpg
import pytest
from sqlalchemy import Index

from db.maintenance import persons
from db.maintenance.persons import NAMED
from db.models import DOMAINS, Base
from tests.security.matrix import PARTS as MATRIX
from tests.support.coverage.causes import demand
from tests.support.coverage.missing import (
    keys_that_erasing_breaks,
    missing_in_the_matrix,
    missing_in_the_roles,
    missing_in_the_world,
    unregistered_domains,
)
from tests.support.databases import Database
from tests.support.world.build import PARTS as WORLD

FILES = "tests/security/matrix"


def test_every_domain_is_registered() -> None:
    assert list(unregistered_domains()) == []


def test_wherever_a_person_is_named_the_row_is_about_them_or_it_is_said_who_that_is() -> None:
    demand(list(missing_in_the_roles()))


def test_the_rows_of_a_person_can_be_emptied_whatever_is_unique_of_them() -> None:
    demand(list(keys_that_erasing_breaks(Base.metadata.tables.values())))


def test_a_unique_key_that_erasing_would_break_is_found() -> None:
    tables = {column: table for table in persons.tables() for column in persons.personal(table)}
    for column, table in tables.items():
        index = Index("uq_probe", *table.primary_key.columns, column, unique=True)
        try:
            found = [line.split(",")[0] for line in keys_that_erasing_breaks([table])]
        finally:
            table.indexes.discard(index)
        told = f"unique key uq_probe of {table.fullname} holds {column.name}"
        assert found == ([] if column.nullable else [told])
    assert not all(column.nullable for column in tables)


def test_the_matrix_speaks_of_every_table_and_masked_column(matrix: None) -> None:
    assert list(missing_in_the_matrix(MATRIX)) == [], "the fixture `matrix` has told"


def test_every_domain_has_a_matrix_and_rows_of_its_own(world_template: str) -> None:
    assert tuple(MATRIX) == DOMAINS
    assert tuple(WORLD) == DOMAINS
    assert all(hasattr(part, "rows") for part in WORLD.values())


def changed(domain: str, **stated: Any) -> dict[str, Any]:
    """The matrix, with other statements in one domain's file."""
    return {**MATRIX, domain: SimpleNamespace(**{**vars(MATRIX[domain]), **stated})}


def without(name: str, key: Any) -> dict[str, Any]:
    """A part of the matrix of recognition or people, without what it says of a table or column."""
    part = MATRIX["people"] if isinstance(key, tuple) else MATRIX["recognition"]
    return {name: {told: said for told, said in getattr(part, name).items() if told != key}}


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        (
            changed("recognition", **without("READS", "certificates")),
            (
                f'table certificates has no reads in {FILES}/recognition.py: add "certificates" to READS, '
                "with who reads which rows"
            ),
        ),
        (
            changed("recognition", **without("WRITES", "certificates")),
            (
                f'table certificates has no writes in {FILES}/recognition.py: add "certificates" to WRITES, '
                "with who writes which rows"
            ),
        ),
        (
            changed("people", **without("MASKED", ("users", "email"))),
            (
                f'column users.email has a mask: add ("users", "email") to MASKED in {FILES}/people.py, '
                "with who sees the value"
            ),
        ),
        (
            changed("people", MASKED={**MATRIX["people"].MASKED, ("users", "full_name"): "true"}),
            (
                f"MASKED in {FILES}/people.py names users.full_name, which has no mask in "
                "db/models/people.py: remove it"
            ),
        ),
        (
            changed("recognition", UNWRITTEN=frozenset({"modules"})),
            (
                f"UNWRITTEN in {FILES}/recognition.py names modules, which db/models/recognition.py does not "
                "make: move or remove it"
            ),
        ),
        (
            changed("identity", UNREACHABLE={}, READS={"clients": "false"}),
            (
                "table clients has no type in resolvers/identity/types.py: declare one, or add the table to "
                f"UNREACHABLE in {FILES}/identity.py"
            ),
        ),
        (
            changed("taxonomy", UNREACHABLE={"categories": "private"}),
            f"table categories has a GraphQL type: remove it from UNREACHABLE in {FILES}/taxonomy.py",
        ),
        (
            {domain: part for domain, part in MATRIX.items() if domain != "progress"},
            (
                f"domain progress has no {FILES}/progress.py: write READS and WRITES of module_progress, "
                "content_progress, course_progress"
            ),
        ),
    ],
)
def test_what_the_matrix_lacks_is_told_once(parts: dict[str, Any], told: str) -> None:
    already = set(missing_in_the_matrix(MATRIX))
    assert [line for line in missing_in_the_matrix(parts) if line not in already] == [told]


def test_what_is_not_said_of_a_person_is_told_once() -> None:
    said = {column: role for column, role in NAMED.items() if column != "skill_assessments.tutor_id"}
    already = set(missing_in_the_roles())
    told = missing_in_the_roles({**said, "certificates.user_id": "the learner"})
    assert [line for line in told if line not in already] == [
        (
            "column skill_assessments.tutor_id names a person whom the row is not about: add "
            '"skill_assessments.tutor_id" to NAMED in db/maintenance/persons.py, with who that is; or, if the row is '
            "about that person too, name the column in the table's access class"
        ),
        (
            "NAMED in db/maintenance/persons.py says certificates.user_id, which names nobody, or whom the row is "
            "about: remove it"
        ),
    ]


def test_a_file_with_tables_that_is_no_domain_is_told(tmp_path: Any) -> None:
    (tmp_path / "tenancy.py").write_text('class Tenant:\n    __tablename__ = "tenants"\n')
    (tmp_path / "words.py").write_text('"""No tables."""\n')
    (tmp_path / "guidance.py").write_text('class Talk:\n    __tablename__ = "talks"\n')
    assert list(unregistered_domains(tmp_path)) == [
        'db/models/guidance.py makes tables: add "guidance" to DOMAINS in db/models/__init__.py'
    ]


async def test_what_the_world_lacks_is_told_once(world_database: Database) -> None:
    connection = await asyncpg.connect(world_database.admin_url)
    try:
        await connection.execute("DELETE FROM certificates; UPDATE student_profiles SET date_of_birth = NULL")
        parts = {domain: part for domain, part in WORLD.items() if domain != "mentoring"}
        assert await missing_in_the_world(connection, parts) == [
            "domain mentoring has no tests/support/world/mentoring.py: draft rows of its tables there",
            (
                "column student_profiles.date_of_birth has a mask and no value in the small world: fill it in "
                "tests/support/world/people.py"
            ),
            "table certificates has no rows in the small world: draft some in tests/support/world/recognition.py",
        ]
    finally:
        await connection.close()
