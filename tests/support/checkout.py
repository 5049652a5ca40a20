"""A copy of the project's sources, to be changed and run."""

import asyncio
import shutil
import subprocess
import sys
from pathlib import Path

SOURCE = Path(__file__).parents[2]


class Checkout:
    """A copy of what the revisions are made from, to be changed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for room in ("db", "migrations"):
            shutil.copytree(SOURCE / room, folder / room, ignore=shutil.ignore_patterns("__pycache__"))

    async def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run Python in the copy."""
        command = [sys.executable, *arguments]
        return await asyncio.to_thread(
            subprocess.run,
            command,
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )

    async def done(self, *arguments: str) -> str:
        """Run Python in the copy, which must succeed; give what it prints."""
        ran = await self.run(*arguments)
        assert ran.returncode == 0, ran.stdout + ran.stderr
        return ran.stdout.strip()

    def model(self, file: str) -> list[str]:
        """The lines of a model's file."""
        return (self.folder / "db" / "models" / f"{file}.py").read_text().splitlines(keepends=True)

    def change(self, file: str, old: str, new: str) -> None:
        """Put other text in the place of some of a model's, which stands there once."""
        path = self.folder / "db" / "models" / f"{file}.py"
        text = path.read_text()
        assert text.count(old) == 1, old
        path.write_text(text.replace(old, new))

    async def keeps_the_rules_of_a_cluster(self) -> None:
        """Run the tests of the rules, which take part in the copy, over the copy's revisions."""
        for room in ("tests", "app", "resolvers", "importers", "storage", "demo"):
            shutil.copytree(SOURCE / room, self.folder / room, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(SOURCE / "pyproject.toml", self.folder)
        rules = "tests/db/test_cluster_migrations.py"
        await self.done("-m", "pytest", "-q", "-p", "no:cacheprovider", rules)

    def revisions(self) -> dict[str, str]:
        """The files of the revisions, with their text."""
        found = (self.folder / "migrations" / "versions").glob("0*")
        return {path.name: path.read_text() for path in sorted(found)}
