"""Each Accept header gets an answer in the right media type."""

import pytest
from starlette.datastructures import Headers

from app.http.accept import choose_media_type, prefers_html
from app.http.transport.headers import LISTS, Indexed
from db.errors import GatewayError

MODERN = "application/graphql-response+json"
LEGACY = "application/json"


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("", LEGACY),
        ("*/*", LEGACY),
        ("application/*", LEGACY),
        (LEGACY, LEGACY),
        (MODERN, MODERN),
        (f"{MODERN}, {LEGACY};q=0.9", MODERN),
        (f"{MODERN};q=0.8, {LEGACY};q=0.9", LEGACY),
        (f"{MODERN}, {LEGACY}", MODERN),
        (f"{LEGACY}, {MODERN}", MODERN),
        (f"{MODERN}, */*;q=0.1", MODERN),
        (f"{MODERN};q=0, */*", LEGACY),
        (f"{LEGACY};q=0, */*", MODERN),
        (f"text/html, {LEGACY};q=0.2", LEGACY),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", LEGACY),
        ("APPLICATION/JSON ; Q=0.5", LEGACY),
        (f"{MODERN}; charset=utf-8", MODERN),
        (f'{MODERN}; charset="UTF-8"', MODERN),
        (f"{MODERN};charset=iso-8859-1, {LEGACY}", LEGACY),
        (f"nonsense, {LEGACY}", LEGACY),
        (f"{LEGACY};q=5", LEGACY),
        (f"{MODERN}, application/graphql+json, {LEGACY}, text/event-stream, multipart/mixed", MODERN),
    ],
)  # fmt: skip
def test_the_media_type_of_the_answer(accept: str, chosen: str) -> None:
    assert choose_media_type(accept) == chosen


@pytest.mark.parametrize(
    "accept",
    ["text/html", "text/plain", "image/*", f"{LEGACY};q=0", "*/*;q=0", f"{MODERN};charset=latin1", "json",
     f"{LEGACY};q=x", "a/b" * 5000],
)  # fmt: skip
def test_what_can_not_be_answered(accept: str) -> None:
    with pytest.raises(GatewayError) as refusal:
        choose_media_type(accept)
    assert (refusal.value.status, refusal.value.code) == (406, "BAD_REQUEST")
    assert refusal.value.message == f"The answer can only be {MODERN} or {LEGACY}; accept one of them."


@pytest.mark.parametrize(
    ("accept", "html"),
    [
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", True),
        ("text/html", True),
        (f"text/html, {LEGACY}", False),
        (f"text/html;q=0.5, {MODERN}", False),
        ("*/*", False),
        ("", False),
        ("text/*", False),
    ],
)
def test_a_browser_prefers_html(accept: str, html: bool) -> None:
    assert prefers_html(accept) is html


LINES = [b"text/plain", b"application/json;q=0.5", b"application/graphql-response+json"]


@pytest.mark.parametrize("name", LISTS)
def test_several_lines_of_a_list_are_one_list(name: bytes) -> None:
    others = [(b"host", b"x"), (b"content-type", b"text/html")]
    together = Headers(scope={"headers": [*others, (name, b", ".join(LINES))]})
    apart = [(name, LINES[0]), others[0], (name, LINES[1]), (name, LINES[2]), others[1]]
    found = Indexed({"headers": apart})
    key = name.decode()
    assert found.get(key) == together[key]
    assert found.get("content-type") == "text/html"


def test_the_first_line_counts_of_what_is_no_list() -> None:
    found = Indexed({"headers": [(b"content-type", b"application/json"), (b"content-type", b"text/html")]})
    assert found.get("content-type") == "application/json"


def test_a_media_type_may_stand_in_any_line() -> None:
    found = Indexed({"headers": [(b"accept", line) for line in LINES]})
    assert choose_media_type(found.get("accept", "")) == MODERN
