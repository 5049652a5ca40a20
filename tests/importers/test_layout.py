"""The formats are laid out alike, and import what they share, not each other."""

import ast
import inspect
from importlib import import_module
from pathlib import Path

import pytest

from importers import FORMATS

ROOT = Path(__file__).parents[2]
HOLDS = {("cartridge", "qti")}
"""Formats that hold another: a Common Cartridge has quizzes in QTI."""


def imported(path: Path) -> set[str]:
    """The modules that a file imports from."""
    return {
        node.module
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module is not None
    }


def test_a_folder_for_each_format() -> None:
    folders = {path.parent.name for path in (ROOT / "importers" / "formats").glob("*/__init__.py")}
    assert folders == set(FORMATS)
    assert {path.name for path in (ROOT / "importers" / "formats").glob("*.py")} == {"__init__.py"}


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_load_is_where_a_reader_begins(name: str) -> None:
    module = import_module(f"importers.formats.{name}")
    assert inspect.iscoroutinefunction(module.load)
    assert inspect.getsourcefile(module.load) == str(ROOT / "importers" / "formats" / name / "__init__.py")
    assert list(inspect.signature(module.load).parameters) == [
        "path",
        "shared" if name == "standards" else "target",
    ]


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_a_format_imports_no_other(name: str) -> None:
    found = {
        (name, module.split(".")[2])
        for path in (ROOT / "importers" / "formats" / name).rglob("*.py")
        for module in imported(path)
        if module.startswith("importers.formats.") and module.split(".")[2] != name
    }
    assert found == {pair for pair in HOLDS if pair[0] == name}


def test_what_is_shared_knows_no_format() -> None:
    shared = [*(ROOT / "importers" / "kit").rglob("*.py"), *(ROOT / "db" / "writes").rglob("*.py")]
    found = {
        f"{path.relative_to(ROOT)}: {module}"
        for path in shared
        for module in imported(path)
        if module.startswith(("importers.formats", "importers.run"))
    }
    assert found == set()
