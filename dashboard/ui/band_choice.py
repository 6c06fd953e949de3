"""How near counts as near, for chances: one of the distances that the outlook knows, kept in the address."""

from dashboard.analysis.ahead.outlook import THRESHOLDS_KM
from dashboard.analysis.ahead.time_to_clear import NEAR_KM
from dashboard.look.words import word
from dashboard.ui.one_of import one_of


def chosen_within() -> int:
    return one_of(THRESHOLDS_KM, label=word("clear.within"), shown=str, default=NEAR_KM, key="within")
