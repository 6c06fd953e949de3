"""A file as it came: what it is, its bytes, its text, its cells."""
