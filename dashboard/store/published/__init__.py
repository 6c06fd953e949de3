"""The record as Delta tables that any engine reads: what they hold, and bringing them up to date."""
