"""The triggers that a table's facts imply, as static SQL: a trigger on a shard can't rely on its table's name."""

import re
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Table

from db.derived.immutability import keeping
from db.models import Base
from db.models.base import TENANT, Edited, Inherited, Timed, Tree
from db.models.names import DIALECT, quoted

SQL = Path(__file__).parent / "sql"


def read_statements(path: Path) -> list[str]:
    """The statements of a file, separated by lines `-- next`."""
    return [part.strip() for part in path.read_text().split("\n-- next\n")]


def read_sql(name: str) -> list[str]:
    """The statements of a file of `db/derived/sql`."""
    return read_statements(SQL / f"{name}.sql")


def facts_of(table: Table) -> tuple[type[Base], list[Tree], list[Inherited]]:
    """The model of a table, with its rules on trees and on inherited columns, which triggers enforce."""
    for mapper in Base.registry.mappers:
        if mapper.local_table is table:
            rules = mapper.class_.facts.rules
            trees = [rule for rule in rules if isinstance(rule, Tree)]
            return mapper.class_, trees, [rule for rule in rules if isinstance(rule, Inherited)]
    raise LookupError(f"{table.fullname} has no model")


def triggers(table: Table) -> list[str]:
    """The triggers on the table's own rows, with their functions."""
    model, trees, inherited = facts_of(table)
    found: list[str] = []
    if issubclass(model, Edited):
        found.append(_trigger("keep_editor", "BEFORE INSERT OR UPDATE", table, "app.keep_editor()"))
    elif issubclass(model, Timed):
        found.append(_trigger("keep_times", "BEFORE UPDATE", table, "app.keep_times()"))
    for tree in trees:
        found += _tree(table, tree)
    if inherited:
        found += _inherit(table, inherited)
    found += keeping(table, model.facts.rules)
    if table.name == "course_prerequisites":
        events = "BEFORE INSERT OR UPDATE OF course_id, prerequisite_course_id, kind"
        found.append(_trigger("refuse_cycle", events, table, "app.refuse_prerequisite_cycle()"))
    if table.name == "user_roles":
        found.append(_trigger("list_staff", "AFTER INSERT OR UPDATE", table, "app.list_staff()"))
    return found + _particular(table)


def _particular(table: Table) -> list[str]:
    """What only this table's triggers do: a file of `db/derived/sql` with the table's name, and functions it needs."""
    path = SQL / f"{table.name}.sql"
    return read_statements(path) if path.exists() else []


def passing_on(tables: Sequence[Table]) -> list[str]:
    """The triggers with which a row tells the rows below it that a value they inherit has changed."""
    found: list[str] = []
    for table in sorted(tables, key=lambda table: table.name):
        updates = _children(table, tables)
        if not updates:
            continue
        columns = sorted({column for column, _ in updates})
        body = "\n".join(
            f"    IF NEW.{quoted(column)} IS DISTINCT FROM OLD.{quoted(column)} THEN\n"
            + "\n".join(f"        {statement};" for key, statement in updates if key == column)
            + "\n    END IF;"
            for column in columns
        )
        changed = " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in map(quoted, columns))
        found += [
            _function(f"pass_on_{table.name}", f"{body}\n    RETURN NULL;"),
            (
                f"CREATE TRIGGER pass_on AFTER UPDATE ON {table.fullname} FOR EACH ROW\n"
                f"    WHEN ({changed}) EXECUTE FUNCTION app.pass_on_{table.name}()"
            ),
        ]
    return found


def _children(table: Table, among: Sequence[Table]) -> list[tuple[str, str]]:
    """For each column that rows below inherit from `table`: the column and the UPDATE that makes them read it again."""
    found: list[tuple[str, str]] = []
    for child in sorted(among, key=lambda table: table.name):
        for rule in facts_of(child)[2]:
            name = quoted(rule.column)
            for place, (via, parent) in enumerate(rule.via):
                if parent == table.name:
                    before = () if rule.every else rule.via[:place]
                    nearer = "".join(f" AND {quoted(key)} IS NULL" for key, _ in before)
                    where = f"{TENANT} = NEW.{TENANT} AND {quoted(via)} = NEW.id{nearer}"
                    found.append(
                        (
                            rule.column,
                            f"UPDATE public.{child.name} SET {name} = {name} WHERE {where}",
                        )
                    )
    return found


def _inherit(table: Table, rules: list[Inherited]) -> list[str]:
    """Fills what the row inherits. It locks the row above: whoever changes that meanwhile waits, then passes it on."""
    lines: list[str] = []
    watched: set[str] = set()
    for rule in rules:
        name = quoted(rule.column)
        watched |= {
            rule.column,
            *(via for via, _ in rule.via),
            *re.findall(r"NEW\.(\w+)", rule.ceiling or ""),
        }
        lines.append(f"    NEW.{name} := {_inherited(table, rule)};")
    body = "\n".join([*lines, "    RETURN NEW;"])
    columns = ", ".join(map(quoted, sorted(watched)))
    return [
        _function(f"inherit_{table.name}", body),
        _trigger("inherit", f"BEFORE INSERT OR UPDATE OF {columns}", table, f"app.inherit_{table.name}()"),
    ]


def _inherited(table: Table, rule: Inherited) -> str:
    """The value that a rule gives to its column."""
    name, kind = quoted(rule.column), table.columns[rule.column].type.compile(dialect=DIALECT)
    bounds = [f"({rule.ceiling})::{kind}"] if rule.ceiling else []
    if not rule.via:
        return bounds[0]
    whose = f"WHERE p.{TENANT} = NEW.{TENANT}"
    rows = [
        (
            f"NEW.{quoted(via)} IS NOT NULL",
            f"(SELECT p.{name} FROM public.{parent} p {whose} AND p.id = NEW.{quoted(via)} FOR SHARE)",
        )
        for via, parent in rule.via
    ]
    if rule.every:
        values = [value for _, value in rows]
    else:
        cases = "\n".join(f"        WHEN {there} THEN {value}" for there, value in rows)
        values = [f"CASE\n{cases}\n    END"]
    values += bounds
    return f"{rule.narrower}({', '.join(values)})" if len(values) > 1 else values[0]


def _tree(table: Table, tree: Tree) -> list[str]:
    """Refuses cycles, maintains `depth` and limits it."""
    noun, own, parent, most = table.name, TENANT in table.columns, quoted(tree.parent), tree.most
    depth = None if tree.depth is None else quoted(tree.depth)
    mine = f"t.{TENANT} = NEW.{TENANT} AND " if own else ""
    lock = f"'{noun} ' || NEW.{TENANT}" if own else f"'{noun}'"
    body = f"""    IF TG_OP = 'UPDATE' AND NEW.{parent} IS NOT NULL AND NEW.{parent} IS DISTINCT FROM OLD.{parent}
    THEN
        PERFORM pg_advisory_xact_lock(hashtext({lock}));
        IF EXISTS (
            WITH RECURSIVE above (id, path) AS (
                SELECT NEW.{parent}, ARRAY[NEW.{parent}]
                UNION ALL
                SELECT t.{parent}, a.path || t.{parent}
                FROM above a JOIN public.{noun} t ON {mine}t.id = a.id
                WHERE t.{parent} IS NOT NULL AND t.{parent} <> ALL (a.path)
            )
            SELECT FROM above WHERE id = NEW.id
        ) THEN
            RAISE EXCEPTION 'A row of {noun} can not lie below itself.' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
"""
    if depth is None:
        events = f"BEFORE UPDATE OF {parent}"
        body += "    RETURN NEW;"
        return [_function(f"tree_{noun}", body), _trigger("tree", events, table, f"app.tree_{noun}()")]
    body += f"""    NEW.{depth} := coalesce(
        (SELECT t.{depth} + 1 FROM public.{noun} t WHERE {mine}t.id = NEW.{parent}), 0);
    IF NEW.{depth} > {most} THEN
        RAISE EXCEPTION 'Rows of {noun} nest at most {most} deep.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;"""
    below = f"""    UPDATE public.{noun} t SET {depth} = NEW.{depth} + 1
    WHERE {mine}t.{parent} = NEW.id;
    RETURN NULL;"""
    return [
        _function(f"tree_{noun}", body),
        _trigger("tree", f"BEFORE INSERT OR UPDATE OF {parent}, {depth}", table, f"app.tree_{noun}()"),
        _function(f"deepen_{noun}", below),
        (
            f"CREATE TRIGGER deepen AFTER UPDATE ON {table.fullname} FOR EACH ROW\n"
            f"    WHEN (OLD.{depth} IS DISTINCT FROM NEW.{depth}) EXECUTE FUNCTION app.deepen_{noun}()"
        ),
    ]


def _function(name: str, body: str) -> str:
    return (
        f"CREATE FUNCTION app.{name}() RETURNS trigger\n"
        "LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$\n"
        f"BEGIN\n{body}\nEND\n$$"
    )


def _trigger(name: str, events: str, table: Table, function: str) -> str:
    return f"CREATE TRIGGER {name} {events} ON {table.fullname} FOR EACH ROW EXECUTE FUNCTION {function}"
