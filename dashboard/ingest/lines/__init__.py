"""Front lines: areas from GeoJSON, and the distances that follow from them."""
