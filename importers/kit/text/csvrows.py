"""CSV with a header line, one row at a time."""

import csv
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from importers.kit.text.decoding import text_chunks
from importers.refusal import refused

MAX_LINE = 1_000_000  # characters


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line on which it ends, and its cells by column, stripped; an empty cell is null."""

    line: int
    cells: dict[str, str | None]

    @property
    def place(self) -> str:
        """How a refusal or warning names the row."""
        return f"line {self.line}"


def rows(path: Path, known: Collection[str] | None, required: Collection[str]) -> Iterator[Row]:
    """Yield the rows of a CSV file. Its header names only `known` columns, and all `required` ones.

    known: null if any column is allowed.

    Raises `ImportRefused`, naming the line, for unknown, repeated or missing columns, for rows with more or fewer cells
    than the header, and for quotes that are never closed.
    """
    name = path.name
    with path.open("rb") as stream:
        reader = csv.reader(_lines(text_chunks(stream, name), name), strict=True)
        try:
            header = [cell.strip() for cell in next(reader, list[str]())]
            _check_header(name, header, known, required)
            for cells in reader:
                if not cells:
                    continue
                while len(cells) > len(header) and not cells[-1].strip():
                    cells.pop()  # surplus commas at the end of a line mean nothing
                if len(cells) != len(header):
                    reason = f"{len(cells)} cells where the header has {len(header)} columns"
                    raise refused(name, f"line {reader.line_num}", reason)
                values = (cell.strip() or None for cell in cells)
                yield Row(reader.line_num, dict(zip(header, values, strict=True)))
        except csv.Error as error:
            raise refused(name, f"line {reader.line_num}", f"not valid CSV: {error}") from None


def _check_header(
    name: str, header: list[str], known: Collection[str] | None, required: Collection[str]
) -> None:
    if not header:
        raise refused(name, "", "the file is empty")
    for column in header:
        if not column:
            raise refused(name, "line 1", "a column has no name")
        if known is not None and column not in known:
            remedy = f"known are {', '.join(known)}"
            raise refused(name, "line 1", f'unknown column "{column}"; {remedy} (separated by commas)')
        if header.count(column) > 1:
            raise refused(name, "line 1", f'column "{column}" occurs twice')
    missing = [column for column in required if column not in header]
    if missing:
        raise refused(name, "line 1", f'column "{missing[0]}" is missing')


def _lines(chunks: Iterator[str], name: str) -> Iterator[str]:
    rest, number = "", 0
    for chunk in chunks:
        *whole, rest = (rest + chunk).split("\n")
        for line in whole:
            number += 1
            yield line + "\n"
        if len(rest) > MAX_LINE:
            raise refused(name, f"line {number + 1}", f"is longer than {MAX_LINE:,} characters")
    if rest:
        yield rest
