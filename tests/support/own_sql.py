"""The SQL that `resolvers/` declares, and the places where Python code there holds SQL that is not declared."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from db.models import Base
from resolvers.kit.declaring.entity import ENTITIES, Entity, target_of
from resolvers.kit.declaring.own_sql import OWN_SQL
from resolvers.kit.declaring.relations import Computed, Latest, Many, Relation, Through

ROOT = Path(__file__).parents[2]
QUERY = re.compile(
    r"\b(select|insert|update|delete|merge|from|join|exists|with\s+recursive)\b", re.IGNORECASE
)
KEYWORD = re.compile(r"\b(SELECT|INSERT|UPDATE|DELETE|MERGE|FROM|JOIN|EXISTS|TABLE)\b")
STATEMENT = re.compile(r"^\s*(select|insert|update|delete|merge|with|table|values)\s", re.IGNORECASE)
READS = {"fetch", "fetchrow", "fetchval", "execute", "executemany", "prepare"}
"""The methods that run SQL on a connection or a session."""
OPEN = Path("resolvers/kit/reading/context.py")
"""The only file that runs statements, for all the others."""
MADE = {Path("resolvers/kit/declaring/own_sql.py"), Path("resolvers/kit/reading/batches.py")}
"""The files that make statements from declared SQL: from that of resolvers, and of computed relations."""


def declared_queries() -> dict[str, str]:
    """All SQL texts in the schema's declarations, each as a query on its tables, by the place of the declaration."""
    found = {f"own_sql {number}": text for number, text in enumerate(OWN_SQL)}
    for entity in ENTITIES.values():
        for name, relation in entity.relations.items():
            if query := _query(entity, relation):
                found[f"{entity.name}.{name}"] = query
    return found


def _query(source: Entity, relation: Relation) -> str | None:
    """A query with a relation's own SQL and the columns by which it finds rows; null for a relation without either."""
    if isinstance(relation, Computed):
        return relation.sql
    if not isinstance(relation, Many):
        return None
    target = target_of(source, relation)
    assert target.table is not None
    pairs = isinstance(relation, Through)
    by = [f"{'j.' if pairs else '{t}'}{column}" for column in relation.by]
    by += [f"j.{relation.far}"] if isinstance(relation, Through) else []
    by += [f"{{t}}{relation.person}"] if isinstance(relation, Latest) else []
    order = getattr(relation, "order", "")
    order_by = f" ORDER BY {order}" if isinstance(order, str) and order else ""
    tables = f"{target.table.fullname} t"
    if isinstance(relation, Through):
        tables = f"{Base.metadata.tables[relation.link].fullname} j, {tables}"
    where = f" WHERE {relation.where}" if relation.where else ""
    return f"SELECT {', '.join(by) or 1} FROM {tables}{where}{order_by}".replace("{t}", "t.")


def texts_of_relations() -> set[str]:
    """The SQL texts of relations, exactly as they are written."""
    return {
        text
        for entity in ENTITIES.values()
        for relation in entity.relations.values()
        for text in (
            getattr(relation, "where", None),
            getattr(relation, "sql", None),
            getattr(relation, "order", None),
        )
        if isinstance(text, str)
    }


def undeclared(path: Path, source: str) -> Iterator[str]:
    """The places where Python code holds SQL that reads a table and is not declared, or runs SQL itself."""
    tree = ast.parse(source)
    ignored = _documentation(tree) | _arguments_of(tree, "own_sql", "as_seen")
    known = texts_of_relations()
    for node in ast.walk(tree):
        place = f"{path}:{getattr(node, 'lineno', 0)}"
        match node:
            case ast.Constant(value=str(text)) if (
                id(node) not in ignored and text not in known and _is_sql(text)
            ):
                yield f"{place}: SQL that is not declared: use own_sql of resolvers/kit/declaring/own_sql.py"
            case ast.Call(func=ast.Attribute(attr=name)) if name in READS and path != OPEN:
                yield f"{place}: .{name}() runs SQL past Context.run"
            case ast.Call(func=ast.Name(id="Statement") | ast.Attribute(attr="Statement")):
                yield f"{place}: a Statement by hand: use own_sql of resolvers/kit/declaring/own_sql.py"
            case ast.Call(func=ast.Name(id="declared")) if path not in MADE:
                yield f"{place}: a statement that no test knows: use own_sql of resolvers/kit/declaring/own_sql.py"
            case _:
                pass


def _is_sql(text: str) -> bool:
    """Whether the text is SQL: it has keywords in capitals, or reads as a statement and does not end as a sentence."""
    is_statement = STATEMENT.search(text) and QUERY.search(text) and not text.rstrip().endswith(".")
    return bool(is_statement) or len(set(KEYWORD.findall(text))) > 0


def _documentation(tree: ast.AST) -> set[int]:
    """Docstrings, and texts that are statements of their own."""
    return {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}


def _arguments_of(tree: ast.AST, *names: str) -> set[int]:
    """All texts in calls of these functions."""
    calls = (
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names
    )
    return {id(part) for call in calls for part in ast.walk(call) if isinstance(part, ast.Constant)}
