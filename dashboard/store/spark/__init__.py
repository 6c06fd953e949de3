"""The reading side on a Spark Connect engine: questions on the tables that ``publish`` wrote."""
