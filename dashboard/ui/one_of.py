"""A choice of one among a few, which is always made and stands in the address, so that a link keeps it."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import streamlit as st

T = TypeVar("T")


def one_of(
    options: Sequence[T],
    *,
    label: str,
    shown: Callable[[T], str],
    default: T,
    key: str,
    wraps: bool | None = None,
    labelled: bool = True,
) -> T:
    """``key`` is its name in the address; where it is not ``labelled``, only screen readers are told the label."""
    return st.segmented_control(
        label,
        options,
        format_func=shown,
        default=default,
        required=True,
        key=key,
        bind="query-params",
        wrap=wraps,
        label_visibility="visible" if labelled else "collapsed",
    )
