"""`lyceum people` lists the demo's people without tokens, and prints what one of them can ask with."""

import pytest

from app.cli.people import COLUMNS, introduction, signing_people
from app.settings import Settings
from demo import PERSONAS
from tests.app.cli.conftest import Lyceum


def test_it_lists_everyone_without_a_token_in_lines_that_fit(lyceum: Lyceum) -> None:
    outcome = lyceum("people")
    lines = outcome.output.splitlines()
    assert (outcome.status, outcome.errors) == (0, "")
    assert [line.split("  ")[1].strip() for line in lines[: len(PERSONAS)]] == [
        each.name for each in PERSONAS
    ]
    assert max(map(len, lines)) <= COLUMNS
    assert "eyJ" not in outcome.output


def test_what_is_printed_at_the_start_fits_too_and_says_the_address_first() -> None:
    said = introduction(Settings.read({}), "http://127.0.0.1:65535/graphql")
    assert said.startswith("Open it in a browser: http://127.0.0.1:65535/graphql\n")
    assert max(map(len, said.splitlines())) <= COLUMNS
    assert [each.name for each in PERSONAS if each.name not in said] == []
    assert len(said.splitlines()) < 32
    assert "eyJ" not in said


@pytest.mark.parametrize("persona", PERSONAS, ids=lambda persona: persona.key)
def test_a_whole_name_is_one_persons(lyceum: Lyceum, persona: object) -> None:
    name = str(getattr(persona, "name", ""))
    assert f": {name} (" in " ".join(lyceum("people", *name.split()).output.split("\n\n")[0].split())


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("amara", "Amara Okafor"),
        ("MARQUEZ", "Elena Márquez"),
        ("mei-ling", "Mei-Ling Chao"),
        ("success", "Student Success Platform"),
    ],
)
def test_a_part_of_a_name_is_enough_whatever_its_case_and_accents(
    lyceum: Lyceum, asked: str, found: str
) -> None:
    person = next(each for each in signing_people(Settings.read({})) if each.name == found)
    outcome = lyceum("people", asked)
    assert (outcome.status, outcome.errors) == (0, "")
    assert person.query.strip() in outcome.output
    assert "\nAuthorization: Bearer eyJ" in outcome.output


@pytest.mark.parametrize(
    ("asked", "line"),
    [
        ("amra", "none of the demo's people is named amra; did you mean Amara Okafor?"),
        ("Daniel Ryes", "none of the demo's people is named Daniel Ryes; did you mean Daniel Reyes?"),
        ("grace k x", "none of the demo's people is named grace k x; did you mean Grace Kimani?"),
        ("xyz", "none of the demo's people is named xyz"),
        ("gr", "gr is a part of several names: Grace Kimani, Gregory Tillman"),
    ],
)
def test_a_wrong_name_gets_one_line_with_who_may_be_meant(lyceum: Lyceum, asked: str, line: str) -> None:
    outcome = lyceum("people", *asked.split())
    more = "" if "several" in line else " (lyceum people lists them)"
    assert (outcome.status, outcome.output, outcome.errors) == (1, "", f"lyceum: {line}{more}\n")


def test_where_an_identity_provider_signs_none_is_printed(lyceum: Lyceum) -> None:
    outcome = lyceum("people", "amara", LYCEUM_JWT_JWKS="https://idp.example/keys")
    assert (outcome.status, outcome.output) == (1, "")
    assert outcome.errors == (
        "lyceum: the demo's people sign in with the tokens of your issuer; none are signed here\n"
    )
