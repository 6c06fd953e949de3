"""Alert rules: which towns meet one on a day, and which alerts an upload raised or ended."""
