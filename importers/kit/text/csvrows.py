"""CSV with a header line, one row at a time."""

import csv
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from importers.kit.fields import likely
from importers.kit.text.decoding import size, text_chunks, undecodable, wrong_byte
from importers.refusal import Bad, BadRecord, refused, stop

MAX_LINE = 1_000_000  # characters
MOST_NAMED = 12  # columns that a refusal names
SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "vertical bars"}


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line on which it begins, and its cells by column, stripped; an empty cell is null."""

    line: int
    cells: dict[str, str | None]

    @property
    def place(self) -> str:
        """How a refusal or warning names the row."""
        return f"line {self.line}"


def rows(
    path: Path,
    known: Collection[str] | None,
    required: Collection[str],
    bad: Bad = stop,
    former: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[Row]:
    """Yield the rows of a CSV file. Its header names only `known` columns, and all `required` ones.

    known: null if any column is allowed. bad: called with each row that can't be read: it has more or fewer cells than
    the header, a byte that is not UTF-8, or misplaced quotes. former: columns by names that they once had.

    Raises `ImportRefused`, naming the line, for unknown, repeated or missing columns, and for a quote that is never
    closed.
    """
    name = path.name
    with path.open("rb") as stream:
        wrong: list[BadRecord] = []
        reader = csv.reader(_lines(text_chunks(stream, name), name, wrong), strict=True)
        header = _header(reader, name, wrong, former)
        _check_header(name, header, known, required)
        while True:
            begins = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                bad(_not_csv(name, begins, reader.line_num, error))
                wrong.clear()
                continue
            fault = _fault(name, begins, cells, header, wrong)
            if fault is not None:
                bad(fault)
            elif cells:
                values = (cell.strip() or None for cell in cells)
                yield Row(begins, dict(zip(header, values, strict=True)))


def columns(path: Path, former: Mapping[str, str] = MappingProxyType({})) -> list[str]:
    """The columns that the header names. Raises `ImportRefused` if it can't be read. former: as in `rows`."""
    with path.open("rb") as stream:
        wrong: list[BadRecord] = []
        reader = csv.reader(_lines(text_chunks(stream, path.name), path.name, wrong), strict=True)
        return _header(reader, path.name, wrong, former)


def _header(
    reader: Iterator[list[str]], name: str, wrong: list[BadRecord], former: Mapping[str, str]
) -> list[str]:
    try:
        stated = [cell.strip() for cell in next(reader, list[str]())]
        header = [column if former.get(column, column) in stated else former[column] for column in stated]
    except csv.Error as error:
        raise refused(name, "line 1", f"not valid CSV: {error}") from None
    if wrong:
        raise wrong[0]
    return header


def _not_csv(name: str, begins: int, ends: int, error: csv.Error) -> BadRecord:
    if "unexpected end" in str(error):
        raise refused(name, f"line {begins}", "not valid CSV: a quote is opened and never closed")
    place = f"line {begins}" if ends == begins else f"lines {begins} to {ends}"
    return BadRecord(name, place, f"not valid CSV: {error}")


def _fault(
    name: str, line: int, cells: list[str], header: list[str], wrong: list[BadRecord]
) -> BadRecord | None:
    """What is wrong with a row, if anything. Cuts surplus commas at its end, which mean nothing."""
    if wrong:
        fault = wrong[0]
        wrong.clear()
        return fault
    while len(cells) > len(header) and not cells[-1].strip():
        cells.pop()
    if cells and len(cells) != len(header):
        reason = f"{len(cells)} cells where the header has {len(header)} columns"
        return BadRecord(name, f"line {line}", reason)
    return None


def _check_header(
    name: str, header: list[str], known: Collection[str] | None, required: Collection[str]
) -> None:
    if not header:
        raise refused(name, "", "the file is empty")
    for sign, called in SEPARATORS.items():
        if len(header) == 1 and sign in header[0]:
            raise refused(name, "line 1", f"the columns are separated by {called}; they must be by commas")
    for column in header:
        if not column:
            raise refused(name, "line 1", f"column {header.index(column) + 1} has no name")
        if known is not None and column not in known:
            remedy = f"known are {', '.join(known)}"
            raise refused(
                name,
                "line 1",
                f'unknown column "{column}"{likely(column, known)}; {remedy} (separated by commas)',
            )
        if header.count(column) > 1:
            raise refused(name, "line 1", f'column "{column}" occurs twice')
    missing = [column for column in required if column not in header]
    if missing:
        found = ", ".join(header[:MOST_NAMED]) + (", …" if len(header) > MOST_NAMED else "")
        raise refused(
            name, "line 1", f'column "{missing[0]}" is missing{likely(missing[0], header)}; found {found}'
        )


def _lines(chunks: Iterator[str], name: str, wrong: list[BadRecord]) -> Iterator[str]:
    """Yield the lines. wrong: gets the fault of each line with a byte that is not UTF-8, before the line is yielded."""
    rest, number = "", 0
    for chunk in chunks:
        *whole, rest = (rest + chunk).split("\n")
        for line in whole:
            number += 1
            _check_bytes(line, name, number, wrong)
            yield line + "\n"
        if len(rest) > MAX_LINE:
            raise refused(name, f"line {number + 1}", f"is longer than {MAX_LINE:,} characters")
    if rest:
        _check_bytes(rest, name, number + 1, wrong)
        yield rest


def _check_bytes(line: str, name: str, number: int, wrong: list[BadRecord]) -> None:
    found = undecodable(line)
    if found is not None:
        place = f"line {number}, byte {size(line[: found.start()]) + 1}"
        wrong.append(BadRecord(name, place, wrong_byte(found)))
