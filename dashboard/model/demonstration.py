"""How demonstration data is known: by who uploaded it."""

DEMONSTRATION = "demonstration"
