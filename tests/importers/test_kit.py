"""Reading what nobody vouches for: text, JSON, CSV and XML."""

import ast
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import importers
from importers.kit.packages.package import Package
from importers.kit.text import decoding as text
from importers.kit.text import jsonstream
from importers.kit.text.csvrows import rows
from importers.kit.text.jsonstream import elements
from importers.kit.text.xml import parse
from importers.refusal import ImportRefused, refused

FIELDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | FIELDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(FIELDS, inner, max_size=4),
    max_leaves=20,
)


@pytest.fixture
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reads files in pieces so small that everything lies across their edges."""
    monkeypatch.setattr(text, "CHUNK", 3)


@pytest.fixture(scope="session")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("kit") / "file"


@pytest.mark.usefixtures("small_pieces")
@given(st.lists(VALUES), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]), st.sampled_from([None, 1]))
def test_the_elements_of_an_array_are_those_of_the_standard_library(
    file: Path, listed: list[object], encoding: str, indent: int | None
) -> None:
    file.write_bytes(json.dumps(listed, indent=indent, ensure_ascii=False).encode(encoding))
    assert [element.value for element in elements(file)] == listed


@pytest.mark.usefixtures("small_pieces")
@given(st.dictionaries(FIELDS, VALUES))
def test_the_elements_of_an_object_come_with_their_keys(file: Path, given_values: dict[str, object]) -> None:
    file.write_text(json.dumps(given_values, indent=1))
    assert {element.key: element.value for element in elements(file)} == given_values


@pytest.mark.usefixtures("small_pieces")
@given(st.lists(st.integers(0, 10**6), min_size=1), st.data())
def test_a_fault_is_placed_on_its_line(file: Path, numbers: list[int], data: st.DataObject) -> None:
    wrong = data.draw(st.integers(0, len(numbers) - 1))
    lines = [json.dumps(number) for number in numbers]
    lines[wrong] = "?"
    file.write_text("[\n" + ",\n".join(lines) + "\n]")
    with pytest.raises(ImportRefused) as refusal:
        list(elements(file))
    assert str(refusal.value) == f"file: line {wrong + 2}, column 1: not valid JSON: expecting value"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("[1,2", "line 1, column 5: expected a comma or ]"),
        ("[1 2]", "line 1, column 4: expected a comma or ]"),
        ("[1,]", "line 1, column 4: not valid JSON: expecting value"),
        ('{"a": 1\n, "a": 2}', 'line 2, column 3: key "a" occurs twice in one object'),
        ("{a: 1}", "line 1, column 2: expected a key in double quotes"),
        ('{"a" 1}', "line 1, column 6: expected a colon after the key"),
        ("[NaN]", "line 1, column 2: NaN is no JSON value"),
        ("[1]\n]", "line 2, column 1: more text follows the end of the JSON value"),
        ('["\\ud800"]', "line 1, column 2: a text holds U+0000 or half of a surrogate pair"),
        (f"[{'9' * 5000}]", "line 1, column 2: a number is too large"),
        ("[9223372036854775808]", "line 1, column 2: a number is too large"),
        ("[1e999]", "line 1, column 2: a number is too large"),
        ('["a\0"]', "line 1: holds a NUL character; the file is not text, or it is damaged"),
    ],
)
def test_json_is_refused_with_its_place(file: Path, content: str, reason: str) -> None:
    file.write_text(content)
    with pytest.raises(ImportRefused) as refusal:
        list(elements(file))
    assert str(refusal.value) == f"file: {reason}"


def test_escaped_characters_that_are_text_are_kept(file: Path) -> None:
    file.write_text('["\\\\u0000 \\ud83d\\ude00"]')
    assert [element.value for element in elements(file)] == ["\\u0000 \U0001f600"]


def test_an_element_that_never_ends_is_refused(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonstream, "MAX_ELEMENT", 100_000)
    file.write_text('[{"a": "' + "x" * 1_000_000)
    with pytest.raises(
        ImportRefused, match="an element is longer than 100,000 characters, or is never closed"
    ):
        list(elements(file))


@pytest.mark.usefixtures("small_pieces")
@given(st.binary(max_size=30), st.binary(max_size=30))
def test_bytes_that_are_no_text_are_named(file: Path, before: bytes, after: bytes) -> None:
    good = before.hex().encode() + "é€\U0001f600".encode()
    file.write_bytes(b'[\n"' + good + b"\xe9" + after.hex().encode() + b'"]')
    with pytest.raises(ImportRefused) as refusal:
        list(elements(file))
    place = f"line 2, byte {len(good) + 2}"
    assert str(refusal.value) == f"file: {place}: byte 0xE9 is not valid UTF-8; save the file as UTF-8"


@pytest.mark.usefixtures("small_pieces")
def test_quoted_cells_may_hold_anything(file: Path) -> None:
    file.write_bytes(b'a,b\r\n"1, ""one""\r\nand more",2\r\n\r\n,3\n')
    assert [(row.line, row.cells) for row in rows(file, ("a", "b"), ("a",))] == [
        (2, {"a": '1, "one"\r\nand more', "b": "2"}),
        (5, {"a": None, "b": "3"}),
    ]


def bomb(levels: int) -> str:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, levels))
    return f'<!DOCTYPE a [<!ENTITY e0 "ha">{entities}]><a>&e{levels - 1};</a>'


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (bomb(10).encode(), 'x.xml: declares the entity "e0"; entities are not allowed'),
        (
            b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
            'x.xml: declares the entity "x"; entities are not allowed',
        ),
        (
            b'<!DOCTYPE a [<!ENTITY % x SYSTEM "http://example.org/x.dtd"> %x;]><a/>',
            'x.xml: declares the entity "x"; entities are not allowed',
        ),
        (b"<a>&x;</a>", "x.xml: line 1, column 4: not well-formed XML: undefined entity"),
        (b"<a>\n<b></a>", "x.xml: line 2, column 6: not well-formed XML: mismatched tag"),
        (b"<a>", "x.xml: line 1, column 4: not well-formed XML: no element found"),
        (b"", "x.xml: line 1, column 1: not well-formed XML: no element found"),
        (
            "<a>\né</a>".encode("latin-1"),
            "x.xml: line 2, byte 1: byte 0xE9 is not valid UTF-8; save the file as UTF-8",
        ),
        (
            b'<?xml version="1.0" encoding="klingon"?><a/>',
            "x.xml: line 1: the declared encoding is not supported; save the file as UTF-8",
        ),
        (b"<a>" * 300 + b"</a>" * 300, "x.xml: nests deeper than 200 elements"),
    ],
)
def test_xml_is_refused_with_its_place(content: bytes, reason: str) -> None:
    with pytest.raises(ImportRefused) as refusal:
        parse(content, "x.xml")
    assert str(refusal.value) == reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
def test_xml_is_read_in_the_encoding_that_it_declares(encoding: str) -> None:
    assert parse(f'<?xml version="1.0" encoding="{encoding}"?><a>é</a>'.encode(encoding), "x.xml").text == "é"


def test_nothing_is_fetched_for_a_document_type() -> None:
    assert parse(b'<!DOCTYPE a SYSTEM "file:///nowhere/a.dtd"><a/>', "x.xml").tag == "a"


def test_a_refusal_can_not_upset_a_terminal() -> None:
    assert (
        str(refused("a\x1b[2J.csv", "line 1", "ends\nhere \udce9"))
        == r"a\x1b[2J.csv: line 1: ends\nhere \udce9"
    )


def test_a_refusal_names_the_file_once(tmp_path: Path) -> None:
    assert str(refused("item.xml", "item.xml", "is empty")) == "item.xml: is empty"
    assert Package("item.xml", tmp_path, {}).title("item.xml") == "item.xml"
    assert Package("a.zip", tmp_path, {}).title("item.xml") == "a.zip: item.xml"


def calls() -> list[tuple[str, ast.Call]]:
    """Every place in the importers that refuses a file or a record, with the code's own place."""
    found: list[tuple[str, ast.Call]] = []
    for path in sorted(Path(importers.__file__).parent.rglob("*.py")):
        found += [
            (f"{path.name}:{node.lineno}", node)
            for node in ast.walk(ast.parse(path.read_text()))
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("refused", "BadRecord")
        ]
    return found


def test_every_refusal_names_a_file_a_place_and_a_reason() -> None:
    """The reason does not name the file again: it would stand twice in the message."""
    assert len(calls()) > 80
    for where, call in calls():
        assert len(call.args) == 3, where
        file, _, reason = call.args
        assert ast.unparse(file) not in ("''", "None"), where
        named = [ast.unparse(part.value) for part in ast.walk(reason) if isinstance(part, ast.FormattedValue)]
        assert ast.unparse(file) not in named, where
