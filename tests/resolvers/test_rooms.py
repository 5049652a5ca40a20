"""The rooms of `resolvers/kit` import one way, and no module imports itself by way of others."""

import ast
from graphlib import TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).parents[2]
KIT = "resolvers.kit"
ORDER = ["errors", "declaring", "reading", "types"]
"""The rooms; each imports only itself and those before it."""


def imports() -> dict[str, set[str]]:
    """The modules of the kit, each with those of `resolvers` and `app` that it imports, wherever the import stands."""
    found: dict[str, set[str]] = {}
    for path in sorted((ROOT / "resolvers" / "kit").rglob("*.py")):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        found[name] = set()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found[name] |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module is not None:
                found[name] |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def room_of(module: str) -> int:
    return ORDER.index(module.split(".")[2])


def test_every_module_lies_in_a_room() -> None:
    assert {module.split(".")[2] for module in imports() if module != KIT} == set(ORDER)


def test_rooms_import_one_way() -> None:
    known = imports()
    wrong = {
        f"{module} imports {other}"
        for module, others in known.items()
        for other in others & set(known)
        if module != KIT and room_of(other) > room_of(module)
    }
    assert wrong == set()


def test_no_circles() -> None:
    known = imports()
    assert list(
        TopologicalSorter({module: others & set(known) for module, others in known.items()}).static_order()
    )


def test_the_kit_knows_no_domain_and_no_process() -> None:
    roots = ("resolvers.", "app.", "importers.", "demo.")
    wrong = {
        f"{module} imports {other}"
        for module, others in imports().items()
        for other in others
        if other.startswith(roots) and not other.startswith(KIT)
    }
    assert wrong == set()


def test_every_room_names_its_files() -> None:
    for room in ORDER[1:]:
        folder = ROOT / "resolvers" / "kit" / room
        told = ast.get_docstring(ast.parse((folder / "__init__.py").read_text(encoding="utf-8"))) or ""
        for path in folder.glob("*.py"):
            assert path.name == "__init__.py" or f"`{path.name}`" in told, path
