"""Outlooks typed in a test: of each town how far the front is, and the chances after 14, 30, 60 and 90 days."""

from collections.abc import Sequence

from pandas import DataFrame

HORIZONS_DAYS = (14, 30, 60, 90)
NONE = (None, None, None, None)


def outlooks_of(
    *towns: tuple[str, float | None, Sequence[float | None]], within_km: int = 10, why: str = "few_cases"
) -> DataFrame:
    """Rows of code, km today and four chances; ``why`` is the reason of those without."""
    rows = [
        (code, km, horizon, chance, why if chance is None else None)
        for code, km, chances in towns
        for horizon, chance in zip(HORIZONS_DAYS, chances, strict=True)
    ]
    names = ["town_code", "distance_km", "horizon_days", f"chance_within_{within_km}_km", "why"]
    return DataFrame(rows, columns=names).astype({"distance_km": float, names[3]: float})
