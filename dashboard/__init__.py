"""A situation dashboard for towns near a front line."""
