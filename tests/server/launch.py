"""``python -m tests.server.launch SCRIPT PORT``: serves a page of a test as ``python -m dashboard run`` serves ours."""

import sys
from pathlib import Path

from dashboard.errors import DashboardError
from dashboard.server.serving import serve
from dashboard.server.shell import ShellTexts


def main(script: str, port: str) -> int:
    try:
        serve(
            address="127.0.0.1",
            port=int(port),
            ready=lambda: None,
            texts=ShellTexts("en", "Test", "Loading", "Needs JavaScript"),
            script=Path(script),
            started=lambda address: print(address, flush=True),
        )
    except DashboardError as error:
        print(error, file=sys.stderr)
        return error.exit_status
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
