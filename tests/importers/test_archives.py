"""Archives that mean harm, or are broken: refused, with nothing written anywhere."""

import gzip
import io
import os
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from importers.kit.packages.package import open_package
from tests.importers.archives import HARMFUL, attempt, flip
from tests.importers.conftest import Tenant, packed

pytestmark = pytest.mark.usefixtures("scratch")
COURSE = {"course/course.xml": "<course/>", "course/chapter/one.xml": "<chapter/>"}


def written(path: Path, *members: tuple[tarfile.TarInfo, bytes]) -> Path:
    with tarfile.open(path, "w:gz") as archive:
        for member, data in members:
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return path


def member(name: str, kind: bytes = tarfile.REGTYPE, link: str = "") -> tarfile.TarInfo:
    found = tarfile.TarInfo(name)
    found.type, found.linkname = kind, link
    return found


def test_an_archive_is_unpacked_for_the_while(tmp_path: Path, scratch: Path) -> None:
    path = tmp_path / "c.tar.gz"
    path.write_bytes(packed(COURSE))
    with open_package(path, lambda name: name.endswith("one.xml"), lambda *_: None) as package:
        assert package.sizes == {"course/course.xml": 9, "course/chapter/one.xml": 10}
        assert package.read("course/chapter/one.xml") == b"<chapter/>"
        assert [file.name for file in scratch.rglob("*") if file.is_file()] == ["one.xml"]
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        *((member(name), reason) for name, reason in HARMFUL.items()),
        (member("a", tarfile.SYMTYPE, "/etc/passwd"), "a: is a link to /etc/passwd; links are not allowed"),
        (member("a", tarfile.LNKTYPE, "b"), "a: is a link to b; links are not allowed"),
        (member("a", tarfile.CHRTYPE), "a: is neither a plain file nor a folder"),
        (member("a", tarfile.FIFOTYPE), "a: is neither a plain file nor a folder"),
        (member("../", tarfile.DIRTYPE), "..: climbs out of the archive"),
    ],
)
def test_a_harmful_member_is_refused(
    tmp_path: Path, scratch: Path, bad: tarfile.TarInfo, reason: str
) -> None:
    path = written(tmp_path / "c.tar.gz", (member("course/one.xml"), b"<a/>"), (bad, b""))
    assert attempt(path) == f"c.tar.gz: {reason}"
    assert list(scratch.iterdir()) == []
    assert not (tmp_path / "evil.xml").exists()


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_truncated_archive_is_refused(tmp_path: Path, share: float) -> None:
    data = packed({f"course/{number}.xml": os.urandom(500).hex() for number in range(50)})
    path = tmp_path / "c.tar.gz"
    path.write_bytes(data[: int(len(data) * share)])
    assert attempt(path).endswith("the archive is truncated or damaged (it ends too early)")


def test_an_archive_cut_between_two_members_is_refused(tmp_path: Path) -> None:
    plain = gzip.decompress(packed(COURSE))
    path = tmp_path / "c.tar.gz"
    path.write_bytes(gzip.compress(plain[:1024]))
    assert (
        attempt(path)
        == "c.tar.gz: course/course.xml: the archive is truncated or damaged (it ends too early)"
    )


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: flip(data, len(data) // 2),
        lambda data: b"PK" + data,
        lambda data: data + b"rest",
        lambda _: b"",
        lambda _: b"not an archive",
    ],
)
def test_a_damaged_archive_is_refused(tmp_path: Path, spoil: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "c.tar.gz"
    path.write_bytes(spoil(packed({f"{number}.xml": os.urandom(500).hex() for number in range(20)})))
    assert "the archive is truncated or damaged" in attempt(path)


def test_a_header_out_of_all_proportion_is_refused(tmp_path: Path) -> None:
    long = tarfile.TarInfo("a.xml")
    long.pax_headers = {"comment": "x" * 5_000_000}
    assert attempt(written(tmp_path / "c.tar.gz", (long, b""))) == (
        "c.tar.gz: a header of the archive is longer than 1,000,000 bytes"
    )


def test_a_folder_with_a_link_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "course"
    (folder / "chapter").mkdir(parents=True)
    (folder / "chapter" / "passwd.xml").symlink_to("/etc/passwd")
    assert attempt(folder) == "course: chapter/passwd.xml: is a link; a package holds files and folders only"


def test_a_folder_with_a_pipe_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "course"
    folder.mkdir()
    os.mkfifo(folder / "pipe.xml")
    assert attempt(folder) == "course: pipe.xml: is neither a file nor a folder"


def test_another_kind_of_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "course.zip"
    path.write_bytes(b"PK")
    assert attempt(path) == "course.zip: expected a folder or a .tar.gz archive"


async def test_a_file_where_a_folder_should_be_is_refused(tenant: Tenant) -> None:
    path = written(tenant.path / "c.tar.gz", (member("a.xml"), b"<a/>"), (member("a.xml/b.xml"), b"<b/>"))
    assert await tenant.refused("olx", path) == "c.tar.gz: can't be read or unpacked: File exists"
