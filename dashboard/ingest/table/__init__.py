"""The cells of a file become typed rows: header, columns, kinds, towns, keys."""
