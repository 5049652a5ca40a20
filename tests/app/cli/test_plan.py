"""`lyceum plan` tells a reader what an operation will ask of the database."""

from pathlib import Path

import pytest

import resolvers.schema as schema_module
from tests.app.cli.conftest import Lyceum
from tests.app.execution.own_fields import extended_schema

DOCUMENT = """query Mine($first: Int) {
  viewer { user { fullName } enrollments(first: $first) { totalCount nodes { status } } }
}
query Home { viewer { user { fullName } } }
query Other { courses(first: 500) { nodes { title } } }
query Schema { __schema { queryType { name } } }
"""

MINE = """Query.viewer: one row about who asks, Viewer
    j0.id, j0.full_name, user_id
    WITH one AS MATERIALIZED (SELECT * FROM (SELECT j0.id AS "j0.id", j0.full_name AS "j0.full_name",
      t."user_id" AS "user_id" FROM (SELECT coalesce(app.user_id(), app.client_id(), $1::uuid) AS id, $1::uuid
      AS tenant_id, app.user_id() AS user_id, app.user_id() AS user_uuid, app.client_id() AS client_id) t LEFT
      JOIN users j0 ON j0.id = t.user_id AND j0.tenant_id = $1) o LIMIT 1) SELECT c.*, one."j0.id" AS
      "one.j0.id", one."j0.full_name" AS "one.j0.full_name", one."user_id" AS "one.user_id" FROM one LEFT JOIN
      (SELECT p.k0, c.* FROM unnest(ARRAY(SELECT one."user_id" FROM one)) AS p (k0) CROSS JOIN LATERAL (SELECT
      t.status AS "status" FROM enrollments t WHERE t.tenant_id = $1 AND t.user_id = p.k0 ORDER BY
      t.enrolled_at DESC, t.id DESC LIMIT 20) c) c ON true

  Viewer.user: read with the rows above, User

  Viewer.enrollments: read with the rows above, Enrollment
      status
      SELECT t.user_id AS "k0", count(*) AS "count" FROM enrollments t WHERE t.tenant_id = $1 AND t.user_id =
        ANY(($2::text)::uuid[]) GROUP BY t.user_id

"""


@pytest.fixture
def document(tmp_path: Path) -> str:
    path = tmp_path / "mine.graphql"
    path.write_text(DOCUMENT)
    return str(path)


def test_batches_and_their_statements(lyceum: Lyceum, document: str) -> None:
    answer = lyceum("plan", document, "--operation", "Mine")
    assert (answer.status, answer.output, answer.errors) == (0, MINE, "")


def test_the_only_statement_is_said_to_be(lyceum: Lyceum, document: str) -> None:
    answer = lyceum("plan", document, "--operation", "Home")
    assert answer.output.endswith(
        "The only statement: it sets the viewer's claims as well, in one round trip.\n\n"
    )


def test_generated_functions(lyceum: Lyceum, document: str) -> None:
    answer = lyceum("plan", document, "--operation", "Mine", "--source")
    assert answer.output.startswith(MINE)
    assert "def f1_User(rows, on, values):\n    return [{'fullName': r[1]} for r in rows]\n" in answer.output


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        ((), "lyceum: The document holds several operations; name one in operationName.\n"),
        (("--operation", "None"), "lyceum: The document holds no operation named 'None'.\n"),
        (("--operation", "Schema"), "lyceum: graphql-core runs this operation: introspection\n"),
    ],
)
def test_why_there_is_no_plan(lyceum: Lyceum, document: str, arguments: tuple[str, ...], line: str) -> None:
    answer = lyceum("plan", document, *arguments)
    assert (answer.status, answer.output, answer.errors) == (1, "", line)


def test_arguments_that_can_not_be_right(lyceum: Lyceum, document: str) -> None:
    answer = lyceum("plan", document, "--operation", "Other")
    assert "`first` must be from 0 to 200, not 500." in answer.output


OWN = """{
  courses(first: 3) { nodes { code shout taken home { name } } }
  motto
}
"""
OWN_PLAN = """Query.courses: a page of the whole table, Course
    code, title, id, organization_id
    SELECT t.code AS "code", t.title AS "title", t.id AS "id", t.organization_id AS "organization_id" FROM
      courses t WHERE t.tenant_id = $1 ORDER BY t.title, t.id LIMIT 3

  Course.shout: its own resolver, called for each row (requires title), String!

  Course.taken: its own resolver, called for each row (requires id), Int!

  Course.home: its own resolver, called for each row (requires organization_id), Organization

Query.motto: its own resolver, called once, String!

The statements of resolvers are not listed: only they know them. A @batched function runs once for all rows of a level,
any other statement once for each row. Where a resolver fails, or returns what its field's type doesn't allow,
graphql-core runs the whole operation.

"""


def test_resolvers_of_ones_own(lyceum: Lyceum, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema_module, "build_schema", extended_schema)
    path = tmp_path / "own.graphql"
    path.write_text(OWN)
    answer = lyceum("plan", str(path))
    assert (answer.status, answer.output, answer.errors) == (0, OWN_PLAN, "")


def test_a_resolver_that_leaves_its_operation_to_graphql_core(
    lyceum: Lyceum, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema_module, "build_schema", extended_schema)
    path = tmp_path / "own.graphql"
    path.write_text("{ courses(first: 3) { nodes { weather { degrees } } } }")
    answer = lyceum("plan", str(path))
    line = "lyceum: graphql-core runs this operation: Course.weather returns a type of its own\n"
    assert (answer.status, answer.output, answer.errors) == (1, "", line)
