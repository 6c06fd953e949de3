-- One row per chosen town, the nearest to the front first: its newest front distance by $source on or before $as_of, its
-- first report of the 195 days before, and the movement lately: every change between two reports (15 days apart at
-- most) of the last 90 days, each the less the longer ago, by exp(-days / 30); missing without two such reports.
-- (Older reports are looked at only where there is none in these days.)
with reports as materialized (
    select town_code, date, front_distance_km
    from front_distances
    where source = $source and date between $as_of::date - 195 and $as_of
        and town_code in (select town_code from chosen_towns)
),
recent as (
    select
        town_code, min(date) as first_date, max(date) as distance_date,
        arg_max(front_distance_km, date) as distance_km
    from reports
    group by town_code
),
steps as (
    select
        town_code, date, front_distance_km,
        lag(front_distance_km) over (partition by town_code order by date) as before_km,
        lag(date) over (partition by town_code order by date) as before
    from reports
    where date >= $as_of::date - 105
),
moved as (
    select
        town_code,
        round(
            sum((front_distance_km - before_km) * exp(date_diff('day', $as_of::date, date) / 30.0::double)), 6
        ) as moved_km
    from steps
    where date > $as_of::date - 90 and date <= before + 15
    group by town_code
),
older as (
    select town_code, max(date) as distance_date, arg_max(front_distance_km, date) as distance_km
    from front_distances
    where source = $source and date < $as_of::date - 195 and town_code in (
        select town_code from chosen_towns where town_code not in (select town_code from recent)
    )
    group by town_code
)
select
    t.town_code, t.town_name, t.latitude, t.longitude,
    coalesce(r.distance_km, o.distance_km) as distance_km,
    coalesce(r.distance_date, o.distance_date) as distance_date,
    r.first_date, m.moved_km
from chosen_towns as t
left join recent as r using (town_code)
left join moved as m using (town_code)
left join older as o using (town_code)
order by coalesce(r.distance_km, o.distance_km) nulls last, t.town_name, t.town_code
