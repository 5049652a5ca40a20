"""Names and media types that users chose, as a browser is told of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.presenting import INLINE, LONGEST_NAME, shown


@pytest.mark.parametrize(
    ("name", "disposition"),
    [
        ("a.png", 'inline; filename="a.png"'),
        ("two words.png", 'inline; filename="two words.png"'),
        ("Übung 1.png", "inline; filename=\"_bung 1.png\"; filename*=UTF-8''%C3%9Cbung%201.png"),
        ("100%25.png", "inline; filename=\"100_25.png\"; filename*=UTF-8''100%2525.png"),
        ('a"b\\c.png', 'inline; filename="a_b_c.png"'),
        ("../../etc/passwd", 'inline; filename="_.._etc_passwd"'),
        ("a\r\nSet-Cookie: x.png", 'inline; filename="a__Set-Cookie_ x.png"'),
        ("gnp.\u202eexe", 'inline; filename="gnp._exe"'),
        ("..", 'inline; filename="file"'),
        ("", 'inline; filename="file"'),
    ],
)
def test_names_are_told_as_rfc_6266_has_them(name: str, disposition: str) -> None:
    assert shown(name, "image/png").disposition == disposition


def test_a_long_name_keeps_its_suffix() -> None:
    found = shown("x" * 500 + ".png", "image/png").name
    assert (len(found), found[-5:]) == (LONGEST_NAME, "x.png")


@pytest.mark.parametrize(
    ("declared", "told", "is_inline"),
    [
        *((each, each, True) for each in sorted(INLINE - {"text/plain"})),
        ("Image/PNG; q=1", "image/png", True),
        ("text/plain", "text/plain; charset=utf-8", True),
        ("image/svg+xml", "image/svg+xml", False),
        ("application/pdf", "application/pdf", False),
        ("text/vtt", "text/vtt; charset=utf-8", False),
        (
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            False,
        ),
        *(
            (each, "application/octet-stream", False)
            for each in (
                "text/html", "application/xhtml+xml", "text/xml", "application/xml", "text/javascript",
                "application/javascript", "text/css", "application/wasm", "message/rfc822", "multipart/x-mixed-replace",
                "image/png\r\nX-Bad: 1", "image", "", "application/octet-stream", "text/html;image/png",
                "application/vnd.oasis.opendocument.text\r\nX: 1", "application/x-shockwave-flash",
            )
        ),
    ],
)  # fmt: skip
def test_only_what_runs_nothing_is_shown_in_the_page(declared: str, told: str, is_inline: bool) -> None:
    found = shown("a", declared)
    assert (found.media_type, found.is_inline) == (told, is_inline)
    assert found.disposition.startswith("inline;" if is_inline else "attachment;")


@given(st.text(), st.text())
def test_headers_stay_one_line_of_ascii(name: str, media_type: str) -> None:
    found = shown(name, media_type)
    for header in (found.disposition, found.media_type):
        assert header.isascii()
        assert header.isprintable()
    assert "/" not in found.name
    assert found.name not in (".", "..")
