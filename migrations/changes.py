"""The statements that lead from one schema to another, in the order that a cluster needs."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from db.derived.ddl import MONTHS_AHEAD
from db.models.base import TENANT
from migrations.dumped import Column, Key, Part, Schema, Shape

BEFORE, TYPES, TABLES, CONSTRAINTS, INDEXES, CODE, RIGHTS, DROPS = range(8)
PHASES = {
    "SCHEMA": TYPES,
    "TYPE": TYPES,
    "TABLE": TABLES,
    "CONSTRAINT": CONSTRAINTS,
    "FK CONSTRAINT": CONSTRAINTS,
    "INDEX": INDEXES,
    "FUNCTION": CODE,
    "TRIGGER": CODE,
    "ROW SECURITY": RIGHTS,
    "POLICY": RIGHTS,
    "ACL": RIGHTS,
}
AUDIT = re.compile(r"EXECUTE FUNCTION app\.audit_(?:insert|update|delete)\((.*)\)$", re.DOTALL)


class Ungenerated(Exception):
    """A difference for which no statement is generated. The message names the place and the remedy."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the statements may drop, and the text that they use for functions.

    dropped: the tables and columns whose data may be lost; null for all, as on the way back. functions: the functions
    as they are written in the sources, with their comments, by name.
    """

    dropped: Collection[str] | None = None
    functions: Mapping[str, str] = field(default_factory=dict[str, str])


def changes(old: Schema, new: Schema, wish: Wish) -> list[str]:
    """The statements that turn `old` into `new`. Raises Ungenerated."""
    return _Change(old, new, wish).statements()


class _Change:
    """The difference between two schemas, and the statements for it, each with its phase."""

    def __init__(self, old: Schema, new: Schema, wish: Wish) -> None:
        self.old, self.new, self.wish = old, new, wish
        self.found: list[tuple[int, str]] = []
        self.gone = {part.table for key, part in old.items() if key.kind == "TABLE" and key not in new}
        self.made = {part.table for key, part in new.items() if key.kind == "TABLE" and key not in old}
        self.anew: set[Key] = set()

    def statements(self) -> list[str]:
        for key in [*self.old, *self.new]:
            if key.kind not in PHASES and key.kind != "COMMENT":
                raise Ungenerated(f"{key.kind.lower()} {key.name}: nobody has said yet how it is generated")
        for key in self.new:
            if key.kind == "TYPE" and key in self.old and self.old[key] != self.new[key]:
                self._retype(key)
        for key in reversed(self.old):
            if key not in self.new or self._is_made_anew(key):
                self._drop(key)
        for key, part in self.new.items():
            if key not in self.old or self._is_made_anew(key):
                self._create(key, part)
            elif part != self.old[key]:
                self._alter(key, self.old[key], part)
        # The three audit triggers of a table are made by one statement, which is kept only once.
        return list(dict.fromkeys(s for _, s in sorted(self.found, key=lambda step: step[0])))

    def add(self, phase: int, *statements: str) -> None:
        self.found += [(phase, statement) for statement in statements]

    def _is_made_anew(self, key: Key) -> bool:
        changed = self.old.get(key) != self.new.get(key)
        simple = key.kind in ("CONSTRAINT", "FK CONSTRAINT", "INDEX", "TRIGGER", "POLICY")
        is_audit = key.kind == "TRIGGER" and key in self.new and AUDIT.search(self.new[key].text) is not None
        return key in self.anew or (changed and simple and key in self.new and not is_audit)

    def _losing(self, name: str, what: str) -> None:
        if self.wish.dropped is not None and name not in self.wish.dropped:
            raise Ungenerated(
                f"{name}: the models no longer have this {what}, and dropping it loses what it holds. If it bears "
                f"another name now, keep the old name, or add the new {what} first (docs/migrating.md). "
                f"To drop it: --drop {name}"
            )

    def _create(self, key: Key, part: Part) -> None:
        if isinstance(part, Shape):
            self._make_table(part)
        elif part.table in self.made and key.kind in ("CONSTRAINT", "COMMENT"):
            pass  # stated with the table
        elif key.kind == "FUNCTION":
            self.add(CODE, self._function(part))
        elif key.kind == "FK CONSTRAINT":
            self.add(CONSTRAINTS, *self._foreign_key(part))
        elif key.kind == "TRIGGER":
            audited = AUDIT.search(part.text)
            self.add(CODE, f"SELECT app.audit({audited[1]})" if audited else part.text)
        elif key.kind == "ACL":
            self.add(_rights_phase(key), *_lines(part))
        else:
            self.add(_phase(key), part.text)

    def _function(self, part: Part) -> str:
        name = re.findall(r"CREATE FUNCTION (app\.\w+)\(", part.text)[0]
        return self.wish.functions.get(name, part.text)

    def _make_table(self, shape: Shape) -> None:
        own = [(key, part) for key, part in self.new.items() if part.table == shape.table]
        keys = [part.text.split(" ADD ", 1)[1] for key, part in own if key.kind == "CONSTRAINT"]
        head, end, tail = shape.text.rpartition("\n)")
        self.add(TABLES, ",\n    ".join([head, *keys]) + end + tail)
        self.add(TABLES, *(part.text for key, part in own if key.kind == "COMMENT"))
        if TENANT in shape.columns:
            self.add(TABLES, f"SELECT app.distribute('{shape.table}', '{TENANT}')")
        else:
            self.add(TABLES, f"SELECT app.replicate('{shape.table}')")
        if shape.is_forced:
            self.add(RIGHTS, f"ALTER TABLE {shape.table} FORCE ROW LEVEL SECURITY")
        if shape.partition:
            self.add(DROPS, f"SELECT app.keep_partitions({MONTHS_AHEAD})")

    def _foreign_key(self, part: Part) -> Iterator[str]:
        """The key. If there may be values already, those of all tenants are checked."""
        match = re.match(r"ALTER TABLE (\S+) ADD .*?\((.*?)\) REFERENCES (\S+)\(", part.text)
        assert match is not None, part.text
        here, there = (self._shape(self.old, name) for name in (match[1], match[3]))
        is_old = here is not None and all(name in here.columns for name in match[2].split(", "))
        forced = dict.fromkeys(s.table for s in (here, there) if is_old and s is not None and s.is_forced)
        yield from (f"ALTER TABLE {name} NO FORCE ROW LEVEL SECURITY" for name in forced)
        yield part.text
        yield from (f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY" for name in forced)

    @staticmethod
    def _shape(schema: Schema, table: str | None) -> Shape | None:
        return next((p for p in schema.values() if isinstance(p, Shape) and p.table == table), None)

    def _drop(self, key: Key) -> None:
        part = self.old[key]
        phase = BEFORE if key in self.anew else _phase(key)
        if isinstance(part, Shape):
            self._losing(str(part.table), "table")
            self.add(DROPS, f"DROP TABLE {part.table}")
        elif part.table in self.gone:
            target = re.search(r"REFERENCES (\S+)\(", part.text) if key.kind == "FK CONSTRAINT" else None
            if target and target[1] in self.gone - {part.table}:
                self.add(CONSTRAINTS, _dropping(key, part))
        elif key.kind == "ACL":
            if _named(_owner(key)) in map(_named, self.new):
                self.add(RIGHTS, *(_taken_back(line) for line in _lines(part)))
        elif key.kind == "COMMENT":
            # An object that is dropped takes its comment along.
            is_column = key.name.startswith("COLUMN ") and not self._keeps_column(part)
            if not is_column and (part.table or _owner(key) in self.new):
                self.add(_phase(key), re.sub(r" IS '.*", " IS NULL", part.text, flags=re.DOTALL))
        elif key.kind in ("FUNCTION", "TYPE", "SCHEMA"):
            name = key.name if key.schema in ("-", "public") else f"{key.schema}.{key.name}"
            self.add(phase if key in self.anew else DROPS, f"DROP {key.kind} {name}")
        else:
            self.add(phase, _dropping(key, part))

    def _keeps_column(self, part: Part) -> bool:
        shape = self._shape(self.new, part.table)
        name = re.findall(r"COLUMN \S+?\.?([^. ]+) IS ", part.text)[0]
        return shape is not None and name in shape.columns

    def _alter(self, key: Key, was: Part, part: Part) -> None:
        if isinstance(part, Shape) and isinstance(was, Shape):
            self._alter_table(was, part)
        elif key.kind == "FUNCTION":
            text = self._function(part)
            self.add(CODE, re.sub(r"(?m)^CREATE FUNCTION", "CREATE OR REPLACE FUNCTION", text, count=1))
        elif key.kind == "TRIGGER":
            self._create(key, part)
        elif key.kind == "ACL":
            before, after = _lines(was), _lines(part)
            self.add(RIGHTS, *(_taken_back(line) for line in before if line not in after))
            self.add(RIGHTS, *(line for line in after if line not in before))
        elif key.kind == "COMMENT":
            self.add(_phase(key), part.text)
        elif key.kind != "TYPE":
            raise Ungenerated(f"{key.kind.lower()} {key.name}: nobody has said yet how it is changed")

    def _alter_table(self, was: Shape, shape: Shape) -> None:
        table = shape.table
        if was.partition != shape.partition:
            raise Ungenerated(f"{table}: how a table is divided can't be changed; make another table")
        for name, column in shape.columns.items():
            if name not in was.columns:
                self._add_column(f"{table}.{name}", column)
            elif column != was.columns[name]:
                self._alter_column(f"{table}.{name}", was.columns[name], column)
        for name in reversed(was.columns):
            if name not in shape.columns:
                self._losing(f"{table}.{name}", "column")
                self.add(DROPS, f"ALTER TABLE {table} DROP COLUMN {name}")
        for name, check in was.checks.items():
            if shape.checks.get(name) != check:
                self.add(CONSTRAINTS, f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        for name, check in shape.checks.items():
            if was.checks.get(name) != check:
                self.add(CONSTRAINTS, f"ALTER TABLE {table} ADD {check}")
        if was.is_forced != shape.is_forced:
            self.add(
                RIGHTS, f"ALTER TABLE {table} {'' if shape.is_forced else 'NO '}FORCE ROW LEVEL SECURITY"
            )

    def _add_column(self, place: str, column: Column) -> None:
        table, _, name = place.rpartition(".")
        if (
            column.is_required
            and not column.default
            and not column.generated
            and self.wish.dropped is not None
        ):
            raise Ungenerated(
                f"{place}: rows that are there have no value for it. Give it a default, or let it be null "
                "(`… | None`) until they have one (docs/migrating.md)"
            )
        self.add(
            TABLES,
            f"ALTER TABLE {table} ADD COLUMN {name} {column.type}"
            + (f" GENERATED ALWAYS AS {column.generated}" if column.generated else "")
            + (f" DEFAULT {column.default}" if column.default else "")
            + (" NOT NULL" if column.is_required else ""),
        )

    def _alter_column(self, place: str, was: Column, column: Column) -> None:
        table, _, name = place.rpartition(".")
        alter = f"ALTER TABLE {table} ALTER COLUMN {name}"
        if was.generated != column.generated:
            raise Ungenerated(
                f"{place}: what is generated can't be changed in place; add another column (docs/migrating.md)"
            )
        if was.type != column.type:
            if self.wish.dropped is not None and not widens(was.type, column.type):
                raise Ungenerated(
                    f"{place}: from {was.type} to {column.type} values may be lost or refused; add another column, "
                    "and fill it (docs/migrating.md)"
                )
            self.add(TABLES, f"{alter} TYPE {column.type} USING {name}::{column.type}")
        if was.default != column.default:
            self.add(
                TABLES, f"{alter} SET DEFAULT {column.default}" if column.default else f"{alter} DROP DEFAULT"
            )
        if was.is_required != column.is_required:
            self.add(TABLES, f"{alter} {'SET' if column.is_required else 'DROP'} NOT NULL")

    def _retype(self, key: Key) -> None:
        """Gives an enum its new words. New words are added to it; if old words are gone, the enum is made anew."""
        was, words = (_words(schema[key]) for schema in (self.old, self.new))
        if [word for word in words if word in was] == was:
            for place, word in enumerate(words):
                if word not in was:
                    later = next((w for w in words[place:] if w in was), None)
                    before = f" BEFORE {later}" if later else ""
                    self.add(TYPES, f"ALTER TYPE {key.name} ADD VALUE {word}{before}")
            return
        lost = [word for word in was if word not in words]
        if self.wish.dropped is not None:
            raise Ungenerated(
                f"{key.name}: a word of an enum can't be taken away or moved while rows may hold it"
                f"{': ' + ', '.join(lost) if lost else ''}. Keep it where it is, and say in its comment that it is no "
                "longer used (docs/migrating.md)"
            )
        self._make_enum_anew(key)

    def _make_enum_anew(self, key: Key) -> None:
        former = f"{key.name}_former"
        comments = [
            part.text for other, part in self.new.items() if other.kind == "COMMENT" and _owner(other) == key
        ]
        self.add(TYPES, f"ALTER TYPE {key.name} RENAME TO {former}", self.new[key].text, *comments)
        self.add(DROPS, f"DROP TYPE {former}")
        words = {rf"\b{key.name}\b"}
        for shape in (p for p in self.new.values() if isinstance(p, Shape)):
            was = self._shape(self.old, shape.table)
            for name, column in shape.columns.items():
                if was is None or column.type != key.name or was.columns.get(name) is None:
                    continue
                alter = f"ALTER TABLE {shape.table} ALTER COLUMN {name}"
                words.add(rf"\b{re.escape(name)}\b")
                if column.default:
                    self.add(TABLES, f"{alter} DROP DEFAULT")
                self.add(TABLES, f"{alter} TYPE {key.name} USING {name}::text::{key.name}")
                if column.default:
                    self.add(TABLES, f"{alter} SET DEFAULT {column.default}")
        self._free(words, key)

    def _free(self, words: set[str], kind: Key) -> None:
        """Has all objects made anew that may depend on an enum: they name it, its columns, or a function that does."""
        while True:
            mentioned = re.compile("|".join(sorted(words)))
            added = {key for key in self.new if key in self.old and self._depends(key, mentioned, kind)}
            if added <= self.anew:
                break
            self.anew |= added
            words |= {rf"app\.{key.name.partition('(')[0]}\(" for key in self.anew if key.kind == "FUNCTION"}
        for shape in (p for p in self.new.values() if isinstance(p, Shape)):
            was = self._shape(self.old, shape.table)
            for name, check in shape.checks.items():
                if was is not None and was.checks.get(name) == check and mentioned.search(check):
                    self.add(BEFORE, f"ALTER TABLE {shape.table} DROP CONSTRAINT {name}")
                    self.add(CONSTRAINTS, f"ALTER TABLE {shape.table} ADD {check}")

    def _depends(self, key: Key, mentioned: re.Pattern[str], kind: Key) -> bool:
        text = self.old[key].text
        if key.kind == "FUNCTION":
            # A body in quotes looks its names up only when it runs, so only the head depends on the enum.
            head = re.split(r"\bAS \$", text, maxsplit=1)[0]
            return re.search(rf"\bpublic\.{kind.name}\b", head) is not None or (
                "AS $" not in text and mentioned.search(text) is not None
            )
        if key.kind == "ACL":
            return _named(_owner(key)) in map(_named, self.anew)
        return key.kind in ("POLICY", "TRIGGER", "INDEX") and mentioned.search(text) is not None


def widens(old: str, new: str) -> bool:
    """Whether every value of the type `old` is a value of the type `new`, unchanged."""
    if (old, new) in (("smallint", "integer"), ("smallint", "bigint"), ("integer", "bigint")):
        return True
    if old.startswith("character varying"):
        return new == "text"
    before, after = (re.fullmatch(r"numeric(?:\((\d+),(\d+)\))?", kind) for kind in (old, new))
    if before is None or after is None or before[1] is None:
        return False
    if after[1] is None:
        return True
    whole, part, wider, finer = (int(number) for number in (*before.groups(), *after.groups()))
    return finer >= part and wider - finer >= whole - part


def _words(part: Part) -> list[str]:
    return re.findall(r"'(?:[^']|'')*'", part.text)


def _owner(key: Key) -> Key:
    """The object that a comment or a right belongs to."""
    kind, _, name = key.name.partition(" ")
    return Key(kind, key.schema, name)


def _named(key: Key) -> Key:
    """The key without a function's arguments, whose names appear in the key of its rights but not in its own key."""
    return key._replace(name=key.name.partition("(")[0])


def _phase(key: Key) -> int:
    if key.kind == "COMMENT":
        return TYPES if _owner(key).kind in ("SCHEMA", "TYPE") else TABLES
    return PHASES[key.kind]


def _rights_phase(key: Key) -> int:
    return TYPES if _owner(key).kind == "SCHEMA" else RIGHTS


def _lines(part: Part) -> list[str]:
    return [line.removesuffix(";").replace(" public.", " ") for line in part.text.splitlines() if line]


def _taken_back(line: str) -> str:
    if line.startswith("GRANT "):
        return re.sub(r"^GRANT (.*) TO (\S+)$", r"REVOKE \1 FROM \2", line)
    return re.sub(r"^REVOKE (.*) FROM (\S+)$", r"GRANT \1 TO \2", line)


def _dropping(key: Key, part: Part) -> str:
    name = key.name.rpartition(" ")[2]
    if key.kind == "INDEX":
        return f"DROP INDEX {name if key.schema == 'public' else f'{key.schema}.{name}'}"
    if key.kind == "ROW SECURITY":
        return f"ALTER TABLE {part.table} DISABLE ROW LEVEL SECURITY"
    if key.kind in ("CONSTRAINT", "FK CONSTRAINT"):
        return f"ALTER TABLE {part.table} DROP CONSTRAINT {name}"
    return f"DROP {key.kind} {name} ON {part.table}"
