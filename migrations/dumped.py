"""The schema of a database as pg_dump states it: one part for each object, in an order in which they can be made."""

import re
import subprocess
from dataclasses import dataclass
from typing import NamedTuple

from db.embedded import binary

MONTHS = "logs"
"""The schema with the monthly partitions of the logs. They depend on the day, so they are not compared."""
QUOTED = re.compile(r"('(?:[^']|'')*')")


class Key(NamedTuple):
    """What identifies a part: its kind in pg_dump's words, its schema and its name."""

    kind: str
    schema: str
    name: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column without its name. All values are SQL; null if nothing is stated."""

    type: str
    default: str | None
    generated: str | None
    is_required: bool


@dataclass(frozen=True, slots=True)
class Part:
    """An object of the schema. text: the statement that makes it. table: the table that it is or belongs to."""

    text: str
    table: str | None


@dataclass(frozen=True, slots=True)
class Shape(Part):
    """A table. The order of columns doesn't count when two are compared, because nothing relies on it."""

    columns: dict[str, Column]
    checks: dict[str, str]
    partition: str | None
    is_forced: bool

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Shape) and self._own() == other._own()

    __hash__ = None  # type: ignore[assignment]

    def _own(self) -> tuple[object, ...]:
        return self.table, self.columns, self.checks, self.partition, self.is_forced


Schema = dict[Key, Part]


def dump(url: str) -> Schema:
    """The schema of the database, without the logs' months and Alembic's own table. url: the URL of a superuser."""
    command = (str(binary("pg_dump")), "--schema-only", "--no-owner", url)
    return read(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def read(dumped: str) -> Schema:
    """The parts of pg_dump's output."""
    heads = re.split(r"(?m)^--\n-- Name: (.*); Type: (.*); Schema: (.*); Owner: .*\n--\n", dumped)[1:]
    found: Schema = {}
    for name, kind, schema, text in zip(*(iter(heads),) * 4, strict=True):
        key = Key(kind, schema, name)
        if schema != MONTHS and "alembic_version" not in name.split():
            kept = re.sub(r"(?m)^(?:-- PostgreSQL database dump complete|--|\\.*|SET .*;)\n", "", text)
            found[key] = _part(kind, kept.strip())
    return found


def _part(kind: str, text: str) -> Part:
    if kind == "TABLE":
        return _shape(text)
    statement = text if kind in ("FUNCTION", "ACL") else _plain(text.removesuffix(";"))
    return Part(text.removesuffix(";") if kind == "FUNCTION" else statement, _table_of(kind, statement))


def _plain(statement: str) -> str:
    """The statement without the schema public, the word ONLY and line breaks, which make no difference here."""
    parts = QUOTED.split(statement)
    parts[::2] = [
        re.sub(r"\bpublic\.", "", re.sub(r"\b(ALTER TABLE|ON) ONLY\b", r"\1", part)) for part in parts[::2]
    ]
    return re.sub(r"^(ALTER TABLE \S+)\n +", r"\1 ", "".join(parts))


def _table_of(kind: str, statement: str) -> str | None:
    forms = {
        "COMMENT": r"COMMENT ON (?:TABLE (\S+)|COLUMN (\S+)\.[^.]+) IS",
        "ACL": r"(?:GRANT|REVOKE) \S+ ON TABLE (?:public\.)?(\S+)",
    }
    found = re.search(forms.get(kind, r"^ALTER TABLE (\S+)| ON (\S+)"), statement)
    return next((group for group in found.groups() if group), None) if found and kind != "FUNCTION" else None


def _shape(text: str) -> Shape:
    plain = _plain(text)
    found = re.match(r"CREATE TABLE (\S+) \(\n(.*?)\n\)(?:\n(PARTITION BY [^;]*))?;", plain, re.DOTALL)
    assert found is not None, f"pg_dump writes tables in another form: {plain[:200]}"
    columns: dict[str, Column] = {}
    checks: dict[str, str] = {}
    for line in re.split(r",\n    ", found[2].removeprefix("    ")):
        if line.startswith("CONSTRAINT "):
            checks[line.split(" ", 2)[1]] = line
        else:
            name, fact = re.findall(r'^("(?:[^"]|"")+"|\S+) (.*)$', line, re.DOTALL)[0]
            columns[name] = _column(fact)
    forced = "FORCE ROW LEVEL SECURITY" in plain[found.end() :]
    return Shape(plain[: found.end() - 1], found[1], columns, checks, found[3], forced)


def _column(fact: str) -> Column:
    required = fact.endswith(" NOT NULL")
    fact = fact.removesuffix(" NOT NULL")
    head, _, generated = fact.partition(" GENERATED ALWAYS AS ")
    kind, _, default = head.partition(" DEFAULT ")
    return Column(kind, default or None, generated or None, required)
