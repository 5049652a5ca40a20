"""When answer keys open: what attempts, quizzes and rules change, step by step; and what these tables refuse."""

from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest

from tests.support.databases import Database
from tests.support.rows import Draft
from tests.support.tenants import in_tenant

CODE = "oak"
BEGAN, ENDED = "2026-03-01T10:00:00Z", "2026-03-01T11:00:00Z"
Owner = Any


@pytest.fixture(scope="module")
async def written(module_database: Database) -> AsyncIterator[Owner]:
    """The owner's connection to a tenant with two assessments of a question each, two quizzes, and two learners."""
    draft = Draft(CODE)
    for name in ("ann", "ben"):
        draft.add("users", name, full_name=name)
    course = draft.add("courses", "course", title="Course", status="published")
    for name in ("pool", "other"):
        key = draft.add("assessments", name, title=name, assessment_type="pool", course_id=course)
        question = draft.add(
            "questions", name, assessment_id=key, prompt_md="Why?", question_type="true_false"
        )
        draft.add("answer_options", name, question_id=question, content_md="Because", is_correct=True)
    module = draft.add("modules", "unit", course_id=course, module_type="unit", title="Unit")
    draft.add("course_offerings", "run", course_id=course)
    for place, (name, limit) in enumerate((("quiz", 2), ("exam", 1), ("lonely", None)), 1):
        draft.add(
            "content_items", name, course_id=course, module_id=module, content_type="quiz", title=name,
            sequence_index=place, attempts_limit=limit,
            assessment_id=draft.id("assessments", "pool") if name == "quiz" else None,
        )  # fmt: skip
    async with in_tenant(module_database, draft) as connection:
        yield connection


@pytest.fixture
async def owner(written: Owner) -> AsyncIterator[Owner]:
    """The same, for one test."""
    await written.execute("SAVEPOINT test")
    yield written
    await written.execute("ROLLBACK TO test")


async def attempt(
    owner: Owner,
    number: int,
    *,
    who: str = "ann",
    quiz: str = "quiz",
    ended: bool = True,
    question: str = "pool",
) -> str:
    """An attempt with an answer to the question."""
    draft = Draft(CODE)
    name = f"{who} {quiz} {number}"
    key = draft.add(
        "quiz_attempts", name, user_id=draft.id("users", who), offering_id=draft.id("course_offerings", "run"),
        content_item_id=draft.id("content_items", quiz), attempt_number=number, started_at=BEGAN,
        submitted_at=ENDED if ended else None,
    )  # fmt: skip
    draft.add("question_answers", name, attempt_id=key, question_id=draft.id("questions", question))
    await draft.write(owner)
    return key


async def rule(owner: Owner, review: str) -> None:
    """Changes the rule of the pool."""
    await owner.execute(f"UPDATE assessments SET review = '{review}' WHERE title = 'pool'")


async def shows(owner: Owner, who: str = "ann") -> list[bool]:
    """Whether each of the learner's attempts shows keys; each answer says the same."""
    learner = Draft(CODE).id("users", who)
    attempts = await owner.fetch("SELECT shows_keys FROM quiz_attempts WHERE user_id = $1", learner)
    answers = await owner.fetch("SELECT shows_keys FROM question_answers WHERE user_id = $1", learner)
    assert sorted(attempts) == sorted(answers)
    return sorted(row[0] for row in attempts)


async def test_keys_stay_closed_unless_the_rule_opens_them(owner: Owner) -> None:
    await attempt(owner, 1)
    await attempt(owner, 2)
    assert await shows(owner) == [False, False]
    await rule(owner, "after_each_attempt")
    assert await shows(owner) == [True, True]
    await rule(owner, "after_last_attempt")
    assert await shows(owner) == [True, True]
    await rule(owner, "never")
    assert await shows(owner) == [False, False]


async def test_an_attempt_in_progress_closes_those_before_it(owner: Owner) -> None:
    await rule(owner, "after_each_attempt")
    await attempt(owner, 1)
    assert await shows(owner) == [True]
    second = await attempt(owner, 2, ended=False)
    assert await shows(owner) == [False, False]
    await owner.execute("UPDATE quiz_attempts SET submitted_at = now() WHERE id = $1", second)
    assert await shows(owner) == [True, True]
    await attempt(owner, 1, who="ben", ended=False)
    assert (await shows(owner), await shows(owner, "ben")) == ([True, True], [False])


async def test_only_the_last_attempt_opens_where_the_rule_says_so(owner: Owner) -> None:
    await rule(owner, "after_last_attempt")
    await attempt(owner, 1)
    assert await shows(owner) == [False]
    last = await attempt(owner, 2)
    assert await shows(owner) == [True, True]
    await owner.execute("UPDATE content_items SET attempts_limit = 3 WHERE title = 'quiz'")
    assert await shows(owner) == [False, False]
    await owner.execute("UPDATE content_items SET attempts_limit = 2 WHERE title = 'quiz'")
    assert await shows(owner) == [True, True]
    await owner.execute("DELETE FROM quiz_attempts WHERE id = $1", last)
    assert await shows(owner) == [False]
    await owner.execute("UPDATE content_items SET attempts_limit = NULL WHERE title = 'quiz'")
    await attempt(owner, 2)
    assert await shows(owner) == [False, False], "a quiz without a limit always leaves an attempt"


async def test_another_quiz_over_the_same_questions_keeps_them_closed(owner: Owner) -> None:
    await rule(owner, "after_last_attempt")
    await attempt(owner, 1)
    await attempt(owner, 2)
    assert await shows(owner) == [True, True]
    pool = Draft(CODE).id("assessments", "pool")
    await owner.execute(
        "UPDATE content_items SET assessment_id = $1, is_active = false WHERE title = 'exam'", pool
    )
    assert await shows(owner) == [False, False], "though no learner can see the examination yet"
    await attempt(owner, 1, quiz="exam")
    assert await shows(owner) == [True, True, True]
    await owner.execute("UPDATE content_items SET attempts_limit = 2 WHERE title = 'exam'")
    assert await shows(owner) == [False, False, False]
    await owner.execute("UPDATE content_items SET deleted_at = now() WHERE title = 'exam'")
    assert await shows(owner) == [True, True, True]


async def test_nobody_opens_keys_by_writing_the_flag(owner: Owner) -> None:
    key = await attempt(owner, 1)
    await owner.execute("UPDATE quiz_attempts SET shows_keys = true WHERE id = $1", key)
    await owner.execute("UPDATE question_answers SET shows_keys = true WHERE attempt_id = $1", key)
    assert await shows(owner) == [False]


async def test_opening_keys_is_no_change_of_the_attempt(owner: Owner) -> None:
    key = await attempt(owner, 1)
    await owner.execute("ALTER TABLE quiz_attempts DISABLE TRIGGER USER")
    await owner.execute("UPDATE quiz_attempts SET updated_at = '2026-03-01T11:00:00Z'")
    await owner.execute("ALTER TABLE quiz_attempts ENABLE TRIGGER USER")
    await rule(owner, "after_each_attempt")
    row = await owner.fetchrow("SELECT shows_keys, updated_at::text FROM quiz_attempts WHERE id = $1", key)
    assert row[0] is True
    assert row[1].startswith("2026-03-01 11:00:00")


async def test_an_attempt_keeps_the_assessment_that_it_began_with(owner: Owner) -> None:
    key = await attempt(owner, 1)
    other = Draft(CODE).id("assessments", "other")
    await owner.execute("UPDATE content_items SET assessment_id = $1 WHERE title = 'quiz'", other)
    await owner.execute("UPDATE quiz_attempts SET assessment_id = $1 WHERE id = $2", other, key)
    kept = await owner.fetchval("SELECT assessment_id::text FROM quiz_attempts WHERE id = $1", key)
    assert kept == Draft(CODE).id("assessments", "pool")


async def test_an_answer_opens_no_question_of_another_assessment(owner: Owner) -> None:
    with pytest.raises(asyncpg.ForeignKeyViolationError):
        await attempt(owner, 1, question="other")


REFUSED = {
    "UPDATE quiz_attempts SET score_obtained = 1": "ck_quiz_attempts_scored_when_submitted",
    "UPDATE quiz_attempts SET is_passed = true": "ck_quiz_attempts_scored_when_submitted",
    "UPDATE quiz_attempts SET submitted_at = '2026-02-01'": "ck_quiz_attempts_submitted_after_started",
    "UPDATE quiz_attempts SET attempt_number = 0": "ck_quiz_attempts_attempt_number_from_one",
    "UPDATE question_answers SET points_earned = -1": "ck_question_answers_points_earned_nonnegative",
}


@pytest.mark.parametrize("statement", REFUSED)
async def test_an_attempt_in_progress_has_no_score(owner: Owner, statement: str) -> None:
    await attempt(owner, 1, ended=False)
    with pytest.raises(asyncpg.CheckViolationError) as refused:
        await owner.execute(statement)
    assert refused.value.constraint_name == REFUSED[statement]


async def test_an_attempt_stays_whose_it_is(owner: Owner) -> None:
    key = await attempt(owner, 1)
    with pytest.raises(asyncpg.CheckViolationError, match="stays whose and of what it is"):
        await owner.execute(
            "UPDATE quiz_attempts SET user_id = $1 WHERE id = $2", Draft(CODE).id("users", "ben"), key
        )
