"""The locks pin everything by hash, for every platform, and name no place to download from."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
LOCKS = ("requirements.lock", "requirements-dev.lock")


@pytest.mark.parametrize("name", LOCKS)
def test_every_line_is_a_version_or_its_hash(name: str) -> None:
    unknown = [
        line
        for line in (ROOT / name).read_text().splitlines()
        if not re.fullmatch(
            r"#.*|[a-z0-9-]+==[^\s/:]+( ; [^/:]+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?", line
        )
    ]
    assert unknown == []


@pytest.mark.parametrize("name", LOCKS)
def test_every_version_has_a_hash(name: str) -> None:
    for version, hashes in re.findall(
        r"^([a-z0-9-]+==\S+)[^\n]*\n((?:    --hash=\S+[^\n]*\n)*)", text(name), re.MULTILINE
    ):
        assert hashes, version


def test_the_tools_are_beside_the_same_versions() -> None:
    runtime, everything = versions("requirements.lock"), versions("requirements-dev.lock")
    assert runtime.items() <= everything.items()


def test_what_the_project_asks_for_is_locked() -> None:
    project = PROJECT["project"]
    asked = [*project["dependencies"], *PROJECT["build-system"]["requires"]]
    assert {plain(requirement) for requirement in asked} <= versions("requirements.lock").keys()
    tools = {plain(requirement) for requirement in project["optional-dependencies"]["dev"]}
    assert tools <= versions("requirements-dev.lock").keys()


def text(name: str) -> str:
    return (ROOT / name).read_text()


def versions(name: str) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", text(name), re.MULTILINE))


def plain(requirement: str) -> str:
    """The package's name alone, as locks spell it."""
    return re.split(r"[\[<>=!~; ]", requirement)[0].lower().replace("_", "-")
