"""The outlook of 331 towns at four horizons, and the backtest, also with six weeks of daily lines."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from dashboard.analysis.ahead.backtest import backtest
from dashboard.analysis.ahead.outlook import outlook
from dashboard.analysis.asking import Ask
from dashboard.model.filters import Filters, last_days
from dashboard.store.reading import open_reader
from dashboard.store.records import record_at
from tests.bench.loads import upload
from tests.bench.running import demonstration
from tests.bench.table import Line

LAST, SOURCE = date(2025, 9, 12), "DeepState"
FILTERS = Filters(LAST, *last_days(LAST, 30), source=SOURCE)
DAILY_FROM = date(2025, 8, 1)  # the real lines are daily since; the demonstration is weekly
REPEATS, BACKTESTS = 5, 2
OUTLOOK_S, BACKTEST_S = 1.0, 60.0


def measure() -> Iterator[Line]:
    """Each outlook as of another day: nothing is kept between them."""
    with demonstration() as database:
        ask = _asking(database)
        outlooks = [
            partial(outlook, ask, replace(FILTERS, as_of=LAST - timedelta(days=n))) for n in range(REPEATS)
        ]
        yield Line("outlook of 331 towns x 4 horizons", _seconds(*outlooks), "s", at_most=OUTLOOK_S)
        judged = partial(backtest, ask, source=SOURCE, as_of=LAST)
        yield Line("backtest, weekly days", _seconds(*[judged] * BACKTESTS), "s", at_most=BACKTEST_S)
        upload(record_at(database), _daily(ask), name="daily.csv")
        judged = partial(backtest, _asking(database), source=SOURCE, as_of=LAST)
        yield Line("backtest, daily for six weeks", _seconds(*[judged] * BACKTESTS), "s", at_most=BACKTEST_S)


def _asking(database: str) -> Ask:
    reader = open_reader(database)
    return partial(reader.ask, version=reader.follow().version)


def _daily(ask: Ask) -> bytes:
    """The newest distance of every town again on each day without a report."""
    history = ask("distance_history", replace(FILTERS, since=DAILY_FROM))
    distances = history.pivot(index="date", columns="town_code", values="front_distance_km")
    held = distances.resample("D").ffill()
    again = held[(held.index >= str(DAILY_FROM)) & ~held.index.isin(distances.index)]
    rows = again.reset_index().melt("date", value_name="front_distance_km").assign(source=SOURCE)
    return rows.to_csv(index=False, date_format="%Y-%m-%d").encode()


def _seconds(*works: Callable[[], object]) -> list[float]:
    seconds = []
    for work in works:
        begun = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - begun)
    return seconds
