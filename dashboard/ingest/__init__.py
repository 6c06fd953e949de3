"""A steward's file becomes checked rows: read, columns, kinds, keys, towns, front lines."""
