"""Whole datasets as files that can be uploaded again, and templates to fill in: empty or with the last values."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from dashboard.analysis.templates import TEMPLATES, empty_template, prefilled_template
from dashboard.look.csv_text import csv_text
from dashboard.look.geojson_text import geojson_text
from dashboard.look.words import word
from dashboard.model.tables import DATASETS
from dashboard.store.export import dataset_rows
from dashboard.ui.here import Here


def dataset_downloads(at: Here) -> None:
    """A button per dataset: its rows of the chosen towns, as known after the upload in force."""
    tagged = st.toggle(word("data.hxl"), key="hxl", help=word("data.hxl_help"))
    with st.container(horizontal=True):
        for name in DATASETS:
            _button(
                f"{name}_{at.filters.as_of}",
                partial(_dataset, at, name, tagged=tagged),
                of=name,
                key=f"dataset_{name}",
            )


def empty_templates() -> None:
    with st.container(horizontal=True):
        for name in TEMPLATES:
            _button(f"template_{name}", partial(_empty, name), of=name, key=f"template_{name}")


def prefilled_templates(at: Here) -> None:
    """A button per dataset: what was last reported of each chosen town up to the as-of day."""
    with st.container(horizontal=True):
        for name in TEMPLATES:
            _button(
                f"{name}_to_fill_in_{at.filters.as_of}",
                partial(_prefilled, at, name),
                of=name,
                key=f"prefilled_{name}",
            )


def _button(file_name: str, make: Callable[[], bytes], *, of: str, key: str) -> None:
    is_line = of == "front_lines"
    st.download_button(
        word(f"dataset.{of}"),
        make,
        file_name=f"{file_name}.{'geojson' if is_line else 'csv'}",
        mime="application/geo+json" if is_line else "text/csv",
        key=key,
        on_click="ignore",
    )


def _dataset(at: Here, name: str, *, tagged: bool) -> bytes:
    narrowed = at.filters.towns or at.filters.area is not None
    towns = list(at.ask("overview", at.filters)["town_code"]) if narrowed else None
    rows = dataset_rows(at.answers, name, version=at.version, towns=towns, until=at.filters.as_of)
    if name == "front_lines":
        return geojson_text(rows).encode()
    tags = {column.name: column.hxl for column in DATASETS[name].columns} if tagged else None
    return csv_text(rows, tags=tags).encode("utf-8-sig")  # the mark, as in every file for spreadsheets


def _empty(name: str) -> bytes:
    return csv_text(empty_template(name)).encode("utf-8-sig")


def _prefilled(at: Here, name: str) -> bytes:
    return csv_text(prefilled_template(at.ask, at.filters, dataset=name)).encode("utf-8-sig")
