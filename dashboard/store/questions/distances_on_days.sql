-- One row per day of $days: how many chosen towns outside the held area are within each edge of $edges_km by the newest
-- distance of $source on or before that day, how many are inside it, and how many have a distance.
with days as (select unnest($days::date[]) as day),
reports as (
    select d.town_code, d.date, d.front_distance_km
    from front_distances as d
    join chosen_towns using (town_code)
    where d.source = $source and d.date <= (select max(day) from days)
),
needed as (
    select town_code, max(date) as date, arg_max(front_distance_km, date) as front_distance_km
    from reports
    where date <= (select min(day) from days)
    group by town_code
    union all
    select * from reports where date > (select min(day) from days)
),
newest as (
    select days.day, n.town_code, arg_max(n.front_distance_km, n.date) as front_distance_km
    from days
    join needed as n on n.date <= days.day
    group by all
)
select
    day,
    list_transform($edges_km::double[], lambda edge: len(list_filter(list(front_distance_km), lambda km: km > 0 and km <= edge))) as within,
    count(*) filter (front_distance_km <= 0) as inside,
    count(*) as towns
from newest
group by day
order by day
