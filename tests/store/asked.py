"""Every question there is, and parameters with which all of them can be asked of the demonstration."""

from datetime import date, timedelta
from pathlib import Path

from dashboard.store import statements
from dashboard.store.answers import Parameter

FOLDER = Path(statements.__file__).parent / "questions"
QUESTIONS = sorted(file.stem for file in FOLDER.glob("*.sql"))
AS_OF = date(2025, 9, 12)
PARAMETERS: dict[str, Parameter] = {
    "towns": None,
    "area": None,
    "as_of": AS_OF,
    "before": AS_OF - timedelta(days=7),
    "since": AS_OF - timedelta(days=30),
    "until": AS_OF,
    "days": [AS_OF - timedelta(days=7), AS_OF],
    "edges_km": [10.0, 15.0],
    "source": "DeepState",
    "count_at": "departure",
    "unit": "week",
    "dimension": "town",
    "dataset": "town_status",
    "window_days": 30,
    "past_days": 600,
    "near_km": 100.0,
    "most_towns": 400,
    "limit_km": 10.0,
    "base": 1,
}
