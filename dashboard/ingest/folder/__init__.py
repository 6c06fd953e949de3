"""A folder of CSV files in the place of a database: read only, checked like uploads, taken over whole or not at all."""
