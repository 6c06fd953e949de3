"""Front lines as one GeoJSON file that can be uploaded again."""

import json
from datetime import date as Date

from pandas import DataFrame


def geojson_text(lines: DataFrame) -> str:
    """A feature per row of date, source and area (GeoJSON geometry as text)."""
    columns = zip(lines["date"], lines["source"], lines["area"], strict=True)
    features = ",\n".join(
        f'{{"type":"Feature","properties":{_properties(day, source)},"geometry":{area}}}'
        for day, source, area in columns
    )
    return f'{{"type":"FeatureCollection","features":[\n{features}\n]}}\n'


def _properties(day: Date, source: str) -> str:
    return json.dumps({"date": f"{day:%Y-%m-%d}", "source": source})
