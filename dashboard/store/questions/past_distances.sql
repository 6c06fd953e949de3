-- One row per report of a front distance by $source in the $past_days up to $as_of, of every town that was within
-- $near_km of the front in them; where these are more than $most_towns, of that many, whole hromadas, always the same.
with reports as (
    select town_code, date, front_distance_km
    from front_distances
    where source = $source and date <= $as_of and date > $as_of::date - $past_days::integer
),
near as (
    select town_code from reports group by town_code having min(front_distance_km) <= $near_km
),
ordered as (
    select town_code, row_number() over (order by md5(coalesce(t.admin3_code, '')), town_code) as place
    from near join towns as t using (town_code)
)
select r.town_code, r.date, r.front_distance_km
from reports as r
join ordered as o using (town_code)
where o.place <= $most_towns::integer
order by o.place, r.date
