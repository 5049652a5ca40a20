"""The command line `lyceum`: a file a command."""

import os
import sys
import traceback
from collections.abc import Sequence

from app.cli import commands
from app.cli.explain import explain, tell
from app.settings import Settings

FAILED = 1
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit status: 0, 1 for a failure, 2 for wrong usage.

    A failure is one line on standard error; the log level `debug` adds the traceback.
    """
    chosen = commands.parser().parse_args(arguments)
    try:
        status = chosen.run(chosen, Settings.read(os.environ))
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # the reader of our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except Exception as error:  # a person gets a sentence, whatever happened
        if os.environ.get("LYCEUM_LOG_LEVEL") == "debug":
            traceback.print_exc()
        tell(explain(error))
        return FAILED
    return status
