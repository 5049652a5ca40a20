"""The example of a resolver of one's own, followed word by word."""

import importlib.util
import re
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import asyncpg
import pytest
import strawberry

import resolvers.schema as schema_module
from app.cli import main
from app.observability.record import Record
from db.reads.database import Database as Pool
from resolvers.kit.declaring.entity import ENTITIES
from resolvers.kit.declaring.own_sql import OWN_SQL
from resolvers.kit.types import connections
from resolvers.schema import build_schema
from tests.app.execution.both import Both
from tests.support.databases import Database
from tests.support.people import PEOPLE

PAGE = Path(__file__).parents[2] / "docs" / "execution.md"
NAME = "resolvers.catalogue.learners"
TRUTH = """
SELECT c.code, count(DISTINCT e.user_id) AS learners FROM courses c
LEFT JOIN course_offerings o ON o.course_id = c.id AND o.deleted_at IS NULL
LEFT JOIN enrollments e ON e.offering_id = o.id AND e.status = 'active'
WHERE c.tenant_id = (SELECT id FROM tenants WHERE short_code = 'northfield') GROUP BY c.code
"""


@dataclass(frozen=True)
class Example:
    """What the section shows: the module, the document, and what `lyceum plan` prints of it."""

    module: str
    document: str
    plan: str


@pytest.fixture(scope="module")
def example() -> Example:
    section = PAGE.read_text(encoding="utf-8").partition("\n## Resolvers of one's own\n")[2]
    (module,) = re.findall(r"```python\n(.*?)```", section, re.DOTALL)
    (console,) = re.findall(r"```console\n(.*?)```", section, re.DOTALL)
    found = re.fullmatch(
        r"\$ cat learners.graphql\n(.*?)\n\$ lyceum plan learners.graphql\n(.*)", console, re.DOTALL
    )
    assert found is not None
    return Example(module, *found.groups())


@pytest.fixture(scope="module")
def schema(example: Example, tmp_path_factory: pytest.TempPathFactory) -> Iterator[strawberry.Schema]:
    """The schema with the field, as the page has it."""
    texts = list(OWN_SQL)
    path = tmp_path_factory.mktemp("example") / "learners.py"
    path.write_text(example.module, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        module = imported(path, patch)
        patch.setitem(ENTITIES["Course"].resolvers, "learners", module.learners)
        patch.setattr(connections, "_MADE", {})
        patch.setattr(schema_module, "_built", None)
        yield build_schema()
    OWN_SQL[:] = texts


def imported(path: Path, patch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location(NAME, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    patch.setitem(sys.modules, NAME, module)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
async def both(schema: strawberry.Schema, demo_database: Database) -> AsyncIterator[Both]:
    pool = await Pool.open(demo_database.gateway_url, pool_size=1)
    try:
        yield Both(pool, schema)
    finally:
        await pool.close()


async def test_the_example_counts_in_one_statement_for_all_rows(
    both: Both, example: Example, demo_database: Database
) -> None:
    document = example.document.replace("first: 20", "first: 200")
    compared = await both.ask(PEOPLE["tenant-admin"], document)
    rows = compared.check()["data"]["courses"]["nodes"]
    assert (compared.left, compared.statements) == (None, 2)
    connection = await asyncpg.connect(demo_database.admin_url)
    try:
        truth = {row["code"]: row["learners"] for row in await connection.fetch(TRUTH)}
    finally:
        await connection.close()
    assert len(rows) > 5
    assert {row["code"]: row["learners"] for row in rows} == {row["code"]: truth[row["code"]] for row in rows}
    assert len({row["learners"] for row in rows}) > 2


async def test_graphql_core_needs_as_many_statements(both: Both, example: Example) -> None:
    record = Record("counted")
    operation = both.operations.get(example.document, None)
    await both._runner.run(operation, {}, PEOPLE["tenant-admin"], record, both.compiled.reference)
    assert record.statements == 2


def test_the_description_is_the_docstring(schema: strawberry.Schema) -> None:
    told = "How many people take the course now, of those whom the viewer may see."
    assert f'"""{told}"""\n  learners: Int!' in schema.as_str()


def test_the_plan_is_as_shown(
    schema: strawberry.Schema,
    example: Example,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(schema_module, "build_schema", lambda: schema)
    path = tmp_path / "learners.graphql"
    path.write_text(example.document, encoding="utf-8")
    assert main(["plan", str(path)]) == 0
    assert capsys.readouterr().out == example.plan
