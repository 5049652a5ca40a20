"""The keys of QTI 1.2: each way to state one is read, or the report says what is wrong with it."""

from typing import Any
from xml.etree import ElementTree

import pytest

from importers.formats.qti.classic.calculated import FIRST
from importers.formats.qti.classic.keys import ELSEWHERE, PART, UNREAD
from importers.formats.qti.classic.paper import read_paper
from importers.formats.qti.faults import COMPUTED, NO_ANSWER, NO_OPTION, PARTIAL, TWICE, UNLISTED
from importers.formats.qti.model import Question
from importers.report import Report
from tests.importers.cartridge_package import choices, question, right

NUMBER = '<response_str ident="R"><render_fib><response_label ident="L"/></render_fib></response_str>'


def read(text: str) -> tuple[Question, dict[str, list[str]]]:
    """The one question, and the examples of each warning."""
    report = Report("cartridge", "c", "t")
    root = ElementTree.fromstring(f"<questestinterop><assessment>{text}</assessment></questestinterop>")
    paper = read_paper(root, "k", "T", lambda address: address, report)
    warned = {line.partition(" (")[0]: line.partition("): ")[2].split("; ") for line in report.warnings}
    return paper.questions[0], warned


def number(inner: str, profile: str = "fib") -> tuple[Any, dict[str, list[str]]]:
    found, warned = read(question("Q", profile, NUMBER, right(inner)))
    return found.correct, warned


def bound(tag: str, value: str) -> str:
    return f'<{tag} respident="R">{value}</{tag}>'


RANGES = {
    "vargte, varlte": "1 … 2", "vargt, varlte": "> 1 and ≤ 2", "vargte, varlt": "≥ 1 and < 2",
    "vargt, varlt": "> 1 and < 2",
}  # fmt: skip


@pytest.mark.parametrize("tags", RANGES)
@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("group", ["", "and"])
def test_ranges_of_two_bounds(tags: str, turned: bool, group: str) -> None:
    low, high = tags.split(", ")
    both = [bound(low, "1"), bound(high, "2")]
    inner = "".join(both[::-1] if turned else both)
    assert number(f"<{group}>{inner}</{group}>" if group else inner) == ([RANGES[tags]], {})


@pytest.mark.parametrize(
    ("tag", "sign", "opposite"),
    [("vargte", "≥", "<"), ("vargt", ">", "≤"), ("varlte", "≤", ">"), ("varlt", "<", "≥")],
)
def test_ranges_of_one_bound(tag: str, sign: str, opposite: str) -> None:
    assert number(bound(tag, "5")) == ([f"{sign} 5"], {})
    assert number(f"<not>{bound(tag, '5')}</not>") == ([f"{opposite} 5"], {})
    assert number(f"<or>{bound(tag, '5')}{bound('varequal', '0')}</or>") == (["0", f"{sign} 5"], {})


def test_ranges_of_one_value() -> None:
    both = f"<and>{bound('vargte', '4.0')}{bound('varlte', '4.00')}</and>"
    assert number(both) == (["4.0"], {})
    assert number(f"<or>{bound('varequal', '4')}{both}</or>") == (["4"], {}), (
        "as Canvas writes an exact answer"
    )


@pytest.mark.parametrize("name", ["", "ELSE"])
def test_a_key_of_a_response_that_is_not_there(name: str) -> None:
    assert number(f'<varequal respident="{name}">moss</varequal>') == (["moss"], {}), (
        "there is only one response"
    )
    two = NUMBER + NUMBER.replace('"R"', '"R2"')
    found, warned = read(question("Q", "fib", two, right(f'<varequal respident="{name}">moss</varequal>')))
    assert warned == {ELSEWHERE: [f"Q: {name or '(none)'}"], NO_ANSWER: ["Q: R", "Q: R2"]}
    assert found.correct is None


def chosen(
    inner: str, labels: tuple[str, ...] = ("A", "B"), cardinality: str = "Single", more: str = ""
) -> tuple[list[str], dict[str, list[str]]]:
    profile = "multiple_choice" if cardinality == "Single" else "multiple_response"
    found, warned = read(question("Q", profile, choices(cardinality, *labels), right(inner) + more))
    return [option.key for option in found.options if option.is_correct], warned


def equal(value: str) -> str:
    return f'<varequal respident="R">{value}</varequal>'


def scored(value: str, points: str, action: str = "Set", name: str = "SCORE") -> str:
    return (
        f"<respcondition><conditionvar>{equal(value)}</conditionvar>"
        f'<setvar varname="{name}" action="{action}">{points}</setvar></respcondition>'
    )


def test_keys_of_choices() -> None:
    assert chosen(equal("A")) == (["A"], {})
    assert chosen(equal("b")) == (["B"], {}), "in another case"
    assert chosen(equal(" a* ")) == (["A"], {}), "the text of the choice"
    assert chosen(equal("C")) == ([], {UNLISTED: ["Q: C"], NO_OPTION: ["Q"]})
    assert chosen(equal("A"), ("A", "A", "B")) == (["A", "A"], {TWICE: ["Q: A"]})
    assert chosen('<varsubset respident="R">A,B</varsubset>', cardinality="Multiple") == (["A", "B"], {})
    assert chosen("<other/>") == ([], {UNREAD: ["Q: <other>"], NO_OPTION: ["Q"]})
    assert chosen(f"<not>{equal('A')}</not>") == ([], {NO_OPTION: ["Q"]})


def test_points_for_a_part() -> None:
    assert chosen(equal("A"), more=scored("B", "50")) == (["A"], {PARTIAL: ["Q: B"]})
    assert chosen(equal("A"), more=scored("B", "100")) == (["A", "B"], {})
    assert chosen(equal("A"), more=scored("B", "0")) == (["A"], {})
    assert chosen(equal("A"), more=scored("B", "10", "Subtract")) == (["A"], {})
    assert chosen(equal("A"), more=scored("B", "1", name="HINTS")) == (["A"], {})
    each = scored("A", "50", "Add") + scored("B", "25", "Add")
    assert chosen(equal("A"), cardinality="Multiple", more=each) == (["A", "B"], {})
    worded = (
        '<respcondition><conditionvar><varequal respident="R">B</varequal></conditionvar>'
        '<setvar variablename="SCORE" action="Set">SCORE.max</setvar></respcondition>'
    )
    found, warned = read(question("Q", "multiple_choice", choices("Single", "A", "B"), worded))
    assert ([option.key for option in found.options if option.is_correct], warned) == (["B"], {})


def test_a_part_of_a_text_and_no_key_at_all() -> None:
    assert number('<varsubstring respident="R">moss</varsubstring>') == (["moss"], {PART: ["Q: moss"]})
    assert number("") == (None, {NO_ANSWER: ["Q: R"]})
    assert number('<durlt respident="R">5</durlt>') == (None, {UNREAD: ["Q: <durlt>"], NO_ANSWER: ["Q: R"]})


CALCULATED = (
    "<itemproc_extension><calculated><answer_tolerance>{}</answer_tolerance><formulas><formula>2*x</formula></formulas>"
    "<var_sets>{}</var_sets></calculated></itemproc_extension>"
)
VALUES = '<var_set ident="1"><var name="x">7</var><answer>14.0</answer></var_set><var_set><answer>1</answer></var_set>'


@pytest.mark.parametrize(
    ("tolerance", "key"),
    [("0", "14.0"), ("", "14.0"), ("0.5", "13.5 … 14.5"), ("10%", "12.6 … 15.4"), ("?", "14.0")],
)
def test_a_calculated_question_is_asked_with_its_first_values(tolerance: str, key: str) -> None:
    text = question("Q", "calculated", NUMBER, right("<other/>"), CALCULATED.format(tolerance, VALUES))
    found, warned = read(
        text.replace("Ask &lt;b&gt;Q&lt;/b&gt;", "Twice [x]?").replace(
            "cc.calculated.v0p1", "calculated_question"
        )
    )
    assert (found.type, found.prompt, found.correct) == ("short_answer", "Twice 7?", [key])
    assert warned[FIRST] == ["Q"]
    assert NO_ANSWER not in warned


def test_a_calculated_question_without_values_says_so() -> None:
    found, warned = read(question("Q", "calculated", NUMBER, right("<other/>"), CALCULATED.format("0", "")))
    assert (found.type, found.points, found.correct) == ("rubric", 0.0, None)
    assert "is not graded here" in (found.description or "")
    assert warned[COMPUTED] == ["Q"]


@pytest.mark.parametrize(
    ("attributes", "text", "markdown"),
    [
        ('texttype="text/plain"', "1 &lt; 2 &amp;lt; &lt;b&gt;", "1 \\< 2 \\&lt; \\<b>"),
        ("", "&lt;b&gt;", "\\<b>"),
        ('texttype="TEXT/HTML"', "&lt;b&gt;1&lt;/b&gt; &amp;lt; 2 &amp;amp;lt;", "**1** \\< 2 \\&lt;"),
    ],
)
def test_the_type_of_a_text_decides_whether_it_is_markup(attributes: str, text: str, markdown: str) -> None:
    label = f'<response_label ident="A"><material><mattext {attributes}>{text}</mattext></material></response_label>'
    asked = f'<response_lid ident="R"><render_choice>{label}</render_choice></response_lid>'
    found, _ = read(question("Q", "multiple_choice", asked, right(equal("A"))))
    assert [option.content for option in found.options] == [markdown]
