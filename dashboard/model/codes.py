"""The closed lists of the data model; the text of a code is what files and the database hold."""

STATUSES = ("safe", "at_risk", "contested", "occupied", "empty")
SERVICES = (
    "electricity",
    "water",
    "gas",
    "heating",
    "hospital",
    "pharmacy",
    "bank",
    "shop",
    "mobile_network",
    "road",
)
SERVICE_STATES = ("open", "limited", "closed", "unknown")
ORDERS = ("none", "recommended", "mandatory", "forced_children")
COUNT_AT = ("departure", "transit", "arrival")
METHODS = ("reported", "computed")
GROUPS = ("girls_0_17", "boys_0_17", "women_18_59", "men_18_59", "women_60_plus", "men_60_plus")
ALERT_KINDS = ("front_nearer_than", "chance_above", "service_lost", "silent_for", "pace_under")
RULE_STATES = ("in_force", "ended")
