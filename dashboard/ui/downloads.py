"""Whole datasets and empty templates as files that can be uploaded again."""

from functools import partial

import streamlit as st
from pandas import DataFrame

from dashboard.look.csv_text import csv_text
from dashboard.look.geojson_text import geojson_text
from dashboard.look.words import word
from dashboard.model.tables import DATASETS
from dashboard.settings import settings
from dashboard.store.export import dataset_rows
from dashboard.ui.here import Here
from dashboard.ui.loading import reader


def dataset_downloads(at: Here) -> None:
    """A button per dataset: its rows of the chosen towns, as known after the upload in force."""
    with st.container(horizontal=True):
        for name in DATASETS:
            line = name == "front_lines"
            st.download_button(
                word(f"dataset.{name}"),
                partial(_dataset, at, name),
                file_name=f"{name}_{at.filters.as_of}.{'geojson' if line else 'csv'}",
                mime="application/geo+json" if line else "text/csv",
                key=f"dataset_{name}",
                on_click="ignore",
            )


def template_downloads() -> None:
    with st.container(horizontal=True):
        for name, table in DATASETS.items():
            if name != "front_lines":
                st.download_button(
                    word(f"dataset.{name}"),
                    csv_text(DataFrame(columns=list(table.names))),
                    file_name=f"template_{name}.csv",
                    mime="text/csv",
                    key=f"template_{name}",
                    on_click="ignore",
                )


def _dataset(at: Here, name: str) -> str:
    reading = reader(settings().database)
    narrowed = at.filters.towns or at.filters.area is not None
    towns = list(at.ask("overview", at.filters)["town_code"]) if narrowed else None
    rows = dataset_rows(reading, name, version=at.version, towns=towns, until=at.filters.as_of)
    return geojson_text(rows) if name == "front_lines" else csv_text(rows)
