"""The frame of every page: navigation, header, filter bar, notices for our errors, disclaimer."""

import logging
from pathlib import Path

import streamlit as st

from dashboard.errors import DashboardError, EngineUnavailable, FolderBroken, ReplicaLate
from dashboard.look.formats import age, day, is_missing
from dashboard.look.html import banner, element, joined, notice, page_link
from dashboard.look.stylesheet import stylesheet
from dashboard.look.words import word
from dashboard.model.demonstration import DEMONSTRATION
from dashboard.opening import open_to_serve
from dashboard.settings import PROJECT, settings
from dashboard.ui.browser_address import address_of_newest, known_after
from dashboard.ui.data.files_part import every_error
from dashboard.ui.filter_bar import filter_bar
from dashboard.ui.here import Here, set_here
from dashboard.ui.loading import Loaded, loaded

LOG = logging.getLogger("dashboard")
PAGES = ("situation", "map", "town", "evacuations", "front", "upload", "data")


def frame() -> None:
    st.set_page_config(page_title=word("app.title"), page_icon=str(_icon()), layout="wide")
    st.html(stylesheet(_theme()))
    page = st.navigation([_page(name) for name in PAGES], position="top")
    try:
        _open(page)
    except DashboardError as error:
        LOG.warning("%s", error)
        st.html(notice(str(error), tone="action"))
        if isinstance(error, FolderBroken):
            every_error(error.errors)
    except Exception:
        LOG.exception("The page %s failed", page.url_path or PAGES[0])
        st.html(notice(word("app.failed"), tone="action"))
    st.html(element("div", word("app.disclaimer"), class_="dash-foot"))


def _open(page: st.Page) -> None:
    asked_for = known_after()
    data = loaded(asked_for, open_answers=open_to_serve)
    header = st.container()
    today = settings().today()
    filters, complaints = filter_bar(data.ask, known_after=asked_for, today=today)
    history = data.ask("history")
    demonstration = bool(((history["uploaded_by"] == DEMONSTRATION) & history["undone_by"].isna()).any())
    newest = data.ask("extent")["newest"].max()
    parts = [
        word("app.as_of", date=day(filters.as_of)),
        word("app.no_data")
        if is_missing(newest)
        else word("app.data_age", age=age((today - newest.date()).days)),
        word("app.demonstration_short") if demonstration else "",
    ]
    with header:
        st.html(banner([page.title, *parts]))
        for sentence, tone in _notices(page, data, asked_for=asked_for, demonstration=demonstration):
            st.html(notice(sentence, tone=tone))
    for complaint in complaints:
        st.html(notice(complaint, tone="caution"))
    set_here(
        Here(
            answers=data.answers,
            ask=data.ask,
            filters=filters,
            edges_km=settings().bands_km,
            today=today,
            theme=_theme(),
            version=data.version,
            newest_version=data.state.version,
            basemap_style_url=settings().basemap_style_url,
        )
    )
    page.run()


def _notices(
    page: st.Page, data: Loaded, *, asked_for: int | None, demonstration: bool
) -> list[tuple[str, str]]:
    found = []
    if data.state.problem is not None:
        found.append((_why_not_newest(data.state.problem, age_s=data.state.age_s), "action"))
    if asked_for is not None and asked_for < data.state.version:
        newest = element(
            "a", word("app.newest"), href=address_of_newest(page.url_path or PAGES[0]), target="_self"
        )
        found.append((joined([word("app.known_after", upload=data.version), " ", newest]), "caution"))
    if demonstration:
        found.append((word("app.demonstration"), "caution"))
    return found


def _why_not_newest(problem: EngineUnavailable, *, age_s: float) -> str:
    if isinstance(problem, FolderBroken):
        link = page_link(word("app.every_finding"), "data", part=word("data.files"))
        return joined([f"{problem}. ", link])
    if isinstance(problem, ReplicaLate):
        return word("app.behind", reason=str(problem))
    return word("app.snapshot", minutes=int(age_s // 60), reason=str(problem))


def _page(name: str) -> st.Page:
    return st.Page(
        PROJECT / "pages" / f"{name}.py",
        title=word(f"{name}.title"),
        url_path=name,
        default=name == PAGES[0],
    )


def _theme() -> str:
    return "dark" if st.context.theme.type == "dark" else "light"


def _icon() -> Path:
    return PROJECT / "dashboard" / "static" / "favicon.svg"


frame()
