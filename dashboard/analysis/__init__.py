"""Rows become figures. Pure: the rows come from an ``Ask``, the day from the filters."""
