"""HTML that becomes Markdown."""

import pytest

from importers.kit.text.htmltree import html_tree
from importers.kit.text.markdown import markdown


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>a<p>b", "a\n\nb"),
        ("one <b>two </b>three", "one **two** three"),
        ("a*b_c [d] &lt;e&gt;", "a\\*b\\_c \\[d\\] \\<e>"),
        ("<ul><li>a<li>b<ol><li>c</ol></ul>", "- a\n- b\n  \n  1. c"),
        ("<pre>x\n  y</pre>", "```\nx\n  y\n```"),
        ('<a href="a b">t</a>', "[t](<a b>)"),
        ("<p># x</p><p>1. y</p>", "\\# x\n\n\\1. y"),
        ("<h2>Hi\nyou</h2><hr>", "## Hi you\n\n---"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
        ("x<sub>2</sub>", "x<sub>2</sub>"),
        ("<table><tr><td>1</td></tr></table>", "<table><tr><td>1</td></tr></table>"),
        ("a<br>b<br>", "a\\\nb"),
        ("</p></b>odd<i>", "odd"),
    ],
)
def test_markup_becomes_markdown(html: str, text: str) -> None:
    assert markdown(html_tree(html)) == text


def test_a_tag_that_never_ends_is_text_and_read_in_time() -> None:
    for start in ("<a ", "<a href='", '<a b="', "<a <a ", "<a '"):
        found = html_tree(f"<b>x</b>{start * 50_000}")
        assert (found[0].text, found[0].tail) == ("x", start * 50_000)
