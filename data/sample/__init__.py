"""The demonstration: real distances, published facts and a clearly marked invented series."""
