"""The filter bar: the same on every page, kept in the address and through page changes."""

from collections import Counter
from datetime import date

import streamlit as st
from pandas import DataFrame

from dashboard.analysis.asking import Ask
from dashboard.analysis.choosing import Choice, chosen
from dashboard.analysis.defaults import count_points, extent, front_sources
from dashboard.analysis.towns import areas, town_codes, town_labels, town_titles
from dashboard.errors import ReaderError
from dashboard.look.words import word
from dashboard.model.filters import Filters, last_days
from dashboard.ui import address as words_of
from dashboard.ui.address import DEFAULT_PERIOD, PERIODS, Offered, Wanted
from dashboard.ui.browser_address import SEEN, address_of_session, write_address
from dashboard.ui.filter_fields import fields, fold, keep_within
from dashboard.ui.kept import kept


def filter_bar(ask: Ask, *, known_after: int | None, today: date) -> tuple[Filters, list[str]]:
    """Draw the bar; the filters in force, and what could not be done of the address or of what was typed."""
    offered = kept(_offered, ask, today)
    complaints = _adopt_address(ask, offered) + _adopt_typed_towns(ask)
    keep_within(offered)
    with st.container(key="filters"):
        fold()
        with st.container(horizontal=True, vertical_alignment="bottom", key="filter_fields"):
            fields(offered)
    now = _of_session(offered)
    write_address(words_of.address(now, newest=offered.newest, known_after=known_after))
    since, until = _span(now, offered)
    choice = Choice(
        towns=tuple(now.towns),
        area=now.area,
        as_of=now.as_of,
        since=since,
        until=until,
        source=now.source,
        count_at=now.count_at,
        known_after=known_after,
    )
    return kept(chosen, ask, choice, today=today), complaints


def _offered(ask: Ask, today: date) -> Offered:
    oldest, newest = extent(ask) or (today, today)
    labels, area_names = kept(_labels, ask("towns"))
    return Offered(
        towns=labels,
        areas=area_names,
        sources=front_sources(ask, as_of=newest),
        points=count_points(ask, as_of=newest),
        oldest=oldest,
        newest=newest,
        latest=max(newest, today),
    )


def _labels(towns: DataFrame) -> tuple[dict[str, str], dict[str, str]]:
    """The labels of towns and areas by code; no two the same, because a field knows its options by them."""
    named = areas(towns)
    kinds = {
        len(code): level for level in (1, 2, 3) for code in towns[f"admin{level}_code"].dropna().unique()[:1]
    }
    labels = {c: word(f"filter.area_{kinds.get(len(c), 3)}", name=n) for c, n in named.items()}
    counted = Counter(labels.values())
    return town_labels(towns, titles=kept(town_titles, towns)), {
        c: label if counted[label] == 1 else f"{label} ({c})" for c, label in labels.items()
    }


def _adopt_address(ask: Ask, offered: Offered) -> list[str]:
    """Take over an address that is not the one this session wrote: a link, a bookmark, the back button."""
    found = address_of_session()
    seen = st.session_state.get(SEEN)
    if found == seen or (seen is not None and not found):  # a change of page empties the address
        return []
    wanted = words_of.wanted(found, offered, ask=ask)
    st.session_state["towns"] = wanted.towns
    st.session_state["area"] = wanted.area
    st.session_state["period"] = wanted.period
    st.session_state["as_of"] = wanted.as_of if wanted.as_of is not None else offered.newest
    st.session_state["own_days"] = (wanted.since, wanted.until) if wanted.since and wanted.until else ()
    st.session_state["source"] = wanted.source
    st.session_state["count_at"] = wanted.count_at
    return wanted.complaints


def _adopt_typed_towns(ask: Ask) -> list[str]:
    """Names that were typed, in any spelling, become towns; what nobody knows is said and left out."""
    complaints: list[str] = []
    codes: list[str] = []
    for name in st.session_state.get("towns", []):
        try:
            codes += town_codes(ask, [name])
        except ReaderError as error:
            complaints.append(word("filter.town_refused", reason=str(error)))
    st.session_state["towns"] = list(dict.fromkeys(codes))
    return complaints


def _of_session(offered: Offered) -> Wanted:
    state = st.session_state
    own = tuple(state.get("own_days") or ())
    period = state["period"] if state["period"] != "own" or len(own) == 2 else DEFAULT_PERIOD
    return Wanted(
        towns=list(state["towns"]),
        area=state["area"],
        period=period,
        since=own[0] if period == "own" else None,
        until=own[1] if period == "own" else None,
        as_of=state["as_of"] or offered.newest,
        source=state.get("source"),
        count_at=state.get("count_at"),
    )


def _span(now: Wanted, offered: Offered) -> tuple[date, date]:
    as_of = now.as_of or offered.newest
    if now.period == "own" and now.since is not None and now.until is not None:
        return min(now.since, as_of), min(now.until, as_of)
    days = PERIODS[now.period]
    return (min(offered.oldest, as_of), as_of) if days is None else last_days(as_of, days)
