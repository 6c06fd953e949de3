"""How large a file and the table in it may be."""

LARGEST_BYTES = 200_000_000
MOST_COLUMNS = 50
MOST_ROWS = 1_000_000
MOST_ROWS_OF_WORKBOOK = 200_000
