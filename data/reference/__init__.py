"""Places and outlines the dashboard starts with; where each file comes from stands in `data/README.md`."""
