"""The tables of what managers want to be told: their rules, and which alerts they have seen."""

from dashboard.model.codes import ALERT_KINDS, RULE_STATES, SERVICES
from dashboard.model.table import Column, Table

# One rule, which stays: to change it is to end it and to set another, so that an acknowledgement is always of the
# limit that was seen. ``threshold`` is in the unit of the kind: km (front_nearer_than), per cent (chance_above), days
# (silent_for), people a reported day (pace_under), none (service_lost). ``within_km`` and ``horizon_days`` say which
# chance, ``service`` which service (missing: any). Without ``area_code`` and ``town_code`` it is about all towns.
ALERT_RULES = Table(
    "alert_rules",
    ("rule_id",),
    (
        Column("rule_id", "text", required=True),
        Column("kind", "choice", required=True, choices=ALERT_KINDS),
        Column("threshold", "number"),
        Column("within_km", "km"),
        Column("horizon_days", "number"),
        Column("service", "choice", choices=SERVICES),
        Column("area_code", "code"),
        Column("town_code", "code"),
        Column("state", "choice", required=True, choices=RULE_STATES),
    ),
)

# That somebody has seen an alert; who and when is said by the upload. ``began`` is the day since which the town met
# the rule, as it was known then; ``source`` is that of the distances, missing for rules about other things.
ALERT_ACKNOWLEDGEMENTS = Table(
    "alert_acknowledgements",
    ("town_code", "rule_id", "began", "source"),
    (
        Column("town_code", "code", required=True),
        Column("rule_id", "text", required=True),
        Column("began", "date", required=True),
        Column("source", "text"),
        Column("note", "text"),
    ),
)
