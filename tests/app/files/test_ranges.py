"""The ranges of a request, as RFC 9110 has them."""

import pytest

from app.files.ranges import MOST, understood


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("bytes=0-3", "bytes=0-3"),
        ("Bytes = 2-", "bytes=2-"),
        ("bytes=-4", "bytes=-4"),
        ("bytes=8-99", "bytes=8-99"),
        ("bytes=0-1, 4-5", "bytes=0-1,4-5"),
        ("bytes=0-1,,4-5,", "bytes=0-1,4-5"),
        ("bytes=0-1,99-", "bytes=0-1"),
        ("bytes=10-", "bytes=10-"),
        ("bytes=-0", "bytes=10-"),
        ("bytes=99-100,10-", "bytes=10-"),
        *(
            (text, None)
            for text in ("", "bytes", "bytes=", "bytes=,", "bytes=-", "bytes=a-b", "bytes=5-2", "lines=1-2")
        ),
        *((text, None) for text in ("bytes=1_0-", "bytes=+1-2", "bytes=--1", "bytes=0-1,x", "bytes=٠-١")),
        ("bytes=" + ",".join(["0-0"] * (MOST + 1)), None),
    ],
)
def test_a_header_is_kept_where_it_can_be_answered(given: str, kept: str | None) -> None:
    assert understood([given], 10) == kept


def test_several_headers_or_none_ask_for_the_whole() -> None:
    assert understood([], 10) is None
    assert understood(["bytes=0-1", "bytes=2-3"], 10) is None
