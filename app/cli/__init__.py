"""The command line `lyceum`: a file a command."""

import os
import signal
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from app.cli import commands
from app.cli.ending import STATUS, Ended, ended_by_signals
from app.cli.explain import explain, tell
from app.settings import Settings

FAILED = 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit status: 0, 1 for a failure, 2 for wrong usage.

    If a signal ends it, the status is 128 and the signal's number. A failure is one line on standard error; the log
    level `debug` adds the traceback.
    """
    _open_what_is_closed()
    chosen = commands.parser().parse_args(arguments)
    try:
        with ended_by_signals():
            status = chosen.run(chosen, Settings.read(os.environ))
            sys.stdout.flush()
    except Ended as ended:
        return STATUS + ended.number
    except KeyboardInterrupt:
        return STATUS + signal.SIGINT
    except BrokenPipeError:  # the reader of our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except Exception as error:  # a person gets a sentence, whatever happened
        if os.environ.get("LYCEUM_LOG_LEVEL") == "debug":
            traceback.print_exc()
        tell(explain(error))
        return FAILED
    return status


def _open_what_is_closed() -> None:
    """Open /dev/null for each standard file that the starter closed; else a file of ours would get its number.

    The database's lock could not be handed on under such a number.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            opened = Path(os.devnull).open(mode, encoding="utf-8")  # noqa: SIM115 - it stays open
            os.set_inheritable(opened.fileno(), True)
            setattr(sys, name, opened)
