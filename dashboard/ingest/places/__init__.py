"""The towns that a file speaks of, in any spelling."""
