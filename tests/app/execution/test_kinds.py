"""Rows and parts of several kinds: kinds of which the same is selected are one, in what is written and in the work."""

from functools import cache

import pytest

from app.execution.compiling.compiler import Compiler
from app.execution.plan.columns import Columns
from app.execution.plan.plan import Plan
from app.execution.running.planned import Planner
from app.operations.limits import Limits
from app.operations.prepare import Operations
from db.models import Base
from db.statements.selection import expression
from resolvers.schema import build_schema
from tests.support.steps import count_calls


@cache
def parts() -> tuple[Planner, Operations]:
    """What makes plans."""
    executor = Planner(build_schema())
    return executor, Operations(executor.schema, Limits(), 100)


def planned(selections: str, of: str = "contentItems") -> Plan:
    """A plan that is made anew, of these selections of rows."""
    executor, operations = parts()
    operation = operations.get(f"{{ {of} {{ nodes {{ {selections} }} }} }}", None)
    return Compiler(build_schema(), executor.schema, operation).plan()


def lines(text: str) -> list[str]:
    """The lines of a function, without their indentation."""
    return [line.strip() for line in text.splitlines()]


def test_kinds_that_differ_in_nothing_share_a_branch() -> None:
    (text,) = planned("__typename ... on ContentItem { ... on Node { id } }").source.texts
    assert lines(text) == [
        "def f1_ContentItem(rows, on, values):",
        "return [{'__typename': types_0.get(r[0], 'UnknownContent'), 'id': 'ContentItem_' + r[1]} for r in rows]",
    ]


def test_kinds_of_their_own_and_all_others() -> None:
    fragments = "... on VideoContent { __typename provider } ... on QuizContent { q: questions { kind } }"
    question, item = planned(fragments).source.texts
    assert lines(question) == [
        "def f1_QuizQuestion(e, on):",
        "if type(e) is not dict: raise NotAnswered('a part is no object')",
        "return {'kind': 'CUSTOM' if (e0 := e.get('kind')) is None else words_1[e0]}",
    ]
    assert lines(item) == [
        "def f2_ContentItem(rows, on, values):",
        "made = []",
        "for r in rows:",
        "kind = r[0]",
        "if kind == 'video':",
        "o = {'__typename': 'VideoContent', 'provider': words_0[r[1][0]]}",
        "elif kind == 'quiz':",
        "o = {'q': [] if (e1 := r[1][0]) is None else [f1_QuizQuestion(e, on) for e in items_2(e1)]}",
        "else:",
        "o = {}",
        "made.append(o)",
        "return made",
    ]


def test_a_key_stands_at_one_place_in_the_lists_of_all_kinds_that_share_an_expression() -> None:
    columns = Columns(1)
    asked = [
        (["video"], "a"),
        (["video", "quiz"], "b"),
        (["quiz"], "b"),
        (["quiz"], "c"),
        (["video", "quiz"], "a"),
    ]
    found = [columns.part("data", "content_type", words, key) for words, key in asked]
    assert found == [(1, 0), (1, 1), (1, 1), (1, 2), (1, 3)]
    assert columns.at("data") == 2
    assert columns.selection.columns == ("data[]", "data")
    assert expression(columns.selection, Base.metadata.tables["content_items"], "data[]", "t.") == (
        "CASE t.content_type WHEN 'video' THEN json_build_array(t.data -> 'a', t.data -> 'b', NULL, t.data -> 'a') "
        "WHEN 'quiz' THEN json_build_array(NULL, t.data -> 'b', t.data -> 'c', t.data -> 'a') END"
    )


def test_blocks_that_differ_in_nothing_but_their_type() -> None:
    text, *_ = planned("... on TextContent { blocks { __typename } }").source.texts
    assert lines(text)[-1] == "return {'__typename': types_0.get(kind, 'UnknownBlock')}"


def test_blocks_of_which_the_same_is_selected() -> None:
    text, *_ = planned("... on TextContent { blocks { ... on CodeBlock { code } } }").source.texts
    assert lines(text) == [
        "def f1_TextBlock(e, on):",
        "if type(e) is not dict: raise NotAnswered('a block is no object')",
        "if type(kind := e.get('type')) is not str: kind = None",
        "if kind == 'code':",
        "o = {'code': '' if (e0 := e.get('code')) is None else e0 if type(e0) is str else write_1(e0)}",
        "else:",
        "o = {}",
        "return o",
    ]


@pytest.mark.parametrize("selections", ["id uuid title", "title progress { progressPercent }"])
def test_ten_times_the_kinds_are_not_twice_the_work(selections: str) -> None:
    modules, items = (planned(selections, of) for of in ("modules", "contentItems"))
    assert len(modules.batches) == len(items.batches)
    one = count_calls(lambda: planned(selections, "modules"))
    assert count_calls(lambda: planned(selections, "contentItems")) < 2 * one
