"""The triggers that protect what must not change, as static SQL, from the rules that a table's facts state.

They hold for every role, including the owner, and run with the rights of whoever writes: whoever may change a row also
sees the row that it belongs to. A write that leaves a row as it is does not count as a change, so that an import can
run again.
"""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Table

from db.models.base import TENANT, AppendOnly, FrozenWith, KeptWhile, Replaced, Rule, Settled
from db.models.names import quoted

DERIVED = frozenset({"audience", "created_at", "created_by", "updated_at", "updated_by"})
"""Columns that triggers maintain: a change of these alone is no change of the row."""


def keeping(table: Table, rules: Sequence[Rule]) -> list[str]:
    """The functions and triggers that keep the table's rows as they are."""
    return [s for rule in rules if type(rule) in _WRITE for s in _WRITE[type(rule)](table, rule)]


def _settled(table: Table, rule: Settled) -> list[str]:
    changed = " OR ".join(
        f"(OLD.{name} IS NOT NULL AND NEW.{name} IS DISTINCT FROM OLD.{name})"
        for name in map(quoted, rule.columns)
    )
    body = f"    IF {changed}\n    THEN\n{_refuse(rule.instead)}\n    END IF;\n    RETURN NEW;"
    return [_function(f"settle_{table.name}", body), _trigger("settle", "BEFORE UPDATE", table)]


def _append_only(table: Table, rule: AppendOnly) -> list[str]:
    (via, whole), once = rule.part_of, quoted(rule.once)
    body = f"""    IF TG_OP = 'DELETE' THEN
        IF EXISTS (SELECT FROM public.{whole} p WHERE p.{TENANT} = OLD.{TENANT} AND p.id = OLD.{quoted(via)}) THEN
{_refuse(f"Rows of {table.name} are deleted only with the whole that they are part of.", 3)}
        END IF;
        RETURN OLD;
    END IF;
    IF {_differ(table, rule.once)}
        OR (OLD.{once} IS NOT NULL AND NEW.{once} IS DISTINCT FROM OLD.{once})
    THEN
{_refuse(f"Rows of {table.name} never change: save what is new as the next one.")}
    END IF;
    RETURN NEW;"""
    return [_function(f"hold_{table.name}", body), _trigger("hold", "BEFORE UPDATE OR DELETE", table)]


def _frozen_with(table: Table, rule: FrozenWith) -> list[str]:
    refused = _refuse(
        f"This is part of a published row of {rule.table}, which never changes: save what is new as the next one.",
        3,
    )

    def asks(row: str) -> str:
        # The row is locked: whoever publishes it meanwhile waits for this write, or this write waits for them.
        return f"""        SELECT p.{quoted(rule.mark)} INTO mark FROM public.{rule.table} p
        WHERE p.{TENANT} = {row}.{TENANT} AND p.id = {row}.{quoted(rule.via)} FOR SHARE;
        IF mark IS NOT NULL THEN
{refused}
        END IF;"""

    body = f"""    IF TG_OP = 'UPDATE' AND NOT {_differ(table)} THEN
        RETURN NEW;
    END IF;
    IF TG_OP <> 'INSERT' AND EXISTS (SELECT FROM public.tenants t WHERE t.id = OLD.{TENANT}) THEN
{asks("OLD")}
    END IF;
    IF TG_OP <> 'DELETE' THEN
{asks("NEW")}
        RETURN NEW;
    END IF;
    RETURN OLD;"""
    return [
        _function(f"hold_{table.name}", body, "DECLARE\n    mark timestamptz;\n"),
        _trigger("hold", "BEFORE UPDATE OR DELETE", table),
        # AFTER, not BEFORE: an upsert also proposes rows that exist already.
        _trigger("hold_added", "AFTER INSERT", table, "hold"),
    ]


def _kept_while(table: Table, rule: KeptWhile) -> list[str]:
    body = f"""    IF OLD.deleted_at IS NULL
        AND EXISTS (SELECT FROM public.tenants t WHERE t.id = OLD.{TENANT})
        AND EXISTS (SELECT FROM public.{rule.table} p WHERE p.{TENANT} = OLD.{TENANT} AND p.{quoted(rule.by)} = OLD.id
            AND p.{quoted(rule.mark)} IS NOT NULL)
    THEN
{_refuse(f"A row of {table.name} that was published is deleted by its deleted_at first.")}
    END IF;
    RETURN OLD;"""
    return [_function(f"keep_{table.name}", body), _trigger("keep", "BEFORE DELETE", table)]


def _replaced(table: Table, rule: Replaced) -> list[str]:
    version = quoted(rule.version)
    changed = " OR ".join(
        f"(OLD.{name} IS NOT NULL AND NEW.{name} IS DISTINCT FROM OLD.{name})"
        for name in map(quoted, rule.columns)
    )
    former = ", ".join(f"'{name}', OLD.{quoted(name)}" for name in rule.columns if name != "storage_uri")
    body = f"""    IF NOT ({changed}) THEN
        NEW.{version} := OLD.{version};
        RETURN NEW;
    END IF;
    NEW.{version} := greatest(NEW.{version}, OLD.{version} + 1);
    INSERT INTO public.{rule.kept_in} ({TENANT}, asset_id, storage_uri, version, metadata)
    VALUES (OLD.{TENANT}, OLD.id, OLD.storage_uri, OLD.{version}, jsonb_strip_nulls(jsonb_build_object({former})))
    ON CONFLICT DO NOTHING;
    RETURN NEW;"""
    return [_function(f"replace_{table.name}", body), _trigger("replace", "BEFORE UPDATE", table)]


_WRITE: dict[type[Any], Callable[[Table, Any], list[str]]] = {
    Settled: _settled,
    AppendOnly: _append_only,
    FrozenWith: _frozen_with,
    KeptWhile: _kept_while,
    Replaced: _replaced,
}


def _differ(table: Table, *apart: str) -> str:
    """The condition that any of the row's own columns changes, leaving aside the columns in `apart`."""
    own = [
        quoted(column.name)
        for column in table.columns
        if column.name not in DERIVED and column.name not in apart
    ]
    new, old = (", ".join(f"{row}.{name}" for name in own) for row in ("NEW", "OLD"))
    return f"(({new})\n        IS DISTINCT FROM ({old}))"


def _refuse(message: str, depth: int = 2) -> str:
    return f"{'    ' * depth}RAISE EXCEPTION '{message}' USING ERRCODE = 'check_violation';"


def _function(name: str, body: str, declared: str = "") -> str:
    return (
        f"CREATE FUNCTION app.{name}() RETURNS trigger\n"
        f"LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$\n{declared}BEGIN\n{body}\nEND\n$$"
    )


def _trigger(name: str, events: str, table: Table, function: str | None = None) -> str:
    return (
        f"CREATE TRIGGER {name} {events} ON {table.fullname} FOR EACH ROW"
        f" EXECUTE FUNCTION app.{function or name}_{table.name}()"
    )
