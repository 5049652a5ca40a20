"""Each Accept header gets an answer in the right media type."""

import pytest

from app.http.accept import choose_media_type, prefers_html
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
