"""The command line: ``python -m dashboard COMMAND``."""

import gc
import os
import sys
from collections.abc import Sequence

COLLECT_AFTER = 50_000  # new objects; with Python's own 700 every start looks for garbage for 0.15 s


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. 0 done, 1 refused (findings or conflict), 2 wrong use, 3 engine not reachable."""
    gc.set_threshold(COLLECT_AFTER)
    from dashboard.commands.parser import parser
    from dashboard.commands.speaking import say_error
    from dashboard.errors import DashboardError

    options = parser().parse_args(arguments)
    try:
        status = int(options.run(options))
        sys.stdout.flush()
        return status
    except DashboardError as error:
        say_error(error, as_json=options.json)
        return error.exit_status
    except BrokenPipeError:
        # Who read has seen enough; without this Python would complain at its end (docs.python.org, SIGPIPE).
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


if __name__ == "__main__":
    sys.exit(main())
