"""Requests as reviewed artefacts: a query, who asks it, what it answered, and the SQL that ran.

A case is a folder: `case.graphql`, `case.json` (the demo persona who asks, variables, the answer and, where stated,
how many `statements` it takes) and `case.sql` (the statements, in order). To record them anew on purpose:
`RECORD_CASES=1 make test ARGS=tests/cases`, then read the diff.
"""

import json
import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import orjson
import pytest

from db.reads.database import Database as Pool
from demo import ISSUER, PERSONAS
from tests.support.databases import Database
from tests.support.graphql import Answer, asking, compiled, opened
from tests.support.viewers import Viewer

CASES = sorted(path.parent for path in Path(__file__).parent.glob("*/case.graphql"))
RECORDING = os.environ.get("RECORD_CASES") == "1"
BY_KEY = {persona.key: persona for persona in PERSONAS}


@pytest.fixture(scope="module")
async def pool(demo_database: Database) -> AsyncIterator[Pool]:
    """The gateway's connections to the demo data."""
    async with opened(demo_database.gateway_url) as made:
        yield made


def viewer_of(key: str) -> Viewer:
    """The demo persona as somebody who asks."""
    persona = BY_KEY[key]
    kind = "visitor" if persona.subject is None else "person"
    scopes = frozenset(persona.scopes)
    return Viewer(key, persona.tenant_code, kind, persona.subject, asked=scopes, scopes=scopes, issuer=ISSUER)


def shown(answer: Answer) -> dict[str, Any]:
    """An answer as JSON shows it."""
    body = {"errors": answer.errors, "data": answer.data} if answer.errors else {"data": answer.data}
    return orjson.loads(orjson.dumps(body))


def written(statements: list[str]) -> str:
    """The statements as a file holds them."""
    return ";\n\n".join(statements) + ";\n" if statements else "-- No statement ran.\n"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
async def test_a_case_is_answered_as_reviewed(pool: Pool, case: Path) -> None:
    stated = json.loads((case / "case.json").read_text(encoding="utf-8"))
    query = (case / "case.graphql").read_text(encoding="utf-8")
    async with asking(pool, viewer_of(stated["persona"])) as asker:
        answer = await asker.ask(query, **stated.get("variables", {}))
    if RECORDING:
        stated["answer"] = shown(answer)
        text = json.dumps(stated, indent=2, ensure_ascii=False) + "\n"
        (case / "case.json").write_text(text, encoding="utf-8")
        (case / "case.sql").write_text(written(answer.statements), encoding="utf-8")
    assert shown(answer) == stated["answer"]
    assert written(answer.statements) == (case / "case.sql").read_text(encoding="utf-8")
    assert len(answer.statements) == stated.get("statements", len(answer.statements))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
async def test_the_reference_answers_the_same(pool: Pool, case: Path) -> None:
    stated = json.loads((case / "case.json").read_text(encoding="utf-8"))
    query = (case / "case.graphql").read_text(encoding="utf-8")
    async with asking(pool, viewer_of(stated["persona"]), compiled().reference) as asker:
        answer = await asker.ask(query, **stated.get("variables", {}))
    assert shown(answer) == stated["answer"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
async def test_an_answer_made_in_slices_is_the_same(
    pool: Pool, case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.execution.plan.levels.SLICE", 1)  # so each object is made by itself
    stated = json.loads((case / "case.json").read_text(encoding="utf-8"))
    query = (case / "case.graphql").read_text(encoding="utf-8")
    async with asking(pool, viewer_of(stated["persona"])) as asker:
        answer = await asker.ask(query, **stated.get("variables", {}))
    assert shown(answer) == stated["answer"]


def test_the_cases_cover_what_they_are_for() -> None:
    assert len(CASES) >= 12
