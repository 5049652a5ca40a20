"""Zip archives that mean harm, or are broken: refused, with nothing written anywhere."""

import io
import os
import stat
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from importers.kit.packages import zips
from importers.kit.packages.package import ZIP, open_package
from tests.importers.archives import HARMFUL, attempt, flip
from tests.importers.conftest import zipped

pytestmark = pytest.mark.usefixtures("scratch")
FILES = {"course/course.xml": "<course/>", "course/chapter/one.xml": "<chapter/>"}


def member(name: str, mode: int = 0, **settings: int) -> zipfile.ZipInfo:
    found = zipfile.ZipInfo(name)
    found.external_attr = mode << 16
    for setting, value in settings.items():
        setattr(found, setting, value)
    return found


def written(path: Path, *members: tuple[zipfile.ZipInfo, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as target, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # of a name that stands twice
        for info, data in members:
            target.writestr(info, data)
    return path


def test_an_archive_is_unpacked_for_the_while(tmp_path: Path, scratch: Path) -> None:
    path = tmp_path / "c.zip"
    path.write_bytes(zipped(FILES))
    told: list[tuple[str, int, int | None]] = []
    with open_package(
        path, lambda name: name.endswith("one.xml"), lambda *step: told.append(step), ZIP
    ) as found:
        assert found.sizes == {"course/course.xml": 9, "course/chapter/one.xml": 10}
        assert found.read("course/chapter/one.xml") == b"<chapter/>"
        assert found.path("course/chapter/one.xml").read_bytes() == b"<chapter/>"
        assert [file.name for file in scratch.rglob("*") if file.is_file()] == ["one.xml"]
    assert list(scratch.iterdir()) == []
    assert told == [("unpacking", 1, 2), ("unpacking", 2, 2)]


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        *((member(name), reason) for name, reason in HARMFUL.items()),
        (member("../"), "../: climbs out of the archive"),
        (member("a", stat.S_IFLNK | 0o777), "a: is a link; links are not allowed"),
        (member("a", stat.S_IFIFO | 0o600), "a: is neither a plain file nor a folder"),
    ],
)
def test_a_harmful_member_is_refused(
    tmp_path: Path, scratch: Path, bad: zipfile.ZipInfo, reason: str
) -> None:
    path = written(tmp_path / "c.zip", (member("course/one.xml"), b"<a/>"), (bad, b""))
    assert attempt(path, ZIP) == f"c.zip: {reason}"
    assert list(scratch.iterdir()) == []
    assert not (tmp_path / "evil.xml").exists()


def test_an_encrypted_member_is_refused(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.xml": "<a/>"}))
    directory = data.index(b"PK\x01\x02")
    data[directory + 8] |= zips.ENCRYPTED
    path = tmp_path / "c.zip"
    path.write_bytes(data)
    assert attempt(path, ZIP) == "c.zip: a.xml: is encrypted; pack the archive without a password"


def test_an_unknown_packing_is_refused(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.xml": "<a/>"}))
    data[data.index(b"PK\x01\x02") + 10] = 97
    path = tmp_path / "c.zip"
    path.write_bytes(data)
    assert attempt(path, ZIP) == "c.zip: a.xml: is packed in a way that is not known; use deflate"


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 0.999])
def test_a_truncated_archive_is_refused(tmp_path: Path, share: float) -> None:
    data = zipped({f"course/{number}.xml": os.urandom(500).hex() for number in range(50)})
    path = tmp_path / "c.zip"
    path.write_bytes(data[: int(len(data) * share)])
    assert attempt(path, ZIP).startswith("c.zip: the archive is truncated or damaged (")


@pytest.mark.parametrize("spoil", [lambda data: flip(data, len(data) // 3), lambda _: b"not an archive"])
def test_a_damaged_archive_is_refused(tmp_path: Path, spoil: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "c.zip"
    path.write_bytes(spoil(zipped({"one.xml": os.urandom(5000).hex()})))
    assert "the archive is truncated or damaged" in attempt(path, ZIP)


def test_a_bomb_whose_headers_lie_is_refused(tmp_path: Path, scratch: Path) -> None:
    data = bytearray(zipped({"zeros.xml": "0" * 40_000_000}))
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = data.index(mark) + place
        data[start : start + 4] = (10).to_bytes(4, "little")
    path = tmp_path / "c.zip"
    path.write_bytes(data)
    assert (
        attempt(path, ZIP)
        == "c.zip: zeros.xml: the archive is truncated or damaged (checksum or format wrong)"
    )
    assert list(scratch.iterdir()) == []


def test_a_list_of_members_out_of_all_proportion_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zips, "MAX_DIRECTORY", 1000)
    path = tmp_path / "c.zip"
    path.write_bytes(zipped({f"{number}.xml": "" for number in range(50)}))
    assert attempt(path, ZIP) == "c.zip: the archive's list of files is longer than 1,000 bytes"


def test_a_member_within_another_is_refused(tmp_path: Path) -> None:
    """An archive whose members share the same packed bytes unpacks to much more than it holds."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("a.xml", "0" * 30_000_000)
        first = target.filelist[0]
        for number in range(20):
            again = member(f"{number}.xml")
            for name in ("header_offset", "compress_type", "CRC", "compress_size", "file_size", "flag_bits"):
                setattr(again, name, getattr(first, name))
            target.filelist.append(again)
    path = tmp_path / "c.zip"
    path.write_bytes(buffer.getvalue())
    assert "the archive" in attempt(path, ZIP)


def test_another_kind_of_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "course.rar"
    path.write_bytes(b"Rar")
    assert attempt(path, ZIP) == "course.rar: expected a folder or a .zip archive"
