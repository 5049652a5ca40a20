"""Names of members: each is found, however the archive, the disk, the manifest or a text spells it."""

import io
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.kit.imscp.manifest import read_manifest
from importers.kit.packages.names import IN_UTF8, UNICODE_PATH, Names, plain, zip_name
from importers.kit.packages.package import ZIP, Package, open_package
from tests.importers.archives import attempt
from tests.importers.conftest import Tenant, packed, zipped
from tests.importers.packages import loaded, manifest

SIGNS = "abzAZ019 _-.,+&'()[]~!@$=;äöüßéÅñçøŁğ\u0301日本語ハ\u3099한글жΩ\u00a0\u202f\u3000\u200d😀"
PART = st.text(SIGNS, min_size=1, max_size=12).filter(lambda text: not set(text) <= {"."})
NAME = st.lists(PART, min_size=1, max_size=4).map("/".join)
PACKINGS: dict[str, Callable[[str], tuple[bytes, int, bytes]]] = {
    "flagged": lambda name: (name.encode(), IN_UTF8, b""),
    "unflagged": lambda name: (name.encode(), 0, b""),
    "extra field": lambda name: (b"?.bin", 0, unicode_path(name.encode(), b"?.bin")),
    "after another extra field": lambda name: (
        b"?.bin", 0, struct.pack("<HHL", 0x5455, 4, 7) + unicode_path(name.encode(), b"?.bin"),
    ),
}  # fmt: skip
FORMS: dict[str, Callable[[str], str]] = {
    "composed": lambda name: unicodedata.normalize("NFC", name),
    "decomposed": lambda name: unicodedata.normalize("NFD", name),
}
SPELLED: dict[str, Callable[[str], str]] = {
    "bare": lambda name: name,
    "encoded": lambda name: quote(name, safe="/"),
    "encoded wholly": lambda name: "".join(f"%{byte:02x}" if byte != 0x2F else "/" for byte in name.encode()),
    "encoded twice": lambda name: quote(quote(name, safe="/"), safe="/"),
    "spaces only": lambda name: name.replace("%", "%25").replace(" ", "%20"),
    "with backslashes": lambda name: name.replace("/", "\\"),
    "encoded backslashes": lambda name: quote(name.replace("/", "\\"), safe=""),
    "from here": lambda name: f"./{name}",
    "with a query": lambda name: f"{quote(name, safe='/')}?forcedownload=1#top",
    "lower case": lambda name: name.lower(),
    "upper case, encoded": lambda name: quote(name.upper(), safe="/"),
}


def unicode_path(name: bytes, beside: bytes) -> bytes:
    data = struct.pack("<BL", 1, zlib.crc32(beside)) + name
    return struct.pack("<HH", UNICODE_PATH, len(data)) + data


def archive(raw: bytes, flags: int, extra: bytes) -> bytes:
    """A zip archive of one file, whose name is written byte by byte."""
    info = zipfile.ZipInfo("x" * len(raw))
    info.extra = extra
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        target.writestr(info, b"data")
    data = bytearray(buffer.getvalue().replace(b"x" * len(raw), raw))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.index(mark) + place
        data[start : start + 2] = struct.pack("<H", flags)
    return bytes(data)


def members(path: Path) -> list[str]:
    with open_package(path, lambda _: True, lambda *_: None, ZIP) as found:
        assert all(found.read(member) == b"data" for member in found.sizes)
        return list(found.sizes)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("names")


@given(NAME, st.sampled_from(list(PACKINGS)), st.sampled_from(list(FORMS)))
def test_an_archive_says_a_name_in_many_ways(folder: Path, name: str, packing: str, form: str) -> None:
    path = folder / "package.zip"
    path.write_bytes(archive(*PACKINGS[packing](FORMS[form](name))))
    assert members(path) == [unicodedata.normalize("NFC", name)]


@given(NAME, st.sampled_from(list(SPELLED)), st.sampled_from(list(FORMS)), st.sampled_from(list(FORMS)))
def test_a_reference_finds_its_file(name: str, spelling: str, packed_form: str, said_form: str) -> None:
    member = plain(FORMS[packed_form](name))
    said = SPELLED[spelling](FORMS[said_form](name))
    assert Names({member: 1}).find(said) == member
    assert Names({member: 1, "else/where.html": 1}).find("not/there.html") is None


@given(NAME, st.sampled_from([quote, lambda name: name]))
def test_a_reference_prefers_what_it_says(name: str, spelled: Callable[[str], str]) -> None:
    """Where several members are alike but for case or encoding, the one that is named is found."""
    alike = {plain(one): 1 for one in (name, name.lower(), name.upper(), quote(name), quote(name.lower()))}
    for member in alike:
        assert Names(alike).find(member) == member


def test_two_files_that_differ_in_case_are_not_guessed_between() -> None:
    names = Names({"A.html": 1, "a.html": 1})
    assert [names.find(said) for said in ("A.html", "a.html", "a.HTML")] == ["A.html", "a.html", None]


@pytest.mark.parametrize(
    ("raw", "flags", "extra", "name"),
    [
        (b"\x9aber.txt", 0, b"", "Über.txt"),  # code page 437, as the format has it
        ("Über.txt".encode(), 0, unicode_path(b"other.txt", b"not this"), "Über.txt"),
        (b"plain.txt", 0, b"\x75\x70\xff\xff\x01", "plain.txt"),
        (b"plain.txt", 0, unicode_path(b"\xff\xfe", b"plain.txt"), "plain.txt"),
    ],
)
def test_a_name_without_the_flag(raw: bytes, flags: int, extra: bytes, name: str) -> None:
    assert zip_name(raw.decode("cp437"), flags, extra) == name


def test_a_name_that_is_not_what_its_flag_says_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "p.zip"
    path.write_bytes(archive(b"\xff\xfe.txt", IN_UTF8, b""))
    assert attempt(path, ZIP) == "p.zip: the name of a file is marked as UTF-8, but is not UTF-8"


@pytest.mark.parametrize("name", ["a\\b\\c.html", "a\\b/c.html", ".\\a\\b\\c.html", "a//b/./c.html"])
def test_other_separators_are_read_as_folders(tmp_path: Path, name: str) -> None:
    files = {name: "data", "a\\empty\\": ""}
    (tmp_path / "p.zip").write_bytes(zipped(files))
    assert members(tmp_path / "p.zip") == ["a/b/c.html"]
    (tmp_path / "p.tar.gz").write_bytes(packed({name: "data"}))
    with open_package(tmp_path / "p.tar.gz", lambda _: True, lambda *_: None) as found:
        assert (list(found.sizes), found.read("a/b/c.html")) == (["a/b/c.html"], b"data")


@pytest.mark.parametrize("name", ["..\\evil", "a\\..\\..\\evil", "\\evil", "c:\\evil", "\\\\server\\evil"])
def test_other_separators_do_not_lead_out(tmp_path: Path, name: str) -> None:
    (tmp_path / "p.zip").write_bytes(zipped({name: "data"}))
    reason = "climbs out of the archive" if ".." in name else "is an absolute path; paths must be relative"
    assert attempt(tmp_path / "p.zip", ZIP) == f"p.zip: {name}: {reason}"


def test_a_folder_on_disk_is_read_alike(tmp_path: Path) -> None:
    spelled = (unicodedata.normalize("NFD", "é/ü.html"), "a\\b.html", "\u202fnarrow\u3000wide.html")
    for name in spelled:
        (tmp_path / "p" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "p" / name).write_text(name)
    with open_package(tmp_path / "p", lambda _: True, lambda *_: None) as found:
        assert {name: found.read(name).decode() for name in found.sizes} == dict(
            zip(("é/ü.html", "a/b.html", spelled[2]), spelled, strict=True)
        )


def test_one_name_in_two_forms_is_refused(tmp_path: Path) -> None:
    forms = [unicodedata.normalize(form, "é.html") for form in ("NFC", "NFD")]
    (tmp_path / "p.zip").write_bytes(zipped(dict.fromkeys(forms, "data")))
    assert attempt(tmp_path / "p.zip", ZIP) == "p.zip: é.html: is in the archive twice"
    for name in forms:
        (tmp_path / "p" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "p" / name).write_text("")
    assert attempt(tmp_path / "p") == "p: é.html: is in the folder twice, under two spellings of its name"


BASES = {
    "a URI of folders": ('xml:base="x%20y/"', 'xml:base="z/"', 'xml:base="w/"', "x y/z/w/é.html"),
    "only up to the last slash": ('xml:base="x/ignored.xml"', 'xml:base="z/?q=1"', "", "x/z/é.html"),
    "with a query": ('xml:base="x/?q=a/b"', "", "", "x/é.html"),
    "a folder without its slash": ("", "", 'xml:base="x"', "x/é.html"),
    "with backslashes": ('xml:base="x\\"', 'xml:base="y\\"', "", "x/y/é.html"),
    "from the folder above": ('xml:base="x/y/"', 'xml:base="../z/"', "", "x/z/é.html"),
    "in decomposed letters": ('xml:base="u\u0308/"', "", "", "ü/é.html"),
}


@pytest.mark.parametrize("case", BASES)
def test_the_base_of_a_manifest_is_a_uri(tmp_path: Path, case: str) -> None:
    of_all, of_resources, of_one, member = BASES[case]
    text = manifest(
        "", f'<resource identifier="R" {of_one} href="e%CC%81.html?a=1"><file href="É.HTML"/></resource>'
    )
    text = text.replace("<manifest ", f"<manifest {of_all} ").replace(
        "<resources>", f"<resources {of_resources}>"
    )
    (tmp_path / "imsmanifest.xml").write_text(text)
    found = read_manifest(Package("p", tmp_path, {"imsmanifest.xml": 1, member: 1})).resources["R"]
    assert (found.href, found.query, found.files, found.missing) == (member, "?a=1", [member], [])


def test_a_base_elsewhere_makes_every_reference_lead_there(tmp_path: Path) -> None:
    text = manifest("", '<resource identifier="R" xml:base="https://example.org/a/b" href="c.html?d"/>')
    (tmp_path / "imsmanifest.xml").write_text(text)
    found = read_manifest(Package("p", tmp_path, {"imsmanifest.xml": 1})).resources["R"]
    assert (found.href, found.url, found.files) == (None, "https://example.org/a/c.html?d", [])


async def test_a_scorm_package_in_decomposed_letters_is_whole(tenant: Tenant) -> None:
    files = {
        "imsmanifest.xml": manifest(
            '<item identifier="I" identifierref="R"><title>One</title></item>',
            '<resource identifier="R" type="webcontent" href="Übung%201.html"><file href="Übung 1.html"/></resource>',
        ),
        unicodedata.normalize("NFD", "Übung 1.html"): "<p>1</p>",
    }
    report = await loaded(tenant, "scorm", files)
    assert report.warnings == []
    assert await tenant.rows(
        "SELECT file_path, content_item_id IS NOT NULL AS starts FROM scorm_files ORDER BY 1"
    ) == [
        {"file_path": "imsmanifest.xml", "starts": False},
        {"file_path": "Übung 1.html", "starts": True},
    ]
