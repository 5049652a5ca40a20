"""Archives of either kind that unpack to more than is allowed: refused, with nothing written anywhere."""

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from importers.kit.packages import tars as archive
from importers.kit.packages.package import TAR, ZIP
from tests.importers.archives import attempt
from tests.importers.conftest import packed, zipped

Files = Mapping[str, str | bytes]
Said = Callable[[Files], str]


class Kind(NamedTuple):
    """A kind of archive: what it is called, how it is packed, and under which endings it is opened."""

    name: str
    pack: Callable[[Files], bytes]
    endings: Sequence[str]


@pytest.fixture(
    params=[Kind("c.tar.gz", packed, TAR), Kind("c.zip", zipped, ZIP)], ids=lambda kind: kind.name
)
def kind(request: pytest.FixtureRequest) -> Kind:
    found: Kind = request.param
    return found


@pytest.fixture
def said(kind: Kind, tmp_path: Path, scratch: Path) -> Said:
    """What is said of an archive of these files, after its name."""

    def say(files: Files) -> str:
        path = tmp_path / kind.name
        path.write_bytes(kind.pack(files))
        name, _, reason = attempt(path, kind.endings).partition(": ")
        assert (name, list(scratch.iterdir())) == (kind.name, [])
        return reason

    return say


def test_a_bomb_is_refused_by_its_ratio(said: Said) -> None:
    bomb = {"zeros.xml": "0" * 40_000_000}
    assert said(bomb) == "zeros.xml: the archive unpacks to more than 200 times its size"


def test_a_bomb_is_refused_by_its_size(said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_TOTAL", 1_000_000)
    noise = {"noise.xml": os.urandom(1_500_000)}
    assert said(noise) == "noise.xml: the archive unpacks to more than 1,000,000 bytes"


def test_a_bomb_is_refused_by_its_number_of_members(said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_MEMBERS", 10)
    many = {f"{number}.xml": "" for number in range(11)}
    assert said(many) == "10.xml: the archive holds more than 10 files"
