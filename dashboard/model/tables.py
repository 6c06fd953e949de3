"""The tables of the data model: what a row is, which columns it has, which of them are its key."""

from dashboard.model.alert_tables import ALERT_ACKNOWLEDGEMENTS, ALERT_RULES
from dashboard.model.codes import COUNT_AT, GROUPS, METHODS, ORDERS, SERVICE_STATES, SERVICES, STATUSES
from dashboard.model.table import Column, Table

_EVACUATED = "#affected+displaced+evacuated+ind"
_TOWN_CODE = Column("town_code", "code", "#adm4+code", required=True)


def _admin(level: int) -> tuple[Column, Column]:
    return (
        Column(f"admin{level}_code", "code", f"#adm{level}+code"),
        Column(f"admin{level}_name", "text", f"#adm{level}+name"),
    )


def _sex_and_age(group: str) -> str:
    """``girls_0_17`` as HXL says it: ``+f+age0_17``."""
    people, ages = group.split("_", 1)
    return f"+{'f' if people in ('girls', 'women') else 'm'}+age{ages}"


TOWNS = Table(
    "towns",
    ("town_code",),
    (
        _TOWN_CODE,
        Column("town_name", "text", "#adm4+name+i_en", required=True),
        Column("town_name_uk", "text", "#adm4+name+i_uk"),
        Column("other_names", "text", "#adm4+name+alt"),
        *_admin(1),
        *_admin(2),
        *_admin(3),
        Column("latitude", "latitude", "#geo+lat"),
        Column("longitude", "longitude", "#geo+lon"),
        Column("population_baseline", "people", "#population+baseline"),
        Column("source", "text", "#meta+source"),
    ),
)

TOWN_STATUS = Table(
    "town_status",
    ("town_code", "date"),
    (
        _TOWN_CODE,
        Column("date", "date", "#date+reported", required=True),
        Column("status", "choice", "#status+town", choices=STATUSES),
        Column("population_remaining", "people", "#population+remaining"),
        Column("children_remaining", "people", "#population+remaining+children"),
        Column("limited_mobility_remaining", "people", "#population+remaining+limited_mobility"),
        *(
            Column(service, "choice", f"#status+service+{service}", choices=SERVICE_STATES)
            for service in SERVICES
        ),
        Column("evacuation_order", "choice", "#event+type", choices=ORDERS),
        Column("notes", "text", "#description"),
        Column("source", "text", "#meta+source"),
    ),
)

EVACUATIONS = Table(
    "evacuations",
    ("town_code", "date", "count_at", "team", "destination"),
    (
        Column("town_code", "code", "#adm4+origin+code", required=True),
        Column("date", "date", "#date+occurred", required=True),
        Column("count_at", "choice", "#indicator+count_at", choices=COUNT_AT, default="departure"),
        Column("evacuated", "people", _EVACUATED, required=True),
        *(Column(group, "people", _EVACUATED + _sex_and_age(group)) for group in GROUPS),
        Column("limited_mobility", "people", f"{_EVACUATED}+limited_mobility"),
        Column("people_with_disability", "people", f"{_EVACUATED}+disability"),
        Column("team", "text", "#org+name"),
        Column("destination", "text", "#adm1+dest+name"),
        Column("source", "text", "#meta+source"),
    ),
)

FRONT_DISTANCES = Table(
    "front_distances",
    ("town_code", "date", "source"),
    (
        _TOWN_CODE,
        Column("date", "date", "#date+reported", required=True),
        Column("source", "text", "#meta+source", required=True),
        Column("front_distance_km", "km", "#indicator+frontline_distance+km+num", required=True),
        Column("method", "choice", "#meta+method", choices=METHODS, default="reported"),
    ),
)

FRONT_LINES = Table(
    "front_lines",
    ("date", "source"),
    (
        Column("date", "date", "#date+reported", required=True),
        Column("source", "text", "#meta+source", required=True),
        Column("area", "area", "#geo+area", required=True),
    ),
)

# What a steward corrected once, for the next file. ``used_in`` is the dataset (of a column's name) or the column (of a
# value; a town's name is a value of town_code); ``spelling`` is folded, see names.py; without ``means`` a column is
# left out.
SPELLINGS = Table(
    "spellings",
    ("kind", "used_in", "spelling"),
    (
        Column("kind", "choice", required=True, choices=("column", "value")),
        Column("used_in", "text", required=True),
        Column("spelling", "text", required=True),
        Column("means", "text"),
    ),
)

DATASETS: dict[str, Table] = {
    table.name: table for table in (TOWNS, TOWN_STATUS, EVACUATIONS, FRONT_DISTANCES, FRONT_LINES)
}
"""What a file may hold."""

TABLES: dict[str, Table] = {
    **DATASETS,
    **{table.name: table for table in (SPELLINGS, ALERT_RULES, ALERT_ACKNOWLEDGEMENTS)},
}
"""What the record holds."""

PEOPLE_AT_MOST = 10_000_000  # no town of the field is larger; what is above is a slip of the keyboard
DISTANCE_KM_AT_MOST = 1_500  # the longest way across Ukraine; metres typed as km are above it
TEXT_AT_MOST = 1_000  # characters in one cell
NOT_STATED = "not stated"  # the source of distances whose file names none
