"""A record in PostgreSQL, for several stewards and several copies of the app."""
