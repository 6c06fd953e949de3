"""``outlook`` and ``backtest``: how near the front may be, and how good that was, by the code of the pages."""

from argparse import Namespace

from pandas import Series

from dashboard.analysis.ahead.backtest import backtest
from dashboard.analysis.ahead.outlook import CHANCE_COLUMNS, POINT_COLUMNS, outlook
from dashboard.commands.engine import asking
from dashboard.commands.figures import filters_of
from dashboard.commands.speaking import say_json, say_table

TOLD = ("town_code", "horizon_days", "cases", *POINT_COLUMNS, *CHANCE_COLUMNS)


def outlook_now(options: Namespace) -> int:
    """The outlook of every chosen town at every horizon, nearest to the front first.

    With ``--json``::

        {"as_of": "2025-09-12", "source": "...", "outlooks": [{"town_code": "UA...", "horizon_days": 14, "cases": 3412,
         "p10_km": 12.8, .., "p90_km": 15.9, "chance_within_5_km": 0.002, .., "chance_within_25_km": 1.0}]}

    ``cases`` is the number of comparable past situations. It and all that follows is null where there is no outlook.
    """
    ask, _ = asking(options)
    filters = filters_of(ask, options)
    found = outlook(ask, filters)
    if options.json:
        told = found[list(TOLD)].assign(cases=_whole(found["cases"]))
        say_json({"as_of": filters.as_of, "source": filters.source, "outlooks": told})
        return 0
    print(f"as of {filters.as_of} · {filters.source or 'no source'} · chances on that day, not until then")
    named = ["town_name", "horizon_days", "distance_km", "distance_date", "cases"]
    shown = found[[*named, *POINT_COLUMNS, *CHANCE_COLUMNS, "why"]]
    say_table(shown.assign(cases=_whole(found["cases"]), **found[list(CHANCE_COLUMNS)].round(2)))
    return 0


def tested_error(options: Namespace) -> int:
    """How good the outlook was on past days: Brier scores beside the yardsticks, pinball losses, ranges that held.

    With ``--json``::

        {"as_of": "2025-09-12", "source": "...", "days": 82, "first": "2024-11-05", "last": "2025-08-29",
         "scores": [{"horizon_days": 14, "threshold_km": 5, "cases": 6280, "came": 2011, "outlook": 0.02, "nothing":
                     0.03, "line": 0.03, "how_often": 0.02, "best": 0.02, "ratio": 0.9}],
         "ranges": [{"horizon_days": 14, "cases": 6280, "held": 0.87, "pinball_outlook": 0.2, "pinball_nothing": 0.2,
                     "pinball_line": 0.3, "pinball_how_often": 0.2}]}

    Both lists are empty where the data do not suffice; ``ratio`` is null where the best yardstick never failed.
    """
    ask, _ = asking(options)
    filters = filters_of(ask, options)
    found = backtest(ask, source=filters.source, as_of=filters.as_of)
    if options.json:
        head = {"as_of": filters.as_of, "source": filters.source}
        days = {"days": found.days, "first": found.first, "last": found.last}
        say_json(head | days | {"scores": found.scores, "ranges": found.ranges})
        return 0
    print(f"as of {filters.as_of} · {filters.source or 'no source'} · {found.days} days looked from")
    say_table(found.scores.round(4))
    say_table(found.ranges.round(4))
    return 0


def _whole(cases: Series) -> Series:
    return cases.astype("Int64")
