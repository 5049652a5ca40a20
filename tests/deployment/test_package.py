"""What is installed from the project is all of it: a file that a package needs can't be forgotten."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("app", "db", "resolvers", "importers", "storage", "demo", "migrations")


def test_the_package_holds_every_file_of_every_room(tmp_path: Path) -> None:
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, tmp_path)
    for room in ROOMS:
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet"]
    offline = ["--no-index", "--no-deps", "--no-build-isolation"]
    command = [*pip, *offline, "--wheel-dir=made", "."]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=300)
    (wheel,) = (tmp_path / "made").glob("lyceum-*.whl")
    packed = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    sources = {
        path.relative_to(tmp_path).as_posix()
        for room in ROOMS
        for path in (tmp_path / room).rglob("*")
        if path.is_file() and path.name != ".gitkeep"
    }
    assert packed == sources
