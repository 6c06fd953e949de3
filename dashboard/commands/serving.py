"""``run`` starts the server, ``bench`` measures the speed."""

import os
import subprocess
import sys
import time
from argparse import Namespace
from collections.abc import Callable

from dashboard.commands.engine import database
from dashboard.errors import DashboardError, EngineUnavailable, WrongUse
from dashboard.opening import open_to_serve, place_of, readiness_of
from dashboard.settings import DEFAULT_DATABASE, PROJECT, STORE_FOLDER, settings
from dashboard.store.read_only import SPARK, read_only
from dashboard.store.records import record_at

LOOK_EVERY_S = 60.0


def run(options: Namespace) -> int:
    """Serve until told to stop; with ``--demonstration`` fill the default database first, if nothing is in it."""
    from dashboard.commands.demonstration import load_demonstration
    from dashboard.look.words import word
    from dashboard.server.serving import serve
    from dashboard.server.shell import ShellTexts

    url = database(options)
    if options.database is not None:
        os.environ["DASHBOARD_DATABASE"] = url  # the pages ask the settings: --database comes before them
    try:
        if options.demonstration and url != DEFAULT_DATABASE:
            print(word("run.own", place=place_of(url)))
        elif options.demonstration and load_demonstration(url):
            print(word("run.loaded"))
        if read_only(url) is None:
            record_at(url).prepare(create=True)
    except EngineUnavailable as error:
        # The pages and /readyz say so too: a server that ends here would only be started again and again.
        print(error, file=sys.stderr)
    texts = ShellTexts("en", word("app.title"), word("run.loading"), word("run.needs_javascript"))
    serve(
        address=settings().address,
        port=settings().port,
        hosts=settings().hosts,
        map_origin=settings().basemap_origin,
        ready=readiness_of(url),
        texts=texts,
        cache=STORE_FOLDER / "compressed",
        at_start=lambda: _beside_readers(url),
        started=lambda address: print(word("run.started", address=address), flush=True),
    )
    return 0


def _beside_readers(url: str) -> None:
    """The first snapshot; from then on, every minute, what came, and the outlook's tested error where it changed.

    A page would wait for it up to a minute. Of a distant engine it would take hours: there somebody has to want it.
    """
    from dashboard.ui.loading import reader
    from dashboard.ui.outlook_tested import work_out_newest

    _said(lambda: reader(url, open_to_serve).follow())
    while not url.startswith(SPARK):
        time.sleep(LOOK_EVERY_S)
        _said(lambda: work_out_newest(reader(url, open_to_serve), today=settings().today()))


def _said(work: Callable[[], object]) -> None:
    try:
        work()
    except DashboardError as error:
        print(error, file=sys.stderr)


def bench(options: Namespace) -> int:
    """Measured from a checkout only: the benchmark is part of the tests."""
    if not (PROJECT / "tests" / "bench").is_dir():
        raise WrongUse("bench", str(PROJECT), "a checkout of the project with its folder tests/bench")
    part = [options.only] if options.only else []
    return subprocess.run([sys.executable, "-m", "tests.bench", *part], cwd=PROJECT, check=False).returncode
