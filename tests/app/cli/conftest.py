"""What the tests of the command line share."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest

from app.cli import main
from db.embedded import EmbeddedServer


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command answered."""

    status: int
    output: str
    errors: str


Lyceum = Callable[..., Outcome]


@pytest.fixture
def lyceum(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, server: EmbeddedServer
) -> Lyceum:
    """Run a command with settings of its own: `lyceum("migrate", LYCEUM_PORT="1")`.

    The tests' databases are the embedded server's, so that the demo secret counts.
    """
    monkeypatch.setenv("LYCEUM_DATA_DIRECTORY", str(server.directory))

    def run(*arguments: str, **environ: str) -> Outcome:
        for name, value in environ.items():
            monkeypatch.setenv(name, value)
        status = exit_status(arguments)
        said = capsys.readouterr()
        return Outcome(status, said.out, said.err)

    return run


def exit_status(arguments: Sequence[str]) -> int:
    try:
        return main(arguments)
    except SystemExit as stop:  # argparse leaves this way
        return int(stop.code or 0)
