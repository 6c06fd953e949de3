"""What the rules look at, as DuckDB's SQL over `uploaded`, `known` and `towns`: a report beside those before it."""

from dashboard.model.codes import GROUPS


def _changes(value: str, *, series: str) -> str:
    """Each report beside the two before it: the file's rows, and the record's that the file does not replace."""
    named = f"line, date, {series}, {value}"
    return f"""
        select *, lag({value}) over told as earlier, lag(date) over told as earlier_date,
            lag({value}, 2) over told as first
        from (
            select {named} from uploaded
            union all
            select null, date, {series}, {value} from known anti join uploaded using (date, {series})
        )
        where {value} is not null and date is not null and town_code is not null
        window told as (partition by {series} order by date, line)
    """


EACH = "select * from uploaded"
WITH_BASELINE = "select uploaded.*, population_baseline from uploaded left join towns using (town_code)"
PEOPLE = _changes("population_remaining", series="town_code")
DISTANCES = _changes("front_distance_km", series="town_code, source")

# ``grouped`` adds the groups that are given, so it can only be too small; ``all_groups`` is missing where one is.
GROUPED = f"""
    select *, {" + ".join(GROUPS)} as all_groups, {" + ".join(f"coalesce({group}, 0)" for group in GROUPS)} as grouped
    from uploaded
"""

# A series is one town, team, point of counting and destination; a town's series are told together. A correction makes
# a running total fall, once in eight reports at most and by little.
NEVER_FALLING = """
    select min(line) as line, sum(reports) as reports, sum(falls) as falls, sum(people) as people, sum(newest) as newest
    from (
        select town_code, min(line) as line, count(*) as reports, count(*) filter (step < 0) as falls,
            sum(evacuated) as people, max(evacuated) as newest
        from (
            select line, town_code, team, count_at, destination, evacuated,
                evacuated - lag(evacuated) over (
                    partition by town_code, team, count_at, destination order by date, line
                ) as step
            from uploaded where evacuated is not null and date is not null and town_code is not null
        )
        group by town_code, team, count_at, destination
        having count(*) >= 7 and count(*) filter (step > 0) >= 4 and max(evacuated) >= 3 * min(evacuated)
            and count(*) filter (step < 0) <= count(*) // 8 and min(step) >= -0.1 * max(evacuated)
    )
    group by town_code
"""

MOVED = """
    select uploaded.*, known.latitude as known_latitude, known.longitude as known_longitude,
        2 * 6371 * asin(least(1, sqrt(
            sin(radians(uploaded.latitude - known.latitude) / 2) ** 2
            + cos(radians(uploaded.latitude)) * cos(radians(known.latitude))
            * sin(radians(uploaded.longitude - known.longitude) / 2) ** 2
        ))) as away
    from uploaded join known using (town_code)
    where uploaded.latitude + uploaded.longitude + known.latitude + known.longitude is not null
"""
