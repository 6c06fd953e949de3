-- One row per chosen town whose newest front distance by $source on or before $as_of is under $limit_km: since which
-- report all are; none of a town that has been inside the held area for over 30 days.
with reports as not materialized (
    select town_code, date, front_distance_km
    from front_distances
    where source = $source and date <= $as_of and town_code in (select town_code from chosen_towns)
),
lately_outside as (
    select town_code, max(case when front_distance_km >= $limit_km then date end) as beyond_date
    from reports
    group by town_code
    having max(case when front_distance_km > 0 then date end) >= least(max(date), $as_of::date - 30)
)
select r.town_code, min(r.date) as began
from reports as r
join lately_outside as o on o.town_code = r.town_code
where o.beyond_date is null or r.date > o.beyond_date
group by r.town_code
order by r.town_code
