"""Each decision says whether it holds and since when, and what holds is named where it is kept."""

import re

import pytest

from tests.docs.decisions import FOLDER, decisions, named, read

FILES = frozenset({"0001-first.md", "0002-second.md"})
WRONG = {
    "# 1. First\n\n**Context.** …\n": "no title",
    "# 2. First\n\n- Status: accepted\n- Date: 2026-11-21\n\n": "no title",
    "# 1. First\n\n- Status: accepted\n\n": "no date",
    "# 1. First\n\n- Date: 2026-11-21\n\n": "no status",
    "# 1. First\n\n- Status: fine\n- Date: 2026-11-21\n\n": "no status",
    "# 1. First\n\n- Status: obsolete\n- Date: 2026-11-21\n\n": "no status",
    "# 1. First\n\n- Status: accepted\n- Date: 2026-11-21\n- State: good\n\n": "that is none",
    "# 1. First\n\n- Status: superseded\n- Date: 2026-11-21\n\n": "superseded by nothing",
    "# 1. First\n\n- Status: accepted\n- Date: 2026-11-21\n- Superseded by: [2](0002-second.md)\n\n": (
        "and not that it is"
    ),
    "# 1. First\n\n- Status: superseded\n- Date: 2026-11-21\n- Superseded by: the second\n\n": "no decision",
    "# 1. First\n\n- Status: superseded\n- Date: 2026-11-21\n- Superseded by: [3](0003-third.md)\n\n": (
        "0003-third.md as its successor"
    ),
    "# 1. First\n\n- Status: superseded\n- Date: 2026-11-21\n- Superseded by: [1](0001-first.md)\n\n": (
        "0001-first.md as its successor"
    ),
    "# 1. First\n\n- Status: accepted\n- Date: 2026-11-21\n- Amended by: [3](0002-second.md)\n\n": (
        "0002-second.md as its successor"
    ),
}


def test_each_decision_has_a_head() -> None:
    assert [decision.number for decision in decisions()] == list(range(1, len(list(FOLDER.glob("*.md"))) + 1))


def test_each_decision_has_its_four_parts() -> None:
    for path in FOLDER.glob("*.md"):
        parts = re.findall(r"^\*\*(\w+)\.\*\*", path.read_text(encoding="utf-8"), re.MULTILINE)
        assert parts == ["Context", "Decision", "Consequences", "Alternatives"], path.name


def test_what_holds_is_named_where_it_is_kept() -> None:
    assert {decision.number for decision in decisions() if decision.is_accepted} - named() == set()


def test_nothing_names_a_decision_that_is_none_or_no_longer_holds() -> None:
    assert named() - {decision.number for decision in decisions() if decision.is_accepted} == set()


@pytest.mark.parametrize(("text", "reason"), WRONG.items())
def test_a_head_that_says_too_little_is_found(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=re.escape(reason)):
        read("0001-first.md", text, FILES)


def test_a_decision_that_another_supersedes_names_it() -> None:
    text = "# 1. First\n\n- Status: superseded\n- Date: 2026-11-21\n- Superseded by: [2](0002-second.md)\n\n"
    assert not read("0001-first.md", text, FILES).is_accepted
