"""What the pages for clients say of codes and statuses is what the errors say of themselves."""

import re
from collections import defaultdict
from typing import get_args

from app.errors import InvalidToken
from db.errors import Code
from tests.docs.pages import pages, rows
from tests.support.errors import kinds

NOT_SENT = "not sent by this version"


def test_the_codes_are_the_closed_list_and_those_that_are_not_sent_are_said_so() -> None:
    said = rows(pages()["docs/api.md"], "code")
    assert sorted(re.findall(r"`(\w+)`", " ".join(said))) == sorted(get_args(Code))
    unsent = [
        name for codes, (when, _) in said.items() if when == NOT_SENT for name in re.findall(r"\w+", codes)
    ]
    assert sorted(unsent) == sorted(set(get_args(Code)) - {kind.code for kind in kinds()})


def test_partners_are_told_each_status_with_its_codes() -> None:
    said: defaultdict[str, set[str]] = defaultdict(set)
    for statuses, (codes, _) in rows(pages()["docs/integrating.md"], "status").items():
        for status in statuses.split(", "):
            said[status] |= set(re.findall(r"`(\w+)`", codes))
    have: defaultdict[str, set[str]] = defaultdict(set)
    for kind in kinds():
        have[str(kind.status)].add(kind.code)
    assert said == have


def test_the_statuses_of_the_reference_are_those_of_the_errors() -> None:
    told = rows(pages()["docs/api.md"], "what happened")
    said = {status for cell, _ in told.values() for status in re.findall(r"\b[1-5]\d\d\b", cell)}
    assert said - {"200"} == {str(kind.status) for kind in kinds()}


def test_the_headers_of_a_status_are_told_where_it_has_them() -> None:
    told = {cell for cell, _ in rows(pages()["docs/api.md"], "what happened").values() if " with " in cell}
    retried = {f"{kind.status} with `Retry-After`" for kind in kinds() if kind.retry_after is not None}
    challenged = {f"{kind.status} with `WWW-Authenticate`" for kind in kinds() if kind.challenge is not None}
    assert InvalidToken("the token is malformed").challenge is not None
    assert told == retried | challenged
