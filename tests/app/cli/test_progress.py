"""Long work shows how far it is: a line now and then where nobody watches."""

import pytest

from app.cli.progress import Shown


def test_a_log_gets_a_line_now_and_then(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter([0.0, 1.0, 6.0, 6.0, 7.0, 12.0, 12.0])
    monkeypatch.setattr("app.cli.progress.time.monotonic", lambda: next(clock))
    with Shown("importing") as progress:
        for number, total in ((1, 4), (2, 4), (3, 4), (4, None)):
            progress(f"chapter {number}", number, total)
    assert (
        capsys.readouterr().err == "lyceum: importing: chapter 2 (2 of 4)\nlyceum: importing: chapter 4 (4)\n"
    )
